/**
 * Tensors, the ops that compute them, the rules by which gradients flow back, and the tape that applies those rules.
 *
 * <p>May depend on {@code io.autodiff.shape} and {@code io.autodiff.internal.kernel}. It is one package because a tensor's
 * methods apply ops and an op's rule is written in tensor methods. Read {@link io.autodiff.tensor.UnaryOp} first (what an
 * op is), then {@code ElementwiseOps} (a table of them), then {@code Engine} and {@link io.autodiff.tensor.Tape}.
 */
@NullMarked
package io.autodiff.tensor;

import org.jspecify.annotations.NullMarked;
