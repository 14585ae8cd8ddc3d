package io.autodiff.tensor;

import io.autodiff.internal.kernel.UnaryFunction;

/**
 * Functions of one number, applied to every element. The result has the shape and dtype of the input. NaN in gives NaN
 * out. Values are the same bits on every machine, within a unit in the last place or a few of the truth (docs/accuracy.md); float32 rounds
 * the double result once.
 */
public sealed interface ElementwiseMethods permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * The opposite: y = −x; dy/dx = −1.
     *
     * @return −x
     */
    default Tensor neg() {
        return self().apply(ElementwiseOps.NEG);
    }

    /**
     * The absolute value: y = |x|; dy/dx = sign x, and 0 at the kink x = 0.
     *
     * @return |x|
     */
    default Tensor abs() {
        return self().apply(ElementwiseOps.ABS);
    }

    /**
     * The square: y = x²; dy/dx = 2x.
     *
     * @return x²
     */
    default Tensor square() {
        return self().apply(ElementwiseOps.SQUARE);
    }

    /**
     * The square root: y = √x; dy/dx = 1 / (2y), which is ∞ at 0. NaN below 0.
     *
     * @return √x
     */
    default Tensor sqrt() {
        return self().apply(ElementwiseOps.SQRT);
    }

    /**
     * The reciprocal: y = 1/x; dy/dx = −y².
     *
     * @return 1/x
     */
    default Tensor reciprocal() {
        return self().apply(ElementwiseOps.RECIPROCAL);
    }

    /**
     * The reciprocal of the square root: y = 1/√x; dy/dx = −½·y³, which is −∞ at 0. ∞ at 0, NaN below.
     *
     * @return 1/√x
     */
    default Tensor rsqrt() {
        return self().apply(ElementwiseOps.RSQRT);
    }

    /**
     * The exponential function: y = eˣ; dy/dx = y.
     *
     * @return eˣ
     */
    default Tensor exp() {
        return self().apply(ElementwiseOps.EXP);
    }

    /**
     * The power of two: y = 2ˣ, exact for whole x; dy/dx = y·ln 2.
     *
     * @return 2ˣ
     */
    default Tensor exp2() {
        return self().apply(ElementwiseOps.EXP2);
    }

    /**
     * The exponential function less 1: y = eˣ − 1, accurate where eˣ is near 1; dy/dx = eˣ, accurate where y is near −1.
     *
     * @return eˣ − 1
     */
    default Tensor expm1() {
        return self().apply(ElementwiseOps.EXPM1);
    }

    /**
     * The natural logarithm: y = ln x; dy/dx = 1/x. −∞ at 0, NaN below, and so is the slope.
     *
     * @return ln x
     */
    default Tensor log() {
        return self().apply(ElementwiseOps.LOG);
    }

    /**
     * The binary logarithm: y = log₂ x, exact at powers of two; dy/dx = 1 / (x·ln 2). −∞ at 0, NaN below, and so is the slope.
     *
     * @return log₂ x
     */
    default Tensor log2() {
        return self().apply(ElementwiseOps.LOG2);
    }

    /**
     * The decimal logarithm: y = log₁₀ x, exact at powers of ten; dy/dx = 1 / (x·ln 10). −∞ at 0, NaN below, and so is the slope.
     *
     * @return log₁₀ x
     */
    default Tensor log10() {
        return self().apply(ElementwiseOps.LOG10);
    }

    /**
     * The natural logarithm of 1 + x: y = ln(1 + x), accurate where x is near 0; dy/dx = 1 / (1 + x). −∞ at −1, NaN below, and so is the slope.
     *
     * @return ln(1 + x)
     */
    default Tensor log1p() {
        return self().apply(ElementwiseOps.LOG1P);
    }

    /**
     * The sine, of radians: y = sin x; dy/dx = cos x.
     *
     * @return sin x
     */
    default Tensor sin() {
        return self().apply(ElementwiseOps.SIN);
    }

    /**
     * The cosine, of radians: y = cos x; dy/dx = −sin x.
     *
     * @return cos x
     */
    default Tensor cos() {
        return self().apply(ElementwiseOps.COS);
    }

    /**
     * The tangent, of radians: y = tan x; dy/dx = 1 + y².
     *
     * @return tan x
     */
    default Tensor tan() {
        return self().apply(ElementwiseOps.TAN);
    }

    /**
     * The inverse sine: y = arcsin x; dy/dx = 1/√(1 − x²), which is ∞ at ±1. NaN beyond ±1, and so is the slope.
     *
     * @return arcsin x, from −π/2 to π/2
     */
    default Tensor asin() {
        return self().apply(ElementwiseOps.ASIN);
    }

    /**
     * The inverse cosine: y = arccos x; dy/dx = −1/√(1 − x²), which is −∞ at ±1. NaN beyond ±1, and so is the slope.
     *
     * @return arccos x, from 0 to π
     */
    default Tensor acos() {
        return self().apply(ElementwiseOps.ACOS);
    }

    /**
     * The inverse tangent: y = arctan x; dy/dx = 1 / (1 + x²).
     *
     * @return arctan x, from −π/2 to π/2
     */
    default Tensor atan() {
        return self().apply(ElementwiseOps.ATAN);
    }

    /**
     * The hyperbolic sine: y = sinh x; dy/dx = cosh x.
     *
     * @return sinh x
     */
    default Tensor sinh() {
        return self().apply(ElementwiseOps.SINH);
    }

    /**
     * The hyperbolic cosine: y = cosh x; dy/dx = sinh x.
     *
     * @return cosh x
     */
    default Tensor cosh() {
        return self().apply(ElementwiseOps.COSH);
    }

    /**
     * The hyperbolic tangent: y = tanh x; dy/dx = 1 − y² = sech² x, which keeps its relative accuracy, a few units in the last
     * place, where y rounds to ±1 as well.
     *
     * @return tanh x
     */
    default Tensor tanh() {
        return self().apply(ElementwiseOps.TANH);
    }

    /**
     * The inverse hyperbolic sine: y = ln(x + √(1 + x²)), without overflow or cancellation; dy/dx = 1/√(1 + x²).
     *
     * @return arsinh x
     */
    default Tensor asinh() {
        return self().apply(ElementwiseOps.ASINH);
    }

    /**
     * The inverse hyperbolic cosine: y = ln(x + √(x² − 1)), without overflow or cancellation; dy/dx = 1/√(x² − 1), which is ∞ at 1.
     * NaN below 1, and so is the slope.
     *
     * @return arcosh x, from 0
     */
    default Tensor acosh() {
        return self().apply(ElementwiseOps.ACOSH);
    }

    /**
     * The inverse hyperbolic tangent: y = ½·ln((1 + x) / (1 − x)), without cancellation; dy/dx = 1 / (1 − x²). At ±1 both y, ±∞, and
     * the slope, ∞, are infinite. NaN beyond ±1, and so is the slope.
     *
     * @return artanh x
     */
    default Tensor atanh() {
        return self().apply(ElementwiseOps.ATANH);
    }

    /**
     * The error function: y = 2/√π · ∫₀ˣ e^(−t²) dt; dy/dx = 2/√π · e^(−x²). Both keep their relative accuracy everywhere, a few
     * units in the last place.
     *
     * @return erf x
     */
    default Tensor erf() {
        return self().apply(ElementwiseOps.ERF);
    }

    /**
     * The complementary error function: y = 1 − erf x; dy/dx = −2/√π · e^(−x²). Both keep their relative accuracy, a few units in
     * the last place, as long as they are normal numbers, which is up to x = 26.5.
     *
     * @return erfc x
     */
    default Tensor erfc() {
        return self().apply(ElementwiseOps.ERFC);
    }

    /**
     * The complement: 1 − x.
     *
     * @return 1 − x
     */
    default Tensor oneMinus() {
        return self().constantLike(1).sub(self());
    }

    /**
     * The sign, −1, 0 or 1: plain numbers, through which no gradient flows.
     *
     * @return sign x
     */
    default Tensor sign() {
        return DenseMath.map(UnaryFunction.SIGN, self());
    }

    /**
     * The largest whole number that is not above x: plain numbers, through which no gradient flows.
     *
     * @return ⌊x⌋
     */
    default Tensor floor() {
        return DenseMath.map(UnaryFunction.FLOOR, self());
    }

    /**
     * The smallest whole number that is not below x: plain numbers, through which no gradient flows.
     *
     * @return ⌈x⌉
     */
    default Tensor ceil() {
        return DenseMath.map(UnaryFunction.CEIL, self());
    }

    /**
     * The whole number nearest to x, of two equally near ones the even one: plain numbers, through which no gradient flows.
     *
     * @return x, rounded
     */
    default Tensor round() {
        return DenseMath.map(UnaryFunction.ROUND, self());
    }
}
