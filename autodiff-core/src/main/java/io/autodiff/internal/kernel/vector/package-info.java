/**
 * Kernels written with the JDK's Vector API, which is an incubator module that a program may or may not have.
 *
 * <p>Nothing outside this package mentions it: {@link io.autodiff.internal.kernel.Providers} finds it by name. The bits are those
 * of the plain kernels. Read {@link io.autodiff.internal.kernel.vector.DoubleVectorKernels} first, then
 * {@link io.autodiff.internal.kernel.vector.DoubleProduct}. Each file about doubles has a twin about floats, which is the
 * same text with another word.
 */
@NullMarked
package io.autodiff.internal.kernel.vector;

import org.jspecify.annotations.NullMarked;
