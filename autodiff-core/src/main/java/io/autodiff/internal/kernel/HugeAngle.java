package io.autodiff.internal.kernel;

/**
 * Sines of numbers so large that neighbouring doubles may be many turns apart. How far x is from the nearest multiple of π/2 is exact to
 * the last bit of a double all the same: it is found in whole numbers (M. Payne and R. Hanek, 1983).
 */
final class HugeAngle {
    /*
     * x = m·2ᵉ with a whole m below 2⁵³. Of the bits of 2/π those that m·2ᵉ multiplies to multiples of 4 quarter turns do not matter.
     * The next 192 do, as a whole number w: x·2/π = m·w·2⁻¹⁹⁰ modulo 4, off by less than m·2⁻¹⁹⁰ < 2⁻¹³⁷. So the lower 192 bits of
     * m·w hold all that is needed: two bits that count quarter turns, and a fraction. No double is closer to a multiple of π/2 than 2⁻⁶²
     * quarter turns, so the fraction has 75 bits that are right, at least.
     */

    /** 64 zeros, and then the first 1216 bits of 2/π after the point. */
    private static final long[] TWO_BY_PI = {
        0,
        0xA2F9836E4E441529L,
        0xFC2757D1F534DDC0L,
        0xDB6295993C439041L,
        0xFE5163ABDEBBC561L,
        0xB7246E3A424DD2E0L,
        0x06492EEA09D1921CL,
        0xFE1DEB1CB129A73EL,
        0xE88235F52EBB4484L,
        0xE99C7026B45F7E41L,
        0x3991D639835339F4L,
        0x9C845F8BBDF9283BL,
        0x1FF897FFDE05980FL,
        0xEF2F118B5A0A6D1FL,
        0x6D367ECF27CB09B7L,
        0x4F463F669E5FEA2DL,
        0x7527BAC7EBE5F17BL,
        0x3D0739F78A5292EAL,
        0x6BFB5FB11F8D5D08L,
        0x56033046FC7B6BABL,
    };

    private static final int FRACTION_BITS = 52;

    private HugeAngle() {}

    /** sin(x + quarters·π/2) for x ≥ 2³⁰, NaN for ∞, with the sign bit changed where the bit of sign is set. */
    @Rare
    static double sin(double x, long quarters, long sign) {
        if (x == Double.POSITIVE_INFINITY) {
            return Double.NaN;
        }
        long bits = Double.doubleToRawLongBits(x);
        long m = bits & (1L << FRACTION_BITS) - 1 | 1L << FRACTION_BITS;
        int e = Math.getExponent(x) - FRACTION_BITS;
        // The first bit that matters has the weight 2^(1 − e), and the first bit of the table 2⁶³.
        int start = e + 62;
        long third = window(start + 128);
        long second = window(start + 64);
        long low = m * third;
        long carried = multiplyHigh(m, third);
        long middle = m * second + carried;
        long high = m * window(start) + multiplyHigh(m, second) + (Long.compareUnsigned(middle, carried) < 0 ? 1 : 0);

        // What is left of a quarter turn, from −½ to ½, in 128 bits of which the first is the sign.
        long fraction = high << 2 | middle >>> 62;
        long rest = middle << 2 | low >>> 62;
        quarters += (high >>> 62) + (fraction >>> 63);
        if (fraction < 0) {
            fraction = rest == 0 ? -fraction : ~fraction;
            rest = -rest;
            sign ^= (quarters & 1) - 1 & Long.MIN_VALUE; // sin(−r) = −sin r, and cos(−r) = cos r
        }
        int zeros = Long.numberOfLeadingZeros(fraction);
        long leading = fraction << zeros | rest >>> 1 >>> 63 - zeros;
        double head = leading >>> 11;
        double tail = (leading << 53 >>> 1 | rest << zeros >>> 12) * 0x1p-63;
        double scale = Double.longBitsToDouble(1023L - 53 - zeros << FRACTION_BITS);
        double r = head * Sinusoid.HALF_PI;
        double lost =
                Fma.fma(head, Sinusoid.HALF_PI, -r) + Fma.fma(head, Sinusoid.HALF_PI_REST, tail * Sinusoid.HALF_PI);
        return Sinusoid.sin(r * scale, lost * scale, quarters, sign);
    }

    /** 64 bits of the table, from this one on. */
    private static long window(int from) {
        int word = from >> 6;
        int shift = from & 63;
        return TWO_BY_PI[word] << shift | TWO_BY_PI[word + 1] >>> 1 >>> 63 - shift;
    }

    /** The upper 64 bits of m·w for an m ≥ 0 and a w without a sign. */
    private static long multiplyHigh(long m, long w) {
        return Math.multiplyHigh(m, w) + (w >> 63 & m);
    }
}
