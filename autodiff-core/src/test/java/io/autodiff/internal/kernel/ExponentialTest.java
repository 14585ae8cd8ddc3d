package io.autodiff.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The exponential function is within one unit in the last place of the truth. The truth is computed here to 60 digits from the
 * definition alone: eˣ = (e^(x/4096))^4096, the inner one by its power series.
 */
class ExponentialTest {
    private static final MathContext DIGITS = new MathContext(60);
    private static final int HALVINGS = 12;

    @Property
    void withinOneUnitWhereResultsAreNormal(
            @ForAll @LongRange(min = -7080, max = 7097) long tenths, @ForAll @LongRange(max = 1L << 40) long part) {
        withinOneUnit(tenths / 10.0 + part * 0x1p-44);
    }

    @ParameterizedTest
    @CsvSource({
        "88.72283, 3.4027985E38",
        "88.72284, Infinity",
        "1e30, Infinity",
        "Infinity, Infinity",
        "-103.972, 1.4E-45",
        "-103.9721, 0",
        "-1e30, 0",
        "-Infinity, 0",
        "NaN, NaN",
        "-0.0, 1"
    })
    void floatsAtTheEnds(float x, float expected) {
        assertEquals(expected, Exponential.exp(x));
    }

    /** Of every 997th float from 0 to 104, on both sides, subnormal results included. */
    @Test
    void floatsAreWithinOneUnit() {
        for (int bits = 0; bits < Float.floatToIntBits(104); bits += 997) {
            for (float x : new float[] {Float.intBitsToFloat(bits), -Float.intBitsToFloat(bits)}) {
                double truth = StrictMath.exp(x);
                if (truth < Float.MAX_VALUE) {
                    double unit = Math.scalb(1.0, Math.max(Math.getExponent(truth), Float.MIN_EXPONENT) - 23);
                    assertTrue(Math.abs(Exponential.exp(x) - truth) <= unit, () -> "e^" + x);
                }
            }
        }
    }

    @Property
    void withinOneUnitNearZero(@ForAll @LongRange(min = -(1L << 40), max = 1L << 40) long part) {
        withinOneUnit(part * 0x1p-42);
    }

    @Property
    void withinOneUnitWhereResultsAreSubnormal(@ForAll @LongRange(max = 1L << 40) long part) {
        withinOneUnit(-745.1 + part * 0x1p-40 * 37);
    }

    private static void withinOneUnit(double x) {
        BigDecimal truth = exp(x);
        double y = Exponential.exp(x);
        double error = new BigDecimal(y).subtract(truth).abs().doubleValue();
        assertTrue(error <= Math.ulp(truth.doubleValue()), () -> "e^" + x + " is " + truth + ", not " + y);
    }

    private static BigDecimal exp(double x) {
        BigDecimal small = new BigDecimal(x).divide(new BigDecimal(1 << HALVINGS), DIGITS);
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int k = 1; k < 50; k++) {
            term = term.multiply(small, DIGITS).divide(BigDecimal.valueOf(k), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        for (int i = 0; i < HALVINGS; i++) {
            sum = sum.multiply(sum, DIGITS);
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "-0.0, 1",
        "4.9E-324, 1",
        "Infinity, Infinity",
        "-Infinity, 0",
        "NaN, NaN",
        "709.782712893384, 1.7976931348622732E308",
        "709.7827128933841, Infinity",
        "-745.1332191019411, 4.9E-324",
        "-745.1332191019412, 0",
        "-1e300, 0",
        "1e300, Infinity"
    })
    void specialValues(double x, double y) {
        assertEquals(y, Exponential.exp(x));
    }

    // -------------------------------------------------------------------------------------------------- eˣ − 1 and 2ˣ

    @Property
    void expm1AndExp2AreWithinOneUnitOverTheWholeRange(@ForAll long bits) {
        double x = Double.longBitsToDouble(bits);
        if (Math.abs(x) <= Double.MAX_VALUE) {
            expm1IsWithinOneUnit(x);
            exp2IsWithinOneUnit(x);
        }
    }

    /** Where the first term of eˣ − 1 is the next power of two, digits cancel; down to −38, where all of eˣ is lost. */
    @Property
    void expm1IsWithinOneUnitNearZero(@ForAll @LongRange(min = -(1L << 40), max = 1L << 40) long part) {
        expm1IsWithinOneUnit(part * 0x1p-40 * 1.2);
        expm1IsWithinOneUnit(part * 0x1p-40 * 38);
    }

    @Property
    void expm1IsWithinOneUnitUpToInfinity(@ForAll @LongRange(max = 1L << 40) long part) {
        expm1IsWithinOneUnit(680 + part * 0x1p-40 * 30);
    }

    /** Of any number from 0 on: most of them where the result is a number, and where it is subnormal, or just not. */
    @Property
    void floatsToMinusHaveTheBitsOfExp(
            @ForAll int bits,
            @ForAll @FloatRange(min = 0, max = 88) float near,
            @ForAll @FloatRange(min = 80, max = 130) float far) {
        for (float a : new float[] {Math.abs(Float.intBitsToFloat(bits)), near, far}) {
            assertEquals(Exponential.exp(-a), Exponential.expOfMinus(a));
        }
    }

    @Test
    void floatsToMinusHaveTheBitsOfExpAtTheBounds() {
        for (float bound : new float[] {0, Float.MIN_VALUE, 80, 103.97208f, 128, Float.MAX_VALUE}) {
            for (float a : new float[] {Math.abs(Math.nextDown(bound)), bound, Math.nextUp(bound)}) {
                assertEquals(Exponential.exp(-a), Exponential.expOfMinus(a));
            }
        }
    }

    @Test
    void floatsToMinusInfinityAndNaN() {
        assertEquals(0, Exponential.expOfMinus(Float.POSITIVE_INFINITY));
        assertEquals(Float.NaN, Exponential.expOfMinus(Float.NaN));
    }

    @Property
    void exp2IsWithinOneUnit(@ForAll @LongRange(min = -(1L << 40), max = 1L << 40) long part) {
        exp2IsWithinOneUnit(part * 0x1p-40 * 1076);
        exp2IsWithinOneUnit(part * 0x1p-40);
    }

    /** Where e^x is 2⁵⁴, half of the 1 that is taken away would be rounded off twice. */
    @Property
    void expm1IsWithinOneUnitWhereTheOneIsLost(@ForAll @LongRange(max = 1L << 40) long part) {
        expm1IsWithinOneUnit(37.083395499548715);
        expm1IsWithinOneUnit(36.5 + part * 0x1p-40 * 2);
    }

    private static void expm1IsWithinOneUnit(double x) {
        assertTrue(Truth.expm1(x).unitsOff(Exponential.expm1(x)) <= 1, () -> "e^" + x + " - 1");
    }

    private static void exp2IsWithinOneUnit(double x) {
        assertTrue(Truth.exp2(x).unitsOff(Exponential.exp2(x)) <= 1, () -> "2^" + x);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 1",
        "-0.0, -0.0, 1",
        "4.9E-324, 4.9E-324, 1",
        "-4.9E-324, -4.9E-324, 1",
        "-1074, -1, 4.9E-324",
        "-1075, -1, 0",
        "1023, Infinity, 8.98846567431158E307",
        "1024, Infinity, Infinity",
        "Infinity, Infinity, Infinity",
        "-Infinity, -1, 0",
        "NaN, NaN, NaN",
        "1e300, Infinity, Infinity",
        "-1e300, -1, 0"
    })
    void specialValuesOfExpm1AndExp2(double x, double expm1, double exp2) {
        assertEquals(expm1, Exponential.expm1(x));
        assertEquals(exp2, Exponential.exp2(x));
    }
}
