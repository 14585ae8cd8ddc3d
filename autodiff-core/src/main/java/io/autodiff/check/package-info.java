/**
 * Checks of derivatives against truth that knows nothing of them: numerical differentiation with its own error
 * estimate, and laws that hold for every differentiable function.
 *
 * <p>May depend on {@code io.autodiff.transform}, {@code io.autodiff.tensor} and {@code io.autodiff.shape}, and on
 * commons-math3, which stays out of every public signature. Read {@link io.autodiff.check.GradientCheck} first (what
 * a user calls), then {@link io.autodiff.check.Laws} (what "right" means) and {@link io.autodiff.check.ModelLaws} (the
 * same for models), then {@code Differences} (where the truth comes from).
 */
@NullMarked
package io.autodiff.check;

import org.jspecify.annotations.NullMarked;
