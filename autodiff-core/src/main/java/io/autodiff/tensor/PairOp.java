package io.autodiff.tensor;

import io.autodiff.internal.kernel.BinaryFunction;
import java.util.function.BinaryOperator;

/** A function of two numbers applied to every pair of elements: y = f(a, b), with ∂y/∂a and ∂y/∂b in terms of a and b. */
record PairOp(BinaryFunction function, BinaryOperator<Tensor> leftSlope, BinaryOperator<Tensor> rightSlope)
        implements BinaryOp {
    @Override
    public String name() {
        return ElementwiseOp.camelCase(function);
    }

    @Override
    public Tensor forward(Tensor a, Tensor b) {
        return DenseMath.zip(function, a, b);
    }

    @Override
    public Pullback left(Tensor a, Tensor b, Tensor y) {
        return g -> g.times(leftSlope.apply(a, b));
    }

    @Override
    public Pullback right(Tensor a, Tensor b, Tensor y) {
        return g -> g.times(rightSlope.apply(a, b));
    }

    @Override
    public Tensor leftTangent(Tensor a, Tensor b, Tensor y, Tensor da) {
        return da.times(leftSlope.apply(a, b));
    }

    @Override
    public Tensor rightTangent(Tensor a, Tensor b, Tensor y, Tensor db) {
        return db.times(rightSlope.apply(a, b));
    }

    @Override
    public String toString() {
        return name();
    }
}
