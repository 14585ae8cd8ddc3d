package io.autodiff.examples;

import io.autodiff.shape.Shape;
import io.autodiff.tensor.Tensor;
import org.apache.commons.math3.random.MersenneTwister;

/**
 * The random numbers of NumPy's {@code np.random.seed(…)}, so that a published experiment can be repeated: bit by bit, but for
 * the last bits of some normals, because NumPy takes the logarithm of its machine.
 *
 * <p>New programs take {@link io.autodiff.nn.Key} instead, whose numbers do not depend on the order in which they are drawn.
 */
public final class LegacyNumpyRandom {
    /*
     * M. Matsumoto, T. Nishimura, "Mersenne Twister", ACM TOMACS 8 (1998). commons-math3 has the same 32-bit numbers; its own
     * doubles and normals are made of them in another way than NumPy's.
     */
    private final MersenneTwister twister;

    /** The polar method makes two normals at a time; one waits here, or NaN if none does. */
    private double kept = Double.NaN;

    /** {@code np.random.seed(seed)}. */
    LegacyNumpyRandom(int seed) {
        twister = new MersenneTwister(seed);
    }

    /** {@code np.random.random()}: 53 bits of two draws, in [0, 1). */
    double uniform() {
        int high = twister.nextInt() >>> 5; // 27 bits
        int low = twister.nextInt() >>> 6; // 26 bits
        return (high * 0x1p26 + low) * 0x1p-53;
    }

    /** {@code np.random.randn()}, by Marsaglia's polar method: gives the second of its two numbers first. */
    double normal() {
        if (!Double.isNaN(kept)) {
            double normal = kept;
            kept = Double.NaN;
            return normal;
        }
        double x;
        double y;
        double square;
        do {
            x = 2 * uniform() - 1;
            y = 2 * uniform() - 1;
            square = x * x + y * y;
        } while (square >= 1 || square == 0);
        double scale = Math.sqrt(-2 * StrictMath.log(square) / square);
        kept = scale * x;
        return scale * y;
    }

    /** {@code np.random.randn(rows, columns)}. */
    Tensor normals(int rows, int columns) {
        double[] values = new double[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = normal();
        }
        return Tensor.of(Shape.of(rows, columns), values);
    }

    /** {@code np.random.permutation(n)}, by Fisher and Yates from the end. */
    public int[] permutation(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        for (int i = n - 1; i > 0; i--) {
            int j = upTo(i);
            int moved = order[i];
            order[i] = order[j];
            order[j] = moved;
        }
        return order;
    }

    /** A number from 0 to the bound: draws as many bits as the bound has until they are not above it. */
    private int upTo(int bound) {
        int mask = -1 >>> Integer.numberOfLeadingZeros(bound);
        int drawn;
        do {
            drawn = twister.nextInt() & mask;
        } while (drawn > bound);
        return drawn;
    }
}
