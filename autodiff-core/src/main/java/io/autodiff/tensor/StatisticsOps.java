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
        /** What changes no number when it is added, not even a zero of either sign. */
        private static final double NOTHING = -0.0;

        private static final Fusion SQUARE_OF_DEVIATION =
                Fusion.of(in -> in.get(0).sub(in.get(1)).square());
        private static final Fusion SCALED_DEVIATION =
                Fusion.of(in -> in.get(0).sub(in.get(1)).mul(in.get(2)));

        /** (((v + 0) − mean v) − y·mean(v·y))·r: + 0, because in the kernel of rows a zero has no sign. */
        private static final Fusion MOVED = Fusion.of(in ->
                in.get(0).add(0).sub(in.get(1)).sub(in.get(2).mul(in.get(3))).mul(in.get(4)));

        @Override
        public Tensor forward(Tensor x) {
            return x instanceof DenseTensor dense && isOfRows(x)
                    ? DenseRows.normalize(dense, number(x, 1), number(x, NOTHING), epsilon, rows(x))
                    : definition(x);
        }

        /** What {@link #forward} gives, bit for bit, for any axes. */
        Tensor definition(Tensor x) {
            Tensor mean = mean(x);
            return SCALED_DEVIATION.apply(List.of(x, mean, factor(x, mean)));
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return jacobian(x, y);
        }

        @Override
        public Tensor tangent(Tensor x, Tensor y, Tensor dx) {
            return jacobian(x, y).apply(dx);
        }

        /** v ↦ J·v. Of plain numbers x is kept and y is not, which is made again where v is to be differentiated. */
        private Pullback jacobian(Tensor x, Tensor y) {
            if (x instanceof DenseTensor dense && isOfRows(x)) {
                DenseTensor rows = DenseMath.contiguous(dense);
                DenseRows.Statistics statistics = statistics(rows);
                return v -> v instanceof DenseTensor along
                        ? DenseRows.normalizeGradient(rows, statistics, number(x, 1), along)
                        : product(forward(rows), statistics.factor(), v);
            }
            Tensor factor = factor(x, mean(x));
            return v -> product(y, factor, v);
        }

        /** J·v for any axes, and for tensors that are differentiated themselves; with the bits of the kernel of rows. */
        Tensor product(Tensor y, Tensor factor, Tensor v) {
            return MOVED.apply(List.of(v, mean(v), y, mean(v.mul(y)), factor));
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
        Tensor factor(Tensor x, Tensor mean) {
            return mean(SQUARE_OF_DEVIATION.apply(List.of(x, mean)))
                    .add(epsilon)
                    .rsqrt();
        }
    }

    /**
     * y = z·γ + β, where z is the {@link LayerNorm} of x, and γ and β have the shape of what is normalized together. Then ∂L/∂x is that of
     * z, from g·γ, and ∂L/∂γ = Σ g·z and ∂L/∂β = Σ g over all that is normalized apart.
     */
    record ScaledLayerNorm(double epsilon, List<Integer> axes) implements JointOp {
        private LayerNorm norm() {
            return new LayerNorm(epsilon, axes);
        }

        @Override
        public Tensor forward(List<Tensor> inputs) {
            Tensor x = inputs.get(0);
            return x instanceof DenseTensor dense && norm().isOfRows(x)
                    ? DenseRows.normalize(
                            dense,
                            DenseTensor.of(inputs.get(1)),
                            DenseTensor.of(inputs.get(2)),
                            epsilon,
                            norm().rows(x))
                    : definition(inputs);
        }

        /** What {@link #forward} gives, bit for bit, for any axes. */
        Tensor definition(List<Tensor> inputs) {
            Tensor x = inputs.get(0);
            return norm().definition(x).mul(repeat(inputs.get(1), x)).add(repeat(inputs.get(2), x));
        }

        @Override
        public List<Pullback> pullbacks(List<Integer> wanted, List<Tensor> inputs, Tensor y) {
            return wanted.equals(List.of(2))
                    ? List.of(this::sumTogether)
                    : Together.pullbacks(wanted.size(), g -> gradients(wanted, inputs, g));
        }

        /** Without axes along which it is summed, a gradient −0 stays what it is: not so in the kernel of rows, where every sum begins with 0. */
        private List<Tensor> gradients(List<Integer> wanted, List<Tensor> inputs, Tensor g) {
            return inputs.get(0) instanceof DenseTensor x
                            && inputs.get(1) instanceof DenseTensor scale
                            && g instanceof DenseTensor along
                            && norm().isOfRows(x)
                            && norm().apart(x).length > 0
                    ? gradientsOfRows(wanted, DenseMath.contiguous(x), scale, DenseMath.contiguous(along))
                    : products(wanted, inputs, g);
        }

        private List<Tensor> gradientsOfRows(List<Integer> wanted, DenseTensor x, DenseTensor scale, DenseTensor g) {
            DenseRows.Statistics statistics = norm().statistics(x);
            List<Tensor> ofParameters = wanted.contains(1)
                    ? DenseRows.normalizeParameterGradients(x, statistics, g, scale.shape())
                    : List.of();
            List<Tensor> gradients = new ArrayList<>();
            for (int i : wanted) {
                gradients.add(
                        switch (i) {
                            case 0 -> DenseRows.normalizeGradient(x, statistics, scale, g);
                            case 1 -> ofParameters.get(0);
                            default -> wanted.contains(1) ? ofParameters.get(1) : sumTogether(g);
                        });
            }
            return gradients;
        }

        /** What the kernels of rows give, bit for bit, for any axes, and for tensors that are differentiated themselves. */
        List<Tensor> products(List<Integer> wanted, List<Tensor> inputs, Tensor g) {
            Tensor x = inputs.get(0);
            Tensor z = x.apply(norm());
            List<Tensor> gradients = new ArrayList<>();
            for (int i : wanted) {
                gradients.add(
                        switch (i) {
                            case 0 -> norm().pullback(x, z).apply(g.times(repeat(inputs.get(1), x)));
                            case 1 -> sumTogether(g.times(z));
                            default -> sumTogether(g);
                        });
            }
            return gradients;
        }

        @Override
        public Tensor tangent(List<Tensor> inputs, Tensor y, List<@Nullable Tensor> tangents) {
            Tensor x = inputs.get(0);
            Tensor dx = tangents.get(0);
            Tensor dScale = tangents.get(1);
            Tensor dOffset = tangents.get(2);
            List<Tensor> shares = new ArrayList<>();
            if (dx != null || dScale != null) {
                Tensor z = x.apply(norm());
                if (dx != null) {
                    shares.add(norm().tangent(x, z, dx).times(repeat(inputs.get(1), x)));
                }
                if (dScale != null) {
                    shares.add(repeat(dScale, x).times(z));
                }
            }
            if (dOffset != null) {
                shares.add(repeat(dOffset, x));
            }
            return shares.stream().reduce(Tensor::add).orElse(y.constantLike(0));
        }

        /** Numbers for what is normalized together, for each time that it is. */
        private Tensor repeat(Tensor numbers, Tensor x) {
            return numbers.reshape(x.shape().keeping(norm().apart(x))).broadcastTo(x.shape());
        }

        /** The transpose of {@link #repeat}. */
        private Tensor sumTogether(Tensor v) {
            int[] apart = norm().apart(v);
            return apart.length == 0 ? v : v.sum(apart);
        }
    }
}
