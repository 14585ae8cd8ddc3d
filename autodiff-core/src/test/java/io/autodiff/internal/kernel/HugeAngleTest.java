package io.autodiff.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reducing by the bits of 2/π is right for every exponent, and every quadrant: within one unit in the last place of the {@link Truth}
 * from 2³⁰ on, where it is used.
 */
class HugeAngleTest {
    @Property
    void withinOneUnitForEveryExponent(
            @ForAll @IntRange(min = 30, max = 1023) int exponent,
            @ForAll @LongRange(max = (1L << 52) - 1) long digits) {
        double x = Math.scalb(1 + digits * 0x1p-52, exponent);
        assertTrue(Truth.sin(x).unitsOff(HugeAngle.sin(x, 0, 0)) <= 1, () -> "sin " + x);
        assertTrue(Truth.cos(x).unitsOff(HugeAngle.sin(x, 1, 0)) <= 1, () -> "cos " + x);
        assertEquals(-HugeAngle.sin(x, 0, 0), HugeAngle.sin(x, 2, 0));
        assertEquals(-HugeAngle.sin(x, 0, 0), HugeAngle.sin(x, 0, Long.MIN_VALUE));
    }

    /**
     * Close to multiples of π, and where the middle word of the product overflows: one number in two million, found by a search. Without
     * the carry into the high word the sines are 2 to 25 units off.
     */
    @ParameterizedTest
    @ValueSource(
            doubles = {6.571027151070767E125, 8.065147348037728E158, 2.358363395888872E275, 4.3052892830141273E276})
    void carries(double x) {
        assertTrue(Truth.sin(x).unitsOff(HugeAngle.sin(x, 0, 0)) <= 1, () -> "sin " + x);
    }

    /** The two ways of reducing agree where they meet. */
    @Property
    void agreesWithTheOtherWay(@ForAll @LongRange(max = 1L << 40) long part) {
        double x = 0x1p30 - part * 0x1p-21;
        assertEquals(Sinusoid.sin(x), HugeAngle.sin(x, 0, 0), Math.ulp(Sinusoid.sin(x)));
    }
}
