package io.autodiff.internal.kernel;

/**
 * eˣ, eˣ − 1 and 2ˣ by exact IEEE operations alone, so that their bits are the same everywhere; within 1 unit in the last place of the
 * truth over the whole range, subnormal results included.
 */
final class Exponential {
    /*
     * x = k·ln 2 + r with a whole k and |r| ≤ ln 2 / 2, the remainder by fma with ln 2 in two parts. A number below 2⁵¹ is rounded to
     * a whole one by adding 1.5·2⁵², whose last bits then hold it. Then eʳ = 1 + r + r²·p(r) with p the polynomial of degree 9 whose
     * largest relative error is smallest, 4·10⁻¹⁸, found by Remez' algorithm. Its even and its odd powers are two chains of fma, which
     * do not wait for each other. The sum is made so that the rounding error of 1 + r is
     * added back: h = 1 + r; eʳ = h + ((1 − h) + r + r²·p). Last, 2ᵏ is multiplied in two steps, because 2ᵏ itself may be out of
     * range where the result is not.
     */
    static final double ROUND = 0x1.8p52;
    private static final long ROUND_BITS = 0x4338000000000000L;
    static final double LOG2_E = 1.4426950408889634;
    static final double LN2_HIGH = 0.6931471805599453;
    static final double LN2_LOW = 2.3190468138462996e-17;

    /** Above this the result is infinite. */
    private static final double LARGEST = 709.782712893384;

    /** Below this the result is zero. */
    private static final double SMALLEST = -745.1332191019412;

    /** Below this eˣ is less than half a unit in the last place of −1 + eˣ. */
    private static final double ALL_LOST = -37.5;

    /** From here on 2ˣ is infinite. */
    private static final double LARGEST_OF_TWO = 1024;

    /** Below this 2ˣ is zero. */
    private static final double SMALLEST_OF_TWO = -1075;

    private Exponential() {}

    static double exp(double x) {
        if (!(x <= LARGEST)) {
            return x > LARGEST ? Double.POSITIVE_INFINITY : x;
        }
        return x < SMALLEST ? 0 : power(x, 0);
    }

    /** eˣ/2 for x ≥ 0: still finite where eˣ just is not. */
    static double halfOfExp(double x) {
        return x > LARGEST + 1 ? Double.POSITIVE_INFINITY : power(x, -1);
    }

    /** eˣ·2ⁿ, where that is not far out of range. */
    private static double power(double x, long n) {
        double rounded = x * LOG2_E + ROUND;
        double k = rounded - ROUND;
        double r = Fma.fma(-k, LN2_LOW, Fma.fma(-k, LN2_HIGH, x));
        double z = r * r;
        double even = 2.763024837921144e-07;
        even = Fma.fma(even, z, 2.480149309890655e-05);
        even = Fma.fma(even, z, 0.0013888888943630114);
        even = Fma.fma(even, z, 0.041666666666530155);
        even = Fma.fma(even, z, 0.5000000000000011);
        double odd = 2.5000061602835666e-08;
        odd = Fma.fma(odd, z, 2.7557586373840165e-06);
        odd = Fma.fma(odd, z, 0.00019841269506578688);
        odd = Fma.fma(odd, z, 0.008333333333494461);
        odd = Fma.fma(odd, z, 0.16666666666666413);
        double p = Fma.fma(odd, r, even);
        double h = 1 + r;
        double y = Fma.fma(p, z, (1 - h) + r) + h;
        return scaled(y, whole(rounded) + n);
    }

    /**
     * eˣ − 1, of which no digit is lost where x is small. With s = 2ᵏ it is (s − 1) + s·r + s·q, and q = r²·p(r) + what r lacks: the
     * first two terms are added without an error, and the third is small beside their sum.
     */
    static double expm1(double x) {
        if (!(x <= LARGEST)) {
            return x > LARGEST ? Double.POSITIVE_INFINITY : x;
        }
        if (x < ALL_LOST) {
            return -1;
        }
        double rounded = Fma.fma(x, LOG2_E, ROUND);
        double k = rounded - ROUND;
        double first = Fma.fma(-k, LN2_HIGH, x); // exact: a multiple of 2⁻⁵⁴ below ½
        double r = Fma.fma(-k, LN2_LOW, first);
        double q = Fma.fma(curve(r), r * r, Fma.fma(-k, LN2_LOW, first - r));
        // All is divided by 2^half, and multiplied by it last, because 2ᵏ itself may be out of range.
        long exponent = whole(rounded);
        long half = half(exponent);
        double s = powerOfTwo(exponent - half);
        double one = powerOfTwo(-half);
        double c = s - one;
        double lost = (s - c) - one; // from 2⁵⁴ on
        double h = Fma.fma(s, r, c);
        double y = h + Fma.fma(s, q, Fma.fma(s, r, c - h) + lost);
        return Math.copySign(y * powerOfTwo(half), x);
    }

    /** 2ˣ, exact for whole x: e^(r·ln 2) for what x is more than a whole number, r·ln 2 being the sum of two doubles. */
    static double exp2(double x) {
        if (!(x < LARGEST_OF_TWO)) {
            return x >= LARGEST_OF_TWO ? Double.POSITIVE_INFINITY : x;
        }
        if (x < SMALLEST_OF_TWO) {
            return 0;
        }
        double rounded = x + ROUND;
        double part = x - (rounded - ROUND);
        double r = part * LN2_HIGH;
        double rest = Fma.fma(part, LN2_LOW, Fma.fma(part, LN2_HIGH, -r));
        double h = 1 + r;
        double y = Fma.fma(curve(r), r * r, ((1 - h) + r) + rest) + h;
        return scaled(y, whole(rounded));
    }

    /**
     * (eʳ − 1 − r) / r² for |r| ≤ ln 2 / 2, by the polynomial of degree 10 for which the largest relative error of eʳ − 1 is smallest,
     * 3·10⁻¹⁸, found by Remez' algorithm. The one in exp is shorter, as errors may be larger beside 1.
     */
    static double curve(double r) {
        double z = r * r;
        double even = 2.5105194132452307e-08;
        even = Fma.fma(even, z, 2.755725546209891e-06);
        even = Fma.fma(even, z, 0.00019841269874764785);
        even = Fma.fma(even, z, 0.008333333333326153);
        even = Fma.fma(even, z, 0.1666666666666667);
        double odd = 1.7687772362727528e-09;
        odd = Fma.fma(odd, z, 2.756792700065331e-07);
        odd = Fma.fma(odd, z, 2.4801574538366388e-05);
        odd = Fma.fma(odd, z, 0.0013888888895596952);
        odd = Fma.fma(odd, z, 0.04166666666665229);
        return Fma.fma(Fma.fma(odd, r, even), r, 0.5000000000000001);
    }

    /** The whole number k, where k + ROUND was rounded to this. */
    static long whole(double rounded) {
        return Double.doubleToRawLongBits(rounded) - ROUND_BITS;
    }

    /** k + ROUND, for a whole number k. */
    static double rounded(long k) {
        return Double.longBitsToDouble(k + ROUND_BITS);
    }

    /** About k/2, for a k from −4096 to 4096; not every processor shifts long vectors with their sign. */
    private static long half(long exponent) {
        return (exponent + 4096 >>> 1) - 2048;
    }

    /** y·2ᵏ in two steps. */
    private static double scaled(double y, long exponent) {
        long half = half(exponent);
        return y * powerOfTwo(half) * powerOfTwo(exponent - half);
    }

    /** 2ᵏ for a k from −1022 to 1023. */
    static double powerOfTwo(long exponent) {
        return Double.longBitsToDouble(exponent + 1023 << 52);
    }

    // ------------------------------------------------------------------------------------------------------- of floats

    /*
     * The same with shorter polynomials: of degree 4 in exp, off by 3·10⁻⁹ of the result, and of degree 5 in expm1, off by 2.4·10⁻¹⁰.
     */
    static final float FLOAT_ROUND = 0x1.8p23f;
    private static final int FLOAT_ROUND_BITS = 0x4B400000;
    static final float FLOAT_LOG2_E = 1.442695f;
    static final float FLOAT_LN2_HIGH = 0.6931472f;
    static final float FLOAT_LN2_LOW = -1.9046542e-9f;
    private static final float LARGEST_FLOAT = 88.72284f;
    private static final float SMALLEST_FLOAT = -103.97208f;
    private static final float FLOAT_TINY = -80;
    private static final float FLOAT_VANISHED = 128; // e to minus this is 0
    static final float FLOAT_SMALL = 0x1p-64f;
    private static final float FLOAT_ALL_LOST = -17.5f;

    /** Written without an early return: as vectors those take three masks more, and two such functions in one loop too many for HotSpot 17. */
    static float exp(float x) {
        float rounded = Fma.fma(x, FLOAT_LOG2_E, FLOAT_ROUND);
        float y = reduced(x, rounded - FLOAT_ROUND);
        float up = x < FLOAT_TINY ? 0x1p64f : 1; // a subnormal result is rounded by the last multiplication
        float down = x < FLOAT_TINY ? 0x1p-64f : 1;
        float power = x < SMALLEST_FLOAT ? 0 : timesPowerOfTwo(y * up, rounded) * down;
        return x < LARGEST_FLOAT ? power : x + Float.POSITIVE_INFINITY; // ∞, or NaN
    }

    /** e⁻ᵃ for a ≥ 0, and for NaN, with the bits of exp in a third fewer steps. */
    static float expOfMinus(float a) {
        return largeExpOfMinus(a) * FLOAT_SMALL;
    }

    /** 2⁶⁴·e⁻ᵃ: a normal number however small e⁻ᵃ, so that only the last of several factors, 2⁻⁶⁴, need round a subnormal result. */
    static float largeExpOfMinus(float a) {
        float x = a > FLOAT_VANISHED ? -FLOAT_VANISHED : -a;
        float rounded = Fma.fma(x, FLOAT_LOG2_E, FLOAT_ROUND);
        return reduced(x, rounded - FLOAT_ROUND) * powerOfTwo(whole(rounded) + 64);
    }

    /** eʳ for r = x − k·ln 2, |r| ≤ ln 2 / 2. */
    private static float reduced(float x, float k) {
        float r = Fma.fma(k, -FLOAT_LN2_LOW, Fma.fma(k, -FLOAT_LN2_HIGH, x));
        float z = r * r;
        float even = 0.0013814599f;
        even = Fma.fma(even, z, 0.04166839f);
        even = Fma.fma(even, z, 0.49999994f);
        float odd = Fma.fma(0.008368717f, z, 0.16666521f);
        float p = Fma.fma(odd, r, even);
        float h = 1 + r;
        return Fma.fma(p, z, (1 - h) + r) + h;
    }

    static float expm1(float x) {
        if (!(x <= LARGEST_FLOAT)) {
            return x > LARGEST_FLOAT ? Float.POSITIVE_INFINITY : x;
        }
        if (x < FLOAT_ALL_LOST) {
            return -1;
        }
        float rounded = Fma.fma(x, FLOAT_LOG2_E, FLOAT_ROUND);
        float k = rounded - FLOAT_ROUND;
        float first = Fma.fma(-k, FLOAT_LN2_HIGH, x);
        float r = Fma.fma(-k, FLOAT_LN2_LOW, first);
        float q = Fma.fma(curve(r), r * r, Fma.fma(-k, FLOAT_LN2_LOW, first - r));
        int exponent = whole(rounded);
        int half = half(exponent);
        float s = powerOfTwo(exponent - half);
        float one = powerOfTwo(-half);
        float c = s - one;
        float lost = (s - c) - one;
        float h = Fma.fma(s, r, c);
        float y = h + Fma.fma(s, q, Fma.fma(s, r, c - h) + lost);
        return Math.copySign(y * powerOfTwo(half), x);
    }

    static float curve(float r) {
        float z = r * r;
        float even = 0.00019845879f;
        even = Fma.fma(even, z, 0.00833339f);
        even = Fma.fma(even, z, 0.16666666f);
        float odd = Fma.fma(0.0013940628f, z, 0.041666362f);
        return Fma.fma(Fma.fma(odd, r, even), r, 0.5f);
    }

    static int whole(float rounded) {
        return Float.floatToRawIntBits(rounded) - FLOAT_ROUND_BITS;
    }

    /** y·2ᵏ, where k + FLOAT_ROUND was rounded to this: for a normal result. */
    static float timesPowerOfTwo(float y, float rounded) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(y) + (Float.floatToRawIntBits(rounded) << 23));
    }

    static float rounded(int k) {
        return Float.intBitsToFloat(k + FLOAT_ROUND_BITS);
    }

    private static int half(int exponent) {
        return (exponent + 512 >>> 1) - 256;
    }

    static float powerOfTwo(int exponent) {
        return Float.intBitsToFloat(exponent + 127 << 23);
    }
}
