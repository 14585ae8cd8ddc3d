/**
 * The kernel compiler: from the one definition of a function, a plain Java method, to a loop over many numbers.
 *
 * <p>{@link io.autodiff.internal.kernel.compile.MethodReader} reads the compiled method and turns it into a
 * {@link io.autodiff.internal.kernel.compile.Program} of primitives without branches; {@link
 * io.autodiff.internal.kernel.compile.VectorLoop} writes the loop that runs it by vector instructions, and {@link
 * io.autodiff.internal.kernel.compile.PlainLoop} the one for a JVM that has not been given them. As each primitive is exact by IEEE 754,
 * or moves bits, either gives the bits that the method gives; what a program leaves to its method, {@link
 * io.autodiff.internal.kernel.compile.EscapingLoop} computes by plain kernels. Depends on the kernels and on ASM; read Program first.
 */
@NullMarked
package io.autodiff.internal.kernel.compile;

import org.jspecify.annotations.NullMarked;
