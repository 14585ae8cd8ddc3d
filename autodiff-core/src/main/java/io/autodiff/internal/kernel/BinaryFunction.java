package io.autodiff.internal.kernel;

import java.util.function.DoubleBinaryOperator;

/**
 * The functions of two numbers that kernels apply to every pair of elements, each with a definition for doubles. Some have one for
 * floats too; of the others float kernels round the double result once, which for the four basic operations is the float operation
 * itself.
 */
public enum BinaryFunction {
    ADD((a, b) -> a + b),
    SUB((a, b) -> a - b),
    MUL((a, b) -> a * b),
    DIV((a, b) -> a / b),
    POW(StrictMath::pow),
    MAXIMUM(Math::max),
    MINIMUM(Math::min),
    /** The share of a in the slope of max(a, b), and of b in that of min(a, b): 1 where a is larger, ½ in a tie, else 0. */
    MAXIMUM_SHARE((a, b) -> a > b ? 1 : a == b ? 0.5 : a < b ? 0 : Double.NaN),
    /** The slope of max(a, bound) for a fixed bound: 1 above it, else 0; NaN if either is NaN. A bound of −∞ is none. */
    ABOVE((a, bound) -> a > bound || a == bound && bound == Double.NEGATIVE_INFINITY ? 1 : a <= bound ? 0 : Double.NaN),
    /** The slope of min(a, bound) for a fixed bound: 1 below it, else 0; NaN if either is NaN. A bound of ∞ is none. */
    BELOW((a, bound) -> a < bound || a == bound && bound == Double.POSITIVE_INFINITY ? 1 : a >= bound ? 0 : Double.NaN),
    /** g · s, except that a gradient of exactly zero absorbs: 0 · NaN = 0 and 0 · ∞ = 0. */
    GRADIENT_PRODUCT((g, s) -> g == 0 ? 0 : g * s),
    /** u · g of two gradients: a zero on either side absorbs. */
    PRODUCT_OF_GRADIENTS((u, g) -> u == 0 || g == 0 ? 0 : u * g),

    ATAN2(StrictMath::atan2),
    /** a / (a² + b²), and 0 at (0, 0). */
    INVERSION(PairFunctions::inversion),
    HYPOT(PairFunctions::hypot),
    /** a / √(a² + b²), and 0 at (0, 0). */
    DIRECTION(PairFunctions::direction),
    LOG_ADD_EXP(PairFunctions::logAddExp),
    XLOGY(PairFunctions::xlogy),

    /** The slope of tanh at a, where b = tanh a is known. */
    TANH_SLOPE(ActivationFunctions::tanhSlope, ActivationFunctions::tanhSlope),
    /** The slope of sigmoid at a, where b = σ(a) is known. */
    SIGMOID_SLOPE(ActivationFunctions::sigmoidSlope, ActivationFunctions::sigmoidSlope),
    LEAKY_RELU(ActivationFunctions::leakyRelu),
    LEAKY_RELU_SLOPE(ActivationFunctions::leakyReluSlope),
    ELU(ActivationFunctions::elu, ActivationFunctions::elu),
    ELU_SLOPE(ActivationFunctions::eluSlope),
    ELU_CURVE(ActivationFunctions::eluCurve),
    CELU(ActivationFunctions::celu);

    private final DoubleBinaryOperator definition;
    private final FloatPairFunction ofFloats;

    BinaryFunction(DoubleBinaryOperator definition) {
        this(definition, (a, b) -> (float) definition.applyAsDouble(a, b));
    }

    BinaryFunction(DoubleBinaryOperator definition, FloatPairFunction ofFloats) {
        this.definition = definition;
        this.ofFloats = ofFloats;
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

    /**
     * The value of the function.
     *
     * @param a any number
     * @param b any number
     * @return f(a, b)
     */
    public float apply(float a, float b) {
        return ofFloats.apply(a, b);
    }
}
