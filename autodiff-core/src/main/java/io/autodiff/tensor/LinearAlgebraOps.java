package io.autodiff.tensor;

/** Products of matrices. */
final class LinearAlgebraOps {
    private LinearAlgebraOps() {}

    static final BinaryOp MATMUL = new Matmul();

    /** Y = A·B over the last two axes, equal axes before them. Then ∂L/∂A = G·Bᵀ and ∂L/∂B = Aᵀ·G, where G = ∂L/∂Y. */
    record Matmul() implements BilinearOp {
        @Override
        public Tensor forward(Tensor a, Tensor b) {
            return DenseMath.matmul(a, b);
        }

        @Override
        public Pullback left(Tensor a, Tensor b, Tensor y) {
            return g -> g.matmul(b.transpose());
        }

        @Override
        public Pullback right(Tensor a, Tensor b, Tensor y) {
            return g -> a.transpose().matmul(g);
        }
    }
}
