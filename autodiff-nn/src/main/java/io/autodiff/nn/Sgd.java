package io.autodiff.nn;

/**
 * Stochastic gradient descent: W ← W − η·∂L/∂W.
 *
 * @param learningRate η, finite and above 0
 */
public record Sgd(double learningRate) implements Optimizer {
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
            parameter.set(parameter.value().sub(gradients.of(parameter).mul(learningRate)));
        }
    }
}
