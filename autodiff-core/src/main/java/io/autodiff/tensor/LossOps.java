package io.autodiff.tensor;

/** Losses that are more accurate and faster whole than composed. */
final class LossOps {
    private LossOps() {}

    /**
     * yᵢ = −ln softmax(xᵢ) at the label of row i, along the last axis. Then ∂yᵢ/∂xᵢ = softmax(xᵢ) − e, where e is 1 at the label
     * and 0 elsewhere.
     */
    record CrossEntropy(IntTensor labels) implements UnaryOp {
        @Override
        public Tensor forward(Tensor x) {
            return x instanceof DenseTensor dense && isMany(x) ? DenseRows.crossEntropy(dense, labels) : definition(x);
        }

        /** Of few scores, all that is made on the way stays in a cache. */
        private static boolean isMany(Tensor x) {
            return x.size() >= Fusion.MANY;
        }

        /** What {@link #forward} gives, bit for bit. */
        Tensor definition(Tensor x) {
            IntTensor column = labels.reshape(labels.shape().inserting(-1, 1));
            return x.logSoftmax(-1).gather(-1, column).reshape(labels.shape()).neg();
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return g -> x instanceof DenseTensor scores && g instanceof DenseTensor along && isMany(x)
                    ? DenseRows.crossEntropyGradient(scores, labels, along)
                    : product(x, g);
        }

        /** What a pullback gives, bit for bit, for tensors that are differentiated themselves. */
        Tensor product(Tensor x, Tensor g) {
            return g.reshape(g.shape().inserting(-1, 1)).times(slope(x));
        }

        @Override
        public Tensor tangent(Tensor x, Tensor y, Tensor dx) {
            return dx.times(slope(x)).sum(-1);
        }

        private Tensor slope(Tensor x) {
            return x.softmax(-1).sub(labels.oneHot(x.size(-1), x.dtype()));
        }

        @Override
        public String toString() {
            return "crossEntropy";
        }
    }
}
