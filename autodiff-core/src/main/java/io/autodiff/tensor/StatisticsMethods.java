package io.autodiff.tensor;

import io.autodiff.shape.Shape;
import io.autodiff.shape.ShapeMismatchException;
import io.autodiff.tensor.StatisticsOps.LayerNorm;
import io.autodiff.tensor.StatisticsOps.Norm;
import io.autodiff.tensor.StatisticsOps.ScaledLayerNorm;
import java.util.List;

/**
 * How spread and how large numbers are: reductions of axes to one number. Without axes they reduce all of them. A reduced
 * axis is dropped, or kept at length 1 by the methods named {@code …Keeping}. An axis may be negative: −1 is the last.
 *
 * <p>Every method throws {@link IllegalArgumentException} if there is no such axis or one is named twice.
 */
public sealed interface StatisticsMethods permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    private Tensor keeping(Tensor reduced, String name, int... axes) {
        Shape shape = self().shape();
        return reduced.reshape(shape.keeping(shape.axes(name, axes)));
    }

    /**
     * The variance: y = Σ (x − m)² / n, where m is the mean; ∂y/∂x = 2(x − m)/n. Computed in two passes, and exactly 0 for equal numbers; NaN
     * of nothing.
     *
     * @param axes which; none for all
     * @return the variance
     */
    default Tensor variance(int... axes) {
        return varianceDdof(0, axes);
    }

    /**
     * The variance, with the reduced axes kept at length 1.
     *
     * @param axes which; none for all
     * @return the variance
     */
    default Tensor varianceKeeping(int... axes) {
        return keeping(variance(axes), "varianceKeeping", axes);
    }

    /**
     * The variance with other degrees of freedom: y = Σ (x − m)² / (n − ddof). With ddof = 1 it is the unbiased estimate from a sample. As
     * in NumPy, NaN or ∞ if n ≤ ddof.
     *
     * @param ddof the degrees of freedom that were used up, 0 or more
     * @param axes which; none for all
     * @return the variance
     * @throws IllegalArgumentException if ddof is negative
     */
    default Tensor varianceDdof(int ddof, int... axes) {
        double freedom = freedom("variance", ddof, axes);
        return deviations(axes).square().sum(axes).div(freedom);
    }

    /**
     * The standard deviation: y = √variance; ∂y/∂x = (x − m)/(n·y), and 0 at the kink, where all numbers are equal.
     *
     * @param axes which; none for all
     * @return the standard deviation
     */
    default Tensor std(int... axes) {
        return stdDdof(0, axes);
    }

    /**
     * The standard deviation, with the reduced axes kept at length 1.
     *
     * @param axes which; none for all
     * @return the standard deviation
     */
    default Tensor stdKeeping(int... axes) {
        return keeping(std(axes), "stdKeeping", axes);
    }

    /**
     * The standard deviation with other degrees of freedom: the root of {@link #varianceDdof}. Composed of {@link #norm}, from which it
     * has its kink.
     *
     * @param ddof the degrees of freedom that were used up, 0 or more
     * @param axes which; none for all
     * @return the standard deviation
     * @throws IllegalArgumentException if ddof is negative
     */
    default Tensor stdDdof(int ddof, int... axes) {
        double freedom = freedom("std", ddof, axes);
        return deviations(axes).norm(axes).div(Math.sqrt(freedom));
    }

    /** x − m. The plain middle that is taken away first rounds to exactly x where all x are equal. */
    private Tensor deviations(int... axes) {
        Tensor plain = self().stopGradient();
        Tensor nearly = plain.meanKeeping(axes);
        Tensor middle = nearly.add(plain.sub(nearly).meanKeeping(axes));
        Tensor shifted = self().sub(middle);
        return shifted.sub(shifted.meanKeeping(axes));
    }

    private double freedom(String name, int ddof, int... axes) {
        if (ddof < 0) {
            throw new IllegalArgumentException(name + ": ddof = " + ddof
                    + " is negative; it says how many degrees of freedom are used up, 0 or 1 as a rule");
        }
        double count = 1;
        for (int axis : self().shape().axes(name, axes)) {
            count *= self().shape().dim(axis);
        }
        return Math.max(count - ddof, 0);
    }

    /**
     * Numbers along axes with mean 0 and variance 1: z = (x − m)/√(v + ε), where m is their mean and v their variance, which divides by
     * their number; ∂L/∂x = (g − mean g − z·mean(g·z))/√(v + ε).
     *
     * @param epsilon ε, added to the variance so that equal numbers give 0; above 0, for example 1e-5
     * @param axes which; none for all
     * @return z, of the same shape
     * @throws IllegalArgumentException if ε is not above 0
     */
    default Tensor layerNorm(double epsilon, int... axes) {
        LayerNorm norm = layerNormAlong(epsilon, axes);
        return self().size() == 0 ? self() : self().apply(norm);
    }

    /**
     * A layer normalization (J. Ba et al., 2016): y = z·γ + β, where z is {@link #layerNorm(double, int...)}; ∂L/∂x is that of z, from
     * g·γ, and ∂L/∂γ = Σ g·z, ∂L/∂β = Σ g over all that is normalized apart. As one op it writes down no z and no g·γ.
     *
     * @param scale γ, a number for each place in what is normalized together: of shape [4] for axis −1 of a tensor of shape [2, 3, 4]
     * @param offset β, of the same shape
     * @param epsilon ε, added to the variance; above 0, for example 1e-5
     * @param axes which; none for all
     * @return y, of the shape of this tensor
     * @throws ShapeMismatchException if γ or β has another shape
     * @throws IllegalArgumentException if ε is not above 0, or γ or β is of another dtype
     */
    default Tensor layerNorm(Tensor scale, Tensor offset, double epsilon, int... axes) {
        LayerNorm norm = layerNormAlong(epsilon, axes);
        Shape together = self().shape().without(norm.apart(self()));
        Arguments.requireGiven("layerNorm", "scale", scale);
        Arguments.requireGiven("layerNorm", "offset", offset);
        requireTogether("a scale", scale, together);
        requireTogether("an offset", offset, together);
        return Tensor.apply(new ScaledLayerNorm(epsilon, norm.axes()), List.of(self(), scale, offset));
    }

    private void requireTogether(String name, Tensor given, Shape together) {
        Engine.requireSameKind("layerNorm", self(), given);
        if (!given.shape().equals(together)) {
            throw new ShapeMismatchException(
                    "layerNorm: " + name + " of shape " + given.shape() + " for numbers of shape "
                            + self().shape() + ", of which " + together
                            + " are normalized together; it has to have that shape, one number for each place");
        }
    }

    private LayerNorm layerNormAlong(double epsilon, int... axes) {
        if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "layerNorm: epsilon = " + epsilon
                            + " is not a number above 0; it keeps the quotient finite where all numbers are equal, 1e-5 as a rule");
        }
        return new LayerNorm(epsilon, Arguments.list(self().shape().axes("layerNorm", axes)));
    }

    /**
     * The Euclidean norm: y = √(Σ x²), without overflow; ∂y/∂x = x/y, and 0 at the kink, where all x are 0.
     *
     * @param axes which; none for all
     * @return the length
     */
    default Tensor norm(int... axes) {
        return self().apply(new Norm(2, Arguments.list(self().shape().axes("norm", axes))));
    }

    /**
     * The Euclidean norm, with the reduced axes kept at length 1.
     *
     * @param axes which; none for all
     * @return the length
     */
    default Tensor normKeeping(int... axes) {
        return keeping(norm(axes), "normKeeping", axes);
    }

    /**
     * The sum of magnitudes: y = Σ |x|; ∂y/∂x = sign x, and 0 at the kinks, where x = 0.
     *
     * @param axes which; none for all
     * @return the 1-norm
     */
    default Tensor norm1(int... axes) {
        return self().abs().sum(axes);
    }

    /**
     * The largest magnitude: y = max |x|; ∂y/∂x = sign x at the largest, else 0. Those that tie, at a kink, share evenly; 0 where all x are
     * 0.
     *
     * @param axes which; none for all
     * @return the ∞-norm
     * @throws IllegalArgumentException if there is nothing to choose from
     */
    default Tensor normInf(int... axes) {
        Arguments.requireSome("normInf", self().shape(), self().shape().axes("normInf", axes));
        return self().abs().max(axes);
    }

    /**
     * The p-norm: y = (Σ |x|ᵖ)^(1/p), without overflow; ∂y/∂x = sign x · (|x|/y)ᵖ⁻¹, and 0 at the kink, where all x are 0. For p = 1, 2 and
     * ∞ it is {@link #norm1}, {@link #norm} and {@link #normInf}.
     *
     * @param p from 1 to ∞
     * @param axes which; none for all
     * @return the p-norm
     * @throws IllegalArgumentException if p is below 1 or NaN
     */
    default Tensor normP(double p, int... axes) {
        if (!(p >= 1)) {
            throw new IllegalArgumentException("normP: p = " + p + " is not from 1 to ∞, and only there it is a norm; "
                    + "x.abs().pow(p).sum().pow(1 / p) computes the same for any p");
        }
        if (p == 1) {
            return norm1(axes);
        }
        if (p == Double.POSITIVE_INFINITY) {
            return normInf(axes);
        }
        return self().apply(new Norm(p, Arguments.list(self().shape().axes("normP", axes))));
    }
}
