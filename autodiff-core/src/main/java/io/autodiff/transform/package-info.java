/**
 * Functions that turn a function of tensors into its derivative: gradients, Jacobians, Hessians and their products, of any
 * order and in any nesting.
 *
 * <p>May depend on {@code io.autodiff.tensor} and {@code io.autodiff.shape}. Read {@link io.autodiff.transform.Autodiff}
 * first: everything there stands on {@code vjp}, which is a tape, and {@code jvp}, which is tangents.
 */
@NullMarked
package io.autodiff.transform;

import org.jspecify.annotations.NullMarked;
