package io.autodiff.internal.kernel;

/**
 * eˣ by exact IEEE operations alone, so that its bits are the same everywhere; within 1 unit in the last place of the truth over
 * the whole range, subnormal results included.
 */
final class Exponential {
    /*
     * x = k·ln 2 + r with a whole k and |r| ≤ ln 2 / 2, the remainder by fma with ln 2 in two parts. Then eʳ = 1 + r + r²·p(r) with
     * p the Taylor polynomial of degree 11, whose error is below 10⁻¹⁷ there. The sum is made so that the rounding error of 1 + r is
     * added back: h = 1 + r; eʳ = h + ((1 − h) + r + r²·p). Last, 2ᵏ is multiplied in two steps, because 2ᵏ itself may be out of
     * range where the result is not.
     */
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
        double k = Math.rint(x * LOG2_E);
        double r = Math.fma(-k, LN2_LOW, Math.fma(-k, LN2_HIGH, x));
        double p = 1.0 / 6227020800.0;
        p = Math.fma(p, r, 1.0 / 479001600.0);
        p = Math.fma(p, r, 1.0 / 39916800.0);
        p = Math.fma(p, r, 1.0 / 3628800.0);
        p = Math.fma(p, r, 1.0 / 362880.0);
        p = Math.fma(p, r, 1.0 / 40320.0);
        p = Math.fma(p, r, 1.0 / 5040.0);
        p = Math.fma(p, r, 1.0 / 720.0);
        p = Math.fma(p, r, 1.0 / 120.0);
        p = Math.fma(p, r, 1.0 / 24.0);
        p = Math.fma(p, r, 1.0 / 6.0);
        p = Math.fma(p, r, 0.5);
        double h = 1 + r;
        double y = Math.fma(p, r * r, (1 - h) + r) + h;
        int exponent = (int) k;
        int half = exponent >> 1;
        return y * powerOfTwo(half) * powerOfTwo(exponent - half);
    }

    private static double powerOfTwo(int exponent) {
        return Double.longBitsToDouble((exponent + 1023L) << 52);
    }
}
