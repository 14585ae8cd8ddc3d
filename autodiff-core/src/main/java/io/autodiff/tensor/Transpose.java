package io.autodiff.tensor;

/** The transpose of a pullback. A pullback Jᵀ is linear, so its own pullback, anywhere, is J. */
final class Transpose {
    private Transpose() {}

    /** J·dx from the pullback Jᵀ of y. */
    static Tensor of(Pullback pullback, Tensor y, Tensor dx) {
        try (Tape tape = Tape.open()) {
            Tensor g = tape.watch(Tensor.zeros(y.shape(), y.dtype()));
            Tensor pulled = pullback.apply(g);
            return tape.owns(pulled)
                    ? tape.gradients(pulled, dx).of(g)
                    : Tensor.zeros(y.shape(), y.dtype()); // the input does not reach the output
        }
    }
}
