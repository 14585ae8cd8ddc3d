package io.autodiff.check;

import io.autodiff.tensor.Tensor;
import java.util.List;

/**
 * The loss of a model on a batch, as a function of everything that it depends on.
 *
 * @param <T> the targets: a tensor, {@code IntTensor} labels, or a type of one's own
 */
@FunctionalInterface
public interface BatchLoss<T> {
    /**
     * Runs the model and compares its outputs with the targets.
     *
     * @param parameters what the model has learnt
     * @param inputs a row for each example
     * @param targets a row for each example
     * @return a single number, shape {@code []}
     */
    Tensor apply(List<Tensor> parameters, Tensor inputs, T targets);
}
