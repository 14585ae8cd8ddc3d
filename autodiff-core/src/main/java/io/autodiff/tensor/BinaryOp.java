package io.autodiff.tensor;

/**
 * A differentiable function of two tensors, y = f(a, b). An op that works element by element sees equal shapes: the
 * methods broadcast before they apply it.
 */
public non-sealed interface BinaryOp extends Op {
    /**
     * Computes y = f(a, b). Called with plain numbers only.
     *
     * @param a the left input
     * @param b the right input
     * @return the output, plain numbers too
     */
    Tensor forward(Tensor a, Tensor b);

    /**
     * The rule of the left input: ∂L/∂y ↦ ∂L/∂a. Asked for only if a is tracked.
     *
     * @param a the left input
     * @param b the right input
     * @param y the output
     * @return the pullback
     */
    Pullback left(Tensor a, Tensor b, Tensor y);

    /**
     * The rule of the right input: ∂L/∂y ↦ ∂L/∂b. Asked for only if b is tracked.
     *
     * @param a the left input
     * @param b the right input
     * @param y the output
     * @return the pullback
     */
    Pullback right(Tensor a, Tensor b, Tensor y);

    /**
     * The forward rule of the left input, ∂y/∂a · da. By default the transpose of its pullback.
     *
     * @param a the left input
     * @param b the right input
     * @param y the output
     * @param da the tangent of a
     * @return its share of the tangent of y
     */
    default Tensor leftTangent(Tensor a, Tensor b, Tensor y, Tensor da) {
        return Transpose.of(this, 0, left(a, b, y), y, da);
    }

    /**
     * The forward rule of the right input, ∂y/∂b · db. By default the transpose of its pullback.
     *
     * @param a the left input
     * @param b the right input
     * @param y the output
     * @param db the tangent of b
     * @return its share of the tangent of y
     */
    default Tensor rightTangent(Tensor a, Tensor b, Tensor y, Tensor db) {
        return Transpose.of(this, 1, right(a, b, y), y, db);
    }
}
