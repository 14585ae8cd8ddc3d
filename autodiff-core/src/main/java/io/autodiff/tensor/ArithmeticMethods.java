package io.autodiff.tensor;

import io.autodiff.internal.kernel.Comparison;
import io.autodiff.shape.Shape;
import io.autodiff.shape.ShapeMismatchException;
import io.autodiff.tensor.ArithmeticOps.MaximumScalar;
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

    /** Broadcasting is an op: both operands get the common shape first, and the op itself sees equal shapes. */
    private Tensor broadcast(BinaryOp op, Tensor that) {
        if (that == null) {
            Arguments.requireGiven(op.name(), "that", that);
        }
        Shape shape = self().shape();
        if (that.shape().broadcastsTo(shape)) { // the usual case, in which nothing has to be made
            return self().apply(op, that.broadcastTo(shape));
        }
        Engine.requireSameKind(op.name(), self(), that); // before broadcasting, so that a text shows the user's shapes
        Shape common = shape.broadcast(op.name(), that.shape());
        return self().broadcastTo(common).apply(op, that.broadcastTo(common));
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
     * The product of a gradient and a slope: y = g·s, except that a gradient of exactly zero absorbs: 0·NaN = 0 and 0·∞ = 0.
     * Element-wise rules use it, so that a NaN of a branch that was not taken does not reach a gradient. ∂y/∂g = s, ∂y/∂s = g.
     *
     * @param slope s
     * @return g·s
     */
    default Tensor times(Tensor slope) {
        return broadcast(ArithmeticOps.TIMES, slope);
    }

    /**
     * Where a &lt; b. Comparisons give plain truth values; no gradient flows through them.
     *
     * @param that b
     * @return the truth, element by element
     */
    default Mask less(Tensor that) {
        return compare("less", Comparison.LESS, that);
    }

    /**
     * Where a &lt; c.
     *
     * @param number c
     * @return the truth, element by element
     */
    default Mask less(double number) {
        return less(self().constantLike(number));
    }

    /**
     * Where a ≤ b.
     *
     * @param that b
     * @return the truth, element by element
     */
    default Mask lessEqual(Tensor that) {
        return compare("lessEqual", Comparison.LESS_EQUAL, that);
    }

    /**
     * Where a ≤ c.
     *
     * @param number c
     * @return the truth, element by element
     */
    default Mask lessEqual(double number) {
        return lessEqual(self().constantLike(number));
    }

    /**
     * Where a &gt; b.
     *
     * @param that b
     * @return the truth, element by element
     */
    default Mask greater(Tensor that) {
        return compare("greater", Comparison.GREATER, that);
    }

    /**
     * Where a &gt; c.
     *
     * @param number c
     * @return the truth, element by element
     */
    default Mask greater(double number) {
        return greater(self().constantLike(number));
    }

    /**
     * Where a ≥ b.
     *
     * @param that b
     * @return the truth, element by element
     */
    default Mask greaterEqual(Tensor that) {
        return compare("greaterEqual", Comparison.GREATER_EQUAL, that);
    }

    /**
     * Where a ≥ c.
     *
     * @param number c
     * @return the truth, element by element
     */
    default Mask greaterEqual(double number) {
        return greaterEqual(self().constantLike(number));
    }

    /**
     * Where a = b; nowhere for NaN.
     *
     * @param that b
     * @return the truth, element by element
     */
    default Mask equalTo(Tensor that) {
        return compare("equalTo", Comparison.EQUAL, that);
    }

    /**
     * Where a = c.
     *
     * @param number c
     * @return the truth, element by element
     */
    default Mask equalTo(double number) {
        return equalTo(self().constantLike(number));
    }

    /**
     * Where a ≠ b; everywhere for NaN.
     *
     * @param that b
     * @return the truth, element by element
     */
    default Mask notEqualTo(Tensor that) {
        return compare("notEqualTo", Comparison.NOT_EQUAL, that);
    }

    /**
     * Where a ≠ c.
     *
     * @param number c
     * @return the truth, element by element
     */
    default Mask notEqualTo(double number) {
        return notEqualTo(self().constantLike(number));
    }

    private Mask compare(String name, Comparison comparison, Tensor that) {
        Arguments.requireGiven(name, "that", that);
        Tensor a = self().stopGradient();
        Tensor b = that.stopGradient();
        Shape common = a.shape().broadcast(name, b.shape());
        Engine.requireSameKind(name, a, b);
        return DenseMath.compare(comparison, a.broadcastTo(common), b.broadcastTo(common));
    }
}
