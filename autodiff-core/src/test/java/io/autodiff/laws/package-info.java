/**
 * The kit for property tests: input spaces with shrinking, and every law of {@link io.autodiff.check.Laws} in one
 * call. It is in core's test-jar, so that other modules, and you, can use it.
 *
 * <p>May depend on {@code io.autodiff.check} and what that depends on, and on jqwik. Read {@link
 * io.autodiff.laws.OpLaws} first, the base class of a test, then {@link io.autodiff.laws.Tensors}, which says what a
 * test's inputs look like, then {@link io.autodiff.laws.Program}, for programs instead of single ops.
 */
@NullMarked
package io.autodiff.laws;

import org.jspecify.annotations.NullMarked;
