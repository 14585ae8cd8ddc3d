package io.autodiff.transform;

import io.autodiff.tensor.Tensor;

/**
 * The value of a function and its derivative in one direction.
 *
 * @param value f(x)
 * @param tangent J·v, of the value's shape
 */
public record Jvp(Tensor value, Tensor tangent) {}
