package io.autodiff.internal.kernel;

/**
 * tanh x, sinh x and cosh x by exact IEEE operations alone, so that their bits are the same everywhere; tanh within 1 unit in the last
 * place of the truth over the whole range, the others within 2.
 */
final class Hyperbolic {
    /** 27·ln 2: from here on 1 is within a unit in the last place of tanh. */
    private static final double FLAT = 18.714973875118524;

    /** tanh of this, as computed below, is 1. */
    private static final double BEYOND = 20;

    private static final float FLOAT_FLAT = 8.66434f;
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

    /** The same for floats: from 12½·ln 2 on 1 is within a unit in the last place. */
    static float tanh(float x) {
        float a = Math.abs(x);
        float twice = 2 * (a > FLOAT_FLAT ? FLOAT_BEYOND : a);
        float rounded = Fma.fma(twice, Exponential.FLOAT_LOG2_E, Exponential.FLOAT_ROUND);
        float k = rounded - Exponential.FLOAT_ROUND;
        float first = Fma.fma(-k, Exponential.FLOAT_LN2_HIGH, twice);
        float r = Fma.fma(-k, Exponential.FLOAT_LN2_LOW, first);
        float q = Fma.fma(Exponential.curve(r), r * r, Fma.fma(-k, Exponential.FLOAT_LN2_LOW, first - r));
        float s = Exponential.powerOfTwo(Exponential.whole(rounded));
        float c = s - 1;
        float h = Fma.fma(s, r, c);
        float v = Fma.fma(s, q, Fma.fma(s, r, c - h));
        float t = h + v;
        float low = (h - t) + v;
        float d = 2 + t;
        float lost = ((2 - d) + t) + low;
        float w = 1 / d;
        float y = t * w;
        float left = Fma.fma(-y, d, t) + Fma.fma(-y, lost, low);
        return Math.copySign(Fma.fma(left, w, y), x);
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
