package io.autodiff.tensor;

/** The transpose of a pullback. A pullback Jᵀ is linear, so its own pullback, anywhere, is J. */
final class Transpose {
    private Transpose() {}

    /** J·dx from an op's pullback Jᵀ of its output y to one operand. */
    static Tensor of(Op op, int operand, Pullback pullback, Tensor y, Tensor dx) {
        try (Tape tape = Tape.open()) {
            Tensor g = tape.watch(Tensor.ones(y.shape(), y.dtype())); // any point does: a pullback is linear
            Tensor pulled = Rules.given(op, pullback).apply(g);
            Rules.requireFit(op, operand, pulled, dx.shape(), dx.dtype());
            Rules.requireTraceable(op, operand, g, pulled);
            return tape.owns(pulled)
                    ? tape.gradients(pulled, dx).of(g)
                    : Tensor.zeros(y.shape(), y.dtype()); // the input does not reach the output
        }
    }
}
