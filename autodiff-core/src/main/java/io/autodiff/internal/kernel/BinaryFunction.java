package io.autodiff.internal.kernel;

import java.util.function.DoubleBinaryOperator;

/**
 * The functions of two numbers that kernels apply to every pair of elements. Float kernels round the double result
 * once, which for the four basic operations is the float operation itself.
 */
public enum BinaryFunction {
    ADD((a, b) -> a + b),
    SUB((a, b) -> a - b),
    MUL((a, b) -> a * b),
    DIV((a, b) -> a / b),
    POW(StrictMath::pow),
    MAXIMUM(Math::max),
    /** The share of a in the slope of max(a, b): 1 where a is larger, ½ in a tie, else 0; NaN if either is NaN. */
    MAXIMUM_SHARE((a, b) -> a > b ? 1 : a == b ? 0.5 : a < b ? 0 : Double.NaN),
    /** The slope of max(a, bound) for a fixed bound: 1 above it, else 0; NaN if either is NaN. */
    ABOVE((a, bound) -> a > bound ? 1 : a <= bound ? 0 : Double.NaN),
    /** g · s, except that a gradient of exactly zero absorbs: 0 · NaN = 0 and 0 · ∞ = 0. */
    GRADIENT_PRODUCT((g, s) -> g == 0 ? 0 : g * s),
    /** u · g of two gradients: a zero on either side absorbs. */
    PRODUCT_OF_GRADIENTS((u, g) -> u == 0 || g == 0 ? 0 : u * g),
    /** ln(eᵃ + eᵇ), by the exponential of a number that is never positive, so that nothing overflows. */
    LOG_ADD_EXP(BinaryFunction::logAddExp);

    private static final double LN_2 = 0x1.62e42fefa39efp-1;

    private final DoubleBinaryOperator definition;

    BinaryFunction(DoubleBinaryOperator definition) {
        this.definition = definition;
    }

    /**
     * The value of the function.
     *
     * @param a any number
     * @param b any number
     * @return f(a, b)
     */
    public double apply(double a, double b) {
        return definition.applyAsDouble(a, b);
    }

    private static double logAddExp(double a, double b) {
        if (a == b) {
            return a + LN_2; // also where both are infinite and have no difference
        }
        return Math.max(a, b) + StrictMath.log1p(StrictMath.exp(-Math.abs(a - b)));
    }
}
