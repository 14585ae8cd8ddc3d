package io.autodiff.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.apache.commons.math3.dfp.Dfp;
import org.apache.commons.math3.dfp.DfpField;
import org.apache.commons.math3.dfp.DfpMath;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The natural logarithm is within one unit in the last place of the truth, which commons-math3's {@link Dfp} computes to 40 digits:
 * near 1, where it passes zero and digits could cancel, and over the whole range of doubles, drawn by their bits.
 */
class LogarithmTest {
    private static final DfpField FIELD = new DfpField(40);

    @Property
    void withinOneUnitOverTheWholeRange(@ForAll @LongRange(min = 1, max = 0x7FEFFFFFFFFFFFFFL) long bits) {
        withinOneUnit(Double.longBitsToDouble(bits));
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
}
