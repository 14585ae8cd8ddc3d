package io.autodiff.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.commons.math3.dfp.Dfp;
import org.apache.commons.math3.dfp.DfpField;
import org.apache.commons.math3.dfp.DfpMath;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The natural logarithm is within one unit in the last place of the truth, which commons-math3's {@link Dfp} computes to 40 digits:
 * near 1, where it passes zero and digits could cancel, over the whole range of doubles, drawn by their bits, and of subnormal
 * numbers alone.
 */
class LogarithmTest {
    private static final DfpField FIELD = new DfpField(40);

    @Property
    void withinOneUnitOverTheWholeRange(@ForAll @LongRange(min = 1, max = 0x7FEFFFFFFFFFFFFFL) long bits) {
        withinOneUnit(Double.longBitsToDouble(bits));
    }

    /** Subnormal numbers, of every size: drawn by their bits, nearly all would be large. */
    @Property
    void withinOneUnitBelowTheNormalNumbers(
            @ForAll @LongRange(min = 1, max = (1L << 52) - 1) long bits, @ForAll @IntRange(max = 51) int shift) {
        withinOneUnit(Double.longBitsToDouble(Math.max(1, bits >>> shift)));
    }

    @Property
    void withinOneUnitNearOne(@ForAll @LongRange(min = -(1L << 40), max = 1L << 40) long part) {
        withinOneUnit(1 + part * 0x1p-41);
    }

    private static void withinOneUnit(double x) {
        Dfp truth = DfpMath.log(FIELD.newDfp(x));
        double y = Logarithm.log(x);
        double error = Math.abs(FIELD.newDfp(y).subtract(truth).toDouble());
        assertTrue(error <= Math.ulp(truth.toDouble()), () -> "ln " + x + " is " + truth + ", not " + y);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0",
        "0, -Infinity",
        "-0.0, -Infinity",
        "-1, NaN",
        "-4.9E-324, NaN",
        "-Infinity, NaN",
        "Infinity, Infinity",
        "NaN, NaN",
        "4.9E-324, -744.4400719213812",
        "1.7976931348623157E308, 709.782712893384"
    })
    void specialValues(double x, double y) {
        assertEquals(y, Logarithm.log(x));
    }

    // -------------------------------------------------------------------------------------------------- ln(1 + x)

    @Property
    void log1pIsWithinOneUnitOverTheWholeRange(@ForAll long bits) {
        double x = Double.longBitsToDouble(bits);
        if (x > -1 && x <= Double.MAX_VALUE) {
            log1pIsWithinOneUnit(x);
        }
    }

    /** From −1 to 7, where 1 + x loses digits of x and where another power of two begins. */
    @Property
    void log1pIsWithinOneUnitNearZero(@ForAll @LongRange(min = 1, max = 1L << 60) long part) {
        log1pIsWithinOneUnit(-1 + (part + 512) * 0x1p-60);
        log1pIsWithinOneUnit(part * 0x1p-60);
        log1pIsWithinOneUnit(part * 0x1p-57);
    }

    /** Here 1 + x loses the last two bits of x, and ln(1 + x) is so small that they are seen. */
    @Property
    void log1pIsWithinOneUnitWhereMostIsLost(@ForAll @LongRange(min = 0, max = 1L << 50) long part) {
        log1pIsWithinOneUnit(0.4143 + part * 0x1p-54);
    }

    private static void log1pIsWithinOneUnit(double x) {
        assertTrue(Truth.log1p(x).unitsOff(Logarithm.log1p(x)) <= 1, () -> "ln(1 + " + x + ")");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, -0.0",
        "4.9E-324, 4.9E-324",
        "-4.9E-324, -4.9E-324",
        "-1, -Infinity",
        "-1.0000000000000002, NaN",
        "-Infinity, NaN",
        "Infinity, Infinity",
        "NaN, NaN",
        "-0.9999999999999999, -36.7368005696771",
        "1.7976931348623157E308, 709.782712893384"
    })
    void specialValuesOfLog1p(double x, double y) {
        assertEquals(y, Logarithm.log1p(x));
    }
}
