package io.autodiff.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.autodiff.tensor.IntTensor;
import io.autodiff.tensor.Tensor;
import org.junit.jupiter.api.Test;

/**
 * The losses that a trainer is given by name, of labels, of probabilities and of numbers, are what they are worked out by hand to be.
 */
class LossesTest {
    private final Tensor scores = Tensor.of(new double[][] {{0, Math.log(3)}, {Math.log(3), 0}});

    @Test
    void crossEntropyOfLabels() {
        Tensor loss = Losses.crossEntropy().apply(scores, IntTensor.of(1, 1));
        assertEquals((Math.log(4.0 / 3) + Math.log(4)) / 2, loss.item(), 1e-15);
    }

    @Test
    void crossEntropyOfProbabilities() {
        Tensor half = Tensor.of(new double[][] {{0.5, 0.5}, {0.5, 0.5}});
        Tensor loss = Losses.crossEntropyWithProbabilities().apply(scores, half);
        assertEquals((Math.log(4.0 / 3) + Math.log(4)) / 2, loss.item(), 1e-15);
    }

    @Test
    void meanSquaredError() {
        assertEquals(2.5, Losses.mse().apply(Tensor.of(1, 2), Tensor.of(2, 4)).item());
    }
}
