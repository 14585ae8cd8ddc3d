package io.autodiff.transform;

import io.autodiff.tensor.Tensor;

/**
 * What a function returns that computes something else beside the value to differentiate.
 *
 * @param value a single number, which is differentiated
 * @param aux the rest, which is handed on
 * @param <A> the type of the rest
 */
public record WithAux<A>(Tensor value, A aux) {}
