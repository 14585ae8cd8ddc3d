package io.autodiff.internal.kernel.vector;

import io.autodiff.internal.kernel.FloatKernels;
import io.autodiff.internal.kernel.FloatMatrix;

/** The plain kernels, except that large products of floats take vector instructions as soon as those are fast. */
final class FloatVectorKernels extends FloatKernels {
    /** Fewer multiplications than this are left to plain loops: measured. */
    private static final int SMALL = 256;

    /** About how many multiplications are done before asking again whether the vector kernels are warm. */
    private static final long PIECE = 1 << 27;

    private final Warmup warmup = new Warmup("float", FloatTrials::all);

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
        } else if (warmup.isDone()) {
            FloatMatrix left = new FloatMatrix(a, aAt, aRow, aColumn);
            FloatVectorMatmul.multiply(m, n, k, left, new FloatMatrix(b, bAt, bRow, bColumn), out, outAt);
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
