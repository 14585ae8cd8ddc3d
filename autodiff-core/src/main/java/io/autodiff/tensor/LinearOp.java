package io.autodiff.tensor;

/** A linear op, f(αu + v) = α·f(u) + f(v). Its tangent is the op itself, and its pullback is its transpose. */
public interface LinearOp extends UnaryOp {
    @Override
    default Tensor tangent(Tensor x, Tensor y, Tensor dx) {
        return dx.apply(this);
    }
}
