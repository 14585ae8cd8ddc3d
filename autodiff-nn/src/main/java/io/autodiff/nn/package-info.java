/**
 * Networks: parameters, layers, losses, optimizers, and the training loop.
 *
 * <p>A layer is a pure function of its parameters, its input and one pass through the model. Nothing here is a mode, and the
 * one thing that changes is the tensor in a {@link io.autodiff.nn.Parameter}.
 *
 * <p>May depend on the exported packages of the core. Read {@link io.autodiff.nn.Parameter} first, then {@link
 * io.autodiff.nn.Pass}, which binds parameters to a tape, then {@link io.autodiff.nn.Linear}, and {@link
 * io.autodiff.nn.Trainer}, which puts everything together.
 */
@NullMarked
package io.autodiff.nn;

import org.jspecify.annotations.NullMarked;
