package io.autodiff.internal.kernel.vector;

import io.autodiff.internal.kernel.FloatMatrix;
import io.autodiff.internal.kernel.Kernels;
import io.autodiff.internal.kernel.Warmup;
import io.autodiff.internal.kernel.compile.Apart;
import io.autodiff.internal.kernel.compile.FloatLoopKernels;
import io.autodiff.internal.kernel.compile.FunctionLoops;
import io.autodiff.internal.kernel.compile.RowReduction;

/** The plain kernels, except that large products of floats, and functions of many, take vector instructions as soon as those are fast. */
final class FloatVectorKernels extends FloatLoopKernels {
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
    static final RowReduction<float[]> LANE_SUMS = Apart.of(FloatReductions::sumLanes);
    static final RowReduction<float[]> MAXIMA = Apart.of(FloatReductions::maxRows);

    private final Warmup products;

    private final Warmup reductions;

    /** Kernels that take vectors after so much work ({@link Warmup}). */
    FloatVectorKernels(long worth) {
        super(FunctionLoops.ofFloatVectors(worth));
        products = new Warmup("vector kernels for products of float", PATIENCE, worth, FloatTrials::all);
        reductions = new Warmup("vector kernels for rows of float", PATIENCE, worth, FloatTrials::rows);
    }

    @Override
    public void sumRows(float[] x, int at, int rowStep, int step, int rows, int n, float[] out, int outAt) {
        if (step == 1 && n >= SHORTEST_ROW && isFast(rows, n)) {
            SUMS.apply(x, at, rowStep, rows, n, out, outAt);
        } else if (step == 1 && n == Kernels.LANES && isFast(rows, n)) {
            LANE_SUMS.apply(x, at, rowStep, rows, n, out, outAt);
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
