package io.autodiff.oracles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Our own decimals compute what commons-math3's numbers of 60 digits do, to 50 of them, for every function that formulas are built
 * from; and a {@link Limit} of them is the derivative, where few digits would show nothing.
 */
class DecimalsTest {
    private static final Map<String, UnaryOperator<Num>> FUNCTIONS = new TreeMap<>(Map.of(
            "exp", Num::exp,
            "log", x -> x.abs().log(),
            "sqrt", x -> x.abs().sqrt(),
            "sin", Num::sin,
            "cos", Num::cos,
            "atan", Num::atan,
            "pi", x -> x.mul(x.pi()),
            "inverse", Num::inverse));

    @Property(tries = 100)
    void functionsAreThoseOfAnotherAuthor(@ForAll("randoms") Random random) {
        double x = (random.nextBoolean() ? 1 : -1) * Math.pow(10, -6 + 8 * random.nextDouble());
        FUNCTIONS.forEach((name, f) -> {
            BigDecimal theirs = new BigDecimal(
                    ((DigitsNum) f.apply(DigitsNum.exactly(x))).digits().toString());
            BigDecimal ours = ((DecimalNum) f.apply(DecimalNum.exactly(x, 60))).decimal();
            int digits = name.equals("atan") ? 30 : 50; // QuirksTest says why
            BigDecimal apart = ours.subtract(theirs).abs();
            assertTrue(
                    apart.compareTo(theirs.abs().add(new BigDecimal("1e-5")).scaleByPowerOfTen(-digits)) < 0,
                    () -> name + " of " + x + ": " + ours + ", but with commons-math3 " + theirs);
        });
    }

    /** Wherever one is known in closed form: 1 − tanh² 300 = 4·e⁻⁶⁰⁰ to 260 digits, and sin′ after 10³⁰⁰ turns. */
    @Example
    void limitsAreDerivatives() {
        Limit slope = Limit.of(Formula.of(Num::tanh), new double[] {300}, Double.POSITIVE_INFINITY, 1);
        BigDecimal expected = ((DecimalNum) DecimalNum.exactly(-600, 60).exp().mul(4)).decimal();
        assertEquals(expected.doubleValue(), slope.rounded());
        assertEquals(0, slope.errorOf(slope.rounded()), Math.ulp(slope.rounded()) / 2);
        assertEquals(
                Math.ulp(slope.rounded()), slope.errorOf(Math.nextUp(slope.rounded())), Math.ulp(slope.rounded()) / 2);

        Limit turned = Limit.of(Formula.of(Num::sin), new double[] {1e300}, 1, 1);
        assertEquals(StrictMath.cos(1e300), turned.rounded(), 1e-16);
    }

    @Example
    void whatHasNoLimitIsRefused() {
        Formula root = Formula.of((Num x) -> x.add(-1).sqrt());
        assertThrows(ArithmeticException.class, () -> Limit.of(root, new double[] {1}, 1, 1));
    }

    @Provide
    Arbitrary<Random> randoms() {
        return Arbitraries.randoms();
    }
}
