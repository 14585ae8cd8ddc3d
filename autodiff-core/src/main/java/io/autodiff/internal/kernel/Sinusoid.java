package io.autodiff.internal.kernel;

/**
 * sin x and cos x by exact IEEE operations alone, so that their bits are the same everywhere; within 1 unit in the last place of the
 * truth for every double, however large.
 */
final class Sinusoid {
    /*
     * x = k·π/2 + r with a whole k and |r| ≤ π/4, where r is the sum of two doubles: high, and what high lacks. Both sin r =
     * r + r³·s(r²) and cos r = 1 − r²/2 + r⁴·c(r²) are computed, and the last two bits of k say which is meant and with which sign: a
     * choice of bits, because a branch could not be foreseen. s and c are the polynomials of degree 5 whose largest relative
     * errors in sin r and cos r are smallest, 7·10⁻¹⁸ and 6·10⁻²⁰, found by Remez' algorithm.
     */
    private static final double ROUND = 0x1.8p52;
    private static final double TWO_BY_PI = 0.6366197723675814;

    /** Up to here k·π/2 is known well enough from three doubles; beyond, from as many bits of 2/π as it takes. */
    private static final double LARGE = 0x1p30;

    /** π/2 = HALF_PI + HALF_PI_REST + HALF_PI_LAST, to 160 bits. */
    static final double HALF_PI = 1.5707963267948966;

    static final double HALF_PI_REST = 6.123233995736766e-17;
    private static final double HALF_PI_LAST = -1.4973849048591698e-33;

    private Sinusoid() {}

    static double sin(double x) {
        return at(Math.abs(x), 0, Double.doubleToRawLongBits(x) & Long.MIN_VALUE);
    }

    static double cos(double x) {
        return at(Math.abs(x), 1, 0);
    }

    /** sin(x + quarters·π/2) for x ≥ 0, with the sign bit changed where the bit of sign is set. */
    private static double at(double x, long quarters, long sign) {
        if (x > LARGE) {
            return HugeAngle.sin(x, quarters, sign);
        }
        double rounded = Fma.fma(x, TWO_BY_PI, ROUND);
        double k = rounded - ROUND;
        // The first difference is exact: a multiple of 2⁻⁵³ below 1. What the second one rounds off is found by adding
        // back.
        double first = Fma.fma(-k, HALF_PI, x);
        double second = k * HALF_PI_REST;
        double high = first - second;
        double back = first - high;
        double lost = (first - (high + back)) + (back - second);
        double low = Fma.fma(-k, HALF_PI_LAST, lost - Fma.fma(k, HALF_PI_REST, -second));
        return sin(high, low, Double.doubleToRawLongBits(rounded) + quarters, sign);
    }

    /** sin(high + low + quarters·π/2), with the sign bit changed where the bit of sign is set. */
    static double sin(double high, double low, long quarters, long sign) {
        double z = high * high;
        double zz = z * z;
        double sEven = -2.505073457106949e-08;
        sEven = Fma.fma(sEven, zz, -0.00019841269830144393);
        sEven = Fma.fma(sEven, zz, -0.1666666666666664);
        double sOdd = 1.5894710581634463e-10;
        sOdd = Fma.fma(sOdd, zz, 2.755731365185318e-06);
        sOdd = Fma.fma(sOdd, zz, 0.008333333333323662);
        double s = Fma.fma(sOdd, z, sEven);
        // The low part counts as cos r ≈ 1 − r²/2 of itself.
        double sine = high + Fma.fma(high * z, s, Fma.fma(-0.5 * z, low, low));
        double cEven = 2.087570041687616e-09;
        cEven = Fma.fma(cEven, zz, 2.4801587288841424e-05);
        cEven = Fma.fma(cEven, zz, 0.041666666666666595);
        double cOdd = -1.1358513987892399e-11;
        cOdd = Fma.fma(cOdd, zz, -2.755731417624645e-07);
        cOdd = Fma.fma(cOdd, zz, -0.001388888888887304);
        double c = Fma.fma(cOdd, z, cEven);
        double h = 0.5 * z;
        double w = 1 - h;
        // The rounding error of w is added back, and the low part counts as −sin r ≈ −r of itself.
        double cosine = w + (((1 - w) - h) + Fma.fma(zz, c, -high * low));
        long odd = -(quarters & 1);
        long bits = Double.doubleToRawLongBits(sine) & ~odd | Double.doubleToRawLongBits(cosine) & odd;
        return Double.longBitsToDouble(bits ^ sign ^ (quarters & 2) << 62);
    }

    // ------------------------------------------------------------------------------------------------------- of floats

    /*
     * The same with π/2 in three floats, 76 bits, and with shorter polynomials, both of degree 2: the largest relative errors in sin r
     * and cos r are 4·10⁻⁹ and 1.3·10⁻¹⁰, the coefficients rounded one after another. As 2/π is a rounded one, |r| may be 0.7 % above π/4.
     */
    private static final float FLOAT_ROUND = 0x1.8p23f;
    private static final float FLOAT_TWO_BY_PI = 0.63661975f;
    private static final float FLOAT_LARGE = 0x1p17f;
    private static final float FLOAT_HALF_PI = 1.5707964f;
    private static final float FLOAT_HALF_PI_REST = -4.371139e-8f;
    private static final float FLOAT_HALF_PI_LAST = -1.7151245e-15f;

    static float sin(float x) {
        return at(Math.abs(x), 0, Float.floatToRawIntBits(x) & Integer.MIN_VALUE);
    }

    static float cos(float x) {
        return at(Math.abs(x), 1, 0);
    }

    private static float at(float x, int quarters, int sign) {
        if (x > FLOAT_LARGE) {
            return beyond(x, quarters, sign);
        }
        float rounded = Fma.fma(x, FLOAT_TWO_BY_PI, FLOAT_ROUND);
        float k = rounded - FLOAT_ROUND;
        float first = Fma.fma(-k, FLOAT_HALF_PI, x);
        float second = k * FLOAT_HALF_PI_REST;
        float high = first - second;
        float back = first - high;
        float lost = (first - (high + back)) + (back - second);
        float low = Fma.fma(-k, FLOAT_HALF_PI_LAST, lost - Fma.fma(k, FLOAT_HALF_PI_REST, -second));
        return sin(high, low, Float.floatToRawIntBits(rounded) + quarters, sign);
    }

    /** Of a large float: that of the double, rounded once. */
    @Rare
    private static float beyond(float x, int quarters, int sign) {
        return (float) at((double) x, quarters, (long) sign << 32);
    }

    private static float sin(float high, float low, int quarters, int sign) {
        float z = high * high;
        float s = -0.00019507883f;
        s = Fma.fma(s, z, 0.008332106f);
        s = Fma.fma(s, z, -0.16666654f);
        float sine = high + Fma.fma(high * z, s, Fma.fma(-0.5f * z, low, low));
        float c = 2.4430745e-05f;
        c = Fma.fma(c, z, -0.0013887301f);
        c = Fma.fma(c, z, 0.041666646f);
        float h = 0.5f * z;
        float w = 1 - h;
        float cosine = w + (((1 - w) - h) + Fma.fma(z * z, c, -high * low));
        int odd = -(quarters & 1);
        int bits = Float.floatToRawIntBits(sine) & ~odd | Float.floatToRawIntBits(cosine) & odd;
        return Float.intBitsToFloat(bits ^ sign ^ (quarters & 2) << 30);
    }
}
