package io.autodiff.nn;

import io.autodiff.tensor.IntTensor;
import io.autodiff.tensor.Tensor;

/** The losses at hand, as values to give to a {@link Trainer}. Each is a method of {@link Tensor}, where its formula is. */
public final class Losses {
    private Losses() {}

    /**
     * The mean cross-entropy of scores and labels: {@link Tensor#crossEntropy(IntTensor)}.
     *
     * @return the loss
     */
    public static Loss<IntTensor> crossEntropy() {
        return Tensor::crossEntropy;
    }

    /**
     * The mean cross-entropy of scores and probabilities: {@link Tensor#crossEntropy(Tensor)}.
     *
     * @return the loss
     */
    public static Loss<Tensor> crossEntropyWithProbabilities() {
        return Tensor::crossEntropy;
    }

    /**
     * The mean squared error: {@link Tensor#mse(Tensor)}.
     *
     * @return the loss
     */
    public static Loss<Tensor> mse() {
        return Tensor::mse;
    }
}
