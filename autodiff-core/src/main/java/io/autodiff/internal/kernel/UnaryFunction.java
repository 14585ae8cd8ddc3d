package io.autodiff.internal.kernel;

import java.util.function.DoubleUnaryOperator;

/**
 * The functions of one number that kernels apply to every element, each with a definition for doubles. Some have one for floats too,
 * which is shorter; of the others float kernels round the double result once.
 *
 * <p>Only exact IEEE operations and {@link StrictMath} are used, because the bits of {@code Math.exp} and its like may
 * differ between machines. A slope is here where its formula would lose digits in the tails or take many passes.
 */
public enum UnaryFunction {
    NEG(x -> -x),
    ABS(Math::abs),
    /** The slope of |x|: −1, 0 or 1; NaN for NaN. */
    SIGN(Math::signum),
    SQUARE(x -> x * x),
    SQRT(Math::sqrt),
    RECIPROCAL(x -> 1 / x),
    RSQRT(x -> 1 / Math.sqrt(x), x -> 1 / (float) Math.sqrt(x)),
    FLOOR(Math::floor),
    CEIL(Math::ceil),
    /** The nearest whole number, of two equally near ones the even one. */
    ROUND(Math::rint),
    /** The power of two at or below |x|: dividing by it is exact and leaves a number from 1 to 2. 1 for 0 and ∞; NaN for NaN. */
    BINADE(UnaryFunction::binade),

    EXP(Exponential::exp, Exponential::exp),
    /** 2ˣ, exact for whole x. */
    EXP2(Exponential::exp2),
    EXPM1(Exponential::expm1, Exponential::expm1),
    LOG(Logarithm::log, Logarithm::log),
    LOG2(InverseFunctions::log2),
    LOG10(StrictMath::log10),
    LOG1P(Logarithm::log1p, Logarithm::log1p),
    /** The slope of ln: 1/x, ∞ at both zeros, and NaN below, where there is no logarithm. */
    LOG_SLOPE(x -> x >= 0 ? 1 / Math.abs(x) : Double.NaN),

    SIN(Sinusoid::sin, Sinusoid::sin),
    COS(Sinusoid::cos, Sinusoid::cos),
    TAN(StrictMath::tan),
    ASIN(StrictMath::asin),
    /** The slope of asin: 1 / √(1 − x²). */
    ASIN_SLOPE(InverseFunctions::asinSlope),
    ACOS(StrictMath::acos),
    ATAN(StrictMath::atan),
    /** The slope of atan: 1 / (1 + x²). */
    ATAN_SLOPE(x -> 1 / Fma.fma(x, x, 1)),
    SINH(Hyperbolic::sinh),
    COSH(Hyperbolic::cosh),
    TANH(Hyperbolic::tanh, Hyperbolic::tanh),
    ASINH(InverseFunctions::asinh),
    /** The slope of asinh: 1 / √(1 + x²). */
    ASINH_SLOPE(InverseFunctions::asinhSlope),
    ACOSH(InverseFunctions::acosh),
    /** The slope of acosh: 1 / √(x² − 1). */
    ACOSH_SLOPE(InverseFunctions::acoshSlope),
    ATANH(InverseFunctions::atanh),
    /** The slope of atanh: 1 / (1 − x²). */
    ATANH_SLOPE(InverseFunctions::atanhSlope),

    ERF(ErrorFunctions::erf, ErrorFunctions::erf),
    ERFC(ErrorFunctions::erfc),
    /** e^(−x²). */
    GAUSSIAN(ErrorFunctions::gaussian, ErrorFunctions::gaussian),
    /** φ(x) = e^(−x²/2) / √(2π). */
    NORMAL_DENSITY(ErrorFunctions::normalDensity, ErrorFunctions::normalDensity),

    SIGMOID(ActivationFunctions::sigmoid, ActivationFunctions::sigmoid),
    LOG_SIGMOID(ActivationFunctions::logSigmoid, ActivationFunctions::logSigmoid),
    SOFTPLUS(ActivationFunctions::softplus, ActivationFunctions::softplus),
    SOFTSIGN(ActivationFunctions::softsign),
    RELU(x -> Math.max(x, 0)),
    /** The slope of relu: 0 up to and including 0, then 1; NaN for NaN. */
    STEP(x -> x > 0 ? 1 : x <= 0 ? 0 : x),
    SILU(ActivationFunctions::silu, ActivationFunctions::silu),
    SILU_SLOPE(ActivationFunctions::siluSlope, ActivationFunctions::siluSlope),
    MISH(ActivationFunctions::mish),
    MISH_SLOPE(ActivationFunctions::mishSlope),
    GELU(ErrorFunctions::gelu, ErrorFunctions::gelu),
    GELU_SLOPE(ErrorFunctions::geluSlope, ErrorFunctions::geluSlope),
    GELU_TANH(ActivationFunctions::geluTanh),
    GELU_TANH_SLOPE(ActivationFunctions::geluTanhSlope),
    HARD_SWISH(ActivationFunctions::hardSwish);

    private final DoubleUnaryOperator definition;
    private final FloatFunction ofFloats;

    UnaryFunction(DoubleUnaryOperator definition) {
        this(definition, x -> (float) definition.applyAsDouble(x));
    }

    UnaryFunction(DoubleUnaryOperator definition, FloatFunction ofFloats) {
        this.definition = definition;
        this.ofFloats = ofFloats;
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

    /**
     * The value of the function.
     *
     * @param x any number
     * @return f(x)
     */
    public float apply(float x) {
        return ofFloats.apply(x);
    }

    private static double binade(double x) {
        if (x == 0 || Double.isInfinite(x)) {
            return 1;
        }
        return Double.isNaN(x) ? x : Math.scalb(1.0, Math.max(Math.getExponent(x), Double.MIN_EXPONENT));
    }
}
