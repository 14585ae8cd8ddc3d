package io.autodiff.internal.kernel.vector;

import io.autodiff.internal.kernel.DoubleKernels;
import io.autodiff.internal.kernel.Kernels;
import io.autodiff.internal.kernel.PairTree;
import io.autodiff.internal.kernel.Spares;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Sums and maxima of rows of doubles by vector instructions, in the order of summation of {@link Kernels}. */
final class DoubleReductions {
    /*
     * A block of 256 numbers is read once for each vector that the 16 lanes make: it stays in the first cache, and a loop with a single
     * vector keeps it in a register.
     */

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    /** About how many numbers of a few rows are taken at a time. */
    private static final int TOGETHER = 2048;

    private static final Spares<DoubleHalving> SPARES = new Spares<>(DoubleHalving::new);

    private DoubleReductions() {}

    /** out[r] = Σ of row r, its numbers side by side. */
    static void sumRows(double[] x, int at, int rowStep, int rows, int n, double[] out, int outAt) {
        double[] lanes = new double[Kernels.LANES];
        double[] blocks = blocks(n);
        for (int row = 0; row < rows; row++) {
            out[outAt + row] = sum(x, at + row * rowStep, n, lanes, blocks);
        }
    }

    private static double[] blocks(int n) {
        return new double[Math.max(1, PairTree.blocks(n))];
    }

    private static double sum(double[] x, int at, int n, double[] lanes, double[] blocks) {
        for (int block = 0; block < blocks.length; block++) {
            int start = block * Kernels.BLOCK;
            blocks[block] = sumBlock(x, at + start, Math.min(Kernels.BLOCK, n - start), lanes);
        }
        return DoubleKernels.pair(blocks, blocks.length);
    }

    private static double sumBlock(double[] x, int at, int length, double[] lanes) {
        int whole = length - length % Kernels.LANES;
        for (int lane = 0; lane < Kernels.LANES; lane += SPECIES.length()) {
            DoubleVector sum = DoubleVector.zero(SPECIES);
            for (int i = lane; i < whole; i += Kernels.LANES) {
                sum = sum.add(DoubleVector.fromArray(SPECIES, x, at + i));
            }
            sum.intoArray(lanes, lane);
        }
        for (int i = whole; i < length; i++) {
            lanes[i - whole] += x[at + i];
        }
        return whole > 0 ? DoubleKernels.halve(lanes) : DoubleKernels.halve(lanes, length);
    }

    /** out[r] = Σ of row r of as many numbers as a sum has lanes: only what {@link DoubleHalving} does is left to do. */
    static void sumLanes(double[] x, int at, int rowStep, int rows, int n, double[] out, int outAt) {
        DoubleHalving halving = SPARES.take();
        double[] sums = new double[DoubleHalving.MOST];
        for (int row = 0; row < rows; row += DoubleHalving.MOST) {
            int count = Math.min(DoubleHalving.MOST, rows - row);
            fillLanes(x, at + row * rowStep, rowStep, count, halving.lanes);
            halving.halve(count, sums, 0);
            System.arraycopy(sums, 0, out, outAt + row, count);
        }
        SPARES.give(halving);
    }

    /** Each lane is a sum, from +0. */
    private static void fillLanes(double[] x, int at, int rowStep, int rows, double[] lanes) {
        for (int row = 0; row < rows; row++) {
            for (int lane = 0; lane < DoubleHalving.COUNT; lane += SPECIES.length()) {
                int place = at + row * rowStep + lane;
                DoubleVector sum = DoubleVector.fromArray(SPECIES, x, place).add(0);
                if (DoubleHalving.TWO) {
                    sum = sum.add(DoubleVector.fromArray(SPECIES, x, place + DoubleHalving.HALF)
                            .add(0));
                }
                sum.intoArray(lanes, row * DoubleHalving.COUNT + lane);
            }
        }
    }

    /** So many rows are taken at a time that what lies between the steps stays in the first cache, and no row waits for another's sum. */
    private static int together(int rows, int n) {
        return Math.max(1, Math.min(rows, TOGETHER / n));
    }

    /** out[r] = the largest number of row r, NaN if there is one; a row is as long as a vector, at least. */
    static void maxRows(double[] x, int at, int rowStep, int rows, int n, double[] out, int outAt) {
        int together = together(rows, n);
        double[] lanes = new double[(together + 1) * SPECIES.length()];
        for (int row = 0; row < rows; row += together) {
            int count = Math.min(together, rows - row);
            for (int r = 0; r < count; r++) {
                max(x, at + (row + r) * rowStep, n, lanes, r * SPECIES.length());
            }
            for (int width = SPECIES.length() / 2; width > 0; width /= 2) {
                maxOfNeighbours(lanes, count * SPECIES.length(), width);
            }
            for (int r = 0; r < count; r++) {
                out[outAt + row + r] = lanes[r * SPECIES.length()];
            }
        }
    }

    /** Four vectors at a time, from the end: one alone would wait for itself. Those that would start before the row read its first numbers again. */
    private static void max(double[] x, int at, int n, double[] lanes, int lanesAt) {
        int length = SPECIES.length();
        DoubleVector a = DoubleVector.fromArray(SPECIES, x, at);
        DoubleVector b = a;
        DoubleVector c = a;
        DoubleVector d = a;
        for (int i = n - length; i > 0; i -= 4 * length) {
            a = a.max(DoubleVector.fromArray(SPECIES, x, at + i));
            b = b.max(DoubleVector.fromArray(SPECIES, x, at + Math.max(i - length, 0)));
            c = c.max(DoubleVector.fromArray(SPECIES, x, at + Math.max(i - 2 * length, 0)));
            d = d.max(DoubleVector.fromArray(SPECIES, x, at + Math.max(i - 3 * length, 0)));
        }
        a.max(b).max(c.max(d)).intoArray(lanes, lanesAt);
    }

    /** x[i] = max(x[i], x[i + width]): done by halving, it leaves the largest of each vector in its first lane, and in the others what is not needed. */
    private static void maxOfNeighbours(double[] x, int n, int width) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            DoubleVector.fromArray(SPECIES, x, i)
                    .max(DoubleVector.fromArray(SPECIES, x, i + width))
                    .intoArray(x, i);
        }
    }
}
