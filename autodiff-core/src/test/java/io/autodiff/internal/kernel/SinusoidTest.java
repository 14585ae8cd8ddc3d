package io.autodiff.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sine and cosine are within one unit in the last place of the {@link Truth}: for doubles of every size, drawn by their bits; for
 * small ones; where the way of reducing changes; and beside the zeros, where nearly all digits of x cancel.
 */
class SinusoidTest {
    private static final float FLOAT_LARGE = 0x1p17f;

    @Property
    void withinOneUnitOverTheWholeRange(@ForAll @LongRange(min = 0, max = 0x7FEFFFFFFFFFFFFFL) long bits) {
        withinOneUnit(Double.longBitsToDouble(bits));
    }

    @Property
    void withinOneUnitOfAFewTurns(@ForAll @LongRange(min = -(1L << 40), max = 1L << 40) long part) {
        withinOneUnit(part * 0x1p-37);
    }

    @Property
    void withinOneUnitWhereAnglesBecomeHuge(@ForAll @LongRange(min = -(1L << 40), max = 1L << 40) long part) {
        withinOneUnit(0x1p30 + part * 0x1p-20);
    }

    /** The doubles on both sides of k·π/2, for k up to 2³⁰ quarter turns and some more. */
    @Property
    void withinOneUnitBesideZeros(@ForAll @LongRange(min = 1, max = 1L << 31) long k) {
        double zero = k * (Math.PI / 2);
        withinOneUnit(zero);
        withinOneUnit(Math.nextUp(zero));
        withinOneUnit(Math.nextDown(zero));
    }

    /** The double that is closest to a multiple of π/2 of all, off by 4.7·10⁻¹⁹, and others that are known to be close. */
    @Example
    void withinOneUnitAtTheClosestOfAll() {
        withinOneUnit(6381956970095103.0 * 0x1p797);
        withinOneUnit(0x1.6ac5b262ca1ffp849);
        withinOneUnit(0x1.921fb54442d18p0);
        withinOneUnit(0x1.921fb54442d18p1);
        withinOneUnit(Double.MAX_VALUE);
        withinOneUnit(0x1p1023);
        assertEquals(4.687165924254628e-19, Math.abs(Sinusoid.cos(6381956970095103.0 * 0x1p797)));
    }

    /**
     * At every 397th float up to 2¹⁷, and beside each multiple of π/2. Of all floats the two worst are named: 0.78213 and 0.78196 units.
     */
    @Example
    void floatsWithinUnits() {
        for (int bits = 0; bits <= Float.floatToIntBits(FLOAT_LARGE); bits += 397) {
            floatWithinUnits(Float.intBitsToFloat(bits));
        }
        for (int k = 1; k <= 83_443; k++) {
            float zero = (float) (k * (Math.PI / 2));
            floatWithinUnits(zero);
            floatWithinUnits(Math.nextUp(zero));
            floatWithinUnits(Math.nextDown(zero));
        }
        floatWithinUnits(269.36954f); // the worst sine of all
        floatWithinUnits(3.9182577f); // the worst cosine
    }

    @Property
    void largeFloatsAreRoundedOnce(@ForAll @FloatRange(min = 0x1.000002p17f, max = Float.MAX_VALUE) float x) {
        assertEquals((float) Sinusoid.sin((double) x), Sinusoid.sin(x));
        assertEquals((float) Sinusoid.sin((double) -x), Sinusoid.sin(-x));
        assertEquals((float) Sinusoid.cos((double) x), Sinusoid.cos(x));
        assertTrue(unitsOff(Sinusoid.sin(x), StrictMath.sin(x)) < 0.501);
        assertTrue(unitsOff(Sinusoid.cos(x), StrictMath.cos(x)) < 0.501);
    }

    private static void floatWithinUnits(float x) {
        float sine = Sinusoid.sin(x);
        float cosine = Sinusoid.cos(x);
        assertTrue(unitsOff(sine, StrictMath.sin(x)) < 0.7822, () -> "sin " + x);
        assertTrue(unitsOff(cosine, StrictMath.cos(x)) < 0.7822, () -> "cos " + x);
        assertEquals(-sine, Sinusoid.sin(-x));
        assertEquals(cosine, Sinusoid.cos(-x));
    }

    /** Of a subnormal result a unit is the smallest float. */
    private static double unitsOff(float y, double truth) {
        return Math.abs(y - truth) / Math.scalb(1.0, Math.max(Math.getExponent(truth), Float.MIN_EXPONENT) - 23);
    }

    private static void withinOneUnit(double x) {
        assertTrue(Truth.sin(x).unitsOff(Sinusoid.sin(x)) <= 1, () -> "sin " + x);
        assertTrue(Truth.cos(x).unitsOff(Sinusoid.cos(x)) <= 1, () -> "cos " + x);
        assertEquals(-Sinusoid.sin(x), Sinusoid.sin(-x));
        assertEquals(Sinusoid.cos(x), Sinusoid.cos(-x));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 1",
        "-0.0, -0.0, 1",
        "4.9E-324, 4.9E-324, 1",
        "-4.9E-324, -4.9E-324, 1",
        "2.2250738585072014E-308, 2.2250738585072014E-308, 1",
        "Infinity, NaN, NaN",
        "-Infinity, NaN, NaN",
        "NaN, NaN, NaN",
        "1e22, -0.8522008497671888, 0.523214785395139",
        "1.7976931348623157E308, 0.004961954789184062, -0.9999876894265599"
    })
    void specialValues(double x, double sine, double cosine) {
        assertEquals(sine, Sinusoid.sin(x));
        assertEquals(cosine, Sinusoid.cos(x));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 1",
        "-0.0, -0.0, 1",
        "1.4E-45, 1.4E-45, 1",
        "-1.1754944E-38, -1.1754944E-38, 1",
        "Infinity, NaN, NaN",
        "-Infinity, NaN, NaN",
        "NaN, NaN, NaN",
        "3.4028235E38, -0.5218765, 0.853021"
    })
    void specialFloats(float x, float sine, float cosine) {
        assertEquals(sine, Sinusoid.sin(x));
        assertEquals(cosine, Sinusoid.cos(x));
    }
}
