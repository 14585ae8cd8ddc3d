package io.autodiff.laws;

import io.autodiff.tensor.Tensor;
import java.util.function.BinaryOperator;

/**
 * Two tensors that fit together.
 *
 * @param left the left operand
 * @param right the right operand
 */
public record Pair(Tensor left, Tensor right) {
    /**
     * What a function makes of the two.
     *
     * @param f the function
     * @return f(left, right)
     */
    public Tensor apply(BinaryOperator<Tensor> f) {
        return f.apply(left, right);
    }

    /** Shapes and numbers of both, as a failing test prints them. */
    @Override
    public String toString() {
        return left.shape() + " " + left + " and " + right.shape() + " " + right;
    }
}
