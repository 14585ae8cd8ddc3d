package io.autodiff.transform;

import io.autodiff.tensor.Tensor;

/**
 * The value of a scalar function and its gradient.
 *
 * @param value f(x), a single number
 * @param gradient ∂f/∂x, of x's structure
 * @param <T> the type of the input
 */
public record ValueAndGrad<T>(Tensor value, T gradient) {}
