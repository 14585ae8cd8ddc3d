package io.autodiff.tensor;

/**
 * The map from the gradient of an output to the gradient of one input: ∂L/∂y ↦ ∂L/∂x, which is linear.
 *
 * <p>What a lambda mentions is what stays in memory until the sweep has passed: copy what you need out of the input
 * before you write it.
 */
@FunctionalInterface
public interface Pullback {
    /**
     * Pulls a gradient back.
     *
     * @param gradient ∂L/∂y, of y's shape and dtype
     * @return ∂L/∂x, of x's shape and dtype
     */
    Tensor apply(Tensor gradient);
}
