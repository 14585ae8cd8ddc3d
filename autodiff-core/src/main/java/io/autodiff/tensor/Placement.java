package io.autodiff.tensor;

import io.autodiff.shape.Shape;

/**
 * A linear op that puts its input at a place of a larger tensor of zeros: the transpose of a slice. A gradient that is
 * pulled back by one is small, and the sweep adds it where it belongs without ever making the zeros around it.
 */
interface Placement extends LinearOp {
    /** The shape of the larger tensor, given the shape of what is placed. */
    Shape target(Shape piece);

    /** target[place] += piece. */
    void addInto(DenseTensor target, DenseTensor piece);

    /** Computes the larger tensor. */
    @Override
    default Tensor forward(Tensor piece) {
        DenseTensor target = DenseTensor.zeros(target(piece.shape()), piece.dtype());
        addInto(target, DenseTensor.of(piece));
        return target;
    }

    /** The rule of a slice: the gradient is placed where the slice was taken from. */
    record Rule(Placement placement) implements Pullback {
        @Override
        public Tensor apply(Tensor gradient) {
            return gradient.apply(placement);
        }
    }
}
