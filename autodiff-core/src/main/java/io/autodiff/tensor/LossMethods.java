package io.autodiff.tensor;

import io.autodiff.shape.Shape;
import io.autodiff.shape.ShapeMismatchException;
import io.autodiff.tensor.LossOps.CrossEntropy;

/** How far predictions are from targets, as one number. Losses never broadcast. */
public sealed interface LossMethods permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * The mean cross-entropy of these scores, the logits, and labels: y = −(1/n) Σᵢ ln softmax(xᵢ)[labelᵢ] along the last axis,
     * exact for any scores; ∂y/∂x = (softmax(x) − one-hot labels) / n.
     *
     * @param labels a class for each row, from 0; of this tensor's shape without its last axis
     * @return a single number
     * @throws ShapeMismatchException if the shapes do not fit
     * @throws IllegalArgumentException if a label is not a class
     */
    default Tensor crossEntropy(IntTensor labels) {
        Arguments.requireGiven("crossEntropy", "labels", labels);
        Shape shape = self().shape();
        if (shape.rank() == 0 || !shape.butLast(1).equals(labels.shape())) {
            throw new ShapeMismatchException("crossEntropy: scores of shape " + shape + " with labels of shape "
                    + labels.shape() + ": labels have the shape of the scores without the last axis, the classes");
        }
        labels.requireClasses("crossEntropy", shape.dim(-1));
        return self().apply(new CrossEntropy(labels)).mean();
    }

    /**
     * The mean cross-entropy of these scores, the logits, and probabilities: y = −(1/n) Σᵢ pᵢ·ln softmax(xᵢ) along the last axis,
     * over the n rows.
     *
     * @param probabilities p, of this tensor's shape
     * @return a single number
     * @throws ShapeMismatchException if the shapes differ
     */
    default Tensor crossEntropy(Tensor probabilities) {
        Arguments.requireGiven("crossEntropy", "probabilities", probabilities);
        Shape shape = self().shape();
        shape.requireEqual(
                "crossEntropy",
                probabilities.shape(),
                "scores and probabilities must have the same shape; losses never broadcast");
        if (shape.rank() == 0) {
            throw new ShapeMismatchException(
                    "crossEntropy: a single number has no axis of classes; give scores of shape [n, classes]");
        }
        Engine.requireSameKind("crossEntropy", self(), probabilities);
        return probabilities.times(self().logSoftmax(-1)).sum(-1).mean().neg();
    }

    /**
     * The mean squared error: y = (1/n) Σ (x − t)²; ∂y/∂x = 2(x − t)/n.
     *
     * @param target t, of this tensor's shape
     * @return a single number
     * @throws ShapeMismatchException if the shapes differ
     */
    default Tensor mse(Tensor target) {
        Arguments.requireGiven("mse", "target", target);
        self().shape()
                .requireEqual(
                        "mse",
                        target.shape(),
                        "predictions and targets must have the same shape; losses never broadcast");
        Engine.requireSameKind("mse", self(), target);
        return self().sub(target).square().mean();
    }
}
