package io.autodiff.internal.kernel;

/** Functions of the plane and of logarithms of two numbers. Squares are of numbers scaled to about 1: none overflows. */
final class PairFunctions {
    private PairFunctions() {}

    /** √(a² + b²); NaN if either is, even beside an infinity. */
    static double hypot(double a, double b) {
        return Double.isNaN(a) || Double.isNaN(b) ? Double.NaN : StrictMath.hypot(a, b);
    }

    /** a / √(a² + b²): 0 at the origin, ±1 or 0 where one is infinite, NaN where both are. */
    static double direction(double a, double b) {
        double largest = Math.max(Math.abs(a), Math.abs(b));
        if (largest == 0) {
            return 0;
        }
        if (largest == Double.POSITIVE_INFINITY) {
            return Math.abs(a) == Math.abs(b) ? Double.NaN : Math.abs(a) == largest ? Math.signum(a) : 0;
        }
        int scale = scale(largest);
        double x = StrictMath.scalb(a, scale);
        double y = StrictMath.scalb(b, scale);
        return x / Math.sqrt(Fma.fma(x, x, y * y));
    }

    /** a / (a² + b²): 0 at the origin and where one is infinite. */
    static double inversion(double a, double b) {
        double largest = Math.max(Math.abs(a), Math.abs(b));
        if (largest == 0 || largest == Double.POSITIVE_INFINITY) {
            return 0;
        }
        int scale = scale(largest);
        double x = StrictMath.scalb(a, scale);
        double y = StrictMath.scalb(b, scale);
        return StrictMath.scalb(x / Fma.fma(x, x, y * y), scale);
    }

    /** The power of two that brings a number to about 1, exactly; for a NaN any. */
    private static int scale(double largest) {
        return -Math.max(-1000, StrictMath.getExponent(largest));
    }

    /** ln(eᵃ + eᵇ), from the larger of the two and what the other adds; equal infinities are their own sum. */
    static double logAddExp(double a, double b) {
        double difference = a == b ? 0 : Math.abs(a - b);
        return Math.max(a, b) + Logarithm.log1p(Exponential.exp(-difference));
    }

    /** x·ln y, and 0 where x = 0, unless y is NaN. */
    static double xlogy(double x, double y) {
        return x == 0 && !Double.isNaN(y) ? 0 : x * Logarithm.log(y);
    }
}
