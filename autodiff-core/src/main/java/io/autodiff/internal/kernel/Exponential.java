package io.autodiff.internal.kernel;

/**
 * eˣ by exact IEEE operations alone, so that its bits are the same everywhere; within 1 unit in the last place of the truth over
 * the whole range, subnormal results included.
 */
final class Exponential {
    /*
     * x = k·ln 2 + r with a whole k and |r| ≤ ln 2 / 2, the remainder by fma with ln 2 in two parts. A number below 2⁵¹ is rounded to
     * a whole one by adding 1.5·2⁵², whose last bits then hold it. Then eʳ = 1 + r + r²·p(r) with p the polynomial of degree 9 whose
     * largest relative error is smallest, 4·10⁻¹⁸, found by Remez' algorithm. The sum is made so that the rounding error of 1 + r is
     * added back: h = 1 + r; eʳ = h + ((1 − h) + r + r²·p). Last, 2ᵏ is multiplied in two steps, because 2ᵏ itself may be out of
     * range where the result is not.
     */
    private static final double ROUND = 0x1.8p52;
    private static final double LOG2_E = 1.4426950408889634;
    private static final double LN2_HIGH = 0.6931471805599453;
    private static final double LN2_LOW = 2.3190468138462996e-17;

    /** Above this the result is infinite. */
    private static final double LARGEST = 709.782712893384;

    /** Below this the result is zero. */
    private static final double SMALLEST = -745.1332191019412;

    private Exponential() {}

    static double exp(double x) {
        if (!(x <= LARGEST)) {
            return x > LARGEST ? Double.POSITIVE_INFINITY : x;
        }
        if (x < SMALLEST) {
            return 0;
        }
        double rounded = x * LOG2_E + ROUND;
        double k = rounded - ROUND;
        double r = Fma.fma(-k, LN2_LOW, Fma.fma(-k, LN2_HIGH, x));
        double p = 2.5000061602835666e-08;
        p = Fma.fma(p, r, 2.763024837921144e-07);
        p = Fma.fma(p, r, 2.7557586373840165e-06);
        p = Fma.fma(p, r, 2.480149309890655e-05);
        p = Fma.fma(p, r, 0.00019841269506578688);
        p = Fma.fma(p, r, 0.0013888888943630114);
        p = Fma.fma(p, r, 0.008333333333494461);
        p = Fma.fma(p, r, 0.041666666666530155);
        p = Fma.fma(p, r, 0.16666666666666413);
        p = Fma.fma(p, r, 0.5000000000000011);
        double h = 1 + r;
        double y = Fma.fma(p, r * r, (1 - h) + r) + h;
        int exponent = (int) Double.doubleToRawLongBits(rounded);
        int half = exponent >> 1;
        return y * powerOfTwo(half) * powerOfTwo(exponent - half);
    }

    private static double powerOfTwo(int exponent) {
        return Double.longBitsToDouble((exponent + 1023L) << 52);
    }
}
