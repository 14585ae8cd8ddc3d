package io.autodiff.internal.kernel;

import java.util.Arrays;

/** Products of matrices of doubles in the form of loop that the JVM turns into vector instructions without being asked. */
final class DoubleRows {
    /*
     * HotSpot vectorises c[j] = fma(x, b[j], c[j]) only if every array has the same index and no two may be the same array. So
     * rows are arrays of their own: a few rows of b are copied, and a piece of the product is built in rows that are copied out
     * at the end. Several steps of k are fused in one loop, each element going through its fmas in order of k; how many is
     * best depends on the JVM. The rows of b stay in the first cache and the piece in the second.
     *
     * A piece keeps a stack of sums as PairTree says: the chains of a block are built at the top, then merged downwards.
     */

    /** Rows and columns of a piece. */
    private static final int HEIGHT = 128;

    private static final int WIDTH = 512;

    /** Steps of k in one loop: JDK 17 compiles four well and eight not at all, JDK 25 eight. */
    private static final int FUSED = Runtime.version().feature() >= 25 ? 8 : 4;

    private static final Spares<DoubleRows> SPARES = new Spares<>(DoubleRows::new);

    private final double[][] factors = new double[8][WIDTH];
    private double[][][] stack = {new double[HEIGHT][WIDTH]};

    private DoubleRows() {}

    /** out = a · b, in the order of summation of {@link Kernels}. */
    static void multiply(int m, int n, int k, DoubleMatrix a, DoubleMatrix b, DoubleMatrix out) {
        DoubleRows rows = SPARES.take();
        for (int j = 0; j < n; j += WIDTH) {
            for (int i = 0; i < m; i += HEIGHT) {
                int height = Math.min(HEIGHT, m - i);
                int width = Math.min(WIDTH, n - j);
                rows.build(height, width, k, a, i, b, j);
                for (int row = 0; row < height; row++) {
                    deliver(rows.stack[0][row], width, out.array(), out.at(i + row, j), out.column());
                }
            }
        }
        SPARES.give(rows);
    }

    /** out = a · b for a column b, in lanes; a's columns lie side by side. */
    static void multiplyColumn(int m, int k, DoubleMatrix a, DoubleMatrix b, DoubleMatrix out) {
        DoubleRows rows = SPARES.take();
        for (int i = 0; i < m; i += WIDTH) {
            int width = Math.min(WIDTH, m - i);
            rows.buildLanes(width, k, a.transposed().from(0, i), b.transposed());
            deliver(rows.stack[0][0], width, out.array(), out.at(i, 0), out.row());
        }
        SPARES.give(rows);
    }

    /** Leaves x · rows, each element summed in lanes, in the first row at the bottom of the stack. */
    private void buildLanes(int width, int k, DoubleMatrix rows, DoubleMatrix x) {
        int blocks = PairTree.blocks(k);
        for (int block = 0; block < blocks; block++) {
            int top = PairTree.depth(block);
            double[][] lanes = place(top);
            int length = Math.min(Kernels.BLOCK, k - block * Kernels.BLOCK);
            for (int lane = 0; lane < Kernels.LANES; lane++) {
                int p = block * Kernels.BLOCK + lane;
                DoubleMatrix left = x.from(0, p).everyColumn(Kernels.LANES);
                DoubleMatrix right = rows.from(p, 0).everyRow(Kernels.LANES);
                double[][] sums = {lanes[lane]};
                Arrays.fill(sums[0], 0, width, 0);
                addBlock(sums, 1, width, 0, (length - lane + Kernels.LANES - 1) / Kernels.LANES, left, 0, right, 0);
            }
            for (int half = Kernels.LANES / 2; half > 0; half /= 2) {
                for (int lane = 0; lane < half; lane++) {
                    add(lanes[lane], lanes[lane + half], width);
                }
            }
            for (int merges = PairTree.merges(block, blocks); merges > 0; merges--, top--) {
                add(stack[top - 1][0], stack[top][0], width);
            }
        }
    }

    /** Leaves a piece of the product, from row i and column j, at the bottom of the stack. */
    private void build(int height, int width, int k, DoubleMatrix a, int i, DoubleMatrix b, int j) {
        int blocks = PairTree.blocks(k);
        for (int block = 0; block < blocks; block++) {
            int top = PairTree.depth(block);
            double[][] sums = place(top);
            for (int row = 0; row < height; row++) {
                Arrays.fill(sums[row], 0, width, 0);
            }
            int from = block * Kernels.BLOCK;
            addBlock(sums, height, width, from, Math.min(from + Kernels.BLOCK, k), a, i, b, j);
            for (int merges = PairTree.merges(block, blocks); merges > 0; merges--, top--) {
                for (int row = 0; row < height; row++) {
                    add(stack[top - 1][row], stack[top][row], width);
                }
            }
        }
    }

    private static void deliver(double[] row, int width, double[] out, int at, int step) {
        if (step == 1) {
            System.arraycopy(row, 0, out, at, width);
        } else {
            for (int j = 0; j < width; j++) {
                out[at + j * step] = row[j];
            }
        }
    }

    private double[][] place(int depth) {
        if (depth == stack.length) {
            stack = Arrays.copyOf(stack, depth + 1);
            stack[depth] = new double[HEIGHT][WIDTH];
        }
        return stack[depth];
    }

    /** sums += the products of k from … to. */
    private void addBlock(
            double[][] sums, int height, int width, int from, int to, DoubleMatrix a, int i, DoubleMatrix b, int j) {
        int p = from;
        for (; p + FUSED <= to; p += FUSED) {
            copy(FUSED, width, b, p, j);
            if (FUSED == 8) {
                addEight(sums, height, width, a.array(), a.at(i, p), a.row(), a.column());
            } else {
                addFour(sums, height, width, a.array(), a.at(i, p), a.row(), a.column());
            }
        }
        for (; p < to; p++) {
            copy(1, width, b, p, j);
            for (int row = 0; row < height; row++) {
                addProduct(sums[row], factors[0], a.array()[a.at(i + row, p)], width);
            }
        }
    }

    /** Copies rows of b from row p and column j. */
    private void copy(int count, int width, DoubleMatrix b, int p, int j) {
        if (b.column() == 1) {
            for (int row = 0; row < count; row++) {
                System.arraycopy(b.array(), b.at(p + row, j), factors[row], 0, width);
            }
        } else {
            for (int row = 0; row < count; row += Math.min(4, count)) {
                if (count == 1) {
                    transpose(factors[row], width, b.array(), b.at(p + row, j), b.column());
                } else {
                    transposeFour(row, width, b.array(), b.at(p + row, j), b.row(), b.column());
                }
            }
        }
    }

    private static void transpose(double[] row, int width, double[] b, int at, int step) {
        for (int j = 0; j < width; j++) {
            row[j] = b[at + j * step];
        }
    }

    private void transposeFour(int row, int width, double[] b, int at, int bRow, int step) {
        double[] row0 = factors[row];
        double[] row1 = factors[row + 1];
        double[] row2 = factors[row + 2];
        double[] row3 = factors[row + 3];
        for (int j = 0, x = at; j < width; j++, x += step) {
            row0[j] = b[x];
            row1[j] = b[x + bRow];
            row2[j] = b[x + 2 * bRow];
            row3[j] = b[x + 3 * bRow];
        }
    }

    private void addFour(double[][] sums, int height, int width, double[] a, int at, int aRow, int aColumn) {
        double[] b0 = factors[0];
        double[] b1 = factors[1];
        double[] b2 = factors[2];
        double[] b3 = factors[3];
        for (int row = 0, x = at; row < height; row++, x += aRow) {
            addFour(sums[row], b0, b1, b2, b3, a[x], a[x + aColumn], a[x + 2 * aColumn], a[x + 3 * aColumn], width);
        }
    }

    private void addEight(double[][] sums, int height, int width, double[] a, int at, int aRow, int aColumn) {
        double[] b0 = factors[0];
        double[] b1 = factors[1];
        double[] b2 = factors[2];
        double[] b3 = factors[3];
        double[] b4 = factors[4];
        double[] b5 = factors[5];
        double[] b6 = factors[6];
        double[] b7 = factors[7];
        for (int row = 0, x = at; row < height; row++, x += aRow) {
            addEight(
                    sums[row],
                    b0,
                    b1,
                    b2,
                    b3,
                    b4,
                    b5,
                    b6,
                    b7,
                    a[x],
                    a[x + aColumn],
                    a[x + 2 * aColumn],
                    a[x + 3 * aColumn],
                    a[x + 4 * aColumn],
                    a[x + 5 * aColumn],
                    a[x + 6 * aColumn],
                    a[x + 7 * aColumn],
                    width);
        }
    }

    // The loops that are vectorised, each in a method of its own.

    private static void add(double[] c, double[] b, int n) {
        for (int j = 0; j < n; j++) {
            c[j] += b[j];
        }
    }

    private static void addProduct(double[] c, double[] b, double a, int n) {
        for (int j = 0; j < n; j++) {
            c[j] = Fma.fma(a, b[j], c[j]);
        }
    }

    private static void addFour(
            double[] c,
            double[] b0,
            double[] b1,
            double[] b2,
            double[] b3,
            double a0,
            double a1,
            double a2,
            double a3,
            int n) {
        for (int j = 0; j < n; j++) {
            double sum = Fma.fma(a0, b0[j], c[j]);
            sum = Fma.fma(a1, b1[j], sum);
            sum = Fma.fma(a2, b2[j], sum);
            c[j] = Fma.fma(a3, b3[j], sum);
        }
    }

    private static void addEight(
            double[] c,
            double[] b0,
            double[] b1,
            double[] b2,
            double[] b3,
            double[] b4,
            double[] b5,
            double[] b6,
            double[] b7,
            double a0,
            double a1,
            double a2,
            double a3,
            double a4,
            double a5,
            double a6,
            double a7,
            int n) {
        for (int j = 0; j < n; j++) {
            double sum = Fma.fma(a0, b0[j], c[j]);
            sum = Fma.fma(a1, b1[j], sum);
            sum = Fma.fma(a2, b2[j], sum);
            sum = Fma.fma(a3, b3[j], sum);
            sum = Fma.fma(a4, b4[j], sum);
            sum = Fma.fma(a5, b5[j], sum);
            sum = Fma.fma(a6, b6[j], sum);
            c[j] = Fma.fma(a7, b7[j], sum);
        }
    }
}
