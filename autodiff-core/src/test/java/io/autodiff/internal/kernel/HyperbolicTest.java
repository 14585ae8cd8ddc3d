package io.autodiff.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The hyperbolic tangent is within one unit in the last place of the {@link Truth}, sine and cosine within two: for doubles of every
 * size, drawn by their bits, near zero, where the tangent becomes flat, and where the others become infinite.
 */
class HyperbolicTest {
    @Property
    void accurateOverTheWholeRange(@ForAll long bits) {
        double x = Double.longBitsToDouble(bits);
        if (Math.abs(x) <= Double.MAX_VALUE) {
            isAccurate(x);
        }
    }

    @Property
    void accurateNearZero(@ForAll @LongRange(min = -(1L << 40), max = 1L << 40) long part) {
        isAccurate(part * 0x1p-39);
    }

    @Property
    void accurateUpToWhereItIsFlat(@ForAll @LongRange(min = -(1L << 40), max = 1L << 40) long part) {
        isAccurate(part * 0x1p-40 * 23);
    }

    @Property
    void accurateBesideWhereItIsFlat(@ForAll @LongRange(min = -(1L << 40), max = 1L << 40) long part) {
        isAccurate(18.714973875118524 + part * 0x1p-42);
    }

    @Property
    void accurateUpToInfinity(@ForAll @LongRange(max = 1L << 40) long part) {
        isAccurate(690 + part * 0x1p-40 * 21);
    }

    private static void isAccurate(double x) {
        assertTrue(Truth.tanh(x).unitsOff(Hyperbolic.tanh(x)) <= 1, () -> "tanh " + x);
        assertTrue(Truth.sinh(x).unitsOff(Hyperbolic.sinh(x)) <= 2, () -> "sinh " + x);
        assertTrue(Truth.cosh(x).unitsOff(Hyperbolic.cosh(x)) <= 2, () -> "cosh " + x);
        assertTrue(Math.abs(Hyperbolic.tanh(x)) <= 1, () -> "tanh " + x);
        assertEquals(-Hyperbolic.tanh(x), Hyperbolic.tanh(-x));
        assertEquals(-Hyperbolic.sinh(x), Hyperbolic.sinh(-x));
        assertEquals(Hyperbolic.cosh(x), Hyperbolic.cosh(-x));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 1",
        "-0.0, -0.0, -0.0, 1",
        "4.9E-324, 4.9E-324, 4.9E-324, 1",
        "-4.9E-324, -4.9E-324, -4.9E-324, 1",
        "20, 1, 2.4258259770489514E8, 2.4258259770489514E8",
        "Infinity, 1, Infinity, Infinity",
        "-Infinity, -1, -Infinity, Infinity",
        "710.4758600739439, 1, 1.7976931348621744E308, 1.7976931348621744E308",
        "710.475860073944, 1, Infinity, Infinity",
        "1e300, 1, Infinity, Infinity",
        "NaN, NaN, NaN, NaN"
    })
    void specialValues(double x, double tangent, double sine, double cosine) {
        assertEquals(tangent, Hyperbolic.tanh(x));
        assertEquals(sine, Hyperbolic.sinh(x));
        assertEquals(cosine, Hyperbolic.cosh(x));
    }

    /**
     * The tangent of floats beside that of doubles: of every 499th positive float where it is neither x nor 1, and of all where its two
     * formulas meet. Of all positive floats the worst is 0.70113611, 1.0777 units off; none is smaller than the one before.
     */
    @Test
    void floatsAreAccurateAndNeverFall() {
        floatsAreAccurateAndNeverFall(0x1p-13f, 10.5f, 499);
        floatsAreAccurateAndNeverFall(0.699f, 0.702f, 1);
    }

    private static void floatsAreAccurateAndNeverFall(float from, float to, int step) {
        float before = 0;
        for (int bits = Float.floatToRawIntBits(from); bits < Float.floatToRawIntBits(to); bits += step) {
            float x = Float.intBitsToFloat(bits);
            float y = Hyperbolic.tanh(x);
            double truth = StrictMath.tanh((double) x);
            double units = Math.abs(y - truth) / Math.ulp(Math.min((float) truth, Math.nextDown(1f)));
            assertTrue(units <= 1.078, () -> "tanh " + x + " is off by " + units);
            assertTrue(before <= y && y <= 1, () -> "tanh " + x);
            assertEquals(-y, Hyperbolic.tanh(-x));
            before = y;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, -0.0",
        "1.4E-45, 1.4E-45",
        "-1.17549435E-38, -1.17549435E-38",
        "1E-10, 1E-10",
        "9.5, 1",
        "-44, -1",
        "3.4028235E38, 1",
        "-Infinity, -1",
        "Infinity, 1",
        "NaN, NaN"
    })
    void specialFloats(float x, float tangent) {
        assertEquals(tangent, Hyperbolic.tanh(x));
    }

    /** Whatever its bits are. */
    @Property
    void aNaNStaysNaN(@ForAll @IntRange(min = 0x7F800001) int bits) {
        assertTrue(Float.isNaN(Hyperbolic.tanh(Float.intBitsToFloat(bits))));
    }
}
