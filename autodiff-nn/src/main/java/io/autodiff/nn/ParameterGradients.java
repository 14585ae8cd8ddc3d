package io.autodiff.nn;

import static io.autodiff.nn.Arguments.given;

import io.autodiff.tensor.DType;
import io.autodiff.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A gradient for each of several parameters. Immutable; every change gives a new one.
 *
 * <p>The parameters have an order, that in which their pass first used them, and everything here goes by it. So threads can
 * compute the gradients of parts of a batch, and the sum, added in a fixed order, has the same bits every time.
 */
public final class ParameterGradients {
    /** Added to the norm before dividing by it, as in the published training run. */
    private static final double TINY = 1e-6;

    private final Map<Parameter, Tensor> byParameter; // ordered; parameters are equal by identity

    private ParameterGradients(Map<Parameter, Tensor> byParameter) {
        this.byParameter = Collections.unmodifiableMap(byParameter);
    }

    /**
     * Gradients that were computed in one's own way, for example by {@code grad}.
     *
     * @param gradients ∂L/∂p for each parameter p, of its shape and dtype, in the order of the map
     * @return the gradients
     * @throws IllegalArgumentException if a shape or a dtype differs
     */
    public static ParameterGradients from(Map<Parameter, Tensor> gradients) {
        given("gradients", "gradients", gradients).forEach((parameter, gradient) -> {
            given("gradients", "parameter", parameter);
            Parameter.requireLike(() -> "gradient of parameter " + parameter, parameter, gradient);
        });
        return new ParameterGradients(new LinkedHashMap<>(gradients));
    }

    /**
     * The parameters that have a gradient here.
     *
     * @return an immutable list, in order
     */
    public List<Parameter> parameters() {
        return List.copyOf(byParameter.keySet());
    }

    /**
     * ∂L/∂p.
     *
     * @param parameter p
     * @return the gradient, of p's shape and dtype
     * @throws IllegalArgumentException if there is none
     */
    public Tensor of(Parameter parameter) {
        Tensor gradient = byParameter.get(given("gradients", "parameter", parameter));
        if (gradient == null) {
            throw new IllegalArgumentException("there is no gradient of parameter " + parameter
                    + ": it was not used in the pass that these gradients come from, only " + parameters()
                    + "; bind it with pass.of(…)");
        }
        return gradient;
    }

    /**
     * The sum of two gradients, parameter by parameter: g + h. A parameter that one of them does not have counts as zero there.
     *
     * @param that h
     * @return the sums, for this one's parameters first
     */
    public ParameterGradients add(ParameterGradients that) {
        Map<Parameter, Tensor> sums = new LinkedHashMap<>(byParameter);
        given("add", "that", that)
                .byParameter
                .forEach((parameter, gradient) -> sums.merge(parameter, gradient, Tensor::add));
        return new ParameterGradients(sums);
    }

    /**
     * Every gradient times a number: c·g.
     *
     * @param factor c
     * @return the products
     */
    public ParameterGradients scale(double factor) {
        return map(gradient -> gradient.mul(factor));
    }

    /**
     * The length of all gradients, seen as one vector: ‖g‖ = √Σ gᵢ², over all numbers of all parameters.
     *
     * @return the norm; infinite or NaN if a gradient is, or infinite if it is larger than any number
     */
    public double globalNorm() {
        // Squares of numbers scaled by a power of two neither overflow nor vanish, and that scaling rounds nothing.
        double largest = largest();
        if (largest == 0 || !Double.isFinite(largest)) {
            return largest;
        }
        int exponent = Math.max(Math.getExponent(largest), Double.MIN_EXPONENT);
        double sum = 0;
        for (Tensor gradient : byParameter.values()) {
            sum += gradient.to(DType.FLOAT64)
                    .div(Math.scalb(1.0, exponent))
                    .square()
                    .sum()
                    .item();
        }
        return Math.scalb(Math.sqrt(sum), exponent);
    }

    private double largest() {
        double largest = 0;
        for (Tensor gradient : byParameter.values()) {
            if (gradient.size() > 0) {
                largest = Math.max(largest, gradient.abs().max().item());
            }
        }
        return largest;
    }

    /**
     * Shortens the gradients, all by the same factor, so that their norm is at most a bound: r·g where r = max/(‖g‖ + 10⁻⁶) if
     * that is below 1, else g. Numbers that are not finite are not repaired.
     *
     * @param max the bound, finite and above 0
     * @return these gradients if they are short enough
     * @throws IllegalArgumentException if the bound is not finite or not above 0
     */
    public ParameterGradients clipByGlobalNorm(double max) {
        double rate = requireBound("clipByGlobalNorm", max) / (globalNorm() + TINY);
        return rate < 1 ? scale(rate) : this;
    }

    /** A norm can be held below a bound only if that is a number above 0. */
    static double requireBound(String asked, double max) {
        if (!(max > 0 && max < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    asked + ": the norm cannot be held at " + max + "; give a finite number above 0");
        }
        return max;
    }

    private ParameterGradients map(UnaryOperator<Tensor> change) {
        Map<Parameter, Tensor> changed = new LinkedHashMap<>();
        byParameter.forEach((parameter, gradient) -> changed.put(parameter, change.apply(gradient)));
        return new ParameterGradients(changed);
    }

    /** For example {@code gradients of [weight [2, 10] float64, bias [10] float64]}. */
    @Override
    public String toString() {
        return "gradients of " + parameters();
    }
}
