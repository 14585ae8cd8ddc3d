package io.autodiff.internal.kernel;

/** Products of matrices of floats by plain loops, in the order of summation of {@link Kernels}. */
final class FloatMatmul {
    private FloatMatmul() {}

    /*
     * Three ways. One column: sums in lanes. Small or narrow: each element by itself, sixteen chains at a time, or eight of a
     * single row, so that none waits for itself. Else FloatRows, in the form that the JVM turns into vector instructions.
     */

    /** Fewer multiplications than this do not pay for copying rows: measured, as are the next two. */
    private static final int SMALL = 16 * 16 * 16;

    /** Shorter rows than this do not fill a vector often enough. */
    private static final int NARROW = 16;

    /** Fewer rows than this do not pay for copying those of the other matrix. */
    private static final int LOW = 4;

    /** The rows and columns of a tile: its chains fill the registers, and each number that is loaded is used as often. */
    private static final int TILE = 4;

    /** The columns of a row that is not part of a tile: so many chains that none waits for itself, there too. */
    private static final int WIDE = 8;

    /** out = a · b, as {@link Kernels#matmul} says. */
    static void multiply(int m, int n, int k, FloatMatrix a, FloatMatrix b, float[] out, int outAt) {
        FloatMatrix product = new FloatMatrix(out, outAt, n, 1);
        boolean small = (long) m * n * k < SMALL;
        if (n == 1 && (small || m < NARROW || a.row() != 1)) {
            column(m, k, a, b, out, outAt);
        } else if (n == 1) {
            FloatRows.multiplyColumn(m, k, a, b, product);
        } else if (!small && n >= NARROW && (m >= LOW || b.column() == 1)) {
            FloatRows.multiply(m, n, k, a, b, product);
        } else if (!small && m >= NARROW && n >= LOW) {
            // The transposed product has longer rows: outᵀ = bᵀ · aᵀ.
            FloatRows.multiply(n, m, k, b.transposed(), a.transposed(), product.transposed());
        } else {
            elements(m, n, k, a, b, product);
        }
    }

    /** Each element by itself, tile by tile. */
    private static void elements(int m, int n, int k, FloatMatrix a, FloatMatrix b, FloatMatrix out) {
        if (k <= Kernels.BLOCK) {
            tiles(m, n, k, a, b, out);
            return;
        }
        int blocks = PairTree.blocks(k);
        float[] sums = new float[blocks * Math.min(TILE, m) * n];
        float[] column = new float[blocks];
        for (int i = 0; i < m; i += TILE) {
            int rows = Math.min(TILE, m - i);
            for (int block = 0; block < blocks; block++) {
                int from = block * Kernels.BLOCK;
                FloatMatrix ofBlock = new FloatMatrix(sums, block * rows * n, n, 1);
                tiles(rows, n, Math.min(Kernels.BLOCK, k - from), a.from(i, from), b.from(from, 0), ofBlock);
            }
            for (int element = 0; element < rows * n; element++) {
                for (int block = 0; block < blocks; block++) {
                    column[block] = sums[block * rows * n + element];
                }
                out.array()[out.at(i, 0) + element] = FloatKernels.pair(column, blocks);
            }
        }
    }

    /** out = a · b for a k within one block: tiles, and rows of which there are too few for one. */
    private static void tiles(int m, int n, int k, FloatMatrix a, FloatMatrix b, FloatMatrix out) {
        int whole = m - m % TILE;
        for (int i = 0; i < whole; i += TILE) {
            for (int j = 0; j < n; j += TILE) {
                tile(
                        k,
                        a.array(),
                        a.at(i, 0),
                        a.row(),
                        a.column(),
                        b.array(),
                        b.at(0, j),
                        Math.min(TILE, n - j) - 1,
                        b.column(),
                        b.row(),
                        out.array(),
                        out.at(i, j),
                        out.row());
            }
        }
        for (int i = whole; i < m; i++) {
            for (int j = 0; j < n; j += WIDE) {
                row(
                        k,
                        a.array(),
                        a.at(i, 0),
                        a.column(),
                        b.array(),
                        b.at(0, j),
                        Math.min(WIDE, n - j) - 1,
                        b.column(),
                        b.row(),
                        out.array(),
                        out.at(i, j));
            }
        }
    }

    /** Four rows times four columns: sixteen chains. Where there are fewer columns, the last one is computed again, which costs nothing. */
    private static void tile(
            int k,
            float[] a,
            int aAt,
            int aRow,
            int aStep,
            float[] b,
            int bAt,
            int lastColumn,
            int bColumn,
            int bStep,
            float[] out,
            int outAt,
            int outRow) {
        int a2 = 2 * aRow;
        int a3 = 3 * aRow;
        int b1 = Math.min(1, lastColumn) * bColumn;
        int b2 = Math.min(2, lastColumn) * bColumn;
        int b3 = lastColumn * bColumn;
        float c00 = 0;
        float c01 = 0;
        float c02 = 0;
        float c03 = 0;
        float c10 = 0;
        float c11 = 0;
        float c12 = 0;
        float c13 = 0;
        float c20 = 0;
        float c21 = 0;
        float c22 = 0;
        float c23 = 0;
        float c30 = 0;
        float c31 = 0;
        float c32 = 0;
        float c33 = 0;
        for (int p = 0, x = aAt, y = bAt; p < k; p++, x += aStep, y += bStep) {
            float y0 = b[y];
            float y1 = b[y + b1];
            float y2 = b[y + b2];
            float y3 = b[y + b3];
            float x0 = a[x];
            c00 = Fma.fma(x0, y0, c00);
            c01 = Fma.fma(x0, y1, c01);
            c02 = Fma.fma(x0, y2, c02);
            c03 = Fma.fma(x0, y3, c03);
            float x1 = a[x + aRow];
            c10 = Fma.fma(x1, y0, c10);
            c11 = Fma.fma(x1, y1, c11);
            c12 = Fma.fma(x1, y2, c12);
            c13 = Fma.fma(x1, y3, c13);
            float x2 = a[x + a2];
            c20 = Fma.fma(x2, y0, c20);
            c21 = Fma.fma(x2, y1, c21);
            c22 = Fma.fma(x2, y2, c22);
            c23 = Fma.fma(x2, y3, c23);
            float x3 = a[x + a3];
            c30 = Fma.fma(x3, y0, c30);
            c31 = Fma.fma(x3, y1, c31);
            c32 = Fma.fma(x3, y2, c32);
            c33 = Fma.fma(x3, y3, c33);
        }
        int second = Math.min(1, lastColumn);
        int third = Math.min(2, lastColumn);
        out[outAt] = c00;
        out[outAt + second] = c01;
        out[outAt + third] = c02;
        out[outAt + lastColumn] = c03;
        int row1 = outAt + outRow;
        out[row1] = c10;
        out[row1 + second] = c11;
        out[row1 + third] = c12;
        out[row1 + lastColumn] = c13;
        int row2 = row1 + outRow;
        out[row2] = c20;
        out[row2 + second] = c21;
        out[row2 + third] = c22;
        out[row2 + lastColumn] = c23;
        int row3 = row2 + outRow;
        out[row3] = c30;
        out[row3 + second] = c31;
        out[row3 + third] = c32;
        out[row3 + lastColumn] = c33;
    }

    /** One row times eight columns, in the same way. */
    private static void row(
            int k,
            float[] a,
            int aAt,
            int aStep,
            float[] b,
            int bAt,
            int lastColumn,
            int bColumn,
            int bStep,
            float[] out,
            int outAt) {
        int second = Math.min(1, lastColumn);
        int third = Math.min(2, lastColumn);
        int fourth = Math.min(3, lastColumn);
        int fifth = Math.min(4, lastColumn);
        int sixth = Math.min(5, lastColumn);
        int seventh = Math.min(6, lastColumn);
        float c0 = 0;
        float c1 = 0;
        float c2 = 0;
        float c3 = 0;
        float c4 = 0;
        float c5 = 0;
        float c6 = 0;
        float c7 = 0;
        for (int p = 0, x = aAt, y = bAt; p < k; p++, x += aStep, y += bStep) {
            float x0 = a[x];
            c0 = Fma.fma(x0, b[y], c0);
            c1 = Fma.fma(x0, b[y + second * bColumn], c1);
            c2 = Fma.fma(x0, b[y + third * bColumn], c2);
            c3 = Fma.fma(x0, b[y + fourth * bColumn], c3);
            c4 = Fma.fma(x0, b[y + fifth * bColumn], c4);
            c5 = Fma.fma(x0, b[y + sixth * bColumn], c5);
            c6 = Fma.fma(x0, b[y + seventh * bColumn], c6);
            c7 = Fma.fma(x0, b[y + lastColumn * bColumn], c7);
        }
        out[outAt] = c0;
        out[outAt + second] = c1;
        out[outAt + third] = c2;
        out[outAt + fourth] = c3;
        out[outAt + fifth] = c4;
        out[outAt + sixth] = c5;
        out[outAt + seventh] = c6;
        out[outAt + lastColumn] = c7;
    }

    /** The product with one column: fma in lanes. */
    private static void column(int m, int k, FloatMatrix a, FloatMatrix b, float[] out, int outAt) {
        float[] lanes = new float[Kernels.LANES];
        float[] sums = new float[Math.max(1, PairTree.blocks(k))];
        for (int i = 0; i < m; i++) {
            for (int block = 0; block < sums.length; block++) {
                int from = block * Kernels.BLOCK;
                addProducts(Math.min(Kernels.BLOCK, k - from), a, i, b, from, lanes);
                sums[block] = FloatKernels.halve(lanes);
            }
            out[outAt + i] = FloatKernels.pair(sums, sums.length);
        }
    }

    /** Fills the lanes with the sums of one block: number p goes to lane p mod 16. */
    private static void addProducts(int length, FloatMatrix a, int i, FloatMatrix b, int from, float[] lanes) {
        float[] left = a.array();
        float[] right = b.array();
        int even = length - length % Kernels.LANES;
        for (int lane = 0; lane < Kernels.LANES; lane += 8) {
            eightLanes(even, left, a.at(i, from + lane), a.column(), right, b.at(from + lane, 0), b.row(), lanes, lane);
        }
        for (int p = even; p < length; p++) {
            lanes[p - even] = Fma.fma(left[a.at(i, from + p)], right[b.at(from + p, 0)], lanes[p - even]);
        }
    }

    private static void eightLanes(
            int length, float[] a, int aAt, int aStep, float[] b, int bAt, int bStep, float[] lanes, int lane) {
        float c0 = 0;
        float c1 = 0;
        float c2 = 0;
        float c3 = 0;
        float c4 = 0;
        float c5 = 0;
        float c6 = 0;
        float c7 = 0;
        int aNext = Kernels.LANES * aStep;
        int bNext = Kernels.LANES * bStep;
        for (int p = 0, x = aAt, y = bAt; p < length; p += Kernels.LANES, x += aNext, y += bNext) {
            c0 = Fma.fma(a[x], b[y], c0);
            c1 = Fma.fma(a[x + aStep], b[y + bStep], c1);
            c2 = Fma.fma(a[x + 2 * aStep], b[y + 2 * bStep], c2);
            c3 = Fma.fma(a[x + 3 * aStep], b[y + 3 * bStep], c3);
            c4 = Fma.fma(a[x + 4 * aStep], b[y + 4 * bStep], c4);
            c5 = Fma.fma(a[x + 5 * aStep], b[y + 5 * bStep], c5);
            c6 = Fma.fma(a[x + 6 * aStep], b[y + 6 * bStep], c6);
            c7 = Fma.fma(a[x + 7 * aStep], b[y + 7 * bStep], c7);
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
