package io.autodiff.internal.kernel.vector;

import io.autodiff.internal.kernel.FloatKernels;
import io.autodiff.internal.kernel.FloatMatrix;

/** Products of matrices of floats by vector instructions: picks the way. */
public final class FloatVectorMatmul {
    private FloatVectorMatmul() {}

    /** With fewer rows than this the matrix on the right is not read often enough to be worth packing. */
    private static final int LOW = 4;

    /** out (zeros before) = a · b, in the order of summation of {@link io.autodiff.internal.kernel.Kernels}. */
    public static void multiply(int m, int n, int k, FloatMatrix a, FloatMatrix b, float[] out, int outAt) {
        if (m == 0 || n == 0 || k == 0) {
            return; // out is zero already
        }
        if (n == 1 && a.column() == 1) {
            FloatLanes.multiply(m, k, a, b, out, outAt);
        } else if (n == 1 && a.row() == 1) {
            FloatSweep.addColumns(m, k, a, b, out, outAt);
        } else if (n > 1 && m < LOW && b.column() == 1) {
            FloatSweep.addRows(m, n, k, a, b, out, outAt);
        } else if (n > 1 && m >= LOW) {
            FloatProduct.multiply(m, n, k, a, b, new FloatMatrix(out, outAt, n, 1));
        } else {
            FloatKernels.INSTANCE.matmul(
                    m,
                    n,
                    k,
                    a.array(),
                    a.at(),
                    a.row(),
                    a.column(),
                    b.array(),
                    b.at(),
                    b.row(),
                    b.column(),
                    out,
                    outAt);
        }
    }
}
