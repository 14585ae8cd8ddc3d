/**
 * Pure index arithmetic: how many numbers there are along which axis, and where they lie in a flat array.
 *
 * <p>This package knows nothing of tensors, ops or kernels and depends on nothing but the JDK. Read
 * {@link io.autodiff.shape.Shape} first, then {@link io.autodiff.shape.Layout}, then {@link io.autodiff.shape.Runs}.
 */
@NullMarked
package io.autodiff.shape;

import org.jspecify.annotations.NullMarked;
