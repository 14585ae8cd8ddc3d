package io.autodiff.tensor;

/**
 * A differentiable function of one tensor, y = f(x).
 *
 * <pre>{@code
 * record Cube() implements UnaryOp {
 *     public Tensor forward(Tensor x) { return x.mul(x).mul(x); }
 *     public Pullback pullback(Tensor x, Tensor y) { return g -> g.times(x.square().mul(3)); }
 * }
 * Tensor y = x.apply(new Cube());
 * }</pre>
 */
public non-sealed interface UnaryOp extends Op {
    /**
     * Computes y = f(x). Called with plain numbers only.
     *
     * @param x the input
     * @return the output, plain numbers too
     */
    Tensor forward(Tensor x);

    /**
     * The rule: given x and y = f(x), the map ∂L/∂y ↦ ∂L/∂x. Written in tensor methods of x, y and the gradient, so that it
     * can be differentiated again; numbers taken out of them by {@code toDoubleArray} count as constants.
     *
     * @param x the input
     * @param y the output
     * @return the pullback
     */
    Pullback pullback(Tensor x, Tensor y);

    /**
     * The forward rule: the derivative of f at x in the direction dx, J·dx. By default the transpose of the pullback, which
     * is right for every op and costs about a forward and a backward pass; an op that has a direct form states it.
     *
     * @param x the input
     * @param y the output
     * @param dx the tangent of the input, of x's shape and dtype
     * @return the tangent of the output, of y's shape and dtype
     */
    default Tensor tangent(Tensor x, Tensor y, Tensor dx) {
        return Transpose.of(this, 0, pullback(x, y), y, dx);
    }
}
