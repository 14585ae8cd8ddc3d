package io.autodiff.internal.kernel.vector;

import io.autodiff.internal.kernel.DoubleKernels;
import io.autodiff.internal.kernel.DoubleMatrix;
import io.autodiff.internal.kernel.Kernels;
import io.autodiff.internal.kernel.PairTree;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Products of a matrix of doubles, whose rows lie side by side, and one column. */
final class DoubleLanes {
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

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED.length() <= LANES
            ? DoubleVector.SPECIES_PREFERRED
            : VectorSpecies.of(double.class, VectorShape.forBitSize(LANES * Double.SIZE));

    private static final int LENGTH = SPECIES.length();

    /** Whether there are two halves of lanes; a constant, so the compiler leaves one way out. */
    private static final boolean TWO = LENGTH <= HALF;

    /** How many lanes there are to halve: 8 after the first halving, else 16. */
    private static final int COUNT = TWO ? HALF : LANES;

    private final double[] left;
    private final double[] right;
    private final double[] leftRest = new double[4 * LANES];
    private final double[] rightRest = new double[LANES];

    /** The lanes of four rows that are still to be halved. */
    private final double[] lanes = new double[4 * COUNT];

    private DoubleLanes(double[] left, double[] right) {
        this.left = left;
        this.right = right;
    }

    /** out = a · b for a column b; a's rows lie side by side. */
    static void multiply(int m, int k, DoubleMatrix a, DoubleMatrix b, double[] out, int outAt) {
        DoubleMatrix column = b.row() == 1 ? b : copy(k, b);
        DoubleLanes lanes = new DoubleLanes(a.array(), column.array());
        double[][] sums = new double[4][PairTree.blocks(k)];
        int i = 0;
        for (; i + 4 <= m; i += 4) {
            lanes.addFourRows(k, a.at(i, 0), a.row(), column.at(), sums);
            for (int row = 0; row < 4; row++) {
                out[outAt + i + row] = DoubleKernels.pair(sums[row], sums[row].length);
            }
        }
        for (; i < m; i++) {
            lanes.addRow(k, a.at(i, 0), column.at(), sums[0]);
            out[outAt + i] = DoubleKernels.pair(sums[0], sums[0].length);
        }
    }

    private static DoubleMatrix copy(int k, DoubleMatrix b) {
        double[] column = new double[k];
        for (int p = 0; p < k; p++) {
            column[p] = b.array()[b.at(p, 0)];
        }
        return new DoubleMatrix(column, 0, 1, 1);
    }

    /** The sums of the blocks of four rows. */
    private void addFourRows(int k, int leftAt, int row, int rightAt, double[][] sums) {
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

    private void addFourRows(int lane, int length, double[] a, int aAt, int row, double[] b, int bAt, boolean rest) {
        DoubleVector low0 = DoubleVector.zero(SPECIES);
        DoubleVector low1 = DoubleVector.zero(SPECIES);
        DoubleVector low2 = DoubleVector.zero(SPECIES);
        DoubleVector low3 = DoubleVector.zero(SPECIES);
        DoubleVector high0 = DoubleVector.zero(SPECIES);
        DoubleVector high1 = DoubleVector.zero(SPECIES);
        DoubleVector high2 = DoubleVector.zero(SPECIES);
        DoubleVector high3 = DoubleVector.zero(SPECIES);
        int at1 = aAt + row;
        int at2 = at1 + row;
        int at3 = at2 + row;
        for (int p = 0; p < length; p += LANES) {
            DoubleVector x = DoubleVector.fromArray(SPECIES, b, bAt + p);
            low0 = DoubleVector.fromArray(SPECIES, a, aAt + p).fma(x, low0);
            low1 = DoubleVector.fromArray(SPECIES, a, at1 + p).fma(x, low1);
            low2 = DoubleVector.fromArray(SPECIES, a, at2 + p).fma(x, low2);
            low3 = DoubleVector.fromArray(SPECIES, a, at3 + p).fma(x, low3);
            if (TWO) {
                DoubleVector y = DoubleVector.fromArray(SPECIES, b, bAt + HALF + p);
                high0 = DoubleVector.fromArray(SPECIES, a, aAt + HALF + p).fma(y, high0);
                high1 = DoubleVector.fromArray(SPECIES, a, at1 + HALF + p).fma(y, high1);
                high2 = DoubleVector.fromArray(SPECIES, a, at2 + HALF + p).fma(y, high2);
                high3 = DoubleVector.fromArray(SPECIES, a, at3 + HALF + p).fma(y, high3);
            }
        }
        if (rest) {
            DoubleVector x = DoubleVector.fromArray(SPECIES, rightRest, lane);
            low0 = DoubleVector.fromArray(SPECIES, leftRest, lane).fma(x, low0);
            low1 = DoubleVector.fromArray(SPECIES, leftRest, LANES + lane).fma(x, low1);
            low2 = DoubleVector.fromArray(SPECIES, leftRest, 2 * LANES + lane).fma(x, low2);
            low3 = DoubleVector.fromArray(SPECIES, leftRest, 3 * LANES + lane).fma(x, low3);
            if (TWO) {
                DoubleVector y = DoubleVector.fromArray(SPECIES, rightRest, lane + HALF);
                high0 = DoubleVector.fromArray(SPECIES, leftRest, lane + HALF).fma(y, high0);
                high1 = DoubleVector.fromArray(SPECIES, leftRest, LANES + lane + HALF)
                        .fma(y, high1);
                high2 = DoubleVector.fromArray(SPECIES, leftRest, 2 * LANES + lane + HALF)
                        .fma(y, high2);
                high3 = DoubleVector.fromArray(SPECIES, leftRest, 3 * LANES + lane + HALF)
                        .fma(y, high3);
            }
        }
        (TWO ? low0.add(high0) : low0).intoArray(lanes, lane);
        (TWO ? low1.add(high1) : low1).intoArray(lanes, COUNT + lane);
        (TWO ? low2.add(high2) : low2).intoArray(lanes, 2 * COUNT + lane);
        (TWO ? low3.add(high3) : low3).intoArray(lanes, 3 * COUNT + lane);
    }

    /** The sums of the blocks of one row. */
    private void addRow(int k, int leftAt, int rightAt, double[] sums) {
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

    private void addRow(int lane, int length, double[] a, int aAt, double[] b, int bAt, boolean rest) {
        DoubleVector low = DoubleVector.zero(SPECIES);
        DoubleVector high = DoubleVector.zero(SPECIES);
        for (int p = 0; p < length; p += LANES) {
            low = DoubleVector.fromArray(SPECIES, a, aAt + p).fma(DoubleVector.fromArray(SPECIES, b, bAt + p), low);
            if (TWO) {
                high = DoubleVector.fromArray(SPECIES, a, aAt + HALF + p)
                        .fma(DoubleVector.fromArray(SPECIES, b, bAt + HALF + p), high);
            }
        }
        if (rest) {
            low = DoubleVector.fromArray(SPECIES, leftRest, lane)
                    .fma(DoubleVector.fromArray(SPECIES, rightRest, lane), low);
            if (TWO) {
                high = DoubleVector.fromArray(SPECIES, leftRest, HALF + lane)
                        .fma(DoubleVector.fromArray(SPECIES, rightRest, HALF + lane), high);
            }
        }
        (TWO ? low.add(high) : low).intoArray(lanes, lane);
    }

    /** Adds lanes by halving: lane l takes lane l + 8 if that is not done yet, then l + 4, l + 2, l + 1. */
    private static double halve(double[] x, int at) {
        if (TWO) {
            double even = (x[at] + x[at + 4]) + (x[at + 2] + x[at + 6]);
            double odd = (x[at + 1] + x[at + 5]) + (x[at + 3] + x[at + 7]);
            return even + odd;
        }
        double s0 = (x[at] + x[at + 8]) + (x[at + 4] + x[at + 12]);
        double s1 = (x[at + 1] + x[at + 9]) + (x[at + 5] + x[at + 13]);
        double s2 = (x[at + 2] + x[at + 10]) + (x[at + 6] + x[at + 14]);
        double s3 = (x[at + 3] + x[at + 11]) + (x[at + 7] + x[at + 15]);
        return (s0 + s2) + (s1 + s3);
    }
}
