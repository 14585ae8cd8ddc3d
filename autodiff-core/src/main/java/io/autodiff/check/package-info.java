/**
 * Checks of derivatives against truth that knows nothing of them: numerical differentiation with its own error estimate.
 *
 * <p>May depend on {@code io.autodiff.transform}, {@code io.autodiff.tensor} and {@code io.autodiff.shape}.
 */
@NullMarked
package io.autodiff.check;

import org.jspecify.annotations.NullMarked;
