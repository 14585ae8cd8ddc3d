package io.autodiff.internal.kernel.vector;

import io.autodiff.internal.kernel.DoubleKernels;
import io.autodiff.internal.kernel.DoubleMatrix;

/** Products of matrices of doubles by vector instructions: picks the way. */
public final class DoubleVectorMatmul {
    private DoubleVectorMatmul() {}

    /** With fewer rows than this the matrix on the right is not read often enough to be worth packing. */
    private static final int LOW = 4;

    /** out (zeros before) = a · b, in the order of summation of {@link io.autodiff.internal.kernel.Kernels}. */
    public static void multiply(int m, int n, int k, DoubleMatrix a, DoubleMatrix b, double[] out, int outAt) {
        if (m == 0 || n == 0 || k == 0) {
            return; // out is zero already
        }
        if (n == 1 && a.column() == 1) {
            DoubleLanes.multiply(m, k, a, b, out, outAt);
        } else if (n == 1 && a.row() == 1) {
            DoubleSweep.addColumns(m, k, a, b, out, outAt);
        } else if (n > 1 && m < LOW && b.column() == 1) {
            DoubleSweep.addRows(m, n, k, a, b, out, outAt);
        } else if (n > 1 && m >= LOW) {
            DoubleProduct.multiply(m, n, k, a, b, new DoubleMatrix(out, outAt, n, 1));
        } else {
            DoubleKernels.INSTANCE.matmul(
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
