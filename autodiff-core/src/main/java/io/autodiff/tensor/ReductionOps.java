package io.autodiff.tensor;

import io.autodiff.shape.Shape;
import java.util.List;

/** Functions that reduce axes to one number, and their normalizing relatives, which keep the shape. Axes are in order. */
final class ReductionOps {
    private ReductionOps() {}

    /** Sums along axes and drops them. Its transpose, {@link MovementOps.BroadcastTo}, repeats the gradient along them. */
    record Sum(List<Integer> axes) implements LinearOp {
        @Override
        public Tensor forward(Tensor x) {
            return DenseMath.sum(x, array(axes));
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            Shape shape = x.shape(); // keeps the shape, frees x
            return g -> repeat(g, axes, shape);
        }
    }

    /** The largest along axes, which are dropped. Those that tie, at a kink, share the gradient evenly. */
    record Max(List<Integer> axes) implements UnaryOp {
        @Override
        public Tensor forward(Tensor x) {
            return DenseRows.max(x, array(axes));
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            Tensor share = share(x, y, axes);
            return g -> repeat(g, axes, share.shape()).times(share);
        }

        @Override
        public Tensor tangent(Tensor x, Tensor y, Tensor dx) {
            return dx.times(share(x, y, axes)).sum(array(axes));
        }
    }

    /** The smallest along axes, which are dropped. Those that tie, at a kink, share the gradient evenly. */
    record Min(List<Integer> axes) implements UnaryOp {
        @Override
        public Tensor forward(Tensor x) {
            return DenseRows.min(x, array(axes));
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            Tensor share = share(x, y, axes);
            return g -> repeat(g, axes, share.shape()).times(share);
        }

        @Override
        public Tensor tangent(Tensor x, Tensor y, Tensor dx) {
            return dx.times(share(x, y, axes)).sum(array(axes));
        }
    }

    /** 1/k at the k that were chosen, else 0: plain numbers. 0/0 = NaN where y is NaN. */
    private static Tensor share(Tensor x, Tensor y, List<Integer> axes) {
        Tensor chosen = x.equalTo(repeat(y.stopGradient(), axes, x.shape())).toTensor(x.dtype());
        return chosen.div(repeat(chosen.sum(array(axes)), axes, x.shape()));
    }

    /**
     * y = Π x along an axis, which is dropped. Then ∂y/∂xᵢ is the product of the others: of those before i times those after, so
     * that a zero among them is no trouble, at any order.
     */
    record Prod(int axis) implements UnaryOp {
        @Override
        public Tensor forward(Tensor x) {
            return DenseRows.prod(x, axis);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return g -> repeat(g, List.of(axis), x.shape()).times(others(x));
        }

        @Override
        public Tensor tangent(Tensor x, Tensor y, Tensor dx) {
            return dx.times(others(x)).sum(axis);
        }

        private Tensor others(Tensor x) {
            return productBefore(x, Direction.FORWARDS).mul(productBefore(x, Direction.BACKWARDS));
        }

        private Tensor productBefore(Tensor x, Direction direction) {
            return ScanOps.before(x.apply(new ScanOps.CumProd(axis, direction)), axis, direction, 1);
        }
    }

    /**
     * y = ln Σ eˣ along axes, which are dropped, shifted by the largest so that nothing overflows. Then ∂y/∂x = e^(x − y), the
     * softmax, and 0 where every x is −∞.
     */
    record LogSumExp(List<Integer> axes) implements UnaryOp {
        @Override
        public Tensor forward(Tensor x) {
            if (x.size() == 0) {
                return x.sum(array(axes)).log();
            }
            // Elsewhere than along rows, columns are summed where they stand, which is faster.
            return areLast(axes, x) ? DenseRows.logSumExp(x, array(axes)) : definition(x);
        }

        /** What {@link #forward} gives, bit for bit, if there are numbers at all. */
        Tensor definition(Tensor x) {
            DenseTensor largest = DenseRows.max(x, array(axes));
            Tensor shift =
                    Tensor.where(largest.abs().equalTo(Double.POSITIVE_INFINITY), largest.constantLike(0), largest);
            Tensor shifted = x.sub(repeat(shift, axes, x.shape()));
            return shifted.exp().sum(array(axes)).log().add(shift);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return g -> repeat(g, axes, x.shape()).times(softmax(x, y));
        }

        @Override
        public Tensor tangent(Tensor x, Tensor y, Tensor dx) {
            return dx.times(softmax(x, y)).sum(array(axes));
        }

        private Tensor softmax(Tensor x, Tensor y) {
            Tensor finite = Tensor.where(y.equalTo(Double.NEGATIVE_INFINITY), y.constantLike(0), y);
            Tensor softmax = x.sub(repeat(finite, axes, x.shape())).exp();
            return y.equalTo(Double.POSITIVE_INFINITY).count() > 0 ? besideInfinity(x, softmax) : softmax;
        }

        /** Where one x is ∞, the limit: it takes all. Where several are, ∞ − ∞ = NaN stays: the limit depends on the way there. */
        private Tensor besideInfinity(Tensor x, Tensor softmax) {
            Mask infinite = x.equalTo(Double.POSITIVE_INFINITY);
            Tensor number = infinite.toTensor(x.dtype()).sum(array(axes));
            Mask alone = infinite.and(repeat(number, axes, x.shape()).equalTo(1));
            return Tensor.where(alone, x.constantLike(1), softmax);
        }
    }

    /** yᵢ = e^xᵢ / Σ e^x along an axis. Then ∂L/∂x = (g − Σ g·y)·y. */
    record Softmax(int axis) implements UnaryOp {
        @Override
        public Tensor forward(Tensor x) {
            return x.size() == 0 ? x : DenseRows.softmax(x, axis);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return g -> move(y, g);
        }

        @Override
        public Tensor tangent(Tensor x, Tensor y, Tensor dx) {
            return move(y, dx);
        }

        /** The Jacobian diag(y) − y·yᵀ, which is symmetric: both modes are the same product. */
        private Tensor move(Tensor y, Tensor v) {
            return y instanceof DenseTensor out
                            && v instanceof DenseTensor along
                            && axis == y.rank() - 1
                            && y.size() > 0
                    ? DenseRows.softmaxGradient(out, along)
                    : product(y, v);
        }

        /** What {@link #move} gives, bit for bit, for any axis, and for tensors that are differentiated themselves. */
        Tensor product(Tensor y, Tensor v) {
            return v.sub(v.times(y).sumKeeping(axis)).times(y);
        }
    }

    /** yᵢ = xᵢ − ln Σ e^x along an axis. Then ∂L/∂x = g − e^y · Σ g. */
    record LogSoftmax(int axis) implements UnaryOp {
        @Override
        public Tensor forward(Tensor x) {
            return x.size() == 0 ? x : DenseRows.logSoftmax(x, axis);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return g -> y instanceof DenseTensor out
                            && g instanceof DenseTensor along
                            && axis == y.rank() - 1
                            && y.size() > 0
                    ? DenseRows.logSoftmaxGradient(out, along)
                    : product(y, g);
        }

        /** What a pullback gives, bit for bit, for any axis, and for tensors that are differentiated themselves. */
        Tensor product(Tensor y, Tensor g) {
            return g.sub(g.sumKeeping(axis).times(y.exp()));
        }

        @Override
        public Tensor tangent(Tensor x, Tensor y, Tensor dx) {
            return dx.sub(dx.times(y.exp()).sumKeeping(axis));
        }
    }

    /** Whether these are the last axes of x, so that what is reduced together lies in a row. */
    static boolean areLast(List<Integer> axes, Tensor x) {
        return !axes.isEmpty() && axes.get(0) == x.rank() - axes.size();
    }

    /** Repeats a reduced tensor along the axes that were dropped; a single number needs none of them to be repeated. */
    static Tensor repeat(Tensor reduced, List<Integer> axes, Shape shape) {
        Tensor kept = reduced.rank() == 0 ? reduced : reduced.reshape(shape.keeping(array(axes)));
        return kept.broadcastTo(shape);
    }

    static int[] array(List<Integer> axes) {
        int[] array = new int[axes.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = axes.get(i);
        }
        return array;
    }
}
