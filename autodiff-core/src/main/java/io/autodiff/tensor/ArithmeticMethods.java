package io.autodiff.tensor;

import io.autodiff.shape.ShapeMismatchException;
import io.autodiff.tensor.ArithmeticOps.MaximumScalar;
import io.autodiff.tensor.ArithmeticOps.MinimumScalar;
import io.autodiff.tensor.ArithmeticOps.PowScalar;

/**
 * Functions of two numbers, applied to every pair of elements. Both operands are broadcast to a common shape by NumPy's
 * rule: aligned at the last axis, each pair of lengths equal or one of them 1.
 *
 * <p>Every method throws {@link ShapeMismatchException} if there is no common shape and {@link IllegalArgumentException}
 * if the dtypes differ. A Java number takes the tensor's dtype. The four basic operations are IEEE's own.
 */
public sealed interface ArithmeticMethods permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    private Tensor broadcast(BinaryOp op, Tensor that) {
        return Broadcast.apply(op, self(), that);
    }

    /**
     * The sum: y = a + b; ∂y/∂a = ∂y/∂b = 1.
     *
     * @param that b
     * @return a + b
     */
    default Tensor add(Tensor that) {
        return broadcast(ArithmeticOps.ADD, that);
    }

    /**
     * The sum with a number: y = a + c.
     *
     * @param number c
     * @return a + c
     */
    default Tensor add(double number) {
        return self().apply(ArithmeticOps.ADD, self().constantLike(number));
    }

    /**
     * The difference: y = a − b; ∂y/∂a = 1, ∂y/∂b = −1.
     *
     * @param that b
     * @return a − b
     */
    default Tensor sub(Tensor that) {
        return broadcast(ArithmeticOps.SUB, that);
    }

    /**
     * The difference with a number: y = a − c.
     *
     * @param number c
     * @return a − c
     */
    default Tensor sub(double number) {
        return self().apply(ArithmeticOps.SUB, self().constantLike(number));
    }

    /**
     * The product: y = a·b; ∂y/∂a = b, ∂y/∂b = a.
     *
     * @param that b
     * @return a·b
     */
    default Tensor mul(Tensor that) {
        return broadcast(ArithmeticOps.MUL, that);
    }

    /**
     * The product with a number: y = a·c.
     *
     * @param number c
     * @return a·c
     */
    default Tensor mul(double number) {
        return self().apply(ArithmeticOps.MUL, self().constantLike(number));
    }

    /**
     * The quotient: y = a/b; ∂y/∂a = 1/b, ∂y/∂b = −y/b.
     *
     * @param that b
     * @return a/b
     */
    default Tensor div(Tensor that) {
        return broadcast(ArithmeticOps.DIV, that);
    }

    /**
     * The quotient with a number: y = a/c.
     *
     * @param number c
     * @return a/c
     */
    default Tensor div(double number) {
        return self().apply(ArithmeticOps.DIV, self().constantLike(number));
    }

    /**
     * The power: y = aᵇ; ∂y/∂a = b·aᵇ⁻¹ (0 where b = 0), ∂y/∂b = y·ln a (0 where y = 0). Special values are those of
     * {@link Math#pow}; NaN for a negative base under a fractional exponent.
     *
     * @param that b
     * @return aᵇ
     */
    default Tensor pow(Tensor that) {
        return broadcast(ArithmeticOps.POW, that);
    }

    /**
     * The power with a fixed exponent: y = aᶜ; dy/da = c·aᶜ⁻¹, and 0 if c = 0.
     *
     * @param exponent c
     * @return aᶜ
     */
    default Tensor pow(double exponent) {
        return self().apply(new PowScalar(exponent));
    }

    /**
     * The larger of two: y = max(a, b), NaN if either is; ∂y/∂a = 1 where a is larger, else 0. In a tie, the kink, each
     * side gets ½.
     *
     * @param that b
     * @return max(a, b)
     */
    default Tensor maximum(Tensor that) {
        return broadcast(ArithmeticOps.MAXIMUM, that);
    }

    /**
     * The larger of each element and a number: y = max(a, c), NaN if a is; dy/da = 1 above c, else 0, and 0 at the kink a = c.
     *
     * @param bound c
     * @return max(a, c)
     */
    default Tensor maximum(double bound) {
        return self().apply(new MaximumScalar(bound));
    }

    /**
     * The smaller of two: y = min(a, b), NaN if either is; ∂y/∂a = 1 where a is smaller, else 0. In a tie, the kink, each
     * side gets ½.
     *
     * @param that b
     * @return min(a, b)
     */
    default Tensor minimum(Tensor that) {
        return broadcast(ArithmeticOps.MINIMUM, that);
    }

    /**
     * The smaller of each element and a number: y = min(a, c), NaN if a is; dy/da = 1 below c, else 0, and 0 at the kink a = c.
     *
     * @param bound c
     * @return min(a, c)
     */
    default Tensor minimum(double bound) {
        return self().apply(new MinimumScalar(bound));
    }

    /**
     * Each element, brought between two numbers: y = min(max(a, low), high); dy/da = 1 between them, else 0, and 0 at the kinks a = low
     * and a = high. If low is above high, y is high everywhere. A bound may be infinite.
     *
     * @param low the lower bound
     * @param high the upper bound
     * @return min(max(a, low), high)
     */
    default Tensor clamp(double low, double high) {
        Tensor raised = low == Double.NEGATIVE_INFINITY ? self() : maximum(low);
        return high == Double.POSITIVE_INFINITY ? raised : raised.minimum(high);
    }

    /**
     * The product of a gradient and a slope: y = g·s, except that a gradient of exactly zero absorbs: 0·NaN = 0 and 0·∞ = 0.
     * Element-wise rules use it, so that a NaN of a branch that was not taken does not reach a gradient. ∂y/∂g = s, ∂y/∂s = g.
     *
     * @param slope s
     * @return g·s
     */
    default Tensor times(Tensor slope) {
        return broadcast(ArithmeticOps.TIMES, slope);
    }
}
