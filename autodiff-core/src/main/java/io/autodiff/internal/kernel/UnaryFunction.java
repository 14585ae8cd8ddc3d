package io.autodiff.internal.kernel;

import java.util.function.DoubleUnaryOperator;

/**
 * The functions of one number that kernels apply to every element. Float kernels round the double result once.
 *
 * <p>Only exact IEEE operations and {@link StrictMath} are used, because the bits of {@code Math.exp} and its like may
 * differ between machines.
 */
public enum UnaryFunction {
    NEG(x -> -x),
    ABS(Math::abs),
    /** The slope of |x|: −1, 0 or 1; NaN for NaN. */
    SIGN(Math::signum),
    SQUARE(x -> x * x),
    SQRT(Math::sqrt),
    RECIPROCAL(x -> 1 / x),
    EXP(Exponential::exp),
    LOG(StrictMath::log),
    SIN(StrictMath::sin),
    COS(StrictMath::cos),
    TANH(StrictMath::tanh),
    SIGMOID(UnaryFunction::sigmoid),
    RELU(x -> Math.max(x, 0)),
    /** The slope of relu: 0 up to and including 0, then 1; NaN for NaN. */
    STEP(x -> x > 0 ? 1 : x <= 0 ? 0 : x),
    /** The power of two at or below |x|: dividing by it is exact and leaves a number from 1 to 2. 1 for 0 and ∞; NaN for NaN. */
    BINADE(UnaryFunction::binade);

    private final DoubleUnaryOperator definition;

    UnaryFunction(DoubleUnaryOperator definition) {
        this.definition = definition;
    }

    /**
     * The value of the function.
     *
     * @param x any number
     * @return f(x)
     */
    public double apply(double x) {
        return definition.applyAsDouble(x);
    }

    /** 1 / (1 + e⁻ˣ), by the exponential of a number that is never positive, so that nothing overflows. */
    private static double sigmoid(double x) {
        double e = Exponential.exp(-Math.abs(x));
        return x >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    private static double binade(double x) {
        if (x == 0 || Double.isInfinite(x)) {
            return 1;
        }
        return Double.isNaN(x) ? x : Math.scalb(1.0, Math.max(Math.getExponent(x), Double.MIN_EXPONENT));
    }
}
