package io.autodiff.transform;

import io.autodiff.tensor.Tensor;
import java.util.function.UnaryOperator;

/** A function of one tensor. */
@FunctionalInterface
public interface TensorFunction extends UnaryOperator<Tensor> {}
