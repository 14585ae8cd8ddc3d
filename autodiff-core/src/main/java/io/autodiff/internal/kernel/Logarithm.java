package io.autodiff.internal.kernel;

/**
 * ln x and ln(1 + x) by exact IEEE operations alone, so that their bits are the same everywhere; within 1 unit in the last place of the truth over
 * the whole range, subnormal numbers included.
 */
final class Logarithm {
    /*
     * x = 2ᵏ·(1 + f) with √½ ≤ 1 + f < √2. With s = f / (2 + f), ln(1 + f) = ln((1 + s) / (1 − s)) = 2s + s·z·p(z), z = s², where p is
     * the polynomial of degree 6 whose largest relative error is smallest, 1.3·10⁻¹⁸, found by Remez' algorithm. As 2s = f − s·f and
     * s·f = f²/2 − s·f²/2, the sum is f − (h − s·(h + z·p)) with h = f²/2, whose largest term f is exact. The form and ln 2 in two
     * parts, the first short enough to be multiplied by k exactly, are those of fdlibm (Sun Microsystems, e_log.c, 1993).
     */
    private static final double LN2_HIGH = 0x1.62e42feep-1;
    private static final double LN2_LOW = 1.9082149292705877e-10;
    private static final long ROOT_OF_HALF = 0x3FE6A09E667F3BCDL;

    private Logarithm() {}

    static double log(double x) {
        if (!(x > 0 && x < Double.POSITIVE_INFINITY)) {
            return x == 0 ? Double.NEGATIVE_INFINITY : x < 0 ? Double.NaN : x;
        }
        boolean subnormal = x < Double.MIN_NORMAL;
        long bits = Double.doubleToRawLongBits(subnormal ? x * 0x1p54 : x);
        int exponent = (int) ((bits - ROOT_OF_HALF) >> 52);
        double k = subnormal ? exponent - 54 : exponent;
        double f = Double.longBitsToDouble(bits - ((long) exponent << 52)) - 1;
        return log(k, f, 0);
    }

    /** ln(1 + x), of which no digit is lost where x is small. */
    static double log1p(double x) {
        if (!(x > -1 && x < Double.POSITIVE_INFINITY)) {
            return x == -1 ? Double.NEGATIVE_INFINITY : x < -1 ? Double.NaN : x;
        }
        double u = 1 + x;
        double back = u - 1;
        double lost = (1 - (u - back)) + (x - back);
        long bits = Double.doubleToRawLongBits(u);
        int exponent = (int) ((bits - ROOT_OF_HALF) >> 52);
        double g = Double.longBitsToDouble(bits - ((long) exponent << 52)) - 1;
        // Beyond 2⁶⁴ nothing is lost that could be seen, and 2⁻ᵏ would no longer be a normal number.
        double scaled = lost * Double.longBitsToDouble((1023L - Math.min(exponent, 64)) << 52);
        double f = g + scaled;
        double rest = (g - f) + scaled;
        return Math.copySign(log(exponent, f, Fma.fma(-rest, f, rest)), x);
    }

    /** k·ln 2 + ln(1 + f) + rest, where the rest is less than half a unit in the last place of f. */
    private static double log(double k, double f, double rest) {
        double s = f / (2 + f);
        double z = s * s;
        double zz = z * z;
        double even = 0.14796261337454053;
        even = Fma.fma(even, zz, 0.18183565408185637);
        even = Fma.fma(even, zz, 0.2857142874256241);
        even = Fma.fma(even, zz, 0.6666666666666734);
        double odd = 0.15314021098646063;
        odd = Fma.fma(odd, zz, 0.22222198553763647);
        odd = Fma.fma(odd, zz, 0.3999999999941396);
        double p = Fma.fma(odd, z, even);
        double h = 0.5 * f * f;
        return k * LN2_HIGH - ((h - Fma.fma(s, Fma.fma(z, p, h), Fma.fma(k, LN2_LOW, rest))) - f);
    }
}
