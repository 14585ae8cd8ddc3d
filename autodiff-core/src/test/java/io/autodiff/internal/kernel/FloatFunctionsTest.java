package io.autodiff.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The functions that have a shorter definition for floats, and are not in the table of {@link AccuracyTest}, stay within some units in
 * the last place of the definition for doubles, at floats of every size and either sign, subnormal results included.
 */
class FloatFunctionsTest {
    @ParameterizedTest
    @CsvSource({
        "GAUSSIAN,       1.5",
        "NORMAL_DENSITY, 2.5",
        "LOG_SIGMOID,    1.5",
        "SOFTPLUS,       1.5",
        "SILU,           3",
        "GELU,           6.5",
    })
    void withinUnits(UnaryFunction f, double units) {
        check(f::apply, f::apply, units);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "0.5, 1.5", "1.7, 2"})
    void elu(float alpha, double units) {
        check(x -> ActivationFunctions.elu(x, alpha), x -> ActivationFunctions.elu(x, (double) alpha), units);
    }

    /** Every 1997th float; of a subnormal result a unit is the smallest float. */
    private static void check(FloatFunction f, DoubleUnaryOperator truth, double units) {
        for (int bits = 0; bits < Float.floatToIntBits(Float.POSITIVE_INFINITY); bits += 1997) {
            for (int sign = 0; sign < 2; sign++) {
                float x = Float.intBitsToFloat(bits | sign << 31);
                double expected = truth.applyAsDouble(x);
                double unit = Math.scalb(1.0, Math.max(Math.getExponent(expected), Float.MIN_EXPONENT) - 23);
                double error = Math.abs(f.apply(x) - expected) / unit;
                assertTrue(error <= units, () -> "at " + x + ": " + f.apply(x) + ", " + error + " units");
            }
        }
        for (float x : new float[] {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, 0, -0.0f}) {
            assertEquals((float) truth.applyAsDouble(x), f.apply(x));
        }
    }
}
