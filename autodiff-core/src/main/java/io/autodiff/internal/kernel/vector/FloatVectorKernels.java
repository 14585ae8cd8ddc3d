package io.autodiff.internal.kernel.vector;

import io.autodiff.internal.kernel.BinaryFunction;
import io.autodiff.internal.kernel.Expression;
import io.autodiff.internal.kernel.FloatKernels;
import io.autodiff.internal.kernel.FloatMatrix;
import io.autodiff.internal.kernel.Operands;
import io.autodiff.internal.kernel.UnaryFunction;
import io.autodiff.internal.kernel.Warmup;
import io.autodiff.internal.kernel.compile.Apart;
import io.autodiff.internal.kernel.compile.FunctionLoops;
import io.autodiff.internal.kernel.compile.RowReduction;
import java.util.List;

/** The plain kernels, except that large products of floats, and functions of many, take vector instructions as soon as those are fast. */
final class FloatVectorKernels extends FloatKernels {
    /** Fewer multiplications than this are left to plain loops: measured. */
    private static final int SMALL = 256;

    /** Shorter rows than this are left to plain loops. */
    private static final int SHORTEST_ROW = 64;

    /** An addition of a plain sum counts as so many operations. */
    private static final int ADDITION = 8;

    /** For so many seconds the compiler may take its time. */
    private static final int PATIENCE = 30;

    /** About how many multiplications are done before asking again whether the vector kernels are warm. */
    private static final long PIECE = 1 << 27;

    /* Each is compiled by itself ({@link Apart}), and is the same for all: so it is warmed up once. */
    static final RowReduction<float[]> SUMS = Apart.of(FloatReductions::sumRows);
    static final RowReduction<float[]> MAXIMA = Apart.of(FloatReductions::maxRows);

    private final Warmup products;

    private final Warmup reductions;
    private final FunctionLoops<float[]> functions;

    /** Kernels that take vectors after so much work ({@link Warmup}). */
    FloatVectorKernels(long worth) {
        products = new Warmup("products of float", PATIENCE, worth, FloatTrials::all);
        reductions = new Warmup("rows of float", PATIENCE, worth, FloatTrials::rows);
        functions = FunctionLoops.ofFloats(FloatKernels.INSTANCE, worth);
    }

    @Override
    public void unary(UnaryFunction f, float[] x, int at, int step, float[] out, int outAt, int n) {
        if (step == 0 || !functions.run(f, x, at, out, outAt, n)) {
            super.unary(f, x, at, step, out, outAt, n);
        }
    }

    @Override
    public void binary(
            BinaryFunction f,
            int rows,
            int n,
            float[] a,
            int aAt,
            int aRow,
            int aStep,
            float[] b,
            int bAt,
            int bRow,
            int bStep,
            float[] out,
            int outAt) {
        if (!functions.run(f, rows, n, a, aAt, aRow, aStep, b, bAt, bRow, bStep, out, outAt)) {
            super.binary(f, rows, n, a, aAt, aRow, aStep, b, bAt, bRow, bStep, out, outAt);
        }
    }

    @Override
    public void fused(Expression e, int rows, int n, Operands<float[]> in, List<float[]> out, int outAt) {
        if (!functions.run(this, e, rows, n, in, out, outAt)) {
            super.fused(e, rows, n, in, out, outAt);
        }
    }

    @Override
    public void sumRows(float[] x, int at, int rowStep, int step, int rows, int n, float[] out, int outAt) {
        if (step == 1 && n >= SHORTEST_ROW && isFast(rows, n)) {
            SUMS.apply(x, at, rowStep, rows, n, out, outAt);
        } else {
            super.sumRows(x, at, rowStep, step, rows, n, out, outAt);
        }
    }

    @Override
    public void maxRows(float[] x, int at, int rows, int n, float[] out, int outAt) {
        if (n >= SHORTEST_ROW && isFast(rows, n)) {
            MAXIMA.apply(x, at, n, rows, n, out, outAt);
        } else {
            super.maxRows(x, at, rows, n, out, outAt);
        }
    }

    /** Whether reductions are fast already; if not, their work is counted. */
    private boolean isFast(int rows, int n) {
        if (!reductions.isDone()) {
            reductions.count((long) rows * n * ADDITION);
            return false;
        }
        return true;
    }

    @Override
    public void matmul(
            int m,
            int n,
            int k,
            float[] a,
            int aAt,
            int aRow,
            int aColumn,
            float[] b,
            int bAt,
            int bRow,
            int bColumn,
            float[] out,
            int outAt) {
        long work = (long) m * n * k;
        if (work <= SMALL) {
            super.matmul(m, n, k, a, aAt, aRow, aColumn, b, bAt, bRow, bColumn, out, outAt);
        } else if (products.isDone()) {
            FloatMatrix left = new FloatMatrix(a, aAt, aRow, aColumn);
            FloatVectorMatmul.multiply(m, n, k, left, new FloatMatrix(b, bAt, bRow, bColumn), out, outAt);
        } else if (work <= PIECE || m == 1) {
            products.count(work);
            super.matmul(m, n, k, a, aAt, aRow, aColumn, b, bAt, bRow, bColumn, out, outAt);
        } else {
            int rows = (int) Math.max(1, PIECE / ((long) n * k));
            for (int i = 0; i < m; i += rows) {
                int height = Math.min(rows, m - i);
                matmul(height, n, k, a, aAt + i * aRow, aRow, aColumn, b, bAt, bRow, bColumn, out, outAt + i * n);
            }
        }
    }
}
