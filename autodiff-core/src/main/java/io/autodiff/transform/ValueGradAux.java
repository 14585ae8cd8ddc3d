package io.autodiff.transform;

import io.autodiff.tensor.Tensor;

/**
 * The value of a scalar function, its gradient, and what the function computed beside.
 *
 * @param value f(x), a single number
 * @param gradient ∂f/∂x, of x's structure
 * @param aux what the function computed beside
 * @param <T> the type of the input
 * @param <A> the type of what it computed beside
 */
public record ValueGradAux<T, A>(Tensor value, T gradient, A aux) {}
