package io.autodiff.tensor;

import io.autodiff.internal.kernel.UnaryFunction;

/**
 * Functions of one number, applied to every element. The result has the shape and dtype of the input. NaN in gives NaN
 * out. Values are those of {@link StrictMath}, the same bits on every machine; float32 rounds the double result once.
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
     * The exponential function: y = eˣ; dy/dx = y.
     *
     * @return eˣ
     */
    default Tensor exp() {
        return self().apply(ElementwiseOps.EXP);
    }

    /**
     * The natural logarithm: y = ln x; dy/dx = 1/x. −∞ at 0, NaN below.
     *
     * @return ln x
     */
    default Tensor log() {
        return self().apply(ElementwiseOps.LOG);
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
     * The hyperbolic tangent: y = tanh x; dy/dx = 1 − y². The slope has an absolute error of a few units in the last place
     * of 1, so that beyond |x| = 19, where y rounds to ±1, it is 0.
     *
     * @return tanh x
     */
    default Tensor tanh() {
        return self().apply(ElementwiseOps.TANH);
    }

    /**
     * The logistic function: y = 1 / (1 + e⁻ˣ), without overflow for any x; dy/dx = y(1 − y), whose relative accuracy is
     * lost where y rounds to 1, beyond x = 37.
     *
     * @return σ(x)
     */
    default Tensor sigmoid() {
        return self().apply(ElementwiseOps.SIGMOID);
    }

    /**
     * The rectifier: y = max(x, 0); dy/dx = 1 for x &gt; 0, 0 for x &lt; 0, and 0 at the kink x = 0.
     *
     * @return max(x, 0)
     */
    default Tensor relu() {
        return self().apply(ElementwiseOps.RELU);
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
     * 1 where x &gt; 0, else 0: plain numbers, through which no gradient flows.
     *
     * @return the slope of relu
     */
    default Tensor step() {
        return DenseMath.map(UnaryFunction.STEP, self());
    }
}
