package io.autodiff.tensor;

import io.autodiff.internal.kernel.UnaryFunction;
import io.autodiff.tensor.ActivationOps.Celu;
import io.autodiff.tensor.ActivationOps.Elu;
import io.autodiff.tensor.ActivationOps.LeakyRelu;

/**
 * The activations of neural networks, of every element. The result has the shape and dtype of the input. NaN in gives NaN out.
 * Values and slopes keep their relative accuracy, a few units in the last place, however small they are, except near a zero that
 * lies between larger numbers; nothing overflows, and at ±∞ both are the limit.
 *
 * <p>At a kink the slope is the one nearest to 0 of all that lie between those of both sides.
 */
public sealed interface ActivationMethods permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * The logistic function: y = σ(x) = 1 / (1 + e⁻ˣ); dy/dx = y(1 − y) = σ(x)·σ(−x).
     *
     * @return σ(x)
     */
    default Tensor sigmoid() {
        return self().apply(ActivationOps.SIGMOID);
    }

    /**
     * The logarithm of the logistic function: y = ln σ(x) = −ln(1 + e⁻ˣ); dy/dx = σ(−x).
     *
     * @return ln σ(x)
     */
    default Tensor logSigmoid() {
        return self().apply(ActivationOps.LOG_SIGMOID);
    }

    /**
     * The smooth rectifier: y = ln(1 + eˣ); dy/dx = σ(x).
     *
     * @return ln(1 + eˣ)
     */
    default Tensor softplus() {
        return self().apply(ActivationOps.SOFTPLUS);
    }

    /**
     * The smooth sign: y = x / (1 + |x|); dy/dx = 1 / (1 + |x|)². Its second derivative has a kink at 0, and is 0 there.
     *
     * @return x / (1 + |x|)
     */
    default Tensor softsign() {
        return self().apply(ActivationOps.SOFTSIGN);
    }

    /**
     * The rectifier: y = max(x, 0); dy/dx = 1 for x &gt; 0, 0 for x &lt; 0, and 0 at the kink x = 0.
     *
     * @return max(x, 0)
     */
    default Tensor relu() {
        return self().apply(ActivationOps.RELU);
    }

    /**
     * The rectifier clipped at 6: y = min(max(x, 0), 6); dy/dx = 1 between 0 and 6, else 0, and 0 at the kinks 0 and 6.
     *
     * @return min(max(x, 0), 6)
     */
    default Tensor relu6() {
        return self().clamp(0, 6);
    }

    /**
     * The leaky rectifier: y = x above 0, else c·x; dy/dx = 1 above 0, c below, and at the kink 0 the nearest to 0 of all slopes from
     * c to 1: c if it is between 0 and 1.
     *
     * @param slope c
     * @return max(x, 0) + c·min(x, 0)
     */
    default Tensor leakyRelu(double slope) {
        return self().apply(new LeakyRelu(slope));
    }

    /**
     * The exponential linear unit: y = x above 0, else α·(eˣ − 1); dy/dx = 1 above 0, α·eˣ below. At 0 that is 1 for α = 1; else 0 is a
     * kink, and the slope the nearest to 0 of all from α to 1.
     *
     * @param alpha α, 1 by convention
     * @return elu(x)
     */
    default Tensor elu(double alpha) {
        return self().apply(new Elu(alpha));
    }

    /**
     * The self-normalizing exponential linear unit: y = λ·elu(x) with λ = 1.0507… and α = 1.6732…; dy/dx = λ above 0, λα·eˣ below,
     * and λ at the kink 0.
     *
     * @return selu(x)
     */
    default Tensor selu() {
        return elu(1.6732632423543772).mul(1.0507009873554805);
    }

    /**
     * The continuously differentiable exponential linear unit: y = x above 0, else α·(e^(x/α) − 1); dy/dx = 1 from 0 on, e^(x/α)
     * below, where the rounding of x/α costs up to |x/α| units in the last place.
     *
     * @param alpha α, positive
     * @return celu(x)
     * @throws IllegalArgumentException if α is not positive
     */
    default Tensor celu(double alpha) {
        if (!(alpha > 0)) {
            throw new IllegalArgumentException("celu: alpha is " + alpha + ", but it has to be positive; 1 is usual");
        }
        return self().apply(new Celu(alpha));
    }

    /**
     * The sigmoid linear unit, also called swish: y = x·σ(x); dy/dx = σ(x)·(1 + x·σ(−x)).
     *
     * @return x·σ(x)
     */
    default Tensor silu() {
        return self().apply(ActivationOps.SILU);
    }

    /**
     * y = x·tanh(ln(1 + eˣ)); dy/dx = t + x·(1 − t²)·σ(x), where t is the tanh.
     *
     * @return x·tanh(softplus(x))
     */
    default Tensor mish() {
        return self().apply(ActivationOps.MISH);
    }

    /**
     * The Gaussian error linear unit: y = x·Φ(x) = ½·x·(1 + erf(x/√2)); dy/dx = Φ(x) + x·φ(x), where Φ is the normal distribution and
     * φ its density.
     *
     * @return x·Φ(x)
     */
    default Tensor gelu() {
        return self().apply(ActivationOps.GELU);
    }

    /**
     * The approximation of {@link #gelu} by tanh: y = ½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))), with its own slope.
     *
     * @return gelu(x), within about 5·10⁻⁴
     */
    default Tensor geluTanh() {
        return self().apply(ActivationOps.GELU_TANH);
    }

    /**
     * The piecewise linear sigmoid: y = min(max(x + 3, 0), 6) / 6; dy/dx = 1/6 between −3 and 3, else 0, and 0 at the kinks ±3.
     *
     * @return a number from 0 to 1
     */
    default Tensor hardSigmoid() {
        return self().add(3).clamp(0, 6).div(6);
    }

    /**
     * The piecewise swish: y = x·hardSigmoid(x); dy/dx = x/3 + ½ between −3 and 3, 0 below, 1 above. Of the kinks, −3 has slope 0 and 3
     * has slope 1.
     *
     * @return x·hardSigmoid(x)
     */
    default Tensor hardSwish() {
        return self().apply(ActivationOps.HARD_SWISH);
    }

    /**
     * The piecewise linear tanh: y = min(max(x, −1), 1); dy/dx = 1 between −1 and 1, else 0, and 0 at the kinks ±1.
     *
     * @return min(max(x, −1), 1)
     */
    default Tensor hardTanh() {
        return self().clamp(-1, 1);
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
