/**
 * Every loop over numbers: kernels over primitive arrays, behind one interface, {@link io.autodiff.internal.kernel.Kernels}.
 *
 * <p>This package knows nothing of shapes or tensors and depends on nothing but the JDK. It owns the difference between
 * double and float, and the contract that a program gives the same bits everywhere: each kernel is a sequence of exact
 * IEEE operations in an order that depends on lengths alone. Read {@link io.autodiff.internal.kernel.Kernels} first, then
 * {@link io.autodiff.internal.kernel.DoubleKernels}.
 */
@NullMarked
package io.autodiff.internal.kernel;

import org.jspecify.annotations.NullMarked;
