package io.autodiff.internal.kernel.vector;

import io.autodiff.internal.kernel.FloatKernels;
import io.autodiff.internal.kernel.Kernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Sums and maxima of rows of floats by vector instructions, in the order of summation of {@link Kernels}. */
final class FloatReductions {
    /*
     * A block of 256 numbers is read once for each vector that the 16 lanes make: it stays in the first cache, and a loop with a single
     * vector keeps it in a register.
     */

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    private FloatReductions() {}

    /** out[r] = Σ of row r, its numbers side by side. */
    static void sumRows(float[] x, int at, int rowStep, int rows, int n, float[] out, int outAt) {
        int count = Math.max(1, (n + Kernels.BLOCK - 1) / Kernels.BLOCK);
        float[] lanes = new float[Kernels.LANES];
        float[] blocks = new float[count];
        for (int row = 0; row < rows; row++) {
            for (int block = 0; block < count; block++) {
                int start = block * Kernels.BLOCK;
                blocks[block] = sumBlock(x, at + row * rowStep + start, Math.min(Kernels.BLOCK, n - start), lanes);
            }
            out[outAt + row] = FloatKernels.pair(blocks, count);
        }
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
        return FloatKernels.halve(lanes, Math.min(Kernels.LANES, length));
    }

    /** out[r] = the largest number of row r, NaN if there is one; a row is as long as a vector, at least. */
    static void maxRows(float[] x, int at, int rows, int n, float[] out, int outAt) {
        float[] lanes = new float[SPECIES.length()];
        for (int row = 0; row < rows; row++) {
            int from = at + row * n;
            FloatVector largest = FloatVector.fromArray(SPECIES, x, from);
            for (int i = SPECIES.length(); i < n; i += SPECIES.length()) {
                largest = largest.max(FloatVector.fromArray(SPECIES, x, from + Math.min(i, n - SPECIES.length())));
            }
            largest.intoArray(lanes, 0);
            float max = lanes[0];
            for (int i = 1; i < lanes.length; i++) {
                max = Math.max(max, lanes[i]);
            }
            out[outAt + row] = max;
        }
    }
}
