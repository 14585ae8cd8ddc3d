/**
 * The kernel compiler: from the one definition of a function, a plain Java method, to a loop of vector instructions.
 *
 * <p>{@link io.autodiff.internal.kernel.compile.MethodReader} reads the compiled method and turns it into a
 * {@link io.autodiff.internal.kernel.compile.Program} of primitives without branches; {@link
 * io.autodiff.internal.kernel.compile.VectorLoop} writes the loop that runs it, many numbers at a time. As each primitive is exact by
 * IEEE 754, or moves bits, the loop gives the bits that the method gives. Depends on the kernels and on ASM; read Program first.
 */
@NullMarked
package io.autodiff.internal.kernel.compile;

import org.jspecify.annotations.NullMarked;
