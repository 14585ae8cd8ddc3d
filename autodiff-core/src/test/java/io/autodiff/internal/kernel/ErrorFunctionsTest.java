package io.autodiff.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The error function is within one unit in the last place of the {@link Truth}: everywhere, and where its two formulas meet. */
class ErrorFunctionsTest {
    @Property
    void withinOneUnitOverTheWholeRange(@ForAll long bits) {
        double x = Double.longBitsToDouble(bits);
        if (Math.abs(x) <= Double.MAX_VALUE) {
            withinOneUnit(x);
        }
    }

    @Property
    void withinOneUnitUpToWhereItIsOne(@ForAll @LongRange(min = -(1L << 40), max = 1L << 40) long part) {
        withinOneUnit(part * 0x1p-40 * 6.1);
    }

    @Property
    void withinOneUnitWhereFormulasMeet(@ForAll @LongRange(min = -(1L << 40), max = 1L << 40) long part) {
        withinOneUnit(1 + part * 0x1p-44);
    }

    /** Where putting back what x² lost with the wrong sign makes it the other neighbour but one of the truth, found by a search. */
    @ParameterizedTest
    @ValueSource(doubles = {1.0002779609545, 1.0132350135258497})
    void withinOneUnitWhereTheSquareLosesMost(double x) {
        withinOneUnit(x);
    }

    private static void withinOneUnit(double x) {
        assertTrue(Truth.erf(x).unitsOff(ErrorFunctions.erf(x)) <= 1, () -> "erf " + x);
        assertEquals(-ErrorFunctions.erf(x), ErrorFunctions.erf(-x));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, -0.0",
        "4.9E-324, 4.9E-324",
        "1, 0.8427007929497149",
        "6, 1",
        "Infinity, 1",
        "-Infinity, -1",
        "NaN, NaN"
    })
    void specialValues(double x, double y) {
        assertEquals(y, ErrorFunctions.erf(x));
    }
}
