package io.autodiff.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodiff.check.Differences.Estimate;
import io.autodiff.tensor.Tensor;
import io.autodiff.transform.TensorFunction;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That the witness can be trusted: differences are as close as they say, and say so when they are not. */
class DifferencesTest {
    private static final List<Tensor> ONE = List.of(Tensor.scalar(1));

    /** (d/dx) eˣ = eˣ to ten digits, and the error estimate covers what is missing. */
    @Test
    void areAsCloseAsTheySay() {
        Estimate slope = Differences.central(at(Tensor::exp, 1.5), ONE);
        double error = Math.abs(slope.slope()[0] - Math.exp(1.5));
        assertTrue(error <= slope.error()[0], error + " but estimated " + slope.error()[0]);
        assertTrue(slope.error()[0] < 1e-9, "estimated " + slope.error()[0]);
    }

    /** Beside a pole a step of a thousandth is a long way, and the estimate says so. */
    @Test
    void admitWhenTheyAreFarOff() {
        Estimate slope = Differences.central(at(Tensor::log, 0.003), ONE);
        assertTrue(Math.abs(slope.slope()[0] - 1 / 0.003) <= slope.error()[0]);
        assertFalse(slope.isSound(1e-7, 1));
    }

    /** A jump within the step, and a function that is not defined on one side. */
    @Test
    void areNotSoundWhereThereIsNoDerivative() {
        assertFalse(Differences.central(at(Tensor::relu, 0.0005), ONE).isSound(1e-7, 1));
        assertFalse(Differences.central(at(Tensor::step, 0), ONE).isSound(1e-7, 1));
        assertFalse(Differences.central(at(Tensor::sqrt, 0), ONE).isSound(1e-7, 1));
    }

    /** A function of degree two has no truncation error, so the step is 1 and only rounding is left. */
    @Test
    void areExactForPolynomialsOfDegreeTwo() {
        Estimate slope = Differences.central(at(Tensor::square, 1.25).quadratic(), ONE);
        assertEquals(2.5, slope.slope()[0]);
        assertTrue(slope.error()[0] < 1e-13);
    }

    @Test
    void fromOneSideSeeOneSideOfAKink() {
        assertEquals(1, Differences.right(at(Tensor::abs, 0), ONE).slope()[0], 1e-12);
        assertEquals(-1, Differences.left(at(Tensor::abs, 0), ONE).slope()[0], 1e-12);
    }

    private static Case at(TensorFunction f, double x) {
        return Case.of("f", inputs -> f.apply(inputs.get(0)), List.of(Tensor.scalar(x)));
    }
}
