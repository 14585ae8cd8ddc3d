package org.example.cube;

import io.autodiff.tensor.Pullback;
import io.autodiff.tensor.Tensor;
import io.autodiff.tensor.UnaryOp;

/** y = x³; dy/dx = 3x². */
public record Cube() implements UnaryOp {
    @Override
    public Tensor forward(Tensor x) {
        return x.mul(x).mul(x);
    }

    @Override
    public Pullback pullback(Tensor x, Tensor y) {
        return g -> g.times(x.square().mul(3));
    }
}
