package io.autodiff.nn;

import io.autodiff.tensor.Tensor;

/**
 * Some rows of a {@link Dataset}.
 *
 * @param inputs what the model is given, a row each
 * @param targets what it should give, a row each
 * @param <T> the targets: {@code IntTensor} labels, or a tensor
 */
public record Batch<T>(Tensor inputs, T targets) {}
