package io.autodiff.tensor;

import io.autodiff.internal.kernel.BinaryFunction;

/**
 * Functions of two numbers applied to every pair of elements. The methods broadcast first, so that an op here sees equal
 * shapes. Every rule multiplies by {@link ArithmeticMethods#times}, in which a gradient of exactly zero absorbs.
 */
final class ArithmeticOps {
    private ArithmeticOps() {}

    static final BinaryOp ADD = new Add();
    static final BinaryOp SUB = new Sub();
    static final BinaryOp MUL = new Mul();
    static final BinaryOp DIV = new Div();
    static final BinaryOp POW = new Pow();
    static final BinaryOp MAXIMUM = new Maximum();
    static final BinaryOp MINIMUM = new Minimum();
    static final BinaryOp TIMES = new Times();
    static final BinaryOp PRODUCT_OF_GRADIENTS = new ProductOfGradients();

    /** y = a + b. Then ∂y/∂a = 1 and ∂y/∂b = 1. */
    record Add() implements BinaryOp {
        @Override
        public Tensor forward(Tensor a, Tensor b) {
            return DenseMath.zip(BinaryFunction.ADD, a, b);
        }

        @Override
        public Pullback left(Tensor a, Tensor b, Tensor y) {
            return g -> g;
        }

        @Override
        public Pullback right(Tensor a, Tensor b, Tensor y) {
            return g -> g;
        }

        @Override
        public Tensor leftTangent(Tensor a, Tensor b, Tensor y, Tensor da) {
            return da;
        }

        @Override
        public Tensor rightTangent(Tensor a, Tensor b, Tensor y, Tensor db) {
            return db;
        }
    }

    /** y = a − b. Then ∂y/∂a = 1 and ∂y/∂b = −1. */
    record Sub() implements BinaryOp {
        @Override
        public Tensor forward(Tensor a, Tensor b) {
            return DenseMath.zip(BinaryFunction.SUB, a, b);
        }

        @Override
        public Pullback left(Tensor a, Tensor b, Tensor y) {
            return g -> g;
        }

        @Override
        public Pullback right(Tensor a, Tensor b, Tensor y) {
            return g -> g.neg();
        }

        @Override
        public Tensor leftTangent(Tensor a, Tensor b, Tensor y, Tensor da) {
            return da;
        }

        @Override
        public Tensor rightTangent(Tensor a, Tensor b, Tensor y, Tensor db) {
            return db.neg();
        }
    }

    /** y = a·b. Then ∂y/∂a = b and ∂y/∂b = a. */
    record Mul() implements BinaryOp {
        @Override
        public Tensor forward(Tensor a, Tensor b) {
            return DenseMath.zip(BinaryFunction.MUL, a, b);
        }

        @Override
        public Pullback left(Tensor a, Tensor b, Tensor y) {
            return g -> g.times(b);
        }

        @Override
        public Pullback right(Tensor a, Tensor b, Tensor y) {
            return g -> g.times(a);
        }

        @Override
        public Tensor leftTangent(Tensor a, Tensor b, Tensor y, Tensor da) {
            return da.times(b);
        }

        @Override
        public Tensor rightTangent(Tensor a, Tensor b, Tensor y, Tensor db) {
            return db.times(a);
        }
    }

    /** y = a/b. Then ∂y/∂a = 1/b and ∂y/∂b = −y/b. */
    record Div() implements BinaryOp {
        @Override
        public Tensor forward(Tensor a, Tensor b) {
            return DenseMath.zip(BinaryFunction.DIV, a, b);
        }

        @Override
        public Pullback left(Tensor a, Tensor b, Tensor y) {
            return g -> g.times(b.reciprocal());
        }

        @Override
        public Pullback right(Tensor a, Tensor b, Tensor y) {
            return g -> g.times(y.div(b).neg());
        }

        @Override
        public Tensor leftTangent(Tensor a, Tensor b, Tensor y, Tensor da) {
            return da.times(b.reciprocal());
        }

        @Override
        public Tensor rightTangent(Tensor a, Tensor b, Tensor y, Tensor db) {
            return db.times(y.div(b).neg());
        }
    }

    /**
     * y = aᵇ. Then ∂y/∂a = b·aᵇ⁻¹ and ∂y/∂b = y·ln a. The products are {@code times}, so that an exponent of 0 makes the first
     * one 0, and a base of 0 under a positive exponent the second, at any order.
     */
    record Pow() implements BinaryOp {
        @Override
        public Tensor forward(Tensor a, Tensor b) {
            return DenseMath.zip(BinaryFunction.POW, a, b);
        }

        @Override
        public Pullback left(Tensor a, Tensor b, Tensor y) {
            return g -> g.times(b.times(a.pow(b.sub(1))));
        }

        @Override
        public Pullback right(Tensor a, Tensor b, Tensor y) {
            return g -> g.times(y.times(a.log()));
        }

        @Override
        public Tensor leftTangent(Tensor a, Tensor b, Tensor y, Tensor da) {
            return da.times(b.times(a.pow(b.sub(1))));
        }

        @Override
        public Tensor rightTangent(Tensor a, Tensor b, Tensor y, Tensor db) {
            return db.times(y.times(a.log()));
        }
    }

    /** y = xᶜ for a fixed exponent. Then dy/dx = c·xᶜ⁻¹, and 0 everywhere if c = 0. */
    record PowScalar(double exponent) implements UnaryOp {
        @Override
        public String name() {
            return "pow";
        }

        @Override
        public Tensor forward(Tensor x) {
            return DenseMath.zip(BinaryFunction.POW, x, exponent);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return g -> g.times(slope(x));
        }

        @Override
        public Tensor tangent(Tensor x, Tensor y, Tensor dx) {
            return dx.times(slope(x));
        }

        private Tensor slope(Tensor x) {
            return exponent == 0 ? x.constantLike(0) : x.pow(exponent - 1).mul(exponent);
        }
    }

    /** y = max(a, b). Then ∂y/∂a = 1 where a is larger, ½ in a tie, else 0; and ∂y/∂b is the rest. */
    record Maximum() implements BinaryOp {
        @Override
        public Tensor forward(Tensor a, Tensor b) {
            return DenseMath.zip(BinaryFunction.MAXIMUM, a, b);
        }

        @Override
        public Pullback left(Tensor a, Tensor b, Tensor y) {
            return g -> g.times(share(a, b));
        }

        @Override
        public Pullback right(Tensor a, Tensor b, Tensor y) {
            return g -> g.times(share(b, a));
        }

        @Override
        public Tensor leftTangent(Tensor a, Tensor b, Tensor y, Tensor da) {
            return da.times(share(a, b));
        }

        @Override
        public Tensor rightTangent(Tensor a, Tensor b, Tensor y, Tensor db) {
            return db.times(share(b, a));
        }

        private static Tensor share(Tensor a, Tensor b) {
            return DenseMath.zip(BinaryFunction.MAXIMUM_SHARE, a, b);
        }
    }

    /** y = max(x, c) for a fixed bound. Then dy/dx = 1 above the bound, else 0. */
    record MaximumScalar(double bound) implements UnaryOp {
        @Override
        public String name() {
            return "maximum";
        }

        @Override
        public Tensor forward(Tensor x) {
            return DenseMath.zip(BinaryFunction.MAXIMUM, x, bound);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return g -> g.times(slope(x));
        }

        @Override
        public Tensor tangent(Tensor x, Tensor y, Tensor dx) {
            return dx.times(slope(x));
        }

        private Tensor slope(Tensor x) {
            return DenseMath.zip(BinaryFunction.ABOVE, x, bound);
        }
    }

    /** y = min(a, b). Then ∂y/∂a = 1 where a is smaller, ½ in a tie, else 0; and ∂y/∂b is the rest. */
    record Minimum() implements BinaryOp {
        @Override
        public Tensor forward(Tensor a, Tensor b) {
            return DenseMath.zip(BinaryFunction.MINIMUM, a, b);
        }

        @Override
        public Pullback left(Tensor a, Tensor b, Tensor y) {
            return g -> g.times(Maximum.share(b, a));
        }

        @Override
        public Pullback right(Tensor a, Tensor b, Tensor y) {
            return g -> g.times(Maximum.share(a, b));
        }

        @Override
        public Tensor leftTangent(Tensor a, Tensor b, Tensor y, Tensor da) {
            return da.times(Maximum.share(b, a));
        }

        @Override
        public Tensor rightTangent(Tensor a, Tensor b, Tensor y, Tensor db) {
            return db.times(Maximum.share(a, b));
        }
    }

    /** y = min(x, c) for a fixed bound. Then dy/dx = 1 below the bound, else 0. */
    record MinimumScalar(double bound) implements UnaryOp {
        @Override
        public String name() {
            return "minimum";
        }

        @Override
        public Tensor forward(Tensor x) {
            return DenseMath.zip(BinaryFunction.MINIMUM, x, bound);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return g -> g.times(slope(x));
        }

        @Override
        public Tensor tangent(Tensor x, Tensor y, Tensor dx) {
            return dx.times(slope(x));
        }

        private Tensor slope(Tensor x) {
            return DenseMath.zip(BinaryFunction.BELOW, x, bound);
        }
    }

    /** y = a where the mask is true, else b. It selects and never multiplies: what is not taken gets a gradient of 0. */
    record Where(Mask mask) implements BinaryOp {
        @Override
        public Tensor forward(Tensor a, Tensor b) {
            return DenseMath.select(mask, a, b);
        }

        @Override
        public Pullback left(Tensor a, Tensor b, Tensor y) {
            return g -> Tensor.where(mask, g, g.constantLike(0));
        }

        @Override
        public Pullback right(Tensor a, Tensor b, Tensor y) {
            return g -> Tensor.where(mask, g.constantLike(0), g);
        }

        @Override
        public Tensor leftTangent(Tensor a, Tensor b, Tensor y, Tensor da) {
            return Tensor.where(mask, da, da.constantLike(0));
        }

        @Override
        public Tensor rightTangent(Tensor a, Tensor b, Tensor y, Tensor db) {
            return Tensor.where(mask, db.constantLike(0), db);
        }

        @Override
        public String toString() {
            return "where";
        }
    }

    /**
     * y = g·s with 0·s = 0 for every s, NaN and ∞ included. Then ∂y/∂g = s, by the same product, and ∂y/∂s = g: where g is 0, y does
     * not move with s at all, so that there a gradient of y, even an infinite one, comes to nothing.
     */
    record Times() implements BinaryOp {
        @Override
        public Tensor forward(Tensor g, Tensor s) {
            return DenseMath.zip(BinaryFunction.GRADIENT_PRODUCT, g, s);
        }

        @Override
        public Pullback left(Tensor g, Tensor s, Tensor y) {
            return u -> u.times(s);
        }

        @Override
        public Pullback right(Tensor g, Tensor s, Tensor y) {
            return u -> u.apply(PRODUCT_OF_GRADIENTS, g);
        }

        @Override
        public Tensor leftTangent(Tensor g, Tensor s, Tensor y, Tensor dg) {
            return dg.times(s);
        }

        @Override
        public Tensor rightTangent(Tensor g, Tensor s, Tensor y, Tensor ds) {
            return ds.apply(PRODUCT_OF_GRADIENTS, g);
        }
    }

    /** y = u·g of two gradients, where a zero on either side absorbs. Then ∂y/∂u = g and ∂y/∂g = u, by the same product. */
    record ProductOfGradients() implements BinaryOp {
        @Override
        public Tensor forward(Tensor u, Tensor g) {
            return DenseMath.zip(BinaryFunction.PRODUCT_OF_GRADIENTS, u, g);
        }

        @Override
        public Pullback left(Tensor u, Tensor g, Tensor y) {
            return w -> w.apply(PRODUCT_OF_GRADIENTS, g);
        }

        @Override
        public Pullback right(Tensor u, Tensor g, Tensor y) {
            return w -> w.apply(PRODUCT_OF_GRADIENTS, u);
        }

        @Override
        public Tensor leftTangent(Tensor u, Tensor g, Tensor y, Tensor du) {
            return du.apply(PRODUCT_OF_GRADIENTS, g);
        }

        @Override
        public Tensor rightTangent(Tensor u, Tensor g, Tensor y, Tensor dg) {
            return dg.apply(PRODUCT_OF_GRADIENTS, u);
        }
    }
}
