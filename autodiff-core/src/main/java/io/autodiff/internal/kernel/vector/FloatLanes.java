package io.autodiff.internal.kernel.vector;

import io.autodiff.internal.kernel.FloatKernels;
import io.autodiff.internal.kernel.FloatMatrix;
import io.autodiff.internal.kernel.Kernels;
import io.autodiff.internal.kernel.PairTree;
import io.autodiff.internal.kernel.Spares;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Products of a matrix of floats, the numbers of whose rows lie side by side, and one column. */
final class FloatLanes {
    /*
     * Four rows at a time share what is read of the column. One alone is read from one end to the other, block after block: what a
     * processor fetches ahead then is what is needed, and while the chain of multiply-adds of one block waits for itself, it runs
     * ahead into the next one. The lanes of many blocks are filled in one loop, and halved in another.
     *
     * The loops of four rows and of one are in one method on purpose: it has more than 325 bytes, so that HotSpot does not inline it
     * (-XX:FreqInlineSize). Inlined into its callers, the loop of one row takes up to a tenth longer.
     *
     * What is left of a row and does not fill the lanes is copied and filled up with -0 on the left and 0 on the right:
     * their product is -0, and to add -0 changes nothing, not even the sign of a zero.
     */

    private static final VectorSpecies<Float> SPECIES = FloatHalving.SPECIES;
    private static final int LENGTH = FloatHalving.LENGTH;
    private static final int LANES = Kernels.LANES;
    private static final int HALF = FloatHalving.HALF;
    private static final boolean TWO = FloatHalving.TWO;
    private static final int COUNT = FloatHalving.COUNT;

    private static final Spares<FloatLanes> SPARES = new Spares<>(FloatLanes::new);

    /** Scratch for more sums than this is not kept. */
    private static final int KEPT = 1 << 13;

    private final FloatHalving halving = new FloatHalving();
    private final float[] leftRest = new float[LANES];
    private final float[] rightRest = new float[LANES];

    /** The sum of block q of row i of a few, at place q · rows + i. */
    private float[] sums = new float[FloatHalving.MOST + 3];

    private FloatLanes() {}

    /** out = a · b for a column b; the numbers of a row of a lie side by side. */
    static void multiply(int m, int k, FloatMatrix a, FloatMatrix b, float[] out, int outAt) {
        FloatMatrix column = b.row() == 1 ? b : copy(k, b);
        int blocks = PairTree.blocks(k);
        int together = Math.max(1, FloatHalving.MOST / blocks);
        FloatLanes lanes = SPARES.take();
        for (int i = 0; i < m; i += together) {
            int rows = Math.min(together, m - i);
            lanes.addRows(rows, k, a.array(), a.at(i, 0), a.row(), column.array(), column.at());
            lanes.deliver(rows, blocks, out, outAt + i);
        }
        if (lanes.sums.length <= KEPT) {
            SPARES.give(lanes);
        }
    }

    private static FloatMatrix copy(int k, FloatMatrix b) {
        float[] column = new float[k];
        for (int p = 0; p < k; p++) {
            column[p] = b.array()[b.at(p, 0)];
        }
        return new FloatMatrix(column, 0, 1, 1);
    }

    /** The sums of the blocks of some rows, or of one that may have more blocks than there are lanes for. */
    private void addRows(int rows, int k, float[] a, int aAt, int row, float[] b, int bAt) {
        int blocks = PairTree.blocks(k);
        if (sums.length < rows * blocks + 3) {
            sums = new float[rows * blocks + 3];
        }
        for (int from = 0; from < blocks; from += FloatHalving.MOST) {
            int count = Math.min(FloatHalving.MOST, blocks - from);
            int p = from * Kernels.BLOCK;
            int length = Math.min(k - p, FloatHalving.MOST * Kernels.BLOCK);
            int whole = length / Kernels.BLOCK;
            addWhole(rows, whole, a, aAt + p, row, b, bAt + p, halving.lanes);
            if (whole < count) {
                int done = whole * Kernels.BLOCK;
                for (int i = 0; i < rows; i++) {
                    int to = (whole * rows + i) * COUNT;
                    addLast(length - done, a, aAt + p + i * row + done, b, bAt + p + done, to);
                }
            }
            halving.halve(rows * count, sums, rows * from);
        }
    }

    /** Adds the sums of the blocks of each row. One row has a loop of its own, as it may have many blocks. */
    private void deliver(int rows, int blocks, float[] out, int outAt) {
        if (rows == 1) {
            out[outAt] = FloatKernels.pair(sums, blocks);
        } else {
            PairTree.add(FloatKernels.INSTANCE, sums, blocks, rows);
            System.arraycopy(sums, 0, out, outAt, rows);
        }
    }

    /** Fills the lanes of whole blocks: those of block q of row i are number q · rows + i. */
    private static void addWhole(int rows, int whole, float[] a, int aAt, int row, float[] b, int bAt, float[] lanes) {
        int i = 0;
        for (; i < rows - 3; i += 4) {
            for (int block = 0; block < whole; block++) {
                for (int lane = 0; lane < HALF; lane += LENGTH) {
                    FloatVector low0 = FloatVector.zero(SPECIES);
                    FloatVector low1 = FloatVector.zero(SPECIES);
                    FloatVector low2 = FloatVector.zero(SPECIES);
                    FloatVector low3 = FloatVector.zero(SPECIES);
                    FloatVector high0 = FloatVector.zero(SPECIES);
                    FloatVector high1 = FloatVector.zero(SPECIES);
                    FloatVector high2 = FloatVector.zero(SPECIES);
                    FloatVector high3 = FloatVector.zero(SPECIES);
                    int y = bAt + block * Kernels.BLOCK + lane;
                    int x0 = aAt + i * row + block * Kernels.BLOCK + lane;
                    int x1 = x0 + row;
                    int x2 = x1 + row;
                    int x3 = x2 + row;
                    for (int p = 0; p < Kernels.BLOCK; p += LANES) {
                        FloatVector low = FloatVector.fromArray(SPECIES, b, y + p);
                        low0 = FloatVector.fromArray(SPECIES, a, x0 + p).fma(low, low0);
                        low1 = FloatVector.fromArray(SPECIES, a, x1 + p).fma(low, low1);
                        low2 = FloatVector.fromArray(SPECIES, a, x2 + p).fma(low, low2);
                        low3 = FloatVector.fromArray(SPECIES, a, x3 + p).fma(low, low3);
                        if (TWO) {
                            FloatVector high = FloatVector.fromArray(SPECIES, b, y + HALF + p);
                            high0 = FloatVector.fromArray(SPECIES, a, x0 + HALF + p)
                                    .fma(high, high0);
                            high1 = FloatVector.fromArray(SPECIES, a, x1 + HALF + p)
                                    .fma(high, high1);
                            high2 = FloatVector.fromArray(SPECIES, a, x2 + HALF + p)
                                    .fma(high, high2);
                            high3 = FloatVector.fromArray(SPECIES, a, x3 + HALF + p)
                                    .fma(high, high3);
                        }
                    }
                    int to = (block * rows + i) * COUNT + lane;
                    (TWO ? low0.add(high0) : low0).intoArray(lanes, to);
                    (TWO ? low1.add(high1) : low1).intoArray(lanes, to + COUNT);
                    (TWO ? low2.add(high2) : low2).intoArray(lanes, to + 2 * COUNT);
                    (TWO ? low3.add(high3) : low3).intoArray(lanes, to + 3 * COUNT);
                }
            }
        }
        for (; i < rows; i++) {
            for (int block = 0; block < whole; block++) {
                for (int lane = 0; lane < HALF; lane += LENGTH) {
                    FloatVector low = FloatVector.zero(SPECIES);
                    FloatVector high = FloatVector.zero(SPECIES);
                    int x = aAt + i * row + block * Kernels.BLOCK + lane;
                    int y = bAt + block * Kernels.BLOCK + lane;
                    for (int p = 0; p < Kernels.BLOCK; p += LANES) {
                        low = FloatVector.fromArray(SPECIES, a, x + p)
                                .fma(FloatVector.fromArray(SPECIES, b, y + p), low);
                        if (TWO) {
                            high = FloatVector.fromArray(SPECIES, a, x + HALF + p)
                                    .fma(FloatVector.fromArray(SPECIES, b, y + HALF + p), high);
                        }
                    }
                    (TWO ? low.add(high) : low).intoArray(lanes, (block * rows + i) * COUNT + lane);
                }
            }
        }
    }

    /** Fills lanes with the sums of the last block of a row, which is shorter. */
    private void addLast(int length, float[] a, int aAt, float[] b, int bAt, int to) {
        int rest = length % LANES;
        int even = length - rest;
        Arrays.fill(leftRest, rest, LANES, -0.0f);
        Arrays.fill(rightRest, rest, LANES, 0);
        System.arraycopy(a, aAt + even, leftRest, 0, rest);
        System.arraycopy(b, bAt + even, rightRest, 0, rest);
        addBlock(even, a, aAt, b, bAt, leftRest, rightRest, halving.lanes, to);
    }

    private static void addBlock(
            int length,
            float[] a,
            int aAt,
            float[] b,
            int bAt,
            float[] leftRest,
            float[] rightRest,
            float[] lanes,
            int lanesAt) {
        for (int lane = 0; lane < HALF; lane += LENGTH) {
            FloatVector low = FloatVector.zero(SPECIES);
            FloatVector high = FloatVector.zero(SPECIES);
            int x = aAt + lane;
            int y = bAt + lane;
            for (int p = 0; p < length; p += LANES) {
                low = FloatVector.fromArray(SPECIES, a, x + p).fma(FloatVector.fromArray(SPECIES, b, y + p), low);
                if (TWO) {
                    high = FloatVector.fromArray(SPECIES, a, x + HALF + p)
                            .fma(FloatVector.fromArray(SPECIES, b, y + HALF + p), high);
                }
            }
            low = FloatVector.fromArray(SPECIES, leftRest, lane)
                    .fma(FloatVector.fromArray(SPECIES, rightRest, lane), low);
            if (TWO) {
                high = FloatVector.fromArray(SPECIES, leftRest, HALF + lane)
                        .fma(FloatVector.fromArray(SPECIES, rightRest, HALF + lane), high);
            }
            (TWO ? low.add(high) : low).intoArray(lanes, lanesAt + lane);
        }
    }
}
