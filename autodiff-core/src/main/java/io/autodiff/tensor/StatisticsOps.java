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
            Tensor scale = DenseMath.map(UnaryFunction.BINADE, DenseRows.max(magnitude, array(axes)));
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

    /**
     * y = (x − m)·r along axes, where m is the mean and r = 1/√(v + ε) with the variance v. Then ∂L/∂x = r·(g − mean g − y·mean(g·y)): the
     * Jacobian is symmetric, so both modes are the same product.
     */
    record LayerNorm(double epsilon, List<Integer> axes) implements UnaryOp {
        private static final Fusion SQUARE_OF_DEVIATION =
                Fusion.of(in -> in.get(0).sub(in.get(1)).square());
        private static final Fusion SCALED_DEVIATION =
                Fusion.of(in -> in.get(0).sub(in.get(1)).mul(in.get(2)));
        private static final Fusion MOVED = Fusion.of(
                in -> in.get(0).sub(in.get(1)).sub(in.get(2).mul(in.get(3))).mul(in.get(4)));

        @Override
        public Tensor forward(Tensor x) {
            return x instanceof DenseTensor dense && isOfRows(x)
                    ? DenseRows.normalizeRows(dense, epsilon, rows(x))
                    : definition(x);
        }

        /** What {@link #forward} gives, bit for bit, for any axes. */
        Tensor definition(Tensor x) {
            Tensor mean = mean(x);
            return SCALED_DEVIATION.apply(List.of(x, mean, scale(x, mean)));
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            Tensor scale = scale(x);
            return g -> move(y, scale, g);
        }

        @Override
        public Tensor tangent(Tensor x, Tensor y, Tensor dx) {
            return move(y, scale(x), dx);
        }

        private Tensor move(Tensor y, Tensor scale, Tensor v) {
            return y instanceof DenseTensor out
                            && scale instanceof DenseTensor r
                            && v instanceof DenseTensor along
                            && isOfRows(y)
                    ? DenseRows.normalizeRowsGradient(out, r, along, rows(y))
                    : product(y, scale, v);
        }

        /** What {@link #move} gives, bit for bit, for any axes, and for tensors that are differentiated themselves. */
        Tensor product(Tensor y, Tensor scale, Tensor v) {
            return MOVED.apply(List.of(v, mean(v), y, mean(v.mul(y)), scale));
        }

        /** Whether there is something to normalize, and it lies in rows. */
        private boolean isOfRows(Tensor x) {
            return x.size() > 0 && ReductionOps.areLast(axes, x);
        }

        private int rows(Tensor x) {
            int rows = 1;
            for (int axis = 0; axis < axes.get(0); axis++) {
                rows *= x.size(axis);
            }
            return rows;
        }

        Tensor mean(Tensor x) {
            return x.meanKeeping(array(axes));
        }

        /** r = 1/√(v + ε), one for all that is normalized together. */
        private Tensor scale(Tensor x) {
            return x instanceof DenseTensor dense && isOfRows(x)
                    ? DenseRows.rowScales(dense, epsilon, x.shape().keeping(array(axes)))
                    : scale(x, mean(x));
        }

        /** What {@link #scale(Tensor)} gives, bit for bit. */
        Tensor scale(Tensor x, Tensor mean) {
            return mean(SQUARE_OF_DEVIATION.apply(List.of(x, mean)))
                    .add(epsilon)
                    .rsqrt();
        }
    }
}
