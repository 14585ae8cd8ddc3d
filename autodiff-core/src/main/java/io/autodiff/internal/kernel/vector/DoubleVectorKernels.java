package io.autodiff.internal.kernel.vector;

import io.autodiff.internal.kernel.DoubleKernels;
import io.autodiff.internal.kernel.DoubleMatrix;

/** The plain kernels, except that large products of doubles take vector instructions as soon as those are fast. */
final class DoubleVectorKernels extends DoubleKernels {
    /** Fewer multiplications than this are left to plain loops: measured. */
    private static final int SMALL = 256;

    /** About how many multiplications are done before asking again whether the vector kernels are warm. */
    private static final long PIECE = 1 << 27;

    private final Warmup warmup = new Warmup("double", DoubleTrials::all);

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
        } else if (warmup.isDone()) {
            DoubleMatrix left = new DoubleMatrix(a, aAt, aRow, aColumn);
            DoubleVectorMatmul.multiply(m, n, k, left, new DoubleMatrix(b, bAt, bRow, bColumn), out, outAt);
        } else if (work <= PIECE || m == 1) {
            warmup.count(work);
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
