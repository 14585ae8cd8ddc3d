package io.autodiff.tensor;

import io.autodiff.shape.ShapeMismatchException;

/**
 * Functions of two numbers beyond arithmetic, applied to every pair of elements. Operands are broadcast to a common shape, as in
 * {@link ArithmeticMethods}. NaN in gives NaN out.
 *
 * <p>Every method throws {@link ShapeMismatchException} if there is no common shape and {@link IllegalArgumentException}
 * if the dtypes differ.
 */
public sealed interface PairMethods permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * The angle of the point (b, a): y = arctan(a/b), in the right quadrant, from −π to π; ∂y/∂a = b / (a² + b²), ∂y/∂b = −a / (a² + b²),
     * without overflow, and 0 both at the origin.
     *
     * @param that b
     * @return the angle from the axis of b, in radians
     */
    default Tensor atan2(Tensor that) {
        return Broadcast.apply(PairOps.ATAN2, self(), that);
    }

    /**
     * The length of the vector (a, b): y = √(a² + b²), without overflow, NaN if either is; ∂y/∂a = a/y, ∂y/∂b = b/y, and 0 both at the
     * origin, the kink. Where both are infinite the slopes are NaN.
     *
     * @param that b
     * @return √(a² + b²)
     */
    default Tensor hypot(Tensor that) {
        return Broadcast.apply(PairOps.HYPOT, self(), that);
    }

    /**
     * The logarithm of the sum of exponentials: y = ln(eᵃ + eᵇ), without overflow; ∂y/∂a = σ(a − b), ∂y/∂b = σ(b − a). Where both are
     * −∞ both slopes are 0; where both are ∞ they are NaN.
     *
     * @param that b
     * @return ln(eᵃ + eᵇ)
     */
    default Tensor logAddExp(Tensor that) {
        return Broadcast.apply(PairOps.LOG_ADD_EXP, self(), that);
    }

    /**
     * The product with a logarithm: y = a·ln b, and 0 where a = 0, unless b is NaN; ∂y/∂a = ln b, ∂y/∂b = a/b, NaN below 0, and
     * 0 where a = 0.
     *
     * @param that b
     * @return a·ln b
     */
    default Tensor xlogy(Tensor that) {
        return Broadcast.apply(PairOps.XLOGY, self(), that);
    }

    /**
     * The point between: y = a + w·(b − a), which is exactly a for w = 0 and exactly b for w = 1; ∂y/∂a = 1 − w, ∂y/∂b = w.
     *
     * @param end b
     * @param weight w
     * @return (1 − w)·a + w·b
     */
    default Tensor lerp(Tensor end, double weight) {
        Arguments.requireGiven("lerp", "end", end);
        Tensor way = end.sub(self());
        return weight < 0.5 ? self().add(way.mul(weight)) : end.sub(way.mul(1 - weight));
    }

    /**
     * The point between, with a weight for each element: y = a + w·(b − a), which is exactly a for w = 0 and exactly b for w = 1;
     * ∂y/∂a = 1 − w, ∂y/∂b = w, ∂y/∂w = b − a.
     *
     * @param end b
     * @param weight w
     * @return (1 − w)·a + w·b
     */
    default Tensor lerp(Tensor end, Tensor weight) {
        Arguments.requireGiven("lerp", "end", end);
        Arguments.requireGiven("lerp", "weight", weight);
        Tensor way = end.sub(self());
        return Tensor.where(weight.less(0.5), self().add(way.mul(weight)), end.sub(way.mul(weight.oneMinus())));
    }

    /**
     * The square of the difference: y = (a − b)²; ∂y/∂a = 2(a − b), ∂y/∂b = −2(a − b).
     *
     * @param that b
     * @return (a − b)²
     */
    default Tensor squaredDifference(Tensor that) {
        return self().sub(that).square();
    }
}
