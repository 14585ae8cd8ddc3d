package io.autodiff.internal.kernel;

/**
 * The error function and its relatives, each within a few units in the last place, tails included.
 *
 * <p>Two approximations carry everything: a polynomial of erf x / x near 0, and one of e^(x²)·erfc x, which falls as
 * slowly as 1/x, everywhere else. Both interpolate 50-digit values at Chebyshev nodes.
 */
final class ErrorFunctions {
    private static final double SQRT_1_2 = 0.7071067811865476;
    private static final double DENSITY_AT_0 = 0.3989422804014327; // 1/√(2π)

    /** Where the two approximations meet. */
    private static final double NEAR = 0.5;

    /** Beyond it e^(−x²/2), and all that is smaller, is 0. */
    private static final double FAR = 40;

    /** erf x / x in powers of x², for |x| ≤ ½; off by 2·10⁻²⁰. */
    private static final double[] ERF_BY_X = {
        1.1283791670955126,
        -0.3761263890318375,
        0.1128379167095487,
        -0.02686617064499972,
        0.0052239776220169365,
        -8.548326510724796e-4,
        1.2055286202005714e-4,
        -1.4923003368152099e-5,
        1.637123442577e-6,
        -1.462091340945175e-7,
    };

    /** (x + 2)·e^(x²)·erfc x in powers of 1 / (x + 2) − 0.2, for x ≥ ½ and up to ∞; off by 4·10⁻¹⁸. */
    private static final double[] SCALED_ERFC = {
        0.8950057559069498,
        2.321503721361861,
        4.048478763305582,
        3.2398682702643677,
        -3.4514888504741372,
        -9.427814514803256,
        5.12331265182484,
        27.84040590703766,
        -20.95559197448028,
        -89.79342370415547,
        134.30452694918097,
        255.9669737182935,
        -830.1424625476797,
        -196.67967013355985,
        4192.365238315926,
        -5191.360390020616,
        -13307.424223522159,
        51902.127427325926,
        -18835.785306452723,
        -288981.8880155332,
        597689.8242066824,
        940470.1908660906,
        -3947865.757453408,
        -1296697.6475284344,
        10910731.309576502,
    };

    private ErrorFunctions() {}

    static double erf(double x) {
        double a = Math.abs(x);
        return a < NEAR ? x * polynomial(ERF_BY_X, x * x) : StrictMath.copySign(1 - tail(a), x);
    }

    static double erfc(double x) {
        double a = Math.abs(x);
        return a < NEAR ? 1 - erf(x) : x > 0 ? tail(a) : 2 - tail(a);
    }

    /** erfc x for x ≥ ½. */
    private static double tail(double x) {
        return gaussian(x) * scaledErfc(x);
    }

    /** e^(x²)·erfc x for x ≥ ½. */
    private static double scaledErfc(double x) {
        double v = 1 / (x + 2);
        return polynomial(SCALED_ERFC, v - 0.2) * v;
    }

    /** The even and the odd powers are two chains of fma, which do not wait for each other. */
    private static double polynomial(double[] coefficients, double t) {
        double square = t * t;
        int top = coefficients.length - 1;
        double even = 0;
        double odd = 0;
        for (int i = top - top % 2; i >= 0; i -= 2) {
            even = Fma.fma(even, square, coefficients[i]);
        }
        for (int i = top - 1 + top % 2; i >= 1; i -= 2) {
            odd = Fma.fma(odd, square, coefficients[i]);
        }
        return Fma.fma(odd, t, even);
    }

    /** e^(−x²), with what the rounding of x² loses put back: it would cost x² units in the last place. */
    static double gaussian(double x) {
        if (Math.abs(x) > FAR) {
            return 0;
        }
        double square = x * x;
        double lost = Fma.fma(x, x, -square);
        double y = Exponential.exp(-square);
        return Fma.fma(y, -lost, y);
    }

    /** e^(−x²/2). */
    private static double bell(double x) {
        if (Math.abs(x) > FAR) {
            return 0;
        }
        double square = x * x;
        double lost = Fma.fma(x, x, -square);
        double y = Exponential.exp(-square / 2);
        return Fma.fma(y, -lost / 2, y);
    }

    static double normalDensity(double x) {
        return bell(x) * DENSITY_AT_0;
    }

    /**
     * Φ(x) = ½·erfc(−x/√2), with e^(−x²/2) from x itself: x/√2 is rounded, and far out e^(−x²/2) would multiply that error by
     * x², but e^(z²)·erfc z does not.
     */
    private static double normalBelow(double x, double bell) {
        double z = Math.abs(x) * SQRT_1_2;
        if (z < NEAR) {
            return 0.5 + erf(x * SQRT_1_2) / 2;
        }
        double tail = bell * scaledErfc(z) / 2;
        return x < 0 ? tail : 1 - tail;
    }

    /** x·Φ(x). */
    static double gelu(double x) {
        return x < -FAR ? -0.0 : x * normalBelow(x, bell(x));
    }

    /** Φ(x) + x·φ(x). */
    static double geluSlope(double x) {
        if (Math.abs(x) > FAR) {
            return x > 0 ? 1 : 0;
        }
        double bell = bell(x);
        return Fma.fma(x, bell * DENSITY_AT_0, normalBelow(x, bell));
    }
}
