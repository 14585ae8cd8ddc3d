package io.autodiff.internal.kernel;

import java.math.BigInteger;

/**
 * What functions of doubles truly are, to about 200 bits: the number significand · 2^exponent. All of it follows, in whole numbers,
 * from power series, from halving arguments and from π, ln 2 and √π, which are computed here too. {@code TruthTest} compares it with
 * another library; this one is fast enough for millions of numbers.
 */
record Truth(BigInteger significand, int exponent) {
    /** A fixed-point number f stands for f·2^(−BITS). */
    private static final int BITS = 256;

    private static final BigInteger ONE = BigInteger.ONE.shiftLeft(BITS);

    /** 2^(−40): below it four terms of a series are as good as all. */
    private static final double SMALL = 0x1p-40;

    /** ln 2 = Σ 1 / (n·2ⁿ), summed as 2·artanh(1/3) = 2·Σ (1/3)^(2n + 1) / (2n + 1). */
    private static final BigInteger LN_2 = artanhOfOneOver(3).shiftLeft(1);

    /** Enough bits of π/2 to reduce the largest of all doubles. */
    private static final int ANGLE_BITS = BITS + 1024;

    private static final BigInteger HALF_PI = halfPi();

    private static final BigInteger ROOT_OF_PI =
            HALF_PI.shiftRight(ANGLE_BITS - BITS - 1).shiftLeft(BITS).sqrt();

    // --------------------------------------------------------------------------------------------------- the functions

    static Truth exp(double x) {
        return exp(fixed(clip(x, 2000)));
    }

    /** 2ˣ = 2ᵏ·e^((x − k)·ln 2). */
    static Truth exp2(double x) {
        double clipped = clip(x, 3000);
        double k = Math.floor(clipped);
        return scaled(times(fixed(clipped).subtract(fixed(k)), LN_2), (int) k);
    }

    static Truth expm1(double x) {
        return Math.abs(x) < SMALL ? small(x, 1, 2, 6, 24) : of(fixed(exp(x)).subtract(ONE));
    }

    static Truth log(double x) {
        return log(new Truth(significand(x), exponent(x)), StrictMath.log(x));
    }

    static Truth log1p(double x) {
        return Math.abs(x) < SMALL ? small(x, 1, -2, 3, -4) : log(of(fixed(x).add(ONE)), StrictMath.log1p(x));
    }

    static Truth sin(double x) {
        return Math.abs(x) < SMALL ? small(x, 1, 0, -6, 0) : turned(x, 0);
    }

    static Truth cos(double x) {
        return turned(x, 1);
    }

    static Truth sinh(double x) {
        return Math.abs(x) < SMALL ? small(x, 1, 0, 6, 0) : hyperbolic(x, x < 0 ? -1 : 1, -1);
    }

    static Truth cosh(double x) {
        return hyperbolic(x, 1, 1);
    }

    /** t / (t + 2) with t = e²ˣ − 1. */
    static Truth tanh(double x) {
        if (Math.abs(x) < SMALL) {
            return small(x, 1, 0, -3, 0);
        }
        BigInteger t = fixed(exp(2 * clip(x, 50))).subtract(ONE);
        return of(over(t, t.add(ONE.shiftLeft(1))));
    }

    /** 1 / (1 + e⁻ˣ), for x < 0 as eˣ / (1 + eˣ). */
    static Truth sigmoid(double x) {
        Truth e = exp(-Math.abs(x));
        BigInteger sum = fixed(e).add(ONE);
        return x < 0 ? new Truth(over(e.significand, sum), e.exponent) : of(over(ONE, sum));
    }

    /** 2/√π · e^(−x²) · Σ 2ⁿ·x^(2n + 1) / (1·3·…·(2n + 1)). */
    static Truth erf(double x) {
        double clipped = clip(x, 8);
        boolean small = Math.abs(x) < SMALL;
        BigInteger z = square(fixed(clipped));
        BigInteger term = small ? ONE : fixed(clipped);
        BigInteger sum = term;
        for (int n = 1; term.bitLength() > 1; n++) {
            term = times(term, z).shiftLeft(1).divide(BigInteger.valueOf(2 * n + 1));
            sum = sum.add(term);
        }
        BigInteger y = over(times(sum, fixed(exp(z.negate()))).shiftLeft(1), ROOT_OF_PI);
        return small ? new Truth(y.multiply(significand(x)), exponent(x) - BITS) : of(y);
    }

    // -------------------------------------------------------------------------------------------------- the comparison

    /** By how many units in the last place a double is off; of a value too large for a double, 0 if it is infinite. */
    double unitsOff(double y) {
        return unitsOff(y, Double.MAX_EXPONENT, Double.MIN_EXPONENT, 52);
    }

    /** By how many units in the last place a float is off. */
    double unitsOff(float y) {
        return unitsOff(y, Float.MAX_EXPONENT, Float.MIN_EXPONENT, 23);
    }

    private double unitsOff(double y, int maxExponent, int minExponent, int digits) {
        int leading = significand.bitLength() - 1 + exponent;
        if (Double.isNaN(y) || significand.signum() == 0) {
            return y == 0 ? 0 : Double.POSITIVE_INFINITY;
        }
        if (leading > maxExponent) {
            return y == significand.signum() * Double.POSITIVE_INFINITY ? 0 : Double.POSITIVE_INFINITY;
        }
        // An infinity has been rounded up to the power of two that is the first too large.
        boolean infinite = Double.isInfinite(y);
        BigInteger m = infinite ? BigInteger.valueOf((long) Math.signum(y)) : significand(y);
        int e = infinite ? maxExponent + 1 : exponent(y);
        int least = Math.min(exponent, e);
        BigInteger error = significand
                .shiftLeft(exponent - least)
                .subtract(m.shiftLeft(e - least))
                .abs();
        int dropped = Math.max(0, error.bitLength() - 64);
        int unit = Math.max(leading, minExponent) - digits;
        return Math.scalb(error.shiftRight(dropped).doubleValue(), least + dropped - unit);
    }

    // --------------------------------------------------------------------------------------------------- how it is
    // done

    private static Truth of(BigInteger fixed) {
        return new Truth(fixed, -BITS);
    }

    private static BigInteger fixed(Truth x) {
        return x.significand.shiftLeft(x.exponent + BITS);
    }

    private static BigInteger fixed(double x) {
        return significand(x).shiftLeft(exponent(x) + BITS);
    }

    private static BigInteger significand(double x) {
        return BigInteger.valueOf((long) Math.scalb(x, -exponent(x)));
    }

    /** Of the last bit of a double. */
    private static int exponent(double x) {
        return Math.max(Math.getExponent(x), Double.MIN_EXPONENT) - 52;
    }

    private static double clip(double x, double limit) {
        return Math.max(-limit, Math.min(x, limit));
    }

    private static BigInteger times(BigInteger a, BigInteger b) {
        return a.multiply(b).shiftRight(BITS);
    }

    private static BigInteger square(BigInteger a) {
        return times(a, a);
    }

    private static BigInteger over(BigInteger a, BigInteger b) {
        return a.shiftLeft(BITS).divide(b);
    }

    /** x/d₁ + x²/d₂ + x³/d₃ + x⁴/d₄, where a d of 0 leaves its term out: all digits of it, as x is multiplied last. */
    private static Truth small(double x, int... divisors) {
        BigInteger power = ONE;
        BigInteger sum = BigInteger.ZERO;
        for (int divisor : divisors) {
            sum = divisor == 0 ? sum : sum.add(power.divide(BigInteger.valueOf(divisor)));
            power = times(power, fixed(x));
        }
        return new Truth(sum.multiply(significand(x)), exponent(x) - BITS);
    }

    /** eˣ of a fixed-point number. */
    private static Truth exp(BigInteger x) {
        int k = x.divide(LN_2).intValue();
        return scaled(x.subtract(LN_2.multiply(BigInteger.valueOf(k))), k);
    }

    /** 2ᵏ·eʳ, with eʳ = (e^(r/256))^256, the inner one by its power series. */
    private static Truth scaled(BigInteger r, int k) {
        int halvings = 8;
        BigInteger small = r.shiftRight(halvings);
        BigInteger term = ONE;
        BigInteger sum = ONE;
        for (int n = 1; term.bitLength() > 1; n++) {
            term = times(term, small).divide(BigInteger.valueOf(n));
            sum = sum.add(term);
        }
        for (int i = 0; i < halvings; i++) {
            sum = square(sum);
        }
        return new Truth(sum, k - BITS);
    }

    /** One step from a good guess g, which triples its digits: ln x = g + 2·(x − e^g) / (x + e^g). */
    private static Truth log(Truth x, double guess) {
        Truth e = exp(fixed(guess));
        int least = Math.min(x.exponent, e.exponent);
        BigInteger a = x.significand.shiftLeft(x.exponent - least);
        BigInteger b = e.significand.shiftLeft(e.exponent - least);
        return of(fixed(guess).add(over(a.subtract(b).shiftLeft(1), a.add(b))));
    }

    /** (sign·e^|x| + other·e^(−|x|)) / 2. */
    private static Truth hyperbolic(double x, int sign, int other) {
        Truth e = exp(Math.abs(x));
        if (Math.abs(x) > 200) {
            return new Truth(e.significand.multiply(BigInteger.valueOf(sign)), e.exponent - 1);
        }
        BigInteger one = fixed(e);
        BigInteger sum = one.add(over(ONE, one).multiply(BigInteger.valueOf(other)));
        return new Truth(sum.multiply(BigInteger.valueOf(sign)), -BITS - 1);
    }

    /** sin(x + quarters·π/2): what is left of x after quarter turns is exact to the last bit of a double. */
    private static Truth turned(double x, int quarters) {
        BigInteger exact = significand(x).shiftLeft(exponent(x) + ANGLE_BITS);
        BigInteger[] turns = exact.divideAndRemainder(HALF_PI);
        BigInteger r = turns[1].shiftRight(ANGLE_BITS - BITS);
        int quadrant = turns[0].intValue() + quarters & 3;
        BigInteger z = square(r).negate();
        BigInteger term = (quadrant & 1) == 0 ? r : ONE;
        BigInteger sum = term;
        for (int n = 2 - (quadrant & 1); term.bitLength() > 1; n += 2) {
            term = times(term, z).divide(BigInteger.valueOf(n * (n + 1L)));
            sum = sum.add(term);
        }
        return of(quadrant < 2 ? sum : sum.negate());
    }

    /** Σ (1/q)^(2n + 1) / (2n + 1). */
    private static BigInteger artanhOfOneOver(int q) {
        BigInteger sum = BigInteger.ZERO;
        BigInteger power = ONE.divide(BigInteger.valueOf(q));
        for (int n = 1; power.signum() != 0; n += 2) {
            sum = sum.add(power.divide(BigInteger.valueOf(n)));
            power = power.divide(BigInteger.valueOf((long) q * q));
        }
        return sum;
    }

    /** π/2 = 8·arctan(1/5) − 2·arctan(1/239), by J. Machin, with 64 bits more than are kept. */
    private static BigInteger halfPi() {
        BigInteger one = BigInteger.ONE.shiftLeft(ANGLE_BITS + 64);
        return arctanOfOneOver(5, one)
                .shiftLeft(3)
                .subtract(arctanOfOneOver(239, one).shiftLeft(1))
                .shiftRight(64);
    }

    private static BigInteger arctanOfOneOver(int q, BigInteger one) {
        BigInteger sum = BigInteger.ZERO;
        BigInteger power = one.divide(BigInteger.valueOf(q));
        for (int n = 1; power.signum() != 0; n += 2) {
            BigInteger term = power.divide(BigInteger.valueOf(n));
            sum = n % 4 == 1 ? sum.add(term) : sum.subtract(term);
            power = power.divide(BigInteger.valueOf((long) q * q));
        }
        return sum;
    }
}
