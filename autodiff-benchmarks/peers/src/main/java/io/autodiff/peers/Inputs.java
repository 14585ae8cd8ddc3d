package io.autodiff.peers;

import java.util.Arrays;

/** Numbers to work on, the same for every library and easy to make in any language. */
final class Inputs {
    private Inputs() {}

    /**
     * Numbers in [−scale, scale), as if at random: 24 bits each, so that float32 holds them exactly where the scale is a power of
     * two.
     */
    static double[] numbers(int seed, int n, double scale) {
        double[] numbers = new double[n];
        Arrays.setAll(numbers, i -> scale * ((mix(i + seed * 0x9E3779B9) >>> 8) * 0x1p-23 - 1));
        return numbers;
    }

    /** The same in [−1, 1). */
    static double[] numbers(int seed, int n) {
        return numbers(seed, n, 1);
    }

    /** A one-to-one mixture of 32 bits, in which every bit of the result depends on every bit of the argument. */
    private static int mix(int bits) {
        int h = bits;
        h = (h ^ h >>> 16) * 0x7FEB352D;
        h = (h ^ h >>> 15) * 0x846CA68B;
        return h ^ h >>> 16;
    }
}
