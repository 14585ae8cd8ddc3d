package io.autodiff.tensor;

import io.autodiff.internal.kernel.Comparison;
import io.autodiff.shape.Shape;
import io.autodiff.shape.ShapeMismatchException;

/**
 * Comparisons. They give plain truth values, through which no gradient flows. Both operands are broadcast to a common shape, as in
 * {@link ArithmeticMethods}.
 *
 * <p>A method of two tensors throws {@link ShapeMismatchException} if there is no common shape and {@link IllegalArgumentException}
 * if the dtypes differ. A Java number takes the tensor's dtype.
 */
public sealed interface ComparisonMethods permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * Where a &lt; b.
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

    /**
     * Where x is NaN.
     *
     * @return the truth, element by element
     */
    default Mask isNaN() {
        return notEqualTo(self());
    }

    /**
     * Where x is a number: neither infinite nor NaN.
     *
     * @return the truth, element by element
     */
    default Mask isFinite() {
        return self().stopGradient().abs().less(Double.POSITIVE_INFINITY);
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
