package io.autodiff.internal.kernel;

import java.util.Arrays;

/** Products of matrices of floats in the form of loop that the JVM turns into vector instructions without being asked. */
final class FloatRows {
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

    private static final Spares<FloatRows> SPARES = new Spares<>(FloatRows::new);

    private final float[][] factors = new float[8][WIDTH];
    private float[][][] stack = {new float[HEIGHT][WIDTH]};

    private FloatRows() {}

    /** out = a · b, in the order of summation of {@link Kernels}. */
    static void multiply(int m, int n, int k, FloatMatrix a, FloatMatrix b, FloatMatrix out) {
        FloatRows rows = SPARES.take();
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
    static void multiplyColumn(int m, int k, FloatMatrix a, FloatMatrix b, FloatMatrix out) {
        FloatRows rows = SPARES.take();
        for (int i = 0; i < m; i += WIDTH) {
            int width = Math.min(WIDTH, m - i);
            rows.buildLanes(width, k, a.transposed().from(0, i), b.transposed());
            deliver(rows.stack[0][0], width, out.array(), out.at(i, 0), out.row());
        }
        SPARES.give(rows);
    }

    /** Leaves x · rows, each element summed in lanes, in the first row at the bottom of the stack. */
    private void buildLanes(int width, int k, FloatMatrix rows, FloatMatrix x) {
        int blocks = PairTree.blocks(k);
        for (int block = 0; block < blocks; block++) {
            int top = PairTree.depth(block);
            float[][] lanes = place(top);
            int length = Math.min(Kernels.BLOCK, k - block * Kernels.BLOCK);
            for (int lane = 0; lane < Kernels.LANES; lane++) {
                int p = block * Kernels.BLOCK + lane;
                FloatMatrix left = x.from(0, p).everyColumn(Kernels.LANES);
                FloatMatrix right = rows.from(p, 0).everyRow(Kernels.LANES);
                float[][] sums = {lanes[lane]};
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
    private void build(int height, int width, int k, FloatMatrix a, int i, FloatMatrix b, int j) {
        int blocks = PairTree.blocks(k);
        for (int block = 0; block < blocks; block++) {
            int top = PairTree.depth(block);
            float[][] sums = place(top);
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

    private static void deliver(float[] row, int width, float[] out, int at, int step) {
        if (step == 1) {
            System.arraycopy(row, 0, out, at, width);
        } else {
            for (int j = 0; j < width; j++) {
                out[at + j * step] = row[j];
            }
        }
    }

    private float[][] place(int depth) {
        if (depth == stack.length) {
            stack = Arrays.copyOf(stack, depth + 1);
            stack[depth] = new float[HEIGHT][WIDTH];
        }
        return stack[depth];
    }

    /** sums += the products of k from … to. */
    private void addBlock(
            float[][] sums, int height, int width, int from, int to, FloatMatrix a, int i, FloatMatrix b, int j) {
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
    private void copy(int count, int width, FloatMatrix b, int p, int j) {
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

    private static void transpose(float[] row, int width, float[] b, int at, int step) {
        for (int j = 0; j < width; j++) {
            row[j] = b[at + j * step];
        }
    }

    private void transposeFour(int row, int width, float[] b, int at, int bRow, int step) {
        float[] row0 = factors[row];
        float[] row1 = factors[row + 1];
        float[] row2 = factors[row + 2];
        float[] row3 = factors[row + 3];
        for (int j = 0, x = at; j < width; j++, x += step) {
            row0[j] = b[x];
            row1[j] = b[x + bRow];
            row2[j] = b[x + 2 * bRow];
            row3[j] = b[x + 3 * bRow];
        }
    }

    private void addFour(float[][] sums, int height, int width, float[] a, int at, int aRow, int aColumn) {
        float[] b0 = factors[0];
        float[] b1 = factors[1];
        float[] b2 = factors[2];
        float[] b3 = factors[3];
        for (int row = 0, x = at; row < height; row++, x += aRow) {
            addFour(sums[row], b0, b1, b2, b3, a[x], a[x + aColumn], a[x + 2 * aColumn], a[x + 3 * aColumn], width);
        }
    }

    private void addEight(float[][] sums, int height, int width, float[] a, int at, int aRow, int aColumn) {
        float[] b0 = factors[0];
        float[] b1 = factors[1];
        float[] b2 = factors[2];
        float[] b3 = factors[3];
        float[] b4 = factors[4];
        float[] b5 = factors[5];
        float[] b6 = factors[6];
        float[] b7 = factors[7];
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

    private static void add(float[] c, float[] b, int n) {
        for (int j = 0; j < n; j++) {
            c[j] += b[j];
        }
    }

    private static void addProduct(float[] c, float[] b, float a, int n) {
        for (int j = 0; j < n; j++) {
            c[j] = Fma.fma(a, b[j], c[j]);
        }
    }

    private static void addFour(
            float[] c, float[] b0, float[] b1, float[] b2, float[] b3, float a0, float a1, float a2, float a3, int n) {
        for (int j = 0; j < n; j++) {
            float sum = Fma.fma(a0, b0[j], c[j]);
            sum = Fma.fma(a1, b1[j], sum);
            sum = Fma.fma(a2, b2[j], sum);
            c[j] = Fma.fma(a3, b3[j], sum);
        }
    }

    private static void addEight(
            float[] c,
            float[] b0,
            float[] b1,
            float[] b2,
            float[] b3,
            float[] b4,
            float[] b5,
            float[] b6,
            float[] b7,
            float a0,
            float a1,
            float a2,
            float a3,
            float a4,
            float a5,
            float a6,
            float a7,
            int n) {
        for (int j = 0; j < n; j++) {
            float sum = Fma.fma(a0, b0[j], c[j]);
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
