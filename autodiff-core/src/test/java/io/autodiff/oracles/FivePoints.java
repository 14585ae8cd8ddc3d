package io.autodiff.oracles;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.apache.commons.math3.analysis.differentiation.FiniteDifferencesDifferentiator;

/**
 * A polynomial of degree four through five values, differentiated, by commons-math3; twice, with a step of h and with h/2. The
 * error of truncation falls with h⁴, so that their distance is a safe estimate of it. Knows orders 1 and 2 by one number.
 */
final class FivePoints implements Oracle {
    private static final double[] STEPS = {1e-3, 4e-3};

    @Override
    public String name() {
        return "five points";
    }

    @Override
    public Optional<Answer> derivative(Formula f, double[] x, int... orders) {
        int order = Arrays.stream(orders).sum();
        int by = orders[0] > 0 ? 0 : orders.length - 1;
        if (order == 0 || order > STEPS.length || orders[by] != order) {
            return Optional.empty();
        }
        double step = STEPS[order - 1];
        UnivariateFunction path = t -> {
            double[] moved = x.clone();
            moved[by] += t;
            return Differences.plain(f, moved);
        };
        double coarse = derivative(path, order, step);
        double fine = derivative(path, order, step / 2);
        double largest = Math.max(
                Math.abs(path.value(0)), Math.max(Math.abs(path.value(-2 * step)), Math.abs(path.value(2 * step))));
        // The weights of the values add up to 3/h at order one and to 22/h² at order two, with h/2.
        double rounding = 24 * Differences.ROUNDING * (1 + largest) / Math.pow(step, order);
        return Optional.of(new Answer(fine, Math.abs(fine - coarse) + rounding));
    }

    private static double derivative(UnivariateFunction path, int order, double step) {
        return new FiniteDifferencesDifferentiator(5, step)
                .differentiate(path)
                .value(new DerivativeStructure(1, order, 0, 0))
                .getPartialDerivative(order);
    }
}
