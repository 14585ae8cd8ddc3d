package io.autodiff.nn;

import io.autodiff.tensor.Fusion;
import io.autodiff.tensor.Tensor;

/**
 * Stochastic gradient descent: W ← W − η·∂L/∂W.
 *
 * @param learningRate η, finite and above 0
 */
public record Sgd(double learningRate) implements Optimizer {
    /** (W, g, η) ↦ W − g·η, in one pass over memory. */
    private static final Fusion MOVED = Fusion.of(in -> in.get(0).sub(in.get(1).mul(in.get(2))));

    /**
     * Makes the optimizer.
     *
     * @param learningRate η, finite and above 0
     * @throws IllegalArgumentException if the rate is not finite or not above 0
     */
    public Sgd {
        if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "sgd: a learning rate of " + learningRate + " does not go downhill; give a finite number above 0");
        }
    }

    /**
     * Stochastic gradient descent.
     *
     * @param learningRate η, finite and above 0
     * @return the optimizer
     * @throws IllegalArgumentException if the rate is not finite or not above 0
     */
    public static Sgd of(double learningRate) {
        return new Sgd(learningRate);
    }

    @Override
    public void step(ParameterGradients gradients) {
        for (Parameter parameter :
                Arguments.given("sgd", "gradients", gradients).parameters()) {
            Tensor value = parameter.value();
            Tensor rate = Tensor.full(value.shape(), learningRate, value.dtype());
            parameter.set(MOVED.ofMany(value, gradients.of(parameter), rate));
        }
    }
}
