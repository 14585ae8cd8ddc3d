package io.autodiff.internal.kernel.vector;

import io.autodiff.internal.kernel.DoubleMatrix;
import io.autodiff.internal.kernel.Kernels;
import io.autodiff.internal.kernel.Warmup;
import io.autodiff.internal.kernel.compile.Apart;
import io.autodiff.internal.kernel.compile.DoubleLoopKernels;
import io.autodiff.internal.kernel.compile.FunctionLoops;
import io.autodiff.internal.kernel.compile.RowReduction;

/** The plain kernels, except that large products of doubles, and functions of many, take vector instructions as soon as those are fast. */
final class DoubleVectorKernels extends DoubleLoopKernels {
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
    static final RowReduction<double[]> SUMS = Apart.of(DoubleReductions::sumRows);
    static final RowReduction<double[]> LANE_SUMS = Apart.of(DoubleReductions::sumLanes);
    static final RowReduction<double[]> MAXIMA = Apart.of(DoubleReductions::maxRows);

    private final Warmup products;

    private final Warmup reductions;

    /** Kernels that take vectors after so much work ({@link Warmup}). */
    DoubleVectorKernels(long worth) {
        super(FunctionLoops.ofDoubleVectors(worth));
        products = new Warmup("vector kernels for products of double", PATIENCE, worth, DoubleTrials::all);
        reductions = new Warmup("vector kernels for rows of double", PATIENCE, worth, DoubleTrials::rows);
    }

    @Override
    public void sumRows(double[] x, int at, int rowStep, int step, int rows, int n, double[] out, int outAt) {
        if (step == 1 && n >= SHORTEST_ROW && isFast(rows, n)) {
            SUMS.apply(x, at, rowStep, rows, n, out, outAt);
        } else if (step == 1 && n == Kernels.LANES && isFast(rows, n)) {
            LANE_SUMS.apply(x, at, rowStep, rows, n, out, outAt);
        } else {
            super.sumRows(x, at, rowStep, step, rows, n, out, outAt);
        }
    }

    @Override
    public void maxRows(double[] x, int at, int rows, int n, double[] out, int outAt) {
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
            double[] a,
            int aAt,
            int aRow,
            int aColumn,
            double[] b,
            int bAt,
            int bRow,
            int bColumn,
            double[] out,
            int outAt) {
        long work = (long) m * n * k;
        if (work <= SMALL) {
            super.matmul(m, n, k, a, aAt, aRow, aColumn, b, bAt, bRow, bColumn, out, outAt);
        } else if (products.isDone()) {
            DoubleMatrix left = new DoubleMatrix(a, aAt, aRow, aColumn);
            DoubleVectorMatmul.multiply(m, n, k, left, new DoubleMatrix(b, bAt, bRow, bColumn), out, outAt);
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
