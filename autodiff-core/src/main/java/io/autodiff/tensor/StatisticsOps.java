package io.autodiff.tensor;

import static io.autodiff.tensor.ReductionOps.array;
import static io.autodiff.tensor.ReductionOps.repeat;

import io.autodiff.internal.kernel.UnaryFunction;
import java.util.List;

/** Functions that say with one number how large or how spread numbers are. */
final class StatisticsOps {
    private StatisticsOps() {}

    /**
     * y = (Σ |x|ᵖ)^(1/p) along axes, which are dropped, for 1 &lt; p &lt; ∞. Then ∂y/∂x = u·|u|ᵖ⁻², where u = x/y, and 0 at the kink y = 0.
     */
    record Norm(double p, List<Integer> axes) implements UnaryOp {
        @Override
        public Tensor forward(Tensor x) {
            if (x.size() == 0) {
                return x.sum(array(axes));
            }
            Tensor magnitude = x.abs();
            // Divided by a power of two, which rounds nothing, so that no power of the largest overflows or vanishes.
            Tensor scale = DenseMath.map(UnaryFunction.BINADE, DenseMath.max(magnitude, array(axes)));
            Tensor scaled = magnitude.div(repeat(scale, axes, x.shape()));
            Tensor norm = p == 2
                    ? scaled.square().sum(array(axes)).sqrt()
                    : scaled.pow(p).sum(array(axes)).pow(1 / p);
            return norm.mul(scale);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return g -> repeat(g, axes, x.shape()).times(slope(x, y));
        }

        @Override
        public Tensor tangent(Tensor x, Tensor y, Tensor dx) {
            return dx.times(slope(x, y)).sum(array(axes));
        }

        private Tensor slope(Tensor x, Tensor y) {
            Tensor norm = repeat(y, axes, x.shape());
            Mask kink = norm.equalTo(0);
            Tensor direction =
                    Tensor.where(kink, x.constantLike(0), x).div(Tensor.where(kink, x.constantLike(1), norm));
            // The left factor of times absorbs: 0·|0|ᵖ⁻² = 0 for every p.
            return p == 2 ? direction : direction.times(direction.abs().pow(p - 2));
        }
    }
}
