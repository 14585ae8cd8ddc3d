package io.autodiff.tensor;

import io.autodiff.shape.Shape;

/**
 * Functions that run along an axis and give every intermediate result.
 *
 * <p>Their gradients run the other way. That of a cumulative product, and that of a cumulative log-sum-exp, is a {@link
 * Recurrence}; so is the gradient of a recurrence itself, and so every order costs one pass more and never divides.
 */
final class ScanOps {
    private ScanOps() {}

    /** yᵢ = x₀ + … + xᵢ along an axis, or xᵢ + … + xₙ₋₁ backwards. Its transpose is itself in the opposite direction. */
    record CumSum(int axis, Direction direction) implements LinearOp {
        @Override
        public Tensor forward(Tensor x) {
            return DenseAlongAxis.cumSum(x, axis, direction);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            CumSum back = new CumSum(axis, direction.opposite());
            return g -> g.apply(back);
        }
    }

    /**
     * yᵢ = x₀ · … · xᵢ along an axis. Then ∂L/∂xᵢ = yᵢ₋₁ · sᵢ, where sᵢ = gᵢ + xᵢ₊₁·sᵢ₊₁ runs backwards: no division, so that zeros
     * are no trouble.
     */
    record CumProd(int axis, Direction direction) implements UnaryOp {
        @Override
        public Tensor forward(Tensor x) {
            return DenseAlongAxis.cumProd(x, axis, direction);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return g -> transposed(x, g, axis, direction).times(before(y, axis, direction, 1));
        }

        @Override
        public Tensor tangent(Tensor x, Tensor y, Tensor dx) {
            return x.apply(new Recurrence(axis, direction), dx.times(before(y, axis, direction, 1)));
        }
    }

    /**
     * yᵢ = ln(e^x₀ + … + e^xᵢ) along an axis. Then ∂L/∂xᵢ = e^(xᵢ − yᵢ)·sᵢ, where sᵢ = gᵢ + e^(yᵢ − yᵢ₊₁)·sᵢ₊₁ runs backwards: y grows,
     * so that no exponential overflows.
     */
    record LogCumSumExp(int axis) implements UnaryOp {
        @Override
        public Tensor forward(Tensor x) {
            return DenseAlongAxis.logCumSumExp(x, axis);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return g -> transposed(decay(y), g, axis, Direction.FORWARDS).times(share(x, y));
        }

        @Override
        public Tensor tangent(Tensor x, Tensor y, Tensor dx) {
            return decay(y).apply(new Recurrence(axis, Direction.FORWARDS), dx.times(share(x, y)));
        }

        /** e^(xᵢ − yᵢ), the share of the newest in the sum; 0 where all so far are −∞. */
        private Tensor share(Tensor x, Tensor y) {
            return x.sub(finite(y)).exp();
        }

        /** e^(yᵢ₋₁ − yᵢ), the share of all before. */
        private Tensor decay(Tensor y) {
            return before(y, axis, Direction.FORWARDS, Double.NEGATIVE_INFINITY)
                    .sub(finite(y))
                    .exp();
        }

        private static Tensor finite(Tensor y) {
            return Tensor.where(y.equalTo(Double.NEGATIVE_INFINITY), y.constantLike(0), y);
        }
    }

    /**
     * yᵢ = aᵢ·yᵢ₋₁ + bᵢ along an axis, from y₋₁ = 0. Then ∂L/∂bᵢ = sᵢ and ∂L/∂aᵢ = yᵢ₋₁·sᵢ, where sᵢ = gᵢ + aᵢ₊₁·sᵢ₊₁ is a
     * recurrence in the opposite direction. The product is {@link ArithmeticMethods#times}, in which yᵢ₋₁ = 0 absorbs any a.
     */
    record Recurrence(int axis, Direction direction) implements BinaryOp {
        @Override
        public Tensor forward(Tensor a, Tensor b) {
            return DenseAlongAxis.recurrence(a, b, axis, direction);
        }

        @Override
        public Pullback left(Tensor a, Tensor b, Tensor y) {
            return g -> transposed(a, g, axis, direction)
                    .apply(ArithmeticOps.PRODUCT_OF_GRADIENTS, before(y, axis, direction, 0));
        }

        @Override
        public Pullback right(Tensor a, Tensor b, Tensor y) {
            return g -> transposed(a, g, axis, direction);
        }

        @Override
        public Tensor leftTangent(Tensor a, Tensor b, Tensor y, Tensor da) {
            return a.apply(this, da.apply(ArithmeticOps.PRODUCT_OF_GRADIENTS, before(y, axis, direction, 0)));
        }

        @Override
        public Tensor rightTangent(Tensor a, Tensor b, Tensor y, Tensor db) {
            return a.apply(this, db);
        }
    }

    /** The transpose of b ↦ recurrence(a, b): sᵢ = gᵢ + aᵢ₊₁·sᵢ₊₁. */
    private static Tensor transposed(Tensor a, Tensor g, int axis, Direction direction) {
        Direction back = direction.opposite();
        return before(a, axis, back, 0).apply(new Recurrence(axis, back), g);
    }

    /** What comes before each number along an axis, and the given one before the first. */
    static Tensor before(Tensor x, int axis, Direction direction, double first) {
        Shape shape = x.shape();
        int n = shape.dim(axis);
        if (n == 0) {
            return x;
        }
        Tensor start = Tensor.full(shape.with(axis, 1), first, x.dtype());
        return direction == Direction.FORWARDS
                ? Tensor.concat(axis, start, x.slice(axis, 0, n - 1))
                : Tensor.concat(axis, x.slice(axis, 1, n), start);
    }
}
