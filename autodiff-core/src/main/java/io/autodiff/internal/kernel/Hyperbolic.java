package io.autodiff.internal.kernel;

/**
 * tanh x, sinh x and cosh x by exact IEEE operations alone, so that their bits are the same everywhere; tanh of doubles within 1 unit in
 * the last place of the truth over the whole range, the others within 2.
 */
final class Hyperbolic {
    /** 27·ln 2: from here on 1 is within a unit in the last place of tanh. */
    private static final double FLAT = 18.714973875118524;

    /** tanh of this, as computed below, is 1. */
    private static final double BEYOND = 20;

    private static final float FLOAT_NEAR = 0.7f;
    private static final float FLOAT_BEYOND = 10;

    /** From here on no digits cancel in eˣ − e⁻ˣ. */
    private static final double APART = 1;

    private Hyperbolic() {}

    /**
     * (e²ˣ − 1) / (e²ˣ + 1) = t / (2 + t) with t = e²ˣ − 1, which is computed as {@link Exponential#expm1} does but as the sum of two
     * doubles, t + low. The rounding errors of the sum 2 + t and of the quotient are put back by a step of Newton's.
     */
    static double tanh(double x) {
        double a = Math.abs(x);
        double twice = 2 * (a > FLAT ? BEYOND : a);
        double rounded = Fma.fma(twice, Exponential.LOG2_E, Exponential.ROUND);
        double k = rounded - Exponential.ROUND;
        double first = Fma.fma(-k, Exponential.LN2_HIGH, twice);
        double r = Fma.fma(-k, Exponential.LN2_LOW, first);
        double q = Fma.fma(Exponential.curve(r), r * r, Fma.fma(-k, Exponential.LN2_LOW, first - r));
        double s = Exponential.powerOfTwo(Exponential.whole(rounded));
        double c = s - 1;
        double h = Fma.fma(s, r, c);
        double v = Fma.fma(s, q, Fma.fma(s, r, c - h));
        double t = h + v;
        double low = (h - t) + v;
        double d = 2 + t;
        double lost = ((2 - d) + t) + low; // 2 − d is exact up to 27·ln 2, where 2 + t is less than 2⁵⁴
        double w = 1 / d;
        double y = t * w;
        double left = Fma.fma(-y, d, t) + Fma.fma(-y, lost, low);
        return Math.copySign(Fma.fma(left, w, y), x);
    }

    /**
     * For floats up to 0.7, x + x³·p(x²) with a polynomial of degree 4, off by 1.6·10⁻⁸; beyond, 1 − 2 / (e²ˣ + 1), in which an error of
     * e²ˣ counts a third at most, so that it is simpler than {@link Exponential#exp}: e²ʳ by a polynomial of degree 6, off by 4·10⁻⁹
     * (both by Remez' algorithm, in parts of the result, the coefficients rounded one after another), r being reduced by a rounded ½ ln 2. Within
     * 1.08 units in the last place of the truth, the worst of all floats being 0.70113611, and never falling where x rises.
     */
    static float tanh(float x) {
        float a = Math.abs(x);
        a = a > FLOAT_BEYOND ? FLOAT_BEYOND : a;
        float z = a * a;
        float p = -0.0051404634f;
        p = Fma.fma(p, z, 0.020094335f);
        p = Fma.fma(p, z, -0.053559963f);
        p = Fma.fma(p, z, 0.13329132f);
        p = Fma.fma(p, z, -0.3333319f);
        float near = Fma.fma(p, z * a, a);
        float rounded = Fma.fma(a, 2 * Exponential.FLOAT_LOG2_E, Exponential.FLOAT_ROUND);
        float k = rounded - Exponential.FLOAT_ROUND;
        float r = Fma.fma(k, -0.5f * Exponential.FLOAT_LN2_HIGH, a);
        float q = 0.08844833f;
        q = Fma.fma(q, r, 0.26779786f);
        q = Fma.fma(q, r, 0.6666924f);
        q = Fma.fma(q, r, 1.3333217f);
        q = Fma.fma(q, r, 1.9999998f);
        q = Fma.fma(q, r, 2);
        q = Fma.fma(q, r, 1);
        float far = 1 - 2 / (1 + Exponential.timesPowerOfTwo(q, rounded));
        return Math.copySign(a >= FLOAT_NEAR ? far : near, x); // NaN comes from near: far moves bits
    }

    /** (eˣ − e⁻ˣ) / 2, and near zero, where its digits would cancel, t − ½t·t / (1 + t) with t = eˣ − 1. */
    static double sinh(double x) {
        double a = Math.abs(x);
        if (a > APART) {
            double half = Exponential.halfOfExp(a);
            return Math.copySign(half - 0.25 / half, x);
        }
        double t = Exponential.expm1(a);
        return Math.copySign(Fma.fma(-0.5 * t, t / (1 + t), t), x);
    }

    /** (eˣ + e⁻ˣ) / 2. */
    static double cosh(double x) {
        double half = Exponential.halfOfExp(Math.abs(x));
        return half + 0.25 / half;
    }
}
