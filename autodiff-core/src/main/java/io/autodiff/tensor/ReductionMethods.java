package io.autodiff.tensor;

import io.autodiff.shape.Shape;
import io.autodiff.shape.ShapeMismatchException;
import io.autodiff.tensor.ReductionOps.LogSoftmax;
import io.autodiff.tensor.ReductionOps.LogSumExp;
import io.autodiff.tensor.ReductionOps.Max;
import io.autodiff.tensor.ReductionOps.Min;
import io.autodiff.tensor.ReductionOps.Prod;
import io.autodiff.tensor.ReductionOps.Softmax;
import io.autodiff.tensor.ReductionOps.Sum;
import java.util.List;

/**
 * Functions that reduce axes to one number. Without axes they reduce all of them. A reduced axis is dropped, or kept at
 * length 1 by the methods named {@code …Keeping}. An axis may be negative: −1 is the last.
 *
 * <p>Every method throws {@link IllegalArgumentException} if there is no such axis or one is named twice. The order of
 * summation is a fixed tree that depends on the shape alone.
 */
public sealed interface ReductionMethods permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    private List<Integer> axes(String name, int... axes) {
        return Arguments.list(self().shape().axes(name, axes));
    }

    private Tensor keeping(Tensor reduced, String name, int... axes) {
        Shape shape = self().shape();
        return reduced.reshape(shape.keeping(shape.axes(name, axes)));
    }

    /**
     * The sum: y = Σ x, 0 of nothing; ∂y/∂x = 1.
     *
     * @param axes which; none for all
     * @return Σ x
     */
    default Tensor sum(int... axes) {
        return self().apply(new Sum(axes("sum", axes)));
    }

    /**
     * The sum, with the reduced axes kept at length 1.
     *
     * @param axes which; none for all
     * @return Σ x
     */
    default Tensor sumKeeping(int... axes) {
        return keeping(sum(axes), "sum", axes);
    }

    /**
     * The transpose of {@link MovementMethods#broadcastTo}: sums along every axis that would repeat a tensor of the given
     * shape to this one, and gives that shape.
     *
     * @param shape one that broadcasts to this tensor's
     * @return the sums
     * @throws ShapeMismatchException if it does not
     */
    default Tensor sumTo(Shape shape) {
        Arguments.requireGiven("sumTo", "shape", shape);
        Shape from = self().shape();
        if (from.equals(shape)) {
            return self();
        }
        if (!shape.broadcastsTo(from)) {
            throw new ShapeMismatchException(
                    "sumTo: " + shape + " does not broadcast to " + from + ", so " + from + " cannot be summed to it");
        }
        int[] repeated = shape.repeatedIn(from);
        return (repeated.length == 0 ? self() : sum(repeated)).reshape(shape);
    }

    /**
     * The mean: y = Σ x / n, NaN of nothing; ∂y/∂x = 1/n.
     *
     * @param axes which; none for all
     * @return the mean
     */
    default Tensor mean(int... axes) {
        int[] reduced = self().shape().axes("mean", axes);
        long count = 1;
        for (int axis : reduced) {
            count *= self().shape().dim(axis);
        }
        return sum(reduced).div((double) count);
    }

    /**
     * The mean, with the reduced axes kept at length 1.
     *
     * @param axes which; none for all
     * @return the mean
     */
    default Tensor meanKeeping(int... axes) {
        return keeping(mean(axes), "mean", axes);
    }

    /**
     * The largest: y = max x, NaN if there is one; ∂y/∂x = 1 at the largest, else 0. Those that tie, at a kink, share evenly.
     *
     * @param axes which; none for all
     * @return the largest
     * @throws IllegalArgumentException if there is nothing to choose from
     */
    default Tensor max(int... axes) {
        int[] reduced = self().shape().axes("max", axes);
        Arguments.requireSome("max", self().shape(), reduced);
        return self().apply(new Max(Arguments.list(reduced)));
    }

    /**
     * The largest, with the reduced axes kept at length 1.
     *
     * @param axes which; none for all
     * @return the largest
     */
    default Tensor maxKeeping(int... axes) {
        return keeping(max(axes), "max", axes);
    }

    /**
     * The smallest: y = min x, NaN if there is one; ∂y/∂x = 1 at the smallest, else 0. Those that tie, at a kink, share evenly.
     *
     * @param axes which; none for all
     * @return the smallest
     * @throws IllegalArgumentException if there is nothing to choose from
     */
    default Tensor min(int... axes) {
        int[] reduced = self().shape().axes("min", axes);
        Arguments.requireSome("min", self().shape(), reduced);
        return self().apply(new Min(Arguments.list(reduced)));
    }

    /**
     * The smallest, with the reduced axes kept at length 1.
     *
     * @param axes which; none for all
     * @return the smallest
     */
    default Tensor minKeeping(int... axes) {
        return keeping(min(axes), "min", axes);
    }

    /**
     * The product: y = Π x, 1 of nothing; ∂y/∂xᵢ = the product of the others, also where some are 0, at any order. The factors
     * are taken one after another in row-major order.
     *
     * @param axes which; none for all
     * @return Π x
     */
    default Tensor prod(int... axes) {
        Shape shape = self().shape();
        int[] factors = shape.axes("prod", axes);
        if (factors.length == 1) {
            return self().apply(new Prod(factors[0]));
        }
        // Several axes become one, the last.
        Shape rest = shape.without(factors);
        int count = rest.size() == 0 ? 1 : shape.size() / rest.size();
        return self().permute(DenseMath.orderWithLast(shape.rank(), factors))
                .reshape(rest.followedBy(Shape.of(count)))
                .apply(new Prod(rest.rank()));
    }

    /**
     * The product, with the reduced axes kept at length 1.
     *
     * @param axes which; none for all
     * @return Π x
     */
    default Tensor prodKeeping(int... axes) {
        return keeping(prod(axes), "prod", axes);
    }

    /**
     * The first position of the largest along an axis, or of the first NaN. Plain whole numbers; no gradient flows through them.
     *
     * @param axis which
     * @return the positions, with the axis dropped
     * @throws IllegalArgumentException if there is nothing to choose from
     */
    default IntTensor argMax(int axis) {
        int resolved = self().shape().axis("argMax", axis);
        Arguments.requireSome("argMax", self().shape(), resolved);
        return DenseAlongAxis.argMax(self(), resolved);
    }

    /**
     * The first position of the smallest along an axis, or of the first NaN. Plain whole numbers; no gradient flows through them.
     *
     * @param axis which
     * @return the positions, with the axis dropped
     * @throws IllegalArgumentException if there is nothing to choose from
     */
    default IntTensor argMin(int axis) {
        int resolved = self().shape().axis("argMin", axis);
        Arguments.requireSome("argMin", self().shape(), resolved);
        return DenseAlongAxis.argMax(self().stopGradient().neg(), resolved);
    }

    /**
     * The logarithm of the sum of exponentials: y = ln Σ eˣ, without overflow; −∞ of nothing and where every x is −∞; ∂y/∂x =
     * e^(x − y), the softmax.
     *
     * @param axes which; none for all
     * @return ln Σ eˣ
     */
    default Tensor logSumExp(int... axes) {
        return self().apply(new LogSumExp(axes("logSumExp", axes)));
    }

    /**
     * The logarithm of the sum of exponentials, with the reduced axes kept at length 1.
     *
     * @param axes which; none for all
     * @return ln Σ eˣ
     */
    default Tensor logSumExpKeeping(int... axes) {
        return keeping(logSumExp(axes), "logSumExp", axes);
    }

    /**
     * Probabilities: yᵢ = e^xᵢ / Σ e^x along an axis, without overflow; ∂yᵢ/∂xⱼ = yᵢ(δᵢⱼ − yⱼ).
     *
     * @param axis which
     * @return numbers from 0 to 1 whose sum along the axis is 1
     */
    default Tensor softmax(int axis) {
        return self().apply(new Softmax(self().shape().axis("softmax", axis)));
    }

    /**
     * Logarithms of probabilities: yᵢ = xᵢ − ln Σ e^x along an axis, accurate where {@code softmax(axis).log()} is −∞; ∂yᵢ/∂xⱼ =
     * δᵢⱼ − e^yⱼ.
     *
     * @param axis which
     * @return numbers up to 0
     */
    default Tensor logSoftmax(int axis) {
        return self().apply(new LogSoftmax(self().shape().axis("logSoftmax", axis)));
    }
}
