package io.autodiff.internal.kernel;

/**
 * Sums of columns that lie side by side, in the order of summation of {@link Kernels}. Many columns are summed at a time, row by row, in
 * loops that the JVM turns into vector instructions.
 */
final class FloatColumns {
    /** So many columns are summed at a time; their lanes fit into the first cache. */
    private static final int WIDTH = 256;

    private final int width;
    private final float[] row;
    private final float[][] lanes;

    /** The sums of blocks that wait for a partner, as {@link PairTree} says. */
    private final float[][] waiting;

    private FloatColumns(int width, int blocks) {
        this.width = width;
        this.row = new float[width];
        this.lanes = new float[Kernels.LANES][width];
        this.waiting = new float[1 + Integer.SIZE - Integer.numberOfLeadingZeros(blocks)][width];
    }

    /** out[c] = Σ of n numbers that are {@code step} apart, the first of which is x[at + c]; n ≥ 1. */
    static void sum(float[] x, int at, int step, int columns, int n, float[] out, int outAt) {
        FloatColumns sums = new FloatColumns(Math.min(WIDTH, columns), PairTree.blocks(n));
        for (int column = 0; column < columns; column += WIDTH) {
            int width = Math.min(WIDTH, columns - column);
            FloatColumns some = width == sums.width ? sums : new FloatColumns(width, PairTree.blocks(n));
            System.arraycopy(some.sum(x, at + column, step, n), 0, out, outAt + column, width);
        }
    }

    private float[] sum(float[] x, int at, int step, int n) {
        int blocks = PairTree.blocks(n);
        for (int block = 0; block < blocks; block++) {
            int from = block * Kernels.BLOCK;
            int depth = PairTree.depth(block);
            sumBlock(x, at + from * step, step, Math.min(Kernels.BLOCK, n - from));
            System.arraycopy(lanes[0], 0, waiting[depth], 0, width);
            for (int top = depth; top > depth - PairTree.merges(block, blocks); top--) {
                add(waiting[top - 1], waiting[top], width);
            }
        }
        return waiting[0];
    }

    /** Leaves the sums of a block in lane 0. */
    private void sumBlock(float[] x, int at, int step, int length) {
        int filled = Math.min(Kernels.LANES, length);
        for (int i = 0; i < length; i++) {
            System.arraycopy(x, at + i * step, row, 0, width);
            if (i < filled) {
                copy(lanes[i], row, width);
            } else {
                add(lanes[i % Kernels.LANES], row, width);
            }
        }
        for (int half = Integer.highestOneBit(Math.max(1, filled - 1)); half > 0; half /= 2) {
            for (int lane = half; lane < Math.min(filled, 2 * half); lane++) {
                add(lanes[lane - half], lanes[lane], width);
            }
        }
    }

    // The loops that are vectorised, each in a method of its own.

    /** A lane starts from +0, which −0 added to it does not change. */
    private static void copy(float[] lane, float[] x, int n) {
        for (int j = 0; j < n; j++) {
            lane[j] = 0 + x[j];
        }
    }

    private static void add(float[] lane, float[] x, int n) {
        for (int j = 0; j < n; j++) {
            lane[j] += x[j];
        }
    }
}
