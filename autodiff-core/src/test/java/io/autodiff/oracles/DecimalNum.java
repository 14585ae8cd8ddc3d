package io.autodiff.oracles;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A number of as many decimal digits as are asked for. The functions follow from power series and from Newton's method; {@code
 * DecimalsTest} holds them against {@link DigitsNum}, which is another author's but gets too slow beyond 100 digits.
 */
record DecimalNum(BigDecimal decimal, MathContext context) implements Num {
    /** What squarings and long series may lose. */
    private static final int GUARD = 15;

    private static final Map<Integer, BigDecimal> PI = new ConcurrentHashMap<>();

    static DecimalNum exactly(double value, int digits) {
        return new DecimalNum(new BigDecimal(value), new MathContext(digits));
    }

    private DecimalNum num(BigDecimal value) {
        return new DecimalNum(value, context);
    }

    private static BigDecimal decimal(Num that) {
        return ((DecimalNum) that).decimal;
    }

    @Override
    public double value() {
        return decimal.round(MathContext.DECIMAL128).doubleValue();
    }

    @Override
    public int precision() {
        return context.getPrecision();
    }

    @Override
    public Num of(double constant) {
        return num(new BigDecimal(constant));
    }

    @Override
    public Num pi() {
        return num(pi(precision()));
    }

    // spotless:off
    @Override public Num add(Num that) { return num(decimal.add(decimal(that), context)); }
    @Override public Num sub(Num that) { return num(decimal.subtract(decimal(that), context)); }
    @Override public Num mul(Num that) { return num(decimal.multiply(decimal(that), context)); }
    @Override public Num div(Num that) { return num(decimal.divide(decimal(that), context)); }
    @Override public Num exp()         { return num(exp(decimal, precision()).round(context)); }
    @Override public Num log()         { return num(log(decimal, precision()).round(context)); }
    @Override public Num sqrt()        { return num(decimal.sqrt(context)); }
    @Override public Num sin()         { return num(turned(decimal, 0, precision()).round(context)); }
    @Override public Num cos()         { return num(turned(decimal, 1, precision()).round(context)); }
    @Override public Num atan()        { return num(atan(decimal, precision()).round(context)); }
    // spotless:on

    /** (e^(x/2ⁿ))^(2ⁿ), the inner one by its power series. */
    private static BigDecimal exp(BigDecimal x, int digits) {
        int halvings = Math.max(0, (int) (3.33 * size(x)) + 8);
        MathContext c = new MathContext(digits + GUARD + Math.max(0, size(x)));
        BigDecimal small = x.divide(BigDecimal.valueOf(2).pow(halvings), c);
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int n = 1; term.signum() != 0 && size(term) > -c.getPrecision(); n++) {
            term = term.multiply(small, c).divide(BigDecimal.valueOf(n), c);
            sum = sum.add(term, c);
        }
        for (int i = 0; i < halvings; i++) {
            sum = sum.multiply(sum, c);
        }
        return sum;
    }

    /** From a guess of 16 digits, each step y + 2·(x − e^y) / (x + e^y) triples them. */
    private static BigDecimal log(BigDecimal x, int digits) {
        if (x.signum() <= 0) {
            throw new ArithmeticException("ln " + x);
        }
        MathContext c = new MathContext(digits + GUARD);
        int power = size(x);
        BigDecimal y = new BigDecimal(Math.log(x.scaleByPowerOfTen(-power).doubleValue()) + power * Math.log(10));
        for (int right = 12; right < 3 * digits; right *= 3) {
            BigDecimal e = exp(y, Math.min(3 * right, digits) + GUARD);
            y = y.add(x.subtract(e, c).multiply(BigDecimal.valueOf(2)).divide(x.add(e, c), c), c);
        }
        return y;
    }

    /** sin(x + quarters·π/2), by the power series of what is left of x after quarter turns. */
    private static BigDecimal turned(BigDecimal x, int quarters, int digits) {
        MathContext c = new MathContext(digits + GUARD);
        BigDecimal quarter = pi(digits + GUARD + Math.max(0, size(x))).divide(BigDecimal.valueOf(2));
        BigInteger turns = x.divide(quarter, new MathContext(Math.max(1, size(x) + 5)))
                .setScale(0, RoundingMode.HALF_EVEN)
                .toBigInteger();
        BigDecimal r = x.subtract(quarter.multiply(new BigDecimal(turns))).round(c);
        int quadrant = turns.add(BigInteger.valueOf(quarters))
                .and(BigInteger.valueOf(3))
                .intValue();
        BigDecimal square = r.multiply(r, c).negate();
        BigDecimal term = quadrant % 2 == 0 ? r : BigDecimal.ONE;
        BigDecimal sum = term;
        int least = size(term) - c.getPrecision();
        for (int n = 2 - quadrant % 2; term.signum() != 0 && size(term) > least; n += 2) {
            term = term.multiply(square, c).divide(BigDecimal.valueOf(n * (n + 1L)), c);
            sum = sum.add(term, c);
        }
        return quadrant < 2 ? sum : sum.negate();
    }

    /** From a guess of 16 digits: x − y turns by arctan t with t = (x·cos y − sin y) / (cos y + x·sin y), which is t − t³/3 to t⁵. */
    private static BigDecimal atan(BigDecimal x, int digits) {
        MathContext c = new MathContext(digits + GUARD);
        BigDecimal y = new BigDecimal(Math.atan(x.doubleValue()));
        for (int right = 12; right < 5 * digits; right *= 5) {
            BigDecimal sin = turned(y, 0, digits + GUARD);
            BigDecimal cos = turned(y, 1, digits + GUARD);
            BigDecimal t = x.multiply(cos, c).subtract(sin, c).divide(cos.add(x.multiply(sin, c), c), c);
            y = y.add(t.subtract(t.pow(3, c).divide(BigDecimal.valueOf(3), c), c), c);
        }
        return y;
    }

    /** π = 16·arctan(1/5) − 4·arctan(1/239), by J. Machin. */
    private static BigDecimal pi(int digits) {
        return PI.computeIfAbsent(digits, n -> {
            BigInteger one = BigInteger.TEN.pow(n + GUARD);
            BigInteger pi = arctanOfOneOver(5, one)
                    .shiftLeft(4)
                    .subtract(arctanOfOneOver(239, one).shiftLeft(2));
            return new BigDecimal(pi, n + GUARD);
        });
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

    /** The power of ten of the first digit. */
    private static int size(BigDecimal x) {
        return x.precision() - x.scale() - 1;
    }
}
