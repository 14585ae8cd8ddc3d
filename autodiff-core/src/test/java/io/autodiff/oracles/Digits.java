package io.autodiff.oracles;

import java.util.Arrays;
import java.util.Optional;

/**
 * Differences of values with 60 digits and a step of 10⁻¹²: the error of truncation is 10⁻²⁴, and what a third difference loses to
 * rounding, 36 digits, leaves 24 as well. So every order is right to the last digit of a double, by the definition of a
 * derivative and nothing else.
 */
final class Digits implements Oracle {
    private static final Num STEP = DigitsNum.exactly(0x1p-40);

    @Override
    public String name() {
        return "60 digits";
    }

    @Override
    public Optional<Answer> derivative(Formula f, double[] x, int... orders) {
        Num[] at = Arrays.stream(x).mapToObj(DigitsNum::exactly).toArray(Num[]::new);
        Num y = Differences.of(f, at, STEP, orders);
        for (int i = Arrays.stream(orders).sum(); i > 0; i--) {
            y = y.div(STEP);
        }
        double value = y.value();
        return Optional.of(new Answer(value, Math.ulp(value) + 1e-20)); // of a 0, what is left of 60 digits
    }
}
