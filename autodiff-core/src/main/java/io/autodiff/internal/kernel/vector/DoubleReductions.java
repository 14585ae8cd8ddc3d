package io.autodiff.internal.kernel.vector;

import io.autodiff.internal.kernel.DoubleKernels;
import io.autodiff.internal.kernel.Kernels;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Sums and maxima of rows, and normalized rows, of doubles by vector instructions, in the order of summation of {@link Kernels}. */
final class DoubleReductions {
    /*
     * A block of 256 numbers is read once for each vector that the 16 lanes make: it stays in the first cache, and a loop with a single
     * vector keeps it in a register.
     */

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    /** About how many numbers of a few rows are taken at a time. */
    private static final int TOGETHER = 2048;

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
        return new double[Math.max(1, (n + Kernels.BLOCK - 1) / Kernels.BLOCK)];
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

    /** {@link Kernels#normalizeRows} for rows as long as a vector, at least. */
    static void normalizeRows(double[] x, int at, int rows, int n, double epsilon, double[] y, int yAt) {
        int together = together(rows, n);
        double[] mean = new double[together];
        double[] scale = new double[together];
        for (int row = 0; row < rows; row += together) {
            int count = Math.min(together, rows - row);
            int from = at + row * n;
            int to = yAt + row * n;
            statistics(x, from, count, n, epsilon, mean, scale, 0);
            for (int r = 0; r < count; r++) {
                scaled(x, from + r * n, n, mean[r], scale[r], y, to + r * n);
            }
        }
    }

    /** {@link Kernels#rowScales} for rows as long as a vector, at least. */
    static void rowScales(double[] x, int at, int rows, int n, double epsilon, double[] r, int rAt) {
        int together = together(rows, n);
        double[] mean = new double[together];
        for (int row = 0; row < rows; row += together) {
            int count = Math.min(together, rows - row);
            statistics(x, at + row * n, count, n, epsilon, mean, r, rAt + row);
        }
    }

    /** {@link Kernels#normalizeRowsGradient} for rows as long as a vector, at least. */
    static void normalizeRowsGradient(
            double[] y, int yAt, double[] r, int rAt, double[] g, int gAt, int rows, int n, double[] out, int outAt) {
        int together = together(rows, n);
        double[] mean = new double[together];
        double[] along = new double[together];
        for (int row = 0; row < rows; row += together) {
            int count = Math.min(together, rows - row);
            int start = row * n;
            products(g, gAt + start, y, yAt + start, count * n, out, outAt + start);
            meanRows(out, outAt + start, count, n, along, 0);
            meanRows(g, gAt + start, count, n, mean, 0);
            for (int k = 0; k < count; k++) {
                int i = start + k * n;
                moved(g, gAt + i, y, yAt + i, n, mean[k], along[k], r[rAt + row + k], out, outAt + i);
            }
        }
    }

    /** So many rows are taken at a time that what lies between the steps stays in the first cache, and no row waits for another's sum. */
    private static int together(int rows, int n) {
        return Math.max(1, Math.min(rows, TOGETHER / n));
    }

    /** Means and scales of a few rows. */
    private static void statistics(
            double[] x, int at, int rows, int n, double epsilon, double[] mean, double[] scale, int scaleAt) {
        meanRows(x, at, rows, n, mean, 0);
        double[] lanes = new double[Kernels.LANES];
        double[] blocks = blocks(n);
        for (int r = 0; r < rows; r++) {
            double variance = sumOfSquares(x, at + r * n, n, mean[r], lanes, blocks) / n;
            scale[scaleAt + r] = DoubleKernels.scale(variance, epsilon);
        }
    }

    private static double sumOfSquares(double[] x, int at, int n, double mean, double[] lanes, double[] blocks) {
        for (int block = 0; block < blocks.length; block++) {
            int start = block * Kernels.BLOCK;
            blocks[block] = sumSquares(x, at + start, Math.min(Kernels.BLOCK, n - start), mean, lanes);
        }
        return DoubleKernels.pair(blocks, blocks.length);
    }

    private static double sumSquares(double[] x, int at, int length, double mean, double[] lanes) {
        int whole = length - length % Kernels.LANES;
        for (int lane = 0; lane < Kernels.LANES; lane += SPECIES.length()) {
            DoubleVector sum = DoubleVector.zero(SPECIES);
            for (int i = lane; i < whole; i += Kernels.LANES) {
                DoubleVector deviation =
                        DoubleVector.fromArray(SPECIES, x, at + i).sub(mean);
                sum = sum.add(deviation.mul(deviation));
            }
            sum.intoArray(lanes, lane);
        }
        for (int i = whole; i < length; i++) {
            double deviation = x[at + i] - mean;
            lanes[i - whole] += deviation * deviation;
        }
        return whole > 0 ? DoubleKernels.halve(lanes) : DoubleKernels.halve(lanes, length);
    }

    private static void meanRows(double[] x, int at, int rows, int n, double[] mean, int meanAt) {
        sumRows(x, at, n, rows, n, mean, meanAt);
        for (int r = meanAt; r < meanAt + rows; r++) {
            mean[r] /= n;
        }
    }

    private static void scaled(double[] x, int at, int n, double mean, double scale, double[] y, int yAt) {
        for (int i = 0; ; i = next(i, n)) {
            DoubleVector.fromArray(SPECIES, x, at + i).sub(mean).mul(scale).intoArray(y, yAt + i);
            if (i == n - SPECIES.length()) {
                return;
            }
        }
    }

    private static void moved(
            double[] g,
            int gAt,
            double[] y,
            int yAt,
            int n,
            double mean,
            double along,
            double scale,
            double[] out,
            int outAt) {
        for (int i = 0; ; i = next(i, n)) {
            DoubleVector rest = DoubleVector.fromArray(SPECIES, y, yAt + i).mul(along);
            DoubleVector moved = DoubleVector.fromArray(SPECIES, g, gAt + i)
                    .sub(mean)
                    .sub(rest)
                    .mul(scale);
            moved.intoArray(out, outAt + i);
            if (i == n - SPECIES.length()) {
                return;
            }
        }
    }

    /** Where the vector after that at i starts: the last one is a whole one again. */
    private static int next(int i, int n) {
        return Math.min(i + SPECIES.length(), n - SPECIES.length());
    }

    private static void products(double[] a, int aAt, double[] b, int bAt, int n, double[] out, int outAt) {
        for (int i = 0; ; i = next(i, n)) {
            DoubleVector product =
                    DoubleVector.fromArray(SPECIES, a, aAt + i).mul(DoubleVector.fromArray(SPECIES, b, bAt + i));
            product.intoArray(out, outAt + i);
            if (i == n - SPECIES.length()) {
                return;
            }
        }
    }

    /** out[r] = the largest number of row r, NaN if there is one; a row is as long as a vector, at least. */
    static void maxRows(double[] x, int at, int rows, int n, double[] out, int outAt) {
        int together = together(rows, n);
        double[] lanes = new double[(together + 1) * SPECIES.length()];
        for (int row = 0; row < rows; row += together) {
            int count = Math.min(together, rows - row);
            for (int r = 0; r < count; r++) {
                max(x, at + (row + r) * n, n, lanes, r * SPECIES.length());
            }
            for (int width = SPECIES.length() / 2; width > 0; width /= 2) {
                maxOfNeighbours(lanes, count * SPECIES.length(), width);
            }
            for (int r = 0; r < count; r++) {
                out[outAt + row + r] = lanes[r * SPECIES.length()];
            }
        }
    }

    private static void max(double[] x, int at, int n, double[] lanes, int lanesAt) {
        DoubleVector largest = DoubleVector.fromArray(SPECIES, x, at);
        for (int i = SPECIES.length(); i < n; i += SPECIES.length()) {
            largest = largest.max(DoubleVector.fromArray(SPECIES, x, at + Math.min(i, n - SPECIES.length())));
        }
        largest.intoArray(lanes, lanesAt);
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
