package io.autodiff.internal.kernel;

/** Products of matrices of doubles by plain loops, in the order of summation of {@link Kernels}. */
final class DoubleMatmul {
    private DoubleMatmul() {}

    /*
     * Three ways. One column: sums in lanes. Small or narrow: each element by itself, eight chains at a time so that none
     * waits for itself. Else DoubleRows, in the form that the JVM turns into vector instructions.
     */

    /** Fewer multiplications than this do not pay for copying rows: measured, as are the next two. */
    private static final int SMALL = 16 * 16 * 16;

    /** Shorter rows than this do not fill a vector often enough. */
    private static final int NARROW = 16;

    /** Fewer rows than this do not pay for copying those of the other matrix. */
    private static final int LOW = 4;

    /** out = a · b, as {@link Kernels#matmul} says. */
    static void multiply(int m, int n, int k, DoubleMatrix a, DoubleMatrix b, double[] out, int outAt) {
        DoubleMatrix product = new DoubleMatrix(out, outAt, n, 1);
        boolean small = (long) m * n * k < SMALL;
        if (n == 1 && (small || m < NARROW || a.row() != 1)) {
            column(m, k, a, b, out, outAt);
        } else if (n == 1) {
            DoubleRows.multiplyColumn(m, k, a, b, product);
        } else if (!small && n >= NARROW && (m >= LOW || b.column() == 1)) {
            DoubleRows.multiply(m, n, k, a, b, product);
        } else if (!small && m >= NARROW && n >= LOW) {
            // The transposed product has longer rows: outᵀ = bᵀ · aᵀ.
            DoubleRows.multiply(n, m, k, b.transposed(), a.transposed(), product.transposed());
        } else {
            elements(m, n, k, a, b, out, outAt);
        }
    }

    /** Each element by itself. */
    private static void elements(int m, int n, int k, DoubleMatrix a, DoubleMatrix b, double[] out, int outAt) {
        if (k <= Kernels.BLOCK) {
            for (int i = 0; i < m; i++) {
                chains(n, 0, k, a, i, b, out, outAt + i * n);
            }
            return;
        }
        int blocks = PairTree.blocks(k);
        double[] sums = new double[blocks * n];
        double[] column = new double[blocks];
        for (int i = 0; i < m; i++) {
            for (int block = 0; block < blocks; block++) {
                int from = block * Kernels.BLOCK;
                chains(n, from, Math.min(from + Kernels.BLOCK, k), a, i, b, sums, block * n);
            }
            for (int j = 0; j < n; j++) {
                for (int block = 0; block < blocks; block++) {
                    column[block] = sums[block * n + j];
                }
                out[outAt + i * n + j] = DoubleKernels.pair(column, blocks);
            }
        }
    }

    /** row[j] = the chain of fma over one block, from +0, for row i of a and every column j of b. */
    private static void chains(
            int n, int from, int to, DoubleMatrix a, int i, DoubleMatrix b, double[] row, int rowAt) {
        int x = a.at(i, from);
        int k = to - from;
        int j = 0;
        for (; j + 8 <= n; j += 8) {
            eightChains(k, a.array(), x, a.column(), b.array(), b.at(from, j), b.row(), b.column(), row, rowAt + j);
        }
        for (; j < n; j += 4) {
            int rest = Math.min(4, n - j);
            fourChains(
                    rest, k, a.array(), x, a.column(), b.array(), b.at(from, j), b.row(), b.column(), row, rowAt + j);
        }
    }

    private static void eightChains(
            int k,
            double[] a,
            int aAt,
            int aStep,
            double[] b,
            int bAt,
            int bStep,
            int column,
            double[] row,
            int rowAt) {
        double c0 = 0;
        double c1 = 0;
        double c2 = 0;
        double c3 = 0;
        double c4 = 0;
        double c5 = 0;
        double c6 = 0;
        double c7 = 0;
        for (int p = 0, x = aAt, y = bAt; p < k; p++, x += aStep, y += bStep) {
            double factor = a[x];
            c0 = Math.fma(factor, b[y], c0);
            c1 = Math.fma(factor, b[y + column], c1);
            c2 = Math.fma(factor, b[y + 2 * column], c2);
            c3 = Math.fma(factor, b[y + 3 * column], c3);
            c4 = Math.fma(factor, b[y + 4 * column], c4);
            c5 = Math.fma(factor, b[y + 5 * column], c5);
            c6 = Math.fma(factor, b[y + 6 * column], c6);
            c7 = Math.fma(factor, b[y + 7 * column], c7);
        }
        row[rowAt] = c0;
        row[rowAt + 1] = c1;
        row[rowAt + 2] = c2;
        row[rowAt + 3] = c3;
        row[rowAt + 4] = c4;
        row[rowAt + 5] = c5;
        row[rowAt + 6] = c6;
        row[rowAt + 7] = c7;
    }

    /** Up to four chains: where there are fewer, the last one is computed again, which costs nothing. */
    private static void fourChains(
            int count,
            int k,
            double[] a,
            int aAt,
            int aStep,
            double[] b,
            int bAt,
            int bStep,
            int column,
            double[] row,
            int rowAt) {
        int second = Math.min(1, count - 1);
        int third = Math.min(2, count - 1);
        int fourth = count - 1;
        double c0 = 0;
        double c1 = 0;
        double c2 = 0;
        double c3 = 0;
        for (int p = 0, x = aAt, y = bAt; p < k; p++, x += aStep, y += bStep) {
            double factor = a[x];
            c0 = Math.fma(factor, b[y], c0);
            c1 = Math.fma(factor, b[y + second * column], c1);
            c2 = Math.fma(factor, b[y + third * column], c2);
            c3 = Math.fma(factor, b[y + fourth * column], c3);
        }
        row[rowAt] = c0;
        row[rowAt + second] = c1;
        row[rowAt + third] = c2;
        row[rowAt + fourth] = c3;
    }

    /** The product with one column: fma in lanes. */
    private static void column(int m, int k, DoubleMatrix a, DoubleMatrix b, double[] out, int outAt) {
        double[] lanes = new double[Kernels.LANES];
        double[] sums = new double[Math.max(1, PairTree.blocks(k))];
        for (int i = 0; i < m; i++) {
            for (int block = 0; block < sums.length; block++) {
                int from = block * Kernels.BLOCK;
                addProducts(Math.min(Kernels.BLOCK, k - from), a, i, b, from, lanes);
                sums[block] = DoubleKernels.halve(lanes, Kernels.LANES);
            }
            out[outAt + i] = DoubleKernels.pair(sums, sums.length);
        }
    }

    /** Fills the lanes with the sums of one block: number p goes to lane p mod 16. */
    private static void addProducts(int length, DoubleMatrix a, int i, DoubleMatrix b, int from, double[] lanes) {
        double[] left = a.array();
        double[] right = b.array();
        int even = length - length % Kernels.LANES;
        for (int lane = 0; lane < Kernels.LANES; lane += 8) {
            eightLanes(even, left, a.at(i, from + lane), a.column(), right, b.at(from + lane, 0), b.row(), lanes, lane);
        }
        for (int p = even; p < length; p++) {
            lanes[p - even] = Math.fma(left[a.at(i, from + p)], right[b.at(from + p, 0)], lanes[p - even]);
        }
    }

    private static void eightLanes(
            int length, double[] a, int aAt, int aStep, double[] b, int bAt, int bStep, double[] lanes, int lane) {
        double c0 = 0;
        double c1 = 0;
        double c2 = 0;
        double c3 = 0;
        double c4 = 0;
        double c5 = 0;
        double c6 = 0;
        double c7 = 0;
        int aNext = Kernels.LANES * aStep;
        int bNext = Kernels.LANES * bStep;
        for (int p = 0, x = aAt, y = bAt; p < length; p += Kernels.LANES, x += aNext, y += bNext) {
            c0 = Math.fma(a[x], b[y], c0);
            c1 = Math.fma(a[x + aStep], b[y + bStep], c1);
            c2 = Math.fma(a[x + 2 * aStep], b[y + 2 * bStep], c2);
            c3 = Math.fma(a[x + 3 * aStep], b[y + 3 * bStep], c3);
            c4 = Math.fma(a[x + 4 * aStep], b[y + 4 * bStep], c4);
            c5 = Math.fma(a[x + 5 * aStep], b[y + 5 * bStep], c5);
            c6 = Math.fma(a[x + 6 * aStep], b[y + 6 * bStep], c6);
            c7 = Math.fma(a[x + 7 * aStep], b[y + 7 * bStep], c7);
        }
        lanes[lane] = c0;
        lanes[lane + 1] = c1;
        lanes[lane + 2] = c2;
        lanes[lane + 3] = c3;
        lanes[lane + 4] = c4;
        lanes[lane + 5] = c5;
        lanes[lane + 6] = c6;
        lanes[lane + 7] = c7;
    }
}
