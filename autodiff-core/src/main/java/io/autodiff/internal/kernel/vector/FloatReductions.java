package io.autodiff.internal.kernel.vector;

import io.autodiff.internal.kernel.FloatKernels;
import io.autodiff.internal.kernel.Kernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Sums and maxima of rows, and normalized rows, of floats by vector instructions, in the order of summation of {@link Kernels}. */
final class FloatReductions {
    /*
     * A block of 256 numbers is read once for each vector that the 16 lanes make: it stays in the first cache, and a loop with a single
     * vector keeps it in a register.
     */

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    /** About how many numbers of a few rows are taken at a time. */
    private static final int TOGETHER = 2048;

    private FloatReductions() {}

    /** out[r] = Σ of row r, its numbers side by side. */
    static void sumRows(float[] x, int at, int rowStep, int rows, int n, float[] out, int outAt) {
        float[] lanes = new float[Kernels.LANES];
        float[] blocks = blocks(n);
        for (int row = 0; row < rows; row++) {
            out[outAt + row] = sum(x, at + row * rowStep, n, lanes, blocks);
        }
    }

    private static float[] blocks(int n) {
        return new float[Math.max(1, (n + Kernels.BLOCK - 1) / Kernels.BLOCK)];
    }

    private static float sum(float[] x, int at, int n, float[] lanes, float[] blocks) {
        for (int block = 0; block < blocks.length; block++) {
            int start = block * Kernels.BLOCK;
            blocks[block] = sumBlock(x, at + start, Math.min(Kernels.BLOCK, n - start), lanes);
        }
        return FloatKernels.pair(blocks, blocks.length);
    }

    private static float sumBlock(float[] x, int at, int length, float[] lanes) {
        int whole = length - length % Kernels.LANES;
        for (int lane = 0; lane < Kernels.LANES; lane += SPECIES.length()) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int i = lane; i < whole; i += Kernels.LANES) {
                sum = sum.add(FloatVector.fromArray(SPECIES, x, at + i));
            }
            sum.intoArray(lanes, lane);
        }
        for (int i = whole; i < length; i++) {
            lanes[i - whole] += x[at + i];
        }
        return whole > 0 ? FloatKernels.halve(lanes) : FloatKernels.halve(lanes, length);
    }

    /** {@link Kernels#normalizeRows} for rows as long as a vector, at least. */
    static void normalizeRows(float[] x, int at, int rows, int n, double epsilon, float[] y, int yAt) {
        int together = together(rows, n);
        float[] mean = new float[together];
        float[] scale = new float[together];
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
    static void rowScales(float[] x, int at, int rows, int n, double epsilon, float[] r, int rAt) {
        int together = together(rows, n);
        float[] mean = new float[together];
        for (int row = 0; row < rows; row += together) {
            int count = Math.min(together, rows - row);
            statistics(x, at + row * n, count, n, epsilon, mean, r, rAt + row);
        }
    }

    /** {@link Kernels#normalizeRowsGradient} for rows as long as a vector, at least. */
    static void normalizeRowsGradient(
            float[] y, int yAt, float[] r, int rAt, float[] g, int gAt, int rows, int n, float[] out, int outAt) {
        int together = together(rows, n);
        float[] mean = new float[together];
        float[] along = new float[together];
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
            float[] x, int at, int rows, int n, double epsilon, float[] mean, float[] scale, int scaleAt) {
        meanRows(x, at, rows, n, mean, 0);
        float[] lanes = new float[Kernels.LANES];
        float[] blocks = blocks(n);
        for (int r = 0; r < rows; r++) {
            float variance = sumOfSquares(x, at + r * n, n, mean[r], lanes, blocks) / n;
            scale[scaleAt + r] = FloatKernels.scale(variance, epsilon);
        }
    }

    private static float sumOfSquares(float[] x, int at, int n, float mean, float[] lanes, float[] blocks) {
        for (int block = 0; block < blocks.length; block++) {
            int start = block * Kernels.BLOCK;
            blocks[block] = sumSquares(x, at + start, Math.min(Kernels.BLOCK, n - start), mean, lanes);
        }
        return FloatKernels.pair(blocks, blocks.length);
    }

    private static float sumSquares(float[] x, int at, int length, float mean, float[] lanes) {
        int whole = length - length % Kernels.LANES;
        for (int lane = 0; lane < Kernels.LANES; lane += SPECIES.length()) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int i = lane; i < whole; i += Kernels.LANES) {
                FloatVector deviation =
                        FloatVector.fromArray(SPECIES, x, at + i).sub(mean);
                sum = sum.add(deviation.mul(deviation));
            }
            sum.intoArray(lanes, lane);
        }
        for (int i = whole; i < length; i++) {
            float deviation = x[at + i] - mean;
            lanes[i - whole] += deviation * deviation;
        }
        return whole > 0 ? FloatKernels.halve(lanes) : FloatKernels.halve(lanes, length);
    }

    private static void meanRows(float[] x, int at, int rows, int n, float[] mean, int meanAt) {
        sumRows(x, at, n, rows, n, mean, meanAt);
        for (int r = meanAt; r < meanAt + rows; r++) {
            mean[r] /= n;
        }
    }

    private static void scaled(float[] x, int at, int n, float mean, float scale, float[] y, int yAt) {
        for (int i = 0; ; i = next(i, n)) {
            FloatVector.fromArray(SPECIES, x, at + i).sub(mean).mul(scale).intoArray(y, yAt + i);
            if (i == n - SPECIES.length()) {
                return;
            }
        }
    }

    private static void moved(
            float[] g,
            int gAt,
            float[] y,
            int yAt,
            int n,
            float mean,
            float along,
            float scale,
            float[] out,
            int outAt) {
        for (int i = 0; ; i = next(i, n)) {
            FloatVector rest = FloatVector.fromArray(SPECIES, y, yAt + i).mul(along);
            FloatVector moved = FloatVector.fromArray(SPECIES, g, gAt + i)
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

    private static void products(float[] a, int aAt, float[] b, int bAt, int n, float[] out, int outAt) {
        for (int i = 0; ; i = next(i, n)) {
            FloatVector product =
                    FloatVector.fromArray(SPECIES, a, aAt + i).mul(FloatVector.fromArray(SPECIES, b, bAt + i));
            product.intoArray(out, outAt + i);
            if (i == n - SPECIES.length()) {
                return;
            }
        }
    }

    /** out[r] = the largest number of row r, NaN if there is one; a row is as long as a vector, at least. */
    static void maxRows(float[] x, int at, int rows, int n, float[] out, int outAt) {
        int together = together(rows, n);
        float[] lanes = new float[(together + 1) * SPECIES.length()];
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

    private static void max(float[] x, int at, int n, float[] lanes, int lanesAt) {
        FloatVector largest = FloatVector.fromArray(SPECIES, x, at);
        for (int i = SPECIES.length(); i < n; i += SPECIES.length()) {
            largest = largest.max(FloatVector.fromArray(SPECIES, x, at + Math.min(i, n - SPECIES.length())));
        }
        largest.intoArray(lanes, lanesAt);
    }

    /** x[i] = max(x[i], x[i + width]): done by halving, it leaves the largest of each vector in its first lane, and in the others what is not needed. */
    private static void maxOfNeighbours(float[] x, int n, int width) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatVector.fromArray(SPECIES, x, i)
                    .max(FloatVector.fromArray(SPECIES, x, i + width))
                    .intoArray(x, i);
        }
    }
}
