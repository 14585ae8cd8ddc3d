package io.autodiff.tensor;

/** A product: linear in each input while the other is held. Its tangent is the product rule, dy = f(da, b) + f(a, db). */
public interface BilinearOp extends BinaryOp {
    @Override
    default Tensor leftTangent(Tensor a, Tensor b, Tensor y, Tensor da) {
        return da.apply(this, b);
    }

    @Override
    default Tensor rightTangent(Tensor a, Tensor b, Tensor y, Tensor db) {
        return a.apply(this, db);
    }
}
