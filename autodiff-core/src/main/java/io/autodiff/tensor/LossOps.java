package io.autodiff.tensor;

import io.autodiff.internal.kernel.Allocation;
import io.autodiff.shape.Shape;

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
            DenseTensor logs = DenseMath.contiguous(DenseTensor.of(x.logSoftmax(-1)));
            int classes = x.size(-1);
            double[] losses = Allocation.doubles(labels.size());
            for (int i = 0; i < losses.length; i++) {
                losses[i] = -logs.number(i * classes + labels.at(i));
            }
            return DenseTensor.of(labels.shape(), x.dtype(), losses);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return g -> g.reshape(g.shape().inserting(-1, 1)).times(slope(x));
        }

        @Override
        public Tensor tangent(Tensor x, Tensor y, Tensor dx) {
            return dx.times(slope(x)).sum(-1);
        }

        private Tensor slope(Tensor x) {
            return x.softmax(-1).sub(oneHot(labels, x.shape(), x.dtype()));
        }

        @Override
        public String toString() {
            return "crossEntropy";
        }
    }

    /** 1 at the label of each row, 0 elsewhere. */
    static Tensor oneHot(IntTensor labels, Shape shape, DType dtype) {
        int classes = shape.dim(-1);
        double[] rows = Allocation.doubles(shape.size());
        for (int i = 0; i < labels.size(); i++) {
            rows[i * classes + labels.at(i)] = 1;
        }
        return DenseTensor.of(shape, dtype, rows);
    }
}
