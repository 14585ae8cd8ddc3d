package io.autodiff.nn;

import io.autodiff.tensor.Tensor;

/**
 * How far a prediction is from its target, as one number. Those at hand are in {@link Losses}; any function is one.
 *
 * @param <T> the target: {@code IntTensor} labels, or a tensor
 */
@FunctionalInterface
public interface Loss<T> {
    /**
     * Compares.
     *
     * @param prediction what the model gives
     * @param target what it should give
     * @return a single number, shape {@code []}
     */
    Tensor apply(Tensor prediction, T target);
}
