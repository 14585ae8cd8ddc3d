package io.autodiff.tensor;

import io.autodiff.internal.kernel.BinaryFunction;
import java.util.function.BinaryOperator;

/**
 * The slope s(x) of a function whose value y at x is known: s = f(x, y), element by element. It is a function of x alone; y, plain
 * numbers, only saves the work of computing it again. The slope of the slope, ds/dx, is in terms of x and s.
 */
record KnownOutput(BinaryFunction function, Tensor y, BinaryOperator<Tensor> slope) implements UnaryOp {
    @Override
    public String name() {
        return ElementwiseOp.camelCase(function);
    }

    @Override
    public Tensor forward(Tensor x) {
        return DenseMath.zip(function, x, y);
    }

    @Override
    public Pullback pullback(Tensor x, Tensor s) {
        return g -> g.times(slope.apply(x, s));
    }

    @Override
    public Tensor tangent(Tensor x, Tensor s, Tensor dx) {
        return dx.times(slope.apply(x, s));
    }

    @Override
    public String toString() {
        return name();
    }
}
