package io.autodiff.transform;

import io.autodiff.tensor.Tensor;
import java.util.function.Function;

/**
 * The value of a function and its pullback there: the map from the gradient of the output to the gradient of the input, Jᵀ.
 *
 * @param value f(x)
 * @param pullback ∂L/∂f ↦ ∂L/∂x; may be called any number of times
 * @param <T> the type of the input
 */
public record Vjp<T>(Tensor value, Function<Tensor, T> pullback) {}
