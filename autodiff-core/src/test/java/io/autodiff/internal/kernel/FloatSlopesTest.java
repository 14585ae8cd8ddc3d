package io.autodiff.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The slopes of tanh and sigmoid of floats are within 6 units in the last place of the truth, however small they are, and 0 far out. */
class FloatSlopesTest {
    private interface Slope {
        float at(float x);
    }

    @Test
    void slopeOfTanh() {
        check(x -> ActivationFunctions.tanhSlope(x, Hyperbolic.tanh(x)), x -> {
            double e = StrictMath.exp(-2 * x);
            return 4 * e / ((1 + e) * (1 + e));
        });
        assertEquals(1, ActivationFunctions.tanhSlope(0, 0));
    }

    @Test
    void slopeOfSigmoid() {
        check(x -> ActivationFunctions.sigmoidSlope(x, ActivationFunctions.sigmoid(x)), x -> {
            double e = StrictMath.exp(-x);
            return e / ((1 + e) * (1 + e));
        });
        assertEquals(0.25f, ActivationFunctions.sigmoidSlope(0, 0.5f));
    }

    /** Every 997th float, both signs; of a subnormal slope a unit is the smallest float. */
    private static void check(Slope slope, DoubleUnaryOperator truth) {
        for (int bits = 0; bits < Float.floatToIntBits(200); bits += 997) {
            float x = Float.intBitsToFloat(bits);
            double expected = truth.applyAsDouble(x);
            double unit = Math.scalb(1.0, Math.max(Math.getExponent(expected), Float.MIN_EXPONENT) - 23);
            assertTrue(Math.abs(slope.at(x) - expected) <= 6 * unit, () -> "at " + x + ": " + slope.at(x));
            assertEquals(slope.at(x), slope.at(-x));
        }
        assertEquals(0, slope.at(1e30f));
        assertEquals(0, slope.at(Float.NEGATIVE_INFINITY));
        assertEquals(Float.NaN, slope.at(Float.NaN));
    }
}
