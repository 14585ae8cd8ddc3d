package io.autodiff.nn;

import java.util.stream.IntStream;
import org.apache.commons.math3.random.MersenneTwister;

/** The part of NumPy's legacy generator that the published training run draws from. Seeded with one whole number. */
final class NumpyRandom {
    private final MersenneTwister twister;
    private double kept = Double.NaN; // the other normal number of a pair

    NumpyRandom(int seed) {
        twister = new MersenneTwister(seed);
    }

    /** 53 random bits from two draws of 32. */
    private double uniform() {
        int high = twister.nextInt() >>> 5;
        int low = twister.nextInt() >>> 6;
        return (high * 0x1p26 + low) * 0x1p-53;
    }

    /** Marsaglia's polar method: the second of the pair first, the first one kept for the next call. */
    double normal() {
        if (!Double.isNaN(kept)) {
            double first = kept;
            kept = Double.NaN;
            return first;
        }
        double x;
        double y;
        double square;
        do {
            x = 2 * uniform() - 1;
            y = 2 * uniform() - 1;
            square = x * x + y * y;
        } while (square >= 1 || square == 0);
        double factor = Math.sqrt(-2 * StrictMath.log(square) / square);
        kept = factor * x;
        return factor * y;
    }

    /** Fisher and Yates from the end. */
    int[] permutation(int n) {
        int[] order = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = upTo(i);
            int moved = order[i];
            order[i] = order[j];
            order[j] = moved;
        }
        return order;
    }

    /** A whole number from 0 to max: as many bits as max has, drawn until they fit. */
    private int upTo(int max) {
        int mask = -1 >>> Integer.numberOfLeadingZeros(max);
        int drawn;
        do {
            drawn = twister.nextInt() & mask;
        } while (drawn > max);
        return drawn;
    }
}
