package io.autodiff.tensor;

import static io.autodiff.tensor.ReductionOps.array;
import static io.autodiff.tensor.ReductionOps.repeat;

import io.autodiff.internal.kernel.UnaryFunction;
import io.autodiff.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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
        /** What changes no number when it is added, not even a zero of either sign. */
        private static final double NOTHING = -0.0;

        private static final Fusion MOVED = Fusion.of(
                in -> in.get(0).sub(in.get(1)).sub(in.get(2).mul(in.get(3))).mul(in.get(4)));

        @Override
        public Tensor forward(Tensor x) {
            return x instanceof DenseTensor dense && isOfRows(x)
                    ? DenseRows.normalize(dense, number(x, 1), number(x, NOTHING), epsilon, rows(x))
                    : definition(x);
        }

        /** What {@link #forward} gives, bit for bit, for any axes. */
        Tensor definition(Tensor x) {
            Tensor mean = mean(x);
            return SCALED_DEVIATION.apply(List.of(x, mean, scale(x, mean)));
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return product(x, y);
        }

        @Override
        public Tensor tangent(Tensor x, Tensor y, Tensor dx) {
            return product(x, y).apply(dx);
        }

        /** v ↦ J·v. */
        private Pullback product(Tensor x, Tensor y) {
            if (x instanceof DenseTensor dense && isOfRows(x)) {
                DenseRows.Statistics statistics = statistics(dense);
                return v -> v instanceof DenseTensor along
                        ? DenseRows.normalizeGradient(dense, statistics, number(x, 1), along)
                        : product(forward(x), statistics.scale(), v);
            }
            Tensor scale = scale(x, mean(x));
            return v -> product(y, scale, v);
        }

        /** J·v for any axes, and for tensors that are differentiated themselves; with the bits of the kernel of rows. */
        Tensor product(Tensor y, Tensor scale, Tensor v) {
            return MOVED.apply(List.of(v, mean(v), y, mean(v.mul(y)), scale));
        }

        DenseRows.Statistics statistics(DenseTensor x) {
            return DenseRows.statistics(x, epsilon, x.shape().keeping(array(axes)));
        }

        private static DenseTensor number(Tensor x, double value) {
            return DenseTensor.constant(value, Shape.of(), x.dtype());
        }

        /** Whether there is something to normalize, and it lies in rows. */
        boolean isOfRows(Tensor x) {
            return x.size() > 0 && ReductionOps.areLast(axes, x);
        }

        int rows(Tensor x) {
            return x.shape().keeping(array(axes)).size();
        }

        /** The axes along which nothing is normalized. */
        int[] apart(Tensor x) {
            return IntStream.range(0, x.rank())
                    .filter(axis -> !axes.contains(axis))
                    .toArray();
        }

        Tensor mean(Tensor x) {
            return x.meanKeeping(array(axes));
        }

        /** r = 1/√(v + ε), one for all that is normalized together. */
        Tensor scale(Tensor x, Tensor mean) {
            return mean(SQUARE_OF_DEVIATION.apply(List.of(x, mean)))
                    .add(epsilon)
                    .rsqrt();
        }
    }

    /**
     * y = z·γ + β, where z is the {@link LayerNorm} of x, and γ and β have the shape of what is normalized together. Then ∂L/∂x is that of
     * z, from g·γ, and ∂L/∂γ = Σ g·z and ∂L/∂β = Σ g over all that is normalized apart.
     */
    record ScaledLayerNorm(LayerNorm norm) implements JointOp {
        @Override
        public Tensor forward(List<Tensor> inputs) {
            Tensor x = inputs.get(0);
            return x instanceof DenseTensor dense && norm.isOfRows(x)
                    ? DenseRows.normalize(
                            dense,
                            DenseTensor.of(inputs.get(1)),
                            DenseTensor.of(inputs.get(2)),
                            norm.epsilon(),
                            norm.rows(x))
                    : definition(inputs);
        }

        /** What {@link #forward} gives, bit for bit, for any axes. */
        Tensor definition(List<Tensor> inputs) {
            Tensor x = inputs.get(0);
            return norm.definition(x).mul(repeat(inputs.get(1), x)).add(repeat(inputs.get(2), x));
        }

        @Override
        public List<Pullback> pullbacks(List<Integer> wanted, List<Tensor> inputs, Tensor y) {
            return Together.pullbacks(wanted.size(), g -> gradients(wanted, inputs, g));
        }

        private List<Tensor> gradients(List<Integer> wanted, List<Tensor> inputs, Tensor g) {
            return inputs.get(0) instanceof DenseTensor x
                            && inputs.get(1) instanceof DenseTensor scale
                            && g instanceof DenseTensor along
                            && norm.isOfRows(x)
                            && norm.apart(x).length > 0
                    ? gradientsOfRows(wanted, x, scale, along)
                    : products(wanted, inputs, g);
        }

        private List<Tensor> gradientsOfRows(List<Integer> wanted, DenseTensor x, DenseTensor scale, DenseTensor g) {
            DenseRows.Statistics statistics = norm.statistics(x);
            List<Tensor> gradients = new ArrayList<>();
            if (wanted.contains(0)) {
                gradients.add(DenseRows.normalizeGradient(x, statistics, scale, g));
            }
            if (wanted.contains(1) || wanted.contains(2)) {
                List<Tensor> both = DenseRows.normalizeParameterGradients(x, statistics, g, scale.shape());
                wanted.stream().filter(i -> i > 0).forEach(i -> gradients.add(both.get(i - 1)));
            }
            return gradients;
        }

        /** What the kernels of rows give, bit for bit, for any axes, and for tensors that are differentiated themselves. */
        List<Tensor> products(List<Integer> wanted, List<Tensor> inputs, Tensor g) {
            return wanted.stream().map(i -> product(i, inputs, g)).toList();
        }

        private Tensor product(int i, List<Tensor> inputs, Tensor g) {
            Tensor x = inputs.get(0);
            return switch (i) {
                case 0 -> norm.pullback(x, x.apply(norm)).apply(g.mul(repeat(inputs.get(1), x)));
                case 1 -> sumTogether(g.times(x.apply(norm)));
                default -> sumTogether(g);
            };
        }

        @Override
        public Tensor tangent(List<Tensor> inputs, Tensor y, List<@Nullable Tensor> tangents) {
            Tensor x = inputs.get(0);
            Tensor dx = tangents.get(0);
            Tensor dScale = tangents.get(1);
            Tensor dOffset = tangents.get(2);
            List<Tensor> shares = new ArrayList<>();
            if (dx != null) {
                shares.add(norm.tangent(x, x.apply(norm), dx).mul(repeat(inputs.get(1), x)));
            }
            if (dScale != null) {
                shares.add(repeat(dScale, x).mul(x.apply(norm)));
            }
            if (dOffset != null) {
                shares.add(repeat(dOffset, x));
            }
            return shares.stream().reduce(Tensor::add).orElse(y.constantLike(0));
        }

        /** Numbers for what is normalized together, for each time that it is. */
        private Tensor repeat(Tensor numbers, Tensor x) {
            return numbers.reshape(x.shape().keeping(norm.apart(x))).broadcastTo(x.shape());
        }

        /** The transpose of {@link #repeat}. */
        private Tensor sumTogether(Tensor v) {
            int[] apart = norm.apart(v);
            return apart.length == 0 ? v : v.sum(apart);
        }
    }
}
