package io.autodiff.internal.kernel;

/**
 * The error function and its relatives, each within a few units in the last place, tails included.
 *
 * <p>Two approximations carry everything: a polynomial of erf x / x near 0, and one of e^(x²)·erfc x, which falls as
 * slowly as 1/x, everywhere else. For erf itself, which is within 1 unit, the second one may be short, as 1 − erfc x soon
 * does not see what erfc x is.
 */
final class ErrorFunctions {
    private static final double SQRT_1_2 = 0.7071067811865476;
    private static final double DENSITY_AT_0 = 0.3989422804014327; // 1/√(2π)

    /** Where the two approximations meet: for erfc, and for erf. */
    private static final double NEAR = 0.5;

    private static final double NEAR_ERF = 1;

    /** Beyond it erf x is 1. */
    private static final double FAR_ERF = 6;

    /** Beyond it e^(−x²/2), and all that is smaller, is 0. */
    private static final double FAR = 40;

    private ErrorFunctions() {}

    static double erf(double x) {
        double a = Math.abs(x);
        return a < NEAR_ERF ? erfNear(x) : Math.copySign(a > FAR_ERF ? 1 : erfFar(a), x);
    }

    /** x + x·p(x²), where p is the polynomial of degree 12 for which the relative error is smallest, 1.3·10⁻¹⁹ (Remez). */
    private static double erfNear(double x) {
        double z = x * x;
        double p = 5.942580391034991e-11;
        p = Fma.fma(p, z, -1.136411482301715e-09);
        p = Fma.fma(p, z, 1.4657487800397131e-08);
        p = Fma.fma(p, z, -1.634996838551063e-07);
        p = Fma.fma(p, z, 1.646096759983189e-06);
        p = Fma.fma(p, z, -1.4925593191127053e-05);
        p = Fma.fma(p, z, 0.00012055331024174796);
        p = Fma.fma(p, z, -0.0008548326978405334);
        p = Fma.fma(p, z, 0.005223977624775226);
        p = Fma.fma(p, z, -0.026866170645072338);
        p = Fma.fma(p, z, 0.11283791670954854);
        p = Fma.fma(p, z, -0.3761263890318375);
        p = Fma.fma(p, z, 0.1283791670955126);
        return Fma.fma(p, x, x);
    }

    /**
     * 1 − e^(−x²)·p(v − 0.23)·v with v = 1 / (x + 2), where p is the polynomial of degree 13 for which the error is smallest, 5·10⁻²⁰
     * (Remez). What roundings lose of v and of x² is put back, or it would be seen near 1.
     */
    private static double erfFar(double x) {
        double d = x + 2;
        double v = 1 / d;
        double left = Fma.fma(-v, d, 1) - v * (x - (d - 2));
        double t = Fma.fma(v, left, v - 0.23);
        double tt = t * t;
        double even = -538.5288305232953;
        even = Fma.fma(even, tt, 172.23601884487604);
        even = Fma.fma(even, tt, -38.95308718368963);
        even = Fma.fma(even, tt, 10.263220912762558);
        even = Fma.fma(even, tt, -4.7716280913078775);
        even = Fma.fma(even, tt, 4.318959318893149);
        even = Fma.fma(even, tt, 0.9683789544045478);
        double odd = 802.2318412614551;
        odd = Fma.fma(odd, tt, -39.10466028405641);
        odd = Fma.fma(odd, tt, -41.72833370635645);
        odd = Fma.fma(odd, tt, 20.389595929110122);
        odd = Fma.fma(odd, tt, -8.019389580568992);
        odd = Fma.fma(odd, tt, 2.744361503472816);
        odd = Fma.fma(odd, tt, 2.5727500329251716);
        double p = Fma.fma(odd, t, even);
        double square = x * x;
        double lost = Fma.fma(x, x, -square);
        double q = Fma.fma(p, v, p * (v * (left - lost)));
        return Fma.fma(-Exponential.exp(-square), q, 1);
    }

    static double erfc(double x) {
        double a = Math.abs(x);
        return a < NEAR ? 1 - erfNear(x) : x > 0 ? tail(a) : 2 - tail(a);
    }

    /** erfc x for x ≥ ½. */
    private static double tail(double x) {
        return gaussian(x) * scaledErfc(x);
    }

    /**
     * e^(x²)·erfc x for x ≥ ½ and up to ∞: p(v − 0.2)·v with v = 1 / (x + 2), where p interpolates at Chebyshev nodes, off by 4·10⁻¹⁸. The
     * even and the odd powers are two chains of fma, which do not wait for each other.
     */
    private static double scaledErfc(double x) {
        double v = 1 / (x + 2);
        double t = v - 0.2;
        double tt = t * t;
        double even = 10910731.309576502;
        even = Fma.fma(even, tt, -3947865.757453408);
        even = Fma.fma(even, tt, 597689.8242066824);
        even = Fma.fma(even, tt, -18835.785306452723);
        even = Fma.fma(even, tt, -13307.424223522159);
        even = Fma.fma(even, tt, 4192.365238315926);
        even = Fma.fma(even, tt, -830.1424625476797);
        even = Fma.fma(even, tt, 134.30452694918097);
        even = Fma.fma(even, tt, -20.95559197448028);
        even = Fma.fma(even, tt, 5.12331265182484);
        even = Fma.fma(even, tt, -3.4514888504741372);
        even = Fma.fma(even, tt, 4.048478763305582);
        even = Fma.fma(even, tt, 0.8950057559069498);
        double odd = -1296697.6475284344;
        odd = Fma.fma(odd, tt, 940470.1908660906);
        odd = Fma.fma(odd, tt, -288981.8880155332);
        odd = Fma.fma(odd, tt, 51902.127427325926);
        odd = Fma.fma(odd, tt, -5191.360390020616);
        odd = Fma.fma(odd, tt, -196.67967013355985);
        odd = Fma.fma(odd, tt, 255.9669737182935);
        odd = Fma.fma(odd, tt, -89.79342370415547);
        odd = Fma.fma(odd, tt, 27.84040590703766);
        odd = Fma.fma(odd, tt, -9.427814514803256);
        odd = Fma.fma(odd, tt, 3.2398682702643677);
        odd = Fma.fma(odd, tt, 2.321503721361861);
        return Fma.fma(odd, t, even) * v;
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

    /** e^(−x²/2). A half is a factor, here and below: the same bits as a quotient by 2, at a tenth of its price in a vector loop. */
    private static double bell(double x) {
        if (Math.abs(x) > FAR) {
            return 0;
        }
        double square = x * x;
        double lost = Fma.fma(x, x, -square);
        double y = Exponential.exp(-0.5 * square);
        return Fma.fma(y, -0.5 * lost, y);
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
            return 0.5 + 0.5 * erfNear(x * SQRT_1_2);
        }
        double tail = 0.5 * (bell * scaledErfc(z));
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

    // ------------------------------------------------------------------------------------------------------- of floats

    /*
     * The same with shorter polynomials: of erf near 0 of degree 6 in x², off by 1.2·10⁻⁹; far out of degree 5, off by 2·10⁻¹⁰; of
     * e^(x²)·erfc x of degree 9, off by 1.4·10⁻⁸ (all of them Remez, in parts of the result).
     */
    private static final float FLOAT_SQRT_1_2 = 0.70710677f;
    private static final float FLOAT_DENSITY_AT_0 = 0.3989423f;
    private static final float FLOAT_FAR_ERF = 4;
    private static final float FLOAT_FAR = 15;

    static float erf(float x) {
        float a = Math.abs(x);
        return a < 1 ? erfNear(x) : Math.copySign(a > FLOAT_FAR_ERF ? 1 : erfFar(a), x);
    }

    private static float erfNear(float x) {
        float z = x * x;
        float p = 7.853861e-05f;
        p = Fma.fma(p, z, -0.00080101937f);
        p = Fma.fma(p, z, 0.0051883277f);
        p = Fma.fma(p, z, -0.026853813f);
        p = Fma.fma(p, z, 0.112835854f);
        p = Fma.fma(p, z, -0.37612626f);
        p = Fma.fma(p, z, 0.12837917f);
        return Fma.fma(p, x, x);
    }

    private static float erfFar(float x) {
        float d = x + 2;
        float v = 1 / d;
        float left = Fma.fma(-v, d, 1) - v * (x - (d - 2));
        float t = Fma.fma(v, left, v - 0.23f);
        float p = -3.2224143f;
        p = Fma.fma(p, t, -5.4861693f);
        p = Fma.fma(p, t, 2.794226f);
        p = Fma.fma(p, t, 4.317292f);
        p = Fma.fma(p, t, 2.5727723f);
        p = Fma.fma(p, t, 0.9683789f);
        float square = x * x;
        float lost = Fma.fma(x, x, -square);
        float q = Fma.fma(p, v, p * (v * (left - lost)));
        return Fma.fma(-Exponential.expOfMinus(square), q, 1);
    }

    private static float scaledErfc(float x) {
        float v = 1 / (x + 2);
        float t = v - 0.2f;
        float tt = t * t;
        float even = -11.809195f;
        even = Fma.fma(even, tt, 4.84948f);
        even = Fma.fma(even, tt, -3.4479284f);
        even = Fma.fma(even, tt, 4.0484624f);
        even = Fma.fma(even, tt, 0.89500576f);
        float odd = -65.942245f;
        odd = Fma.fma(odd, tt, 27.000338f);
        odd = Fma.fma(odd, tt, -9.415083f);
        odd = Fma.fma(odd, tt, 3.239794f);
        odd = Fma.fma(odd, tt, 2.3215039f);
        return Fma.fma(odd, t, even) * v;
    }

    static float gaussian(float x) {
        if (Math.abs(x) > FLOAT_FAR) {
            return 0;
        }
        float square = x * x;
        float lost = Fma.fma(x, x, -square);
        float y = Exponential.expOfMinus(square);
        return Fma.fma(y, -lost, y);
    }

    /** 2⁶⁴·e^(−x²/2). */
    private static float largeBell(float x) {
        if (Math.abs(x) > FLOAT_FAR) {
            return 0;
        }
        float square = x * x;
        float lost = Fma.fma(x, x, -square);
        float y = Exponential.largeExpOfMinus(0.5f * square);
        return Fma.fma(y, -0.5f * lost, y);
    }

    static float normalDensity(float x) {
        return largeBell(x) * FLOAT_DENSITY_AT_0 * Exponential.FLOAT_SMALL;
    }

    /** Φ(x) for |x|·√½ < NEAR. */
    private static float normalBelowNear(float x) {
        return 0.5f + 0.5f * erfNear(x * FLOAT_SQRT_1_2);
    }

    /** 2⁶⁴·Φ(−|x|), where z = |x|·√½. */
    private static float largeTail(float z, float largeBell) {
        return 0.5f * (largeBell * scaledErfc(z));
    }

    static float gelu(float x) {
        if (x < -FLOAT_FAR) {
            return -0.0f;
        }
        float z = Math.abs(x) * FLOAT_SQRT_1_2;
        if (z < (float) NEAR) {
            return x * normalBelowNear(x);
        }
        float tail = largeTail(z, largeBell(x));
        return x < 0 ? x * tail * Exponential.FLOAT_SMALL : x * Fma.fma(-tail, Exponential.FLOAT_SMALL, 1);
    }

    static float geluSlope(float x) {
        if (Math.abs(x) > FLOAT_FAR) {
            return x > 0 ? 1 : 0;
        }
        float z = Math.abs(x) * FLOAT_SQRT_1_2;
        float bell = largeBell(x);
        float density = bell * FLOAT_DENSITY_AT_0;
        if (z < (float) NEAR) {
            return Fma.fma(x, density * Exponential.FLOAT_SMALL, normalBelowNear(x));
        }
        float tail = largeTail(z, bell);
        return x < 0
                ? Fma.fma(x, density, tail) * Exponential.FLOAT_SMALL
                : Fma.fma(x, density * Exponential.FLOAT_SMALL, Fma.fma(-tail, Exponential.FLOAT_SMALL, 1));
    }
}
