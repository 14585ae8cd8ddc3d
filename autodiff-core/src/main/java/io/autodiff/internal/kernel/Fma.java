package io.autodiff.internal.kernel;

/**
 * a·b + c with a single rounding, fast on every processor: {@link Math#fma} where it is an instruction, else an exact form of about
 * thirty additions and products. Where there is no instruction, {@code Math.fma} counts in decimal digits and takes microseconds.
 */
final class Fma {
    /*
     * Both ways give the same bits, so that a wrong guess would cost time and nothing else. A JVM does not say what its fma is made
     * of; but 16 of them take less than a microsecond by the instruction, even while the bytecode is interpreted, and more than
     * 20 µs in decimal digits. The shortest of a few trials is not disturbed by other programs.
     */
    private static final int CALLS = 16;
    private static final int TRIALS = 8;
    private static final long NANOSECONDS = 6_000;

    /** Whether this processor, as this JVM uses it, has the instruction. */
    static final boolean HARDWARE = isFast();

    /** Splits a double into two halves of 26 bits: Veltkamp's constant 2²⁷ + 1. */
    private static final double SPLITTER = 0x1p27 + 1;

    /** Numbers from 2⁻⁴⁵⁰ to 2⁴⁵⁰ can be split, and the rounding error of a product of two of them is a double. */
    private static final int SPAN = 450;

    private Fma() {}

    private static boolean isFast() {
        long shortest = Long.MAX_VALUE;
        double sum = 0.1;
        for (int trial = 0; trial < TRIALS; trial++) {
            long start = System.nanoTime();
            for (int i = 0; i < CALLS; i++) {
                sum = Math.fma(sum, 0.3, 0.1);
            }
            shortest = Math.min(shortest, System.nanoTime() - start);
        }
        return shortest < NANOSECONDS && sum > 0;
    }

    /** a·b + c, rounded once. */
    static double fma(double a, double b, double c) {
        return HARDWARE ? Math.fma(a, b, c) : exact(a, b, c);
    }

    /** a·b + c, rounded once. */
    static float fma(float a, float b, float c) {
        return HARDWARE ? Math.fma(a, b, c) : exact(a, b, c);
    }

    /**
     * The product and its rounding error, by Dekker's splitting, make three numbers to be added. Two of them are added to a number
     * whose last bit is odd if anything was rounded away, and with that bit the last addition rounds as the sum of all three would:
     * S. Boldo and G. Melquiond, "Emulation of FMA and correctly rounded sums: proved algorithms using rounding to odd", IEEE
     * Transactions on Computers 57 (2008), Fig. 4.
     */
    static double exact(double a, double b, double c) {
        if (!(isModest(a) && isModest(b) && Math.abs(c) < 0x1p1000)) {
            return a == 0 || b == 0 ? a * b + c : Math.fma(a, b, c); // rare: subnormal and huge numbers, ∞ and NaN
        }
        double product = a * b;
        double a1 = upperHalf(a);
        double a2 = a - a1;
        double b1 = upperHalf(b);
        double b2 = b - b1;
        double error = a2 * b2 - (product - a1 * b1 - a2 * b1 - a1 * b2);
        double low = c + error;
        double high = product + low;
        double rest = errorOfSum(product, low, high);
        return high + oddSum(errorOfSum(c, error, low), rest);
    }

    /** The product of two floats is a double, so that only the sum has to be rounded to odd before it becomes a float. */
    static float exact(float a, float b, float c) {
        return (float) oddSum((double) a * b, c);
    }

    private static boolean isModest(double x) {
        return Math.abs(Math.getExponent(x)) <= SPAN;
    }

    private static double upperHalf(double x) {
        double scaled = SPLITTER * x;
        return scaled - (scaled - x);
    }

    /** What was rounded away in sum = a + b (D. Knuth, The Art of Computer Programming 2, theorem 4.2.2 B). */
    private static double errorOfSum(double a, double b, double sum) {
        double b1 = sum - a;
        return (a - (sum - b1)) + (b - b1);
    }

    /** a + b if that is a double; else of the two doubles around it the one whose last bit is 1. */
    private static double oddSum(double a, double b) {
        double sum = a + b;
        double error = errorOfSum(a, b, sum);
        long bits = Double.doubleToRawLongBits(sum);
        if (error == 0 || (bits & 1) == 1 || !(Math.abs(sum) < Double.POSITIVE_INFINITY)) {
            return sum;
        }
        return Double.longBitsToDouble(error > 0 == sum > 0 ? bits + 1 : bits - 1);
    }
}
