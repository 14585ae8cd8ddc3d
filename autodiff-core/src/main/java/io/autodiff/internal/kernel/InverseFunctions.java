package io.autodiff.internal.kernel;

/** Logarithms and inverse hyperbolic functions that {@link StrictMath} does not have, and slopes with poles. */
final class InverseFunctions {
    private static final double LN_2 = 0.6931471805599453;
    private static final double LOG2_E = 1.4426950408889634;
    private static final double LOG2_E_REST = 2.0355273740931033e-17; // log₂ e = LOG2_E + LOG2_E_REST
    private static final double SQRT_2 = 1.4142135623730951;

    /** Above it 1 + x² and x² are the same double. */
    private static final double LARGE = 0x1p28;

    private InverseFunctions() {}

    /** x = m·2ᵉ with m near 1, so that log₂ x = e + ln m · log₂ e is exact at powers of two and nothing cancels. */
    static double log2(double x) {
        if (!(x > 0) || x == Double.POSITIVE_INFINITY) {
            return Logarithm.log(x);
        }
        int subnormal = x < Double.MIN_NORMAL ? -54 : 0;
        double normal = StrictMath.scalb(x, -subnormal);
        int exponent = StrictMath.getExponent(normal);
        double m = StrictMath.scalb(normal, -exponent);
        if (m > SQRT_2) {
            m /= 2;
            exponent++;
        }
        double ln = Logarithm.log(m);
        return (exponent + subnormal) + Fma.fma(ln, LOG2_E, ln * LOG2_E_REST);
    }

    /** In factors, of which 1 − |x| is exact where it matters: near 1. */
    static double asinSlope(double x) {
        return 1 / Math.sqrt((1 - x) * (1 + x));
    }

    /** ln(x + √(1 + x²)) = ln(1 + a + a² / (1 + √(1 + a²))) for a = |x|, which keeps the digits of a small x. */
    static double asinh(double x) {
        double a = Math.abs(x);
        double y = a > LARGE ? Logarithm.log(a) + LN_2 : Logarithm.log1p(a + a * a / (1 + Math.sqrt(Fma.fma(a, a, 1))));
        return StrictMath.copySign(y, x);
    }

    static double asinhSlope(double x) {
        double a = Math.abs(x);
        return a > LARGE ? 1 / a : 1 / Math.sqrt(Fma.fma(a, a, 1));
    }

    /** ln(x + √(x² − 1)) = ln(1 + t + √(t(2 + t))) for t = x − 1, which is exact near the start at 1. */
    static double acosh(double x) {
        if (x < 1) {
            return Double.NaN;
        }
        double t = x - 1;
        return x > LARGE ? Logarithm.log(x) + LN_2 : Logarithm.log1p(t + Math.sqrt(t * (2 + t)));
    }

    /** Two roots, so that a large x does not overflow and an x below 1 is NaN. */
    static double acoshSlope(double x) {
        return 1 / (Math.sqrt(x - 1) * Math.sqrt(x + 1));
    }

    /** ½·ln((1 + a) / (1 − a)) = ½·ln(1 + 2a / (1 − a)) for a = |x|. */
    static double atanh(double x) {
        double a = Math.abs(x);
        return StrictMath.copySign(Logarithm.log1p(2 * a / (1 - a)) / 2, x);
    }

    /** In factors, as above; NaN outside of [−1, 1], where atanh is NaN too. */
    static double atanhSlope(double x) {
        return Math.abs(x) <= 1 ? 1 / ((1 - x) * (1 + x)) : Double.NaN;
    }
}
