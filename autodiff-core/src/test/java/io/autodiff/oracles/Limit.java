package io.autodiff.oracles;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A derivative as what it is, the limit of quotients of differences, in more and more digits and with smaller and smaller steps until
 * two in a row agree to 20 digits. So a textbook's formula is enough far out too, where 1 − tanh² x would have lost hundreds of
 * digits and where neighbours are 10⁻³⁰⁰ apart.
 *
 * @param exact the derivative, to 20 digits
 */
public record Limit(BigDecimal exact) {
    private static final int FEWEST = 40;
    private static final int MOST = 1280;
    private static final MathContext AGREED = new MathContext(20);

    /**
     * The limit.
     *
     * @param f the function
     * @param x where
     * @param scale how far away the function may be quite different, if nearer than 0
     * @param orders how often by each number; none of all for the value
     */
    public static Limit of(Formula f, double[] x, double scale, int... orders) {
        BigDecimal last = null;
        for (int digits = FEWEST; digits <= MOST; digits *= 2) {
            BigDecimal next = quotient(f, x, scale, digits, orders);
            if (agree(last, next)) {
                return new Limit(next);
            }
            last = next;
        }
        if (last != null && last.round(AGREED).doubleValue() == 0) {
            return new Limit(BigDecimal.ZERO); // nothing but rounding is left, with the most digits too
        }
        throw new ArithmeticException(
                "no limit at " + Arrays.toString(x) + ", orders " + Arrays.toString(orders) + ": " + last);
    }

    /** Null where the step leads out of the domain. */
    private static @Nullable BigDecimal quotient(Formula f, double[] x, double scale, int digits, int... orders) {
        Num[] at = new Num[x.length];
        Num[] steps = new Num[x.length];
        for (int i = 0; i < x.length; i++) {
            at[i] = DecimalNum.exactly(x[i], digits);
            BigDecimal step = new BigDecimal(Math.min(Math.abs(x[i]), scale)).scaleByPowerOfTen(-digits / 5);
            steps[i] = new DecimalNum(step, new MathContext(digits));
        }
        try {
            Num y = Differences.of(f, at, steps, orders);
            for (int i = 0; i < orders.length; i++) {
                for (int k = 0; k < orders[i]; k++) {
                    y = y.div(steps[i]);
                }
            }
            return ((DecimalNum) y).decimal();
        } catch (ArithmeticException outside) {
            return null;
        }
    }

    /** Two zeros do not: they may be what is left of too few digits. */
    private static boolean agree(@Nullable BigDecimal a, @Nullable BigDecimal b) {
        return a != null
                && b != null
                && b.signum() != 0
                && a.subtract(b).abs().compareTo(b.abs().scaleByPowerOfTen(-AGREED.getPrecision())) <= 0;
    }

    /** The nearest double. */
    public double rounded() {
        return exact.round(AGREED).doubleValue();
    }

    /** How far off a double is. */
    public double errorOf(double computed) {
        return exact.subtract(new BigDecimal(computed)).abs().round(AGREED).doubleValue();
    }
}
