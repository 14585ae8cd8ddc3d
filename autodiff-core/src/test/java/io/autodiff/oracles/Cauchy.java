package io.autodiff.oracles;

import java.util.Optional;
import org.apache.commons.math3.complex.Complex;

/**
 * Complex steps, all around (Lyness and Moler, SIAM Journal on Numerical Analysis 4, 1967): Cauchy's integral f⁽ⁿ⁾(x) = n!/(2πi) · ∮ f(z) /
 * (z − x)ⁿ⁺¹ dz as a sum over a circle, on which the trapezoidal rule converges like a power of (radius / distance of the nearest
 * singularity). By two numbers, a circle for each.
 */
final class Cauchy implements Oracle {
    private static final double RADIUS = 0.1;
    private static final int STEPS = 32;

    /** What the values on the circle may be off, of 1 + their size: the numbers on the way to them may be larger. */
    private static final double ROUNDING = 64 * Math.ulp(1.0);

    @Override
    public String name() {
        return "Cauchy";
    }

    @Override
    public Optional<Answer> derivative(Formula f, double[] x, int... orders) {
        int points = (int) Math.pow(STEPS, x.length);
        Complex sum = Complex.ZERO;
        double largest = 0;
        for (int point = 0; point < points; point++) {
            Num[] z = new Num[x.length];
            Complex weight = Complex.ONE;
            for (int i = 0, rest = point; i < x.length; i++, rest /= STEPS) {
                double angle = 2 * Math.PI * (rest % STEPS) / STEPS;
                z[i] = new ComplexNum(onCircle(RADIUS, angle).add(x[i]));
                weight = weight.multiply(onCircle(1, -orders[i] * angle));
            }
            Complex y = ((ComplexNum) f.at(z)).z();
            sum = sum.add(y.multiply(weight));
            largest = Math.max(largest, y.abs());
        }
        double scale = 1;
        for (int order : orders) {
            for (int k = 1; k <= order; k++) {
                scale *= k / RADIUS;
            }
        }
        return Optional.of(new Answer(sum.getReal() / points * scale, ROUNDING * (1 + largest) * scale));
    }

    private static Complex onCircle(double radius, double angle) {
        return new Complex(radius * Math.cos(angle), radius * Math.sin(angle));
    }
}
