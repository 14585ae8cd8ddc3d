package io.autodiff.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.DoubleFunction;
import java.util.function.UnaryOperator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.apache.commons.math3.dfp.Dfp;
import org.apache.commons.math3.dfp.DfpField;
import org.apache.commons.math3.dfp.DfpMath;

/** The truth that other tests measure with is that of another library, commons-math3's {@link Dfp}, to 45 digits. */
class TruthTest {
    private static final DfpField FIELD = new DfpField(80);
    private static final MathContext DIGITS = new MathContext(70);
    private static final Dfp ONE = FIELD.getOne();

    // spotless:off
    @Property(tries = 50) void exp    (@ForAll @Scale(12) @DoubleRange(min = -700, max = 700) double x) { agree(x, Truth::exp,     DfpMath::exp); }
    @Property(tries = 50) void exp2   (@ForAll @Scale(12) @DoubleRange(min = -999, max = 999) double x) { agree(x, Truth::exp2,    v -> DfpMath.exp(v.multiply(FIELD.getLn2()))); }
    @Property(tries = 50) void expm1  (@ForAll @Scale(12) @DoubleRange(min = -9, max = 9) double x)     { agree(x, Truth::expm1,   v -> DfpMath.exp(v).subtract(ONE)); }
    @Property(tries = 50) void log    (@ForAll @Scale(12) @DoubleRange(min = 1e-9, max = 1e9) double x) { agree(x, Truth::log,     DfpMath::log); }
    @Property(tries = 50) void log1p  (@ForAll @Scale(12) @DoubleRange(min = -0.9, max = 9) double x)   { agree(x, Truth::log1p,   v -> DfpMath.log(v.add(1))); }
    @Property(tries = 50) void sin    (@ForAll @Scale(12) @DoubleRange(min = -9, max = 9) double x)     { agree(x, Truth::sin,     DfpMath::sin); }
    @Property(tries = 50) void cos    (@ForAll @Scale(12) @DoubleRange(min = -9, max = 9) double x)     { agree(x, Truth::cos,     DfpMath::cos); }
    @Property(tries = 50) void sinh   (@ForAll @Scale(12) @DoubleRange(min = -9, max = 9) double x)     { agree(x, Truth::sinh,    v -> DfpMath.exp(v).subtract(ONE.divide(DfpMath.exp(v))).divide(2)); }
    @Property(tries = 50) void cosh   (@ForAll @Scale(12) @DoubleRange(min = -9, max = 9) double x)     { agree(x, Truth::cosh,    v -> DfpMath.exp(v).add(ONE.divide(DfpMath.exp(v))).divide(2)); }
    @Property(tries = 50) void tanh   (@ForAll @Scale(12) @DoubleRange(min = -9, max = 9) double x)     { agree(x, Truth::tanh,    v -> ONE.subtract(FIELD.getTwo().divide(DfpMath.exp(v.multiply(2)).add(1)))); }
    @Property(tries = 50) void sigmoid(@ForAll @Scale(12) @DoubleRange(min = -99, max = 99) double x)   { agree(x, Truth::sigmoid, v -> ONE.divide(DfpMath.exp(v.negate()).add(1))); }
    @Property(tries = 50) void erf    (@ForAll @Scale(12) @DoubleRange(min = -7, max = 7) double x)     { agree(x, Truth::erf,     TruthTest::erf); }
    // spotless:on

    /** To 45 digits of the value, or of 10⁻¹⁵ where it is smaller. */
    private static void agree(double x, DoubleFunction<Truth> ours, UnaryOperator<Dfp> theirs) {
        Truth truth = ours.apply(x);
        BigDecimal significand = new BigDecimal(truth.significand());
        BigDecimal power = BigDecimal.valueOf(2).pow(Math.abs(truth.exponent()));
        BigDecimal value =
                truth.exponent() < 0 ? significand.divide(power, DIGITS) : significand.multiply(power, DIGITS);
        Dfp our = FIELD.newDfp(value.toString());
        Dfp their = theirs.apply(FIELD.newDfp(x));
        double size = Math.max(Math.abs(their.toDouble()), 1e-15);
        double error = Math.abs(our.subtract(their).toDouble());
        assertTrue(error <= 1e-45 * size, () -> "at " + x + " they differ by " + error);
    }

    /** The definition, ∫ e^(−t²) dt · 2/√π, by its power series. */
    private static Dfp erf(Dfp x) {
        Dfp term = x;
        Dfp sum = x;
        for (int n = 1; n < 400; n++) {
            term = term.multiply(x).multiply(x).multiply(2).divide(2 * n + 1);
            sum = sum.add(term);
        }
        return DfpMath.exp(x.multiply(x).negate())
                .multiply(sum)
                .multiply(2)
                .divide(FIELD.getPi().sqrt());
    }

    /** On both sides of the number from which on a few terms of a series are all. */
    @Example
    void smallNumbers() {
        for (double x : new double[] {0x1p-41, -0x1.fp-41, 0x1.8p-40, -0x1p-40}) {
            expm1(x);
            log1p(x);
            sin(x);
            cos(x);
            sinh(x);
            tanh(x);
            erf(x);
        }
        assertTrue(Truth.tanh(Double.MIN_VALUE).unitsOff(Double.MIN_VALUE) < 1e-9);
    }

    @Example
    void whatIsNotADouble() {
        assertEquals(0, Truth.exp(1e300).unitsOff(Double.POSITIVE_INFINITY));
        assertEquals(Double.POSITIVE_INFINITY, Truth.exp(1e300).unitsOff(Double.MAX_VALUE));
        assertEquals(Double.POSITIVE_INFINITY, Truth.sinh(-1e300).unitsOff(Double.POSITIVE_INFINITY));
        Truth large = Truth.exp(709.782712893384);
        assertEquals(1 + large.unitsOff(Double.MAX_VALUE), large.unitsOff(Double.POSITIVE_INFINITY), 1e-9);
        assertEquals(0, Truth.exp(-1e300).unitsOff(0.0));
        assertEquals(Double.POSITIVE_INFINITY, Truth.exp(1).unitsOff(Double.NaN));
        assertEquals(0, Truth.log(1).unitsOff(0.0));
        assertEquals(0x1p53, Truth.cos(0).unitsOff(-1.0));
    }

    /** Rounded to nearest, a number is off by half a unit at most; its neighbour is off by a half to one and a half. */
    @Property(tries = 50)
    void unitsAreThoseOfTheLastPlace(@ForAll @Scale(12) @DoubleRange(min = -700, max = 700) double x) {
        Truth truth = Truth.exp(x);
        double y = StrictMath.exp(x); // within one unit
        double off = truth.unitsOff(y);
        double above = truth.unitsOff(Math.nextUp(y));
        double below = truth.unitsOff(Math.nextDown(y));
        assertTrue(off < 1);
        assertEquals(2, above + below, 1.01);
        assertTrue(Math.min(above, below) < 1 && Math.max(above, below) >= 1);
        assertTrue(truth.unitsOff((float) y) <= 0.5 + 1e-9 || Math.abs(x) > 80);
    }
}
