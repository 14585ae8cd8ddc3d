package io.autodiff.tensor;

import io.autodiff.internal.kernel.UnaryFunction;
import io.autodiff.tensor.ElementwiseOp.FromInput;
import io.autodiff.tensor.ElementwiseOp.FromOutput;
import java.util.function.UnaryOperator;

/** Functions of one number applied to every element: y = f(x), and dy/dx in terms of x or of y. */
final class ElementwiseOps {
    private ElementwiseOps() {}

    // spotless:off
    static final UnaryOp NEG        = fromInput (UnaryFunction.NEG,        x -> x.constantLike(-1));
    static final UnaryOp ABS        = fromInput (UnaryFunction.ABS,        x -> x.sign());
    static final UnaryOp SQUARE     = fromInput (UnaryFunction.SQUARE,     x -> x.mul(2));
    static final UnaryOp SQRT       = fromOutput(UnaryFunction.SQRT,       y -> y.reciprocal().mul(0.5));
    static final UnaryOp RECIPROCAL = fromOutput(UnaryFunction.RECIPROCAL, y -> y.square().neg());
    static final UnaryOp EXP        = fromOutput(UnaryFunction.EXP,        y -> y);
    static final UnaryOp LOG        = fromInput (UnaryFunction.LOG,        x -> x.reciprocal());
    static final UnaryOp SIN        = fromInput (UnaryFunction.SIN,        x -> x.cos());
    static final UnaryOp COS        = fromInput (UnaryFunction.COS,        x -> x.sin().neg());
    static final UnaryOp TANH       = fromOutput(UnaryFunction.TANH,       y -> y.square().oneMinus());
    static final UnaryOp SIGMOID    = fromOutput(UnaryFunction.SIGMOID,    y -> y.mul(y.oneMinus()));
    static final UnaryOp RELU       = fromInput (UnaryFunction.RELU,       x -> x.step());
    // spotless:on

    static UnaryOp fromInput(UnaryFunction f, UnaryOperator<Tensor> slope) {
        return new FromInput(f, slope);
    }

    static UnaryOp fromOutput(UnaryFunction f, UnaryOperator<Tensor> slope) {
        return new FromOutput(f, slope);
    }
}
