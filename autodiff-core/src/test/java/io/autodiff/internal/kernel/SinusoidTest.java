package io.autodiff.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sine and cosine are within one unit in the last place of the {@link Truth}: for doubles of every size, drawn by their bits; for
 * small ones; where the way of reducing changes; and beside the zeros, where nearly all digits of x cancel.
 */
class SinusoidTest {
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
}
