package io.autodiff.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/**
 * Without the instruction a·b + c has the same bits as with it. The reference is {@link Math#fma}, which is exact by its contract.
 * Numbers are drawn by their bits, whole numbers of small size beside them, so that sums are exact, tie, or cancel almost
 * altogether.
 */
class FmaTest {
    @Property(tries = 20_000)
    void anyDoubles(@ForAll("doubles") double a, @ForAll("doubles") double b, @ForAll("doubles") double c) {
        same(a, b, c);
    }

    /** The last bits of the product decide: c is the rounded product with the other sign, or close to it. */
    @Property(tries = 20_000)
    void productsThatCancel(@ForAll("doubles") double a, @ForAll("doubles") double b, @ForAll("steps") int steps) {
        same(a, b, Double.longBitsToDouble(Double.doubleToRawLongBits(-(a * b)) + steps));
    }

    /** c lies so far below the product that it decides a tie at most. */
    @Property(tries = 20_000)
    void smallAddends(@ForAll("doubles") double a, @ForAll("steps") int half, @ForAll("doubles") double c) {
        double tie = 1 + half * 0x1p-27;
        same(a, tie, a * c * 0x1p-60);
        same(tie, tie, Math.copySign(0x1p-54, c));
        same(tie, tie, Math.copySign(0x1p-54, c) * (1 + half * 0x1p-40));
    }

    @Property(tries = 20_000)
    void anyFloats(@ForAll("floats") float a, @ForAll("floats") float b, @ForAll("floats") float c) {
        same(a, b, c);
        same(a, b, Float.intBitsToFloat(Float.floatToRawIntBits(-(a * b)) + 1));
        same(a, b, a * 0x1p-30f);
    }

    @Test
    void specialNumbers() {
        double[] all = {
            0, -0.0, 1, -1, Double.MIN_VALUE, -Double.MIN_NORMAL, 0x1p1000, Double.MAX_VALUE, 1 / 0.0, 0 / 0.0
        };
        for (double a : all) {
            for (double b : all) {
                for (double c : all) {
                    same(a, b, c);
                    same((float) a, (float) b, (float) c);
                }
            }
        }
    }

    private static void same(double a, double b, double c) {
        assertEquals(Math.fma(a, b, c), Fma.exact(a, b, c), () -> a + " * " + b + " + " + c);
    }

    private static void same(float a, float b, float c) {
        assertEquals(Math.fma(a, b, c), Fma.exact(a, b, c), () -> a + " * " + b + " + " + c);
    }

    @Provide
    Arbitrary<Double> doubles() {
        Arbitrary<Double> bits = Arbitraries.longs().map(Double::longBitsToDouble);
        Arbitrary<Double> usual = Arbitraries.longs().map(n -> n * 0x1p-62);
        Arbitrary<Double> whole = Arbitraries.integers().between(-9, 9).map(Integer::doubleValue);
        return Arbitraries.oneOf(bits, usual, whole);
    }

    @Provide
    Arbitrary<Float> floats() {
        Arbitrary<Float> bits = Arbitraries.integers().map(Float::intBitsToFloat);
        Arbitrary<Float> usual = Arbitraries.integers().map(n -> n * 0x1p-30f);
        Arbitrary<Float> whole = Arbitraries.integers().between(-9, 9).map(Integer::floatValue);
        return Arbitraries.oneOf(bits, usual, whole);
    }

    @Provide
    Arbitrary<Integer> steps() {
        return Arbitraries.integers().between(-3, 3);
    }
}
