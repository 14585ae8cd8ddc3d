package io.autodiff.internal.kernel.vector;

import io.autodiff.internal.kernel.FloatKernels;
import io.autodiff.internal.kernel.FloatMatrix;
import io.autodiff.internal.kernel.Kernels;
import io.autodiff.internal.kernel.PairTree;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Products of a matrix of floats, whose rows lie side by side, and one column. */
final class FloatLanes {
    /*
     * Where a vector holds at most eight lanes, the lower eight and the upper eight are summed side by side, so that the first
     * halving, where lane l takes lane l + 8, is one addition of vectors. Four rows are summed at a time and share what is
     * read of the column. With one row alone, the processor runs ahead into the next block while a chain waits for itself.
     *
     * What is left of a row and does not fill the lanes is copied and filled up with -0 on the left and 0 on the right:
     * their product is -0, and to add -0 changes nothing, not even the sign of a zero.
     *
     * Vectors are of the preferred length even if shorter ones would be handier here. JDK 17 must not see two lengths for one
     * kind of number in one process: it then compiles intoArray to a call that makes objects, everywhere.
     */

    private static final int LANES = Kernels.LANES;
    private static final int HALF = LANES / 2;

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED.length() <= LANES
            ? FloatVector.SPECIES_PREFERRED
            : VectorSpecies.of(float.class, VectorShape.forBitSize(LANES * Float.SIZE));

    private static final int LENGTH = SPECIES.length();

    /** Whether there are two halves of lanes; a constant, so the compiler leaves one way out. */
    private static final boolean TWO = LENGTH <= HALF;

    /** How many lanes there are to halve: 8 after the first halving, else 16. */
    private static final int COUNT = TWO ? HALF : LANES;

    private final float[] left;
    private final float[] right;
    private final float[] leftRest = new float[4 * LANES];
    private final float[] rightRest = new float[LANES];

    /** The lanes of four rows that are still to be halved. */
    private final float[] lanes = new float[4 * COUNT];

    private FloatLanes(float[] left, float[] right) {
        this.left = left;
        this.right = right;
    }

    /** out = a · b for a column b; a's rows lie side by side. */
    static void multiply(int m, int k, FloatMatrix a, FloatMatrix b, float[] out, int outAt) {
        FloatMatrix column = b.row() == 1 ? b : copy(k, b);
        FloatLanes lanes = new FloatLanes(a.array(), column.array());
        float[][] sums = new float[4][PairTree.blocks(k)];
        int i = 0;
        for (; i + 4 <= m; i += 4) {
            lanes.addFourRows(k, a.at(i, 0), a.row(), column.at(), sums);
            for (int row = 0; row < 4; row++) {
                out[outAt + i + row] = FloatKernels.pair(sums[row], sums[row].length);
            }
        }
        for (; i < m; i++) {
            lanes.addRow(k, a.at(i, 0), column.at(), sums[0]);
            out[outAt + i] = FloatKernels.pair(sums[0], sums[0].length);
        }
    }

    private static FloatMatrix copy(int k, FloatMatrix b) {
        float[] column = new float[k];
        for (int p = 0; p < k; p++) {
            column[p] = b.array()[b.at(p, 0)];
        }
        return new FloatMatrix(column, 0, 1, 1);
    }

    /** The sums of the blocks of four rows. */
    private void addFourRows(int k, int leftAt, int row, int rightAt, float[][] sums) {
        for (int block = 0; block < sums[0].length; block++) {
            int p = block * Kernels.BLOCK;
            int length = Math.min(Kernels.BLOCK, k - p);
            int rest = length % LANES;
            for (int i = 0; i < 4 && rest > 0; i++) {
                copyRest(leftAt + i * row + p + length - rest, rightAt + p + length - rest, rest, i);
            }
            for (int lane = 0; lane < HALF; lane += LENGTH) {
                addFourRows(lane, length - rest, left, leftAt + p + lane, row, right, rightAt + p + lane, rest > 0);
            }
            for (int i = 0; i < 4; i++) {
                sums[i][block] = halve(lanes, i * COUNT);
            }
        }
    }

    private void copyRest(int leftAt, int rightAt, int rest, int row) {
        Arrays.fill(leftRest, row * LANES, (row + 1) * LANES, -0.0f);
        Arrays.fill(rightRest, 0);
        System.arraycopy(left, leftAt, leftRest, row * LANES, rest);
        System.arraycopy(right, rightAt, rightRest, 0, rest);
    }

    private void addFourRows(int lane, int length, float[] a, int aAt, int row, float[] b, int bAt, boolean rest) {
        FloatVector low0 = FloatVector.zero(SPECIES);
        FloatVector low1 = FloatVector.zero(SPECIES);
        FloatVector low2 = FloatVector.zero(SPECIES);
        FloatVector low3 = FloatVector.zero(SPECIES);
        FloatVector high0 = FloatVector.zero(SPECIES);
        FloatVector high1 = FloatVector.zero(SPECIES);
        FloatVector high2 = FloatVector.zero(SPECIES);
        FloatVector high3 = FloatVector.zero(SPECIES);
        int at1 = aAt + row;
        int at2 = at1 + row;
        int at3 = at2 + row;
        for (int p = 0; p < length; p += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, b, bAt + p);
            low0 = FloatVector.fromArray(SPECIES, a, aAt + p).fma(x, low0);
            low1 = FloatVector.fromArray(SPECIES, a, at1 + p).fma(x, low1);
            low2 = FloatVector.fromArray(SPECIES, a, at2 + p).fma(x, low2);
            low3 = FloatVector.fromArray(SPECIES, a, at3 + p).fma(x, low3);
            if (TWO) {
                FloatVector y = FloatVector.fromArray(SPECIES, b, bAt + HALF + p);
                high0 = FloatVector.fromArray(SPECIES, a, aAt + HALF + p).fma(y, high0);
                high1 = FloatVector.fromArray(SPECIES, a, at1 + HALF + p).fma(y, high1);
                high2 = FloatVector.fromArray(SPECIES, a, at2 + HALF + p).fma(y, high2);
                high3 = FloatVector.fromArray(SPECIES, a, at3 + HALF + p).fma(y, high3);
            }
        }
        if (rest) {
            FloatVector x = FloatVector.fromArray(SPECIES, rightRest, lane);
            low0 = FloatVector.fromArray(SPECIES, leftRest, lane).fma(x, low0);
            low1 = FloatVector.fromArray(SPECIES, leftRest, LANES + lane).fma(x, low1);
            low2 = FloatVector.fromArray(SPECIES, leftRest, 2 * LANES + lane).fma(x, low2);
            low3 = FloatVector.fromArray(SPECIES, leftRest, 3 * LANES + lane).fma(x, low3);
            if (TWO) {
                FloatVector y = FloatVector.fromArray(SPECIES, rightRest, lane + HALF);
                high0 = FloatVector.fromArray(SPECIES, leftRest, lane + HALF).fma(y, high0);
                high1 = FloatVector.fromArray(SPECIES, leftRest, LANES + lane + HALF)
                        .fma(y, high1);
                high2 = FloatVector.fromArray(SPECIES, leftRest, 2 * LANES + lane + HALF)
                        .fma(y, high2);
                high3 = FloatVector.fromArray(SPECIES, leftRest, 3 * LANES + lane + HALF)
                        .fma(y, high3);
            }
        }
        (TWO ? low0.add(high0) : low0).intoArray(lanes, lane);
        (TWO ? low1.add(high1) : low1).intoArray(lanes, COUNT + lane);
        (TWO ? low2.add(high2) : low2).intoArray(lanes, 2 * COUNT + lane);
        (TWO ? low3.add(high3) : low3).intoArray(lanes, 3 * COUNT + lane);
    }

    /** The sums of the blocks of one row. */
    private void addRow(int k, int leftAt, int rightAt, float[] sums) {
        for (int block = 0; block < sums.length; block++) {
            int p = block * Kernels.BLOCK;
            int length = Math.min(Kernels.BLOCK, k - p);
            int rest = length % LANES;
            if (rest > 0) {
                copyRest(leftAt + p + length - rest, rightAt + p + length - rest, rest, 0);
            }
            for (int lane = 0; lane < HALF; lane += LENGTH) {
                addRow(lane, length - rest, left, leftAt + p + lane, right, rightAt + p + lane, rest > 0);
            }
            sums[block] = halve(lanes, 0);
        }
    }

    private void addRow(int lane, int length, float[] a, int aAt, float[] b, int bAt, boolean rest) {
        FloatVector low = FloatVector.zero(SPECIES);
        FloatVector high = FloatVector.zero(SPECIES);
        for (int p = 0; p < length; p += LANES) {
            low = FloatVector.fromArray(SPECIES, a, aAt + p).fma(FloatVector.fromArray(SPECIES, b, bAt + p), low);
            if (TWO) {
                high = FloatVector.fromArray(SPECIES, a, aAt + HALF + p)
                        .fma(FloatVector.fromArray(SPECIES, b, bAt + HALF + p), high);
            }
        }
        if (rest) {
            low = FloatVector.fromArray(SPECIES, leftRest, lane)
                    .fma(FloatVector.fromArray(SPECIES, rightRest, lane), low);
            if (TWO) {
                high = FloatVector.fromArray(SPECIES, leftRest, HALF + lane)
                        .fma(FloatVector.fromArray(SPECIES, rightRest, HALF + lane), high);
            }
        }
        (TWO ? low.add(high) : low).intoArray(lanes, lane);
    }

    /** Adds lanes by halving: lane l takes lane l + 8 if that is not done yet, then l + 4, l + 2, l + 1. */
    private static float halve(float[] x, int at) {
        if (TWO) {
            float even = (x[at] + x[at + 4]) + (x[at + 2] + x[at + 6]);
            float odd = (x[at + 1] + x[at + 5]) + (x[at + 3] + x[at + 7]);
            return even + odd;
        }
        float s0 = (x[at] + x[at + 8]) + (x[at + 4] + x[at + 12]);
        float s1 = (x[at + 1] + x[at + 9]) + (x[at + 5] + x[at + 13]);
        float s2 = (x[at + 2] + x[at + 10]) + (x[at + 6] + x[at + 14]);
        float s3 = (x[at + 3] + x[at + 11]) + (x[at + 7] + x[at + 15]);
        return (s0 + s2) + (s1 + s3);
    }
}
