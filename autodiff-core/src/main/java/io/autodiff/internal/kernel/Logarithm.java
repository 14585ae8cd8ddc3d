package io.autodiff.internal.kernel;

/**
 * ln x and ln(1 + x) by exact IEEE operations alone, so that their bits are the same everywhere; within 1 unit in the last place of the truth over
 * the whole range, subnormal numbers included.
 */
final class Logarithm {
    /*
     * x = 2ᵏ·(1 + f) with √½ ≤ 1 + f < √2. With s = f / (2 + f), ln(1 + f) = ln((1 + s) / (1 − s)) = 2s + s·z·p(z), z = s², where p is
     * the polynomial of degree 6 whose largest relative error is smallest, 1.3·10⁻¹⁸, found by Remez' algorithm. As 2s = f − s·f and
     * s·f = f²/2 − s·f²/2, the sum is f − (h − s·(h + z·p)) with h = f²/2, whose largest term f is exact. The form and ln 2 in two
     * parts, the first short enough to be multiplied by k exactly, are those of fdlibm (Sun Microsystems, e_log.c, 1993).
     */
    private static final double LN2_HIGH = 0x1.62e42feep-1;
    private static final double LN2_LOW = 1.9082149292705877e-10;
    private static final long ONE = 0x3FF0000000000000L;
    private static final long ROOT_OF_HALF = 0x3FE6A09E667F3BCDL;
    private static final long FRACTION = 0x000FFFFFFFFFFFFFL;

    private Logarithm() {}

    static double log(double x) {
        if (!(x > 0 && x < Double.POSITIVE_INFINITY)) {
            return x == 0 ? Double.NEGATIVE_INFINITY : x < 0 ? Double.NaN : x;
        }
        double normal = x < Double.MIN_NORMAL ? x * 0x1p54 : x;
        double k = exponent(normal);
        return log(x < Double.MIN_NORMAL ? k - 54 : k, significand(normal) - 1, 0);
    }

    /** ln(1 + x), of which no digit is lost where x is small. */
    static double log1p(double x) {
        if (!(x > -1 && x < Double.POSITIVE_INFINITY)) {
            return x == -1 ? Double.NEGATIVE_INFINITY : x < -1 ? Double.NaN : x;
        }
        double u = 1 + x;
        double back = u - 1;
        double lost = (1 - (u - back)) + (x - back);
        double k = exponent(u);
        double g = significand(u) - 1;
        // Beyond 2⁶⁴ nothing is lost that could be seen, and 2⁻ᵏ would no longer be a normal number.
        double scaled = lost * Exponential.powerOfTwo(Exponential.whole(Exponential.ROUND - Math.min(k, 64)));
        double f = g + scaled;
        double rest = (g - f) + scaled;
        return Math.copySign(log(k, f, Fma.fma(-rest, f, rest)), x);
    }

    /** The k of a normal x = 2ᵏ·(1 + f). It is put below the last bits of ROUND, to become a double without a conversion. */
    private static double exponent(double x) {
        long biased = Double.doubleToRawLongBits(x) + (ONE - ROOT_OF_HALF) >>> 52;
        return Exponential.rounded(biased - 1023) - Exponential.ROUND;
    }

    /** The 1 + f of a normal x = 2ᵏ·(1 + f). */
    private static double significand(double x) {
        long bits = Double.doubleToRawLongBits(x) + (ONE - ROOT_OF_HALF);
        return Double.longBitsToDouble((bits & FRACTION) + ROOT_OF_HALF);
    }

    /** k·ln 2 + ln(1 + f) + rest, where the rest is less than half a unit in the last place of f. */
    private static double log(double k, double f, double rest) {
        double s = f / (2 + f);
        double z = s * s;
        double zz = z * z;
        double even = 0.14796261337454053;
        even = Fma.fma(even, zz, 0.18183565408185637);
        even = Fma.fma(even, zz, 0.2857142874256241);
        even = Fma.fma(even, zz, 0.6666666666666734);
        double odd = 0.15314021098646063;
        odd = Fma.fma(odd, zz, 0.22222198553763647);
        odd = Fma.fma(odd, zz, 0.3999999999941396);
        double p = Fma.fma(odd, z, even);
        double h = 0.5 * f * f;
        return k * LN2_HIGH - ((h - Fma.fma(s, Fma.fma(z, p, h), Fma.fma(k, LN2_LOW, rest))) - f);
    }

    // ------------------------------------------------------------------------------------------------------- of floats

    /* The same with a polynomial of degree 3, off by 5·10⁻¹². */
    private static final float FLOAT_LN2_HIGH = 0x1.62e4p-1f;
    private static final float FLOAT_LN2_LOW = 1.4286068e-6f;
    private static final int FLOAT_ONE = 0x3F800000;
    private static final int FLOAT_ROOT_OF_HALF = 0x3F3504F3;
    private static final int FLOAT_FRACTION = 0x007FFFFF;

    static float log(float x) {
        if (!(x > 0 && x < Float.POSITIVE_INFINITY)) {
            return x == 0 ? Float.NEGATIVE_INFINITY : x < 0 ? Float.NaN : x;
        }
        float normal = x < Float.MIN_NORMAL ? x * 0x1p25f : x;
        float k = exponent(normal);
        return log(x < Float.MIN_NORMAL ? k - 25 : k, significand(normal) - 1, 0);
    }

    static float log1p(float x) {
        if (!(x > -1 && x < Float.POSITIVE_INFINITY)) {
            return x == -1 ? Float.NEGATIVE_INFINITY : x < -1 ? Float.NaN : x;
        }
        float u = 1 + x;
        float back = u - 1;
        float lost = (1 - (u - back)) + (x - back);
        float k = exponent(u);
        float g = significand(u) - 1;
        float scaled = lost * Exponential.powerOfTwo(Exponential.whole(Exponential.FLOAT_ROUND - Math.min(k, 64)));
        float f = g + scaled;
        float rest = (g - f) + scaled;
        return Math.copySign(log(k, f, Fma.fma(-rest, f, rest)), x);
    }

    private static float exponent(float x) {
        int biased = Float.floatToRawIntBits(x) + (FLOAT_ONE - FLOAT_ROOT_OF_HALF) >>> 23;
        return Exponential.rounded(biased - 127) - Exponential.FLOAT_ROUND;
    }

    private static float significand(float x) {
        int bits = Float.floatToRawIntBits(x) + (FLOAT_ONE - FLOAT_ROOT_OF_HALF);
        return Float.intBitsToFloat((bits & FLOAT_FRACTION) + FLOAT_ROOT_OF_HALF);
    }

    private static float log(float k, float f, float rest) {
        float s = f / (2 + f);
        float z = s * s;
        float zz = z * z;
        float even = Fma.fma(0.28537294f, zz, 0.6666666f);
        float odd = Fma.fma(0.23582435f, zz, 0.40000334f);
        float p = Fma.fma(odd, z, even);
        float h = 0.5f * f * f;
        return k * FLOAT_LN2_HIGH - ((h - Fma.fma(s, Fma.fma(z, p, h), Fma.fma(k, FLOAT_LN2_LOW, rest))) - f);
    }
}
