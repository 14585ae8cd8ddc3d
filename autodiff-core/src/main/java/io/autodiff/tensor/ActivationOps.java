package io.autodiff.tensor;

import static io.autodiff.tensor.ElementwiseOps.fromBoth;
import static io.autodiff.tensor.ElementwiseOps.fromInput;

import io.autodiff.internal.kernel.BinaryFunction;
import io.autodiff.internal.kernel.UnaryFunction;

/**
 * The activations of neural networks: y = f(x), and dy/dx. A slope that cannot be written in other functions without losing the
 * digits of its tail is a function of its own, and the slope of that one, the curve, is a formula below.
 */
final class ActivationOps {
    private static final double SQRT_8_BY_PI = 1.5957691216057308;
    private static final double CUBIC = 0.044715;

    /*
     * Beyond these |x| the curves are exactly 0, so that they may as well be computed from an x that is no larger: a product of 0
     * and an infinite power of x would be NaN.
     */
    private static final double FAR = 750;
    private static final double NORMAL_FAR = 40;

    private ActivationOps() {}

    // spotless:off
    static final UnaryOp SIGMOID         = fromBoth (UnaryFunction.SIGMOID,         (x, y) -> x.apply(sigmoidSlope(y)));
    static final UnaryOp LOG_SIGMOID     = fromInput(UnaryFunction.LOG_SIGMOID,     x -> x.neg().sigmoid());
    static final UnaryOp SOFTPLUS        = fromInput(UnaryFunction.SOFTPLUS,        x -> x.sigmoid());
    static final UnaryOp SOFTSIGN        = fromInput(UnaryFunction.SOFTSIGN,        x -> x.abs().add(1).reciprocal().square());
    static final UnaryOp RELU            = fromInput(UnaryFunction.RELU,            x -> x.step());
    static final UnaryOp SILU_SLOPE      = fromInput(UnaryFunction.SILU_SLOPE,      x -> siluCurve(x.clamp(-FAR, FAR)));
    static final UnaryOp SILU            = fromInput(UnaryFunction.SILU,            x -> x.apply(SILU_SLOPE));
    static final UnaryOp MISH_SLOPE      = fromInput(UnaryFunction.MISH_SLOPE,      x -> mishCurve(x.clamp(-FAR, FAR)));
    static final UnaryOp MISH            = fromInput(UnaryFunction.MISH,            x -> x.apply(MISH_SLOPE));
    static final UnaryOp NORMAL_DENSITY  = fromBoth (UnaryFunction.NORMAL_DENSITY,  (x, y) -> x.mul(y).neg());
    static final UnaryOp GELU_SLOPE      = fromInput(UnaryFunction.GELU_SLOPE,      x -> geluCurve(x.clamp(-NORMAL_FAR, NORMAL_FAR)));
    static final UnaryOp GELU            = fromInput(UnaryFunction.GELU,            x -> x.apply(GELU_SLOPE));
    static final UnaryOp GELU_TANH_SLOPE = fromInput(UnaryFunction.GELU_TANH_SLOPE, x -> geluTanhCurve(x.clamp(-NORMAL_FAR, NORMAL_FAR)));
    static final UnaryOp GELU_TANH       = fromInput(UnaryFunction.GELU_TANH,       x -> x.apply(GELU_TANH_SLOPE));
    static final UnaryOp HARD_SWISH      = fromInput(UnaryFunction.HARD_SWISH,      x -> hardSwishSlope(x));
    // spotless:on

    /** s = σ(x)·σ(−x) where y = σ(x) is known. Then ds/dx = −s·tanh(x/2). */
    static UnaryOp sigmoidSlope(Tensor y) {
        return new KnownOutput(
                BinaryFunction.SIGMOID_SLOPE,
                y.stopGradient(),
                (x, s) -> s.mul(x.mul(0.5).tanh()).neg());
    }

    private static Tensor slopeOfSigmoid(Tensor x) {
        return x.apply(sigmoidSlope(x.sigmoid()));
    }

    /** f = x·σ. Then f″ = 2σ′ + x·σ″ = σ′·(2 − x·tanh(x/2)). */
    private static Tensor siluCurve(Tensor x) {
        Tensor bracket = x.mul(x.mul(0.5).tanh()).neg().add(2);
        return slopeOfSigmoid(x).mul(bracket);
    }

    /**
     * f = x·t, where t = tanh(ln(1 + eˣ)). With s = σ(x) and r = σ(−x) = 1/(1 + eˣ): t = (1 − r²)/(1 + r²), and 1 − r² = s·(1 + r).
     * Then t′ = 4s·r²/(1 + r²)² and t″ = t′·(r − 2t·s), so that f″ = 2t′ + x·t″ = t′·(2 + x·(r − 2t·s)).
     */
    private static Tensor mishCurve(Tensor x) {
        Tensor s = x.sigmoid();
        Tensor r = x.neg().sigmoid();
        Tensor square = r.square();
        Tensor d = square.add(1);
        Tensor t = r.add(1).mul(s).div(d);
        Tensor bracket = r.sub(t.mul(s).mul(2)).mul(x).add(2);
        return s.mul(4).div(d.square()).mul(bracket).mul(r).mul(r); // r² comes last: far out it may be subnormal
    }

    /** f = x·Φ, where Φ′ = φ and φ′ = −x·φ. Then f″ = φ·(2 − x²). */
    private static Tensor geluCurve(Tensor x) {
        return x.apply(NORMAL_DENSITY).mul(x.square().neg().add(2));
    }

    /** f = x·σ(u), where u = √(8/π)·(x + 0.044715·x³). Then f″ = σ′(u)·(2u′ + x·u″ − x·u′²·tanh(u/2)). */
    private static Tensor geluTanhCurve(Tensor x) {
        Tensor square = x.square();
        Tensor u = square.mul(CUBIC).add(1).mul(x).mul(SQRT_8_BY_PI);
        Tensor du = square.mul(3 * CUBIC).add(1).mul(SQRT_8_BY_PI);
        Tensor ddu = x.mul(6 * CUBIC * SQRT_8_BY_PI);
        Tensor bracket = ddu.sub(du.square().mul(u.mul(0.5).tanh())).mul(x).add(du.mul(2));
        return slopeOfSigmoid(u).mul(bracket);
    }

    /** x/3 + ½ between −3 and 3; at them, the kinks, the slope nearest to 0: that of the outer side. */
    private static Tensor hardSwishSlope(Tensor x) {
        Tensor inner = x.div(3).add(0.5);
        Tensor above = Tensor.where(x.greaterEqual(3), x.constantLike(1), inner);
        return Tensor.where(x.lessEqual(-3), x.constantLike(0), above);
    }

    /** y = x above 0, else c·x. Then dy/dx = 1 above 0, c below, and at 0 the one of all slopes between that is nearest to 0. */
    record LeakyRelu(double slope) implements UnaryOp {
        @Override
        public Tensor forward(Tensor x) {
            return DenseMath.zip(BinaryFunction.LEAKY_RELU, x, slope);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return g -> g.times(slopeAt(x));
        }

        @Override
        public Tensor tangent(Tensor x, Tensor y, Tensor dx) {
            return dx.times(slopeAt(x));
        }

        private Tensor slopeAt(Tensor x) {
            return DenseMath.zip(BinaryFunction.LEAKY_RELU_SLOPE, x, slope);
        }
    }

    /** y = x above 0, else α·(eˣ − 1). Then dy/dx is {@link EluSlope}. */
    record Elu(double alpha) implements UnaryOp {
        @Override
        public Tensor forward(Tensor x) {
            return DenseMath.zip(BinaryFunction.ELU, x, alpha);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return g -> g.times(x.apply(new EluSlope(alpha)));
        }

        @Override
        public Tensor tangent(Tensor x, Tensor y, Tensor dx) {
            return dx.times(x.apply(new EluSlope(alpha)));
        }
    }

    /** s = 1 above 0, α·eˣ below, and at 0 the one of all slopes between that is nearest to 0. Then ds/dx is {@link EluCurve}. */
    record EluSlope(double alpha) implements UnaryOp {
        @Override
        public Tensor forward(Tensor x) {
            return DenseMath.zip(BinaryFunction.ELU_SLOPE, x, alpha);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor s) {
            return g -> g.times(x.apply(new EluCurve(alpha)));
        }

        @Override
        public Tensor tangent(Tensor x, Tensor s, Tensor dx) {
            return dx.times(x.apply(new EluCurve(alpha)));
        }
    }

    /** c = 0 from 0 on, α·eˣ below. Then dc/dx = c. */
    record EluCurve(double alpha) implements UnaryOp {
        @Override
        public Tensor forward(Tensor x) {
            return DenseMath.zip(BinaryFunction.ELU_CURVE, x, alpha);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor c) {
            return g -> g.times(c);
        }

        @Override
        public Tensor tangent(Tensor x, Tensor c, Tensor dx) {
            return dx.times(c);
        }
    }

    /** y = x above 0, else α·(e^(x/α) − 1). Then dy/dx = e^(min(x, 0)/α), without a kink. */
    record Celu(double alpha) implements UnaryOp {
        @Override
        public Tensor forward(Tensor x) {
            return DenseMath.zip(BinaryFunction.CELU, x, alpha);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return g -> g.times(slope(x));
        }

        @Override
        public Tensor tangent(Tensor x, Tensor y, Tensor dx) {
            return dx.times(slope(x));
        }

        private Tensor slope(Tensor x) {
            return x.minimum(0).div(alpha).exp();
        }
    }
}
