package io.autodiff.tensor;

import io.autodiff.internal.kernel.BinaryFunction;
import io.autodiff.internal.kernel.UnaryFunction;
import io.autodiff.tensor.ElementwiseOp.FromBoth;
import io.autodiff.tensor.ElementwiseOp.FromInput;
import io.autodiff.tensor.ElementwiseOp.FromOutput;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Functions of one number applied to every element: y = f(x), and dy/dx in terms of x, of y, or of both. A slope s that has a pole
 * or a long tail is a function of its own, with ds/dx in terms of x and s.
 */
final class ElementwiseOps {
    private static final double LN_2 = 0.6931471805599453;
    private static final double LOG2_E = 1.4426950408889634;
    private static final double LOG10_E = 0.4342944819032518;
    private static final double TWO_BY_SQRT_PI = 1.1283791670955126;

    /** Beyond ±it e^(−x²) is 0, and 0·∞ would be NaN. */
    private static final double FAR = 40;

    private ElementwiseOps() {}

    // spotless:off
    static final UnaryOp NEG         = fromInput (UnaryFunction.NEG,         x -> x.constantLike(-1));
    static final UnaryOp ABS         = fromInput (UnaryFunction.ABS,         x -> x.sign());
    static final UnaryOp SQUARE      = fromInput (UnaryFunction.SQUARE,      x -> x.mul(2));
    static final UnaryOp SQRT        = fromOutput(UnaryFunction.SQRT,        y -> y.reciprocal().mul(0.5));
    static final UnaryOp RECIPROCAL  = fromOutput(UnaryFunction.RECIPROCAL,  y -> y.square().neg());
    static final UnaryOp RSQRT       = fromOutput(UnaryFunction.RSQRT,       y -> y.square().mul(y.mul(-0.5)));

    static final UnaryOp EXP         = fromOutput(UnaryFunction.EXP,         y -> y);
    static final UnaryOp EXP2        = fromOutput(UnaryFunction.EXP2,        y -> y.mul(LN_2));
    static final UnaryOp EXPM1       = fromInput (UnaryFunction.EXPM1,       x -> x.exp());
    static final UnaryOp LOG_SLOPE   = fromOutput(UnaryFunction.LOG_SLOPE,   s -> s.square().neg());
    static final UnaryOp LOG         = fromInput (UnaryFunction.LOG,         x -> x.apply(LOG_SLOPE));
    static final UnaryOp LOG2        = fromInput (UnaryFunction.LOG2,        x -> x.apply(LOG_SLOPE).mul(LOG2_E));
    static final UnaryOp LOG10       = fromInput (UnaryFunction.LOG10,       x -> x.apply(LOG_SLOPE).mul(LOG10_E));
    static final UnaryOp LOG1P       = fromInput (UnaryFunction.LOG1P,       x -> x.add(1).apply(LOG_SLOPE));

    static final UnaryOp SIN         = fromInput (UnaryFunction.SIN,         x -> x.cos());
    static final UnaryOp COS         = fromInput (UnaryFunction.COS,         x -> x.sin().neg());
    static final UnaryOp TAN         = fromOutput(UnaryFunction.TAN,         y -> y.square().add(1));
    static final UnaryOp ASIN_SLOPE  = fromBoth  (UnaryFunction.ASIN_SLOPE,  (x, s) -> x.mul(s.square().mul(s)));
    static final UnaryOp ASIN        = fromInput (UnaryFunction.ASIN,        x -> x.apply(ASIN_SLOPE));
    static final UnaryOp ACOS        = fromInput (UnaryFunction.ACOS,        x -> x.apply(ASIN_SLOPE).neg());
    static final UnaryOp ATAN_SLOPE  = fromBoth  (UnaryFunction.ATAN_SLOPE,  (x, s) -> s.times(x).mul(s).mul(-2));
    static final UnaryOp ATAN        = fromInput (UnaryFunction.ATAN,        x -> x.apply(ATAN_SLOPE));

    static final UnaryOp SINH        = fromInput (UnaryFunction.SINH,        x -> x.cosh());
    static final UnaryOp COSH        = fromInput (UnaryFunction.COSH,        x -> x.sinh());
    static final UnaryOp TANH        = fromBoth  (UnaryFunction.TANH,        (x, y) -> x.apply(tanhSlope(y)));
    static final UnaryOp ASINH_SLOPE = fromBoth  (UnaryFunction.ASINH_SLOPE, (x, s) -> s.times(x).mul(s.square()).neg());
    static final UnaryOp ASINH       = fromInput (UnaryFunction.ASINH,       x -> x.apply(ASINH_SLOPE));
    static final UnaryOp ACOSH_SLOPE = fromBoth  (UnaryFunction.ACOSH_SLOPE, (x, s) -> acoshCurve(x, s));
    static final UnaryOp ACOSH       = fromInput (UnaryFunction.ACOSH,       x -> x.apply(ACOSH_SLOPE));
    static final UnaryOp ATANH_SLOPE = fromBoth  (UnaryFunction.ATANH_SLOPE, (x, s) -> x.mul(s.square()).mul(2));
    static final UnaryOp ATANH       = fromInput (UnaryFunction.ATANH,       x -> x.apply(ATANH_SLOPE));

    static final UnaryOp GAUSSIAN    = fromBoth  (UnaryFunction.GAUSSIAN,    (x, y) -> y.mul(x.clamp(-FAR, FAR)).mul(-2));
    static final UnaryOp ERF         = fromInput (UnaryFunction.ERF,         x -> x.apply(GAUSSIAN).mul(TWO_BY_SQRT_PI));
    static final UnaryOp ERFC        = fromInput (UnaryFunction.ERFC,        x -> x.apply(GAUSSIAN).mul(-TWO_BY_SQRT_PI));
    // spotless:on

    /** s = sech² x where y = tanh x is known. Then ds/dx = −2·s·tanh x. */
    static UnaryOp tanhSlope(Tensor y) {
        return new KnownOutput(
                BinaryFunction.TANH_SLOPE,
                y.stopGradient(),
                (x, s) -> s.mul(x.tanh()).mul(-2));
    }

    /**
     * s = (x − 1)^−½·(x + 1)^−½. Then ds/dx = −½·s·(1/(x − 1) + 1/(x + 1)), the derivatives of which are sums without a cancellation, at
     * the pole x = 1 too.
     */
    private static Tensor acoshCurve(Tensor x, Tensor s) {
        Tensor poles = x.sub(1).reciprocal().add(x.add(1).reciprocal());
        return s.mul(poles).mul(-0.5);
    }

    static UnaryOp fromInput(UnaryFunction f, UnaryOperator<Tensor> slope) {
        return new FromInput(f, slope, Fusion.gradient(in -> in.get(0).times(slope.apply(in.get(1)))));
    }

    static UnaryOp fromOutput(UnaryFunction f, UnaryOperator<Tensor> slope) {
        return new FromOutput(f, slope, Fusion.gradient(in -> in.get(0).times(slope.apply(in.get(1)))));
    }

    static UnaryOp fromBoth(UnaryFunction f, BinaryOperator<Tensor> slope) {
        return new FromBoth(f, slope, Fusion.gradient(in -> in.get(0).times(slope.apply(in.get(1), in.get(2)))));
    }
}
