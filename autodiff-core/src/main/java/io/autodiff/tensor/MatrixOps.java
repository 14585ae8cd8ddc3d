package io.autodiff.tensor;

import io.autodiff.shape.Shape;

/** Ops on the parts of matrices, the last two axes. They come in transpose pairs, side by side. */
final class MatrixOps {
    private MatrixOps() {}

    /** yᵢ = xᵢ,ᵢ₊ₖ. Its transpose, {@link DiagEmbed}, puts the numbers back on the diagonal of a matrix of zeros. */
    record Diagonal(int offset) implements LinearOp {
        @Override
        public Tensor forward(Tensor x) {
            DenseTensor dense = DenseTensor.of(x);
            return dense.view(dense.layout().diagonal(offset));
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return new Placement.Rule(new DiagEmbed(offset, x.size(-2), x.size(-1)));
        }
    }

    /** yᵢ,ᵢ₊ₖ = xᵢ, and 0 elsewhere. The transpose of {@link Diagonal}. */
    record DiagEmbed(int offset, int rows, int columns) implements Placement {
        @Override
        public Shape target(Shape piece) {
            return piece.butLast(1).followedBy(Shape.of(rows, columns));
        }

        @Override
        public void addInto(DenseTensor target, DenseTensor piece) {
            DenseMath.addInto(target, target.layout().diagonal(offset), piece);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            Diagonal diagonal = new Diagonal(offset);
            return g -> g.apply(diagonal);
        }
    }
}
