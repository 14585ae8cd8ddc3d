package io.autodiff.internal.kernel;

/**
 * The activations of neural networks and their slopes. Each takes the exponential of a number that is not positive, so that
 * nothing overflows, and is written so that no digits cancel in the tails; at ±∞ each has its limit.
 */
final class ActivationFunctions {
    /** Beyond ±it e^(−|x|) is 0. An infinite x is brought here, because ∞·0 has no value. */
    private static final double FAR = 1000;

    /** Up to here 1 − y is within 4 units in the last place when y is rounded; beyond, an exponential is worth its time. */
    private static final double ACCURATE = 0.75;

    /** Beyond ±it the σ of geluTanh is 0 or 1. */
    private static final double FAR_GELU = 40;

    private static final double CUBIC = 0.044715;
    private static final double CUBIC_REST = 2.1960211427085595e-18; // 0.044715 = CUBIC + CUBIC_REST
    private static final double SQRT_8_PI = 1.5957691216057308;
    private static final double SQRT_8_PI_REST = -9.96930880911092e-17; // √(8/π) = SQRT_8_PI + SQRT_8_PI_REST

    private ActivationFunctions() {}

    /**
     * 1 / (1 + e⁻ˣ). With e = e^(−|x|) it is n / (1 + e), where n is 1 for x ≥ 0 and e below; written as n − e·n / (1 + e), so that the
     * rounding errors of the sum and of the quotient count e times.
     */
    static double sigmoid(double x) {
        double e = Exponential.exp(-Math.abs(x));
        double positive = 0.5 + Math.copySign(0.5, x); // 1 or 0: a branch on the sign could not be foreseen
        double n = Fma.fma(1 - positive, e, positive);
        return Fma.fma(-e, n / (1 + e), n);
    }

    static float sigmoid(float x) {
        float e = Exponential.expOfMinus(Math.abs(x));
        float positive = 0.5f + Math.copySign(0.5f, x);
        float n = Fma.fma(1 - positive, e, positive);
        return Fma.fma(-e, n / (1 + e), n);
    }

    /** σ(x)·σ(−x), where y = σ(x) is known: y(1 − y) as long as that is accurate. */
    static double sigmoidSlope(double x, double y) {
        if (y <= ACCURATE) {
            return y * (1 - y);
        }
        double e = Exponential.exp(-x);
        return e / ((1 + e) * (1 + e));
    }

    /** The same for floats, ¼·sech²(x/2), without y: vector instructions go both ways anyway, and this one alone is shorter. */
    static float sigmoidSlope(float x, float y) {
        float c = halfSech(0.5f * x);
        return c * c;
    }

    /** sech² x, where y = tanh x is known: 1 − y² as long as that is accurate. */
    static double tanhSlope(double x, double y) {
        double a = Math.abs(y);
        if (a <= ACCURATE) {
            return (1 - a) * (1 + a);
        }
        double e = Exponential.exp(-2 * Math.abs(x));
        return 4 * e / ((1 + e) * (1 + e));
    }

    /** The same for floats, sech²x, without y. */
    static float tanhSlope(float x, float y) {
        float c = 2 * halfSech(x);
        return c * c;
    }

    /** ½·sech x = e⁻ᵃ / (1 + e⁻²ᵃ), where a = |x|. */
    private static float halfSech(float x) {
        float e = Exponential.expOfMinus(Math.abs(x));
        return e / Fma.fma(e, e, 1);
    }

    /** −ln(1 + e⁻ˣ). */
    static double logSigmoid(double x) {
        return Math.min(x, 0) - Logarithm.log1p(Exponential.exp(-Math.abs(x)));
    }

    static float logSigmoid(float x) {
        return Math.min(x, 0) - Logarithm.log1p(Exponential.expOfMinus(Math.abs(x)));
    }

    /** ln(1 + eˣ). */
    static double softplus(double x) {
        return Math.max(x, 0) + Logarithm.log1p(Exponential.exp(-Math.abs(x)));
    }

    static float softplus(float x) {
        return Math.max(x, 0) + Logarithm.log1p(Exponential.expOfMinus(Math.abs(x)));
    }

    /** x / (1 + |x|). */
    static double softsign(double x) {
        double a = Math.abs(x);
        return a == Double.POSITIVE_INFINITY ? Math.signum(x) : x / (1 + a);
    }

    /** x > 0 ? x : slope·x, and relu for a slope of 0. */
    static double leakyRelu(double x, double slope) {
        return x > 0 ? x : slope == 0 ? Math.max(x, 0) : slope * x;
    }

    static double leakyReluSlope(double x, double slope) {
        return x > 0 ? 1 : x < 0 ? slope : x == 0 ? least(slope, 1) : x;
    }

    /** x > 0 ? x : α·(eˣ − 1). */
    static double elu(double x, double alpha) {
        return x > 0 ? x : alpha * Exponential.expm1(x);
    }

    static float elu(float x, float alpha) {
        return x > 0 ? x : alpha * Exponential.expm1(x);
    }

    static double eluSlope(double x, double alpha) {
        return x > 0 ? 1 : x == 0 ? least(alpha, 1) : alpha * Exponential.exp(x);
    }

    /** The slope of the slope of elu, and of every further one: α·eˣ below 0, then 0. */
    static double eluCurve(double x, double alpha) {
        return x >= 0 ? 0 : alpha * Exponential.exp(x);
    }

    /** x > 0 ? x : α·(e^(x/α) − 1). */
    static double celu(double x, double alpha) {
        return x > 0 ? x : alpha * Exponential.expm1(x / alpha);
    }

    /** Of all slopes from a to b the one nearest to 0: the choice at a kink. */
    private static double least(double a, double b) {
        return a <= 0 && b >= 0 || a >= 0 && b <= 0 ? 0 : Math.abs(a) <= Math.abs(b) ? a : b;
    }

    /** x·σ(x). */
    static double silu(double x) {
        double e = Exponential.exp(-Math.abs(x));
        return x >= 0 ? x / (1 + e) : Math.max(x, -FAR) * e / (1 + e);
    }

    static float silu(float x) {
        float large = Exponential.largeExpOfMinus(Math.abs(x));
        float d = Fma.fma(large, Exponential.FLOAT_SMALL, 1);
        return x >= 0 ? x / d : Math.max(x, (float) -FAR) * large / d * Exponential.FLOAT_SMALL;
    }

    /** σ(x)·(1 + x·σ(−x)), over a common denominator. */
    static double siluSlope(double x) {
        double c = Math.max(-FAR, Math.min(x, FAR));
        double e = Exponential.exp(-Math.abs(c));
        double d = 1 + e;
        return c >= 0 ? Fma.fma(c, e, d) / (d * d) : e * (d + c) / (d * d);
    }

    static float siluSlope(float x) {
        float c = Math.max((float) -FAR, Math.min(x, (float) FAR));
        float e = Exponential.expOfMinus(Math.abs(c));
        float d = 1 + e;
        return c >= 0 ? Fma.fma(c, e, d) / (d * d) : e * (d + c) / (d * d);
    }

    /**
     * x·t, where t = tanh(ln(1 + eˣ)) = ((1 + eˣ)² − 1) / ((1 + eˣ)² + 1). With e = e^(−|x|): t = (1 + 2e) / (1 + 2e + 2e²) for
     * x ≥ 0, and e(e + 2) / (e(e + 2) + 2) below.
     */
    static double mish(double x) {
        double e = Exponential.exp(-Math.abs(x));
        if (x >= 0) {
            double n = 1 + 2 * e;
            return x * (n / Fma.fma(2 * e, e, n));
        }
        double n = e * (e + 2);
        return Math.max(x, -FAR) * n / (n + 2);
    }

    /** t + x·t′, where t′ = (1 − t²)·σ(x) = 4eˣ(1 + eˣ) / ((1 + eˣ)² + 1)². */
    static double mishSlope(double x) {
        double c = Math.max(-FAR, Math.min(x, FAR));
        double e = Exponential.exp(-Math.abs(c));
        if (c >= 0) {
            double n = 1 + 2 * e;
            double d = Fma.fma(2 * e, e, n);
            return (n + c * 4 * e * e * (1 + e) / d) / d;
        }
        double n = e * (e + 2);
        double d = n + 2;
        return e * (e + 2 + c * 4 * (1 + e) / d) / d;
    }

    /** ½·x·(1 + tanh(u/2)) = x·σ(u), where u = √(8/π)·(x + 0.044715·x³). */
    static double geluTanh(double x) {
        return x < -FAR_GELU ? -0.0 : x > FAR_GELU ? x : x * sigmoidOf(x, geluArgument(x));
    }

    /** σ(u) + x·σ(u)·σ(−u)·u′. */
    static double geluTanhSlope(double x) {
        if (Math.abs(x) > FAR_GELU) {
            return x > 0 ? 1 : 0;
        }
        double u = geluArgument(x);
        double sigmoid = sigmoidOf(x, u);
        return sigmoid + sigmoid * sigmoidOf(-x, -u) * x * SQRT_8_PI * Fma.fma(3 * CUBIC * x, x, 1);
    }

    private static double geluArgument(double x) {
        return SQRT_8_PI * x * Fma.fma(CUBIC * x, x, 1);
    }

    /**
     * σ(u + r), where r is what the roundings of u lost. Below 0 that is e^(u + r) / (1 + e^(u + r)), in which an error of half a
     * unit in the last place of u would cost |u| units.
     */
    private static double sigmoidOf(double x, double u) {
        if (u >= 0) {
            return 1 / (1 + Exponential.exp(-u));
        }
        double e = Exponential.exp(u);
        return Fma.fma(e, lost(x, u), e) / (1 + e);
    }

    /** √(8/π)·(x + 0.044715·x³) − u, by products and sums whose rounding errors are known exactly. */
    private static double lost(double x, double u) {
        double square = x * x;
        double squareRest = Fma.fma(x, x, -square);
        double term = CUBIC * square;
        double termRest = Fma.fma(CUBIC, square, -term) + CUBIC * squareRest + CUBIC_REST * square;
        double sum = 1 + term;
        double part = sum - term;
        double sumRest = (1 - part) + (term - (sum - part)) + termRest;
        double product = x * sum;
        double productRest = Fma.fma(x, sum, -product) + x * sumRest;
        return Fma.fma(SQRT_8_PI, product, -u) + SQRT_8_PI * productRest + SQRT_8_PI_REST * product;
    }

    /** x·min(max(x + 3, 0), 6) / 6. */
    static double hardSwish(double x) {
        return x <= -3 ? 0 : x >= 3 ? x : x * (x + 3) / 6;
    }
}
