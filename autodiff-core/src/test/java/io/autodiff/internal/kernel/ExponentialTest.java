package io.autodiff.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
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
}
