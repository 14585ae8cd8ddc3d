package io.autodiff.tensor;

import io.autodiff.tensor.LevelTensor.Tracked;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The gradients that a sweep of a tape gave, one for each watched tensor. They outlive the tape. */
public final class Gradients {
    private final long depth; // of the tape, and not the tape itself, so that it can be collected
    private final @Nullable Tensor[] byWatch;

    Gradients(Tape tape, int watched) {
        this.depth = tape.depth;
        this.byWatch = new Tensor[watched];
    }

    /** Results that users get hold none of a larger array. */
    void put(int watch, Tensor gradient) {
        if (watch < byWatch.length) { // else it was watched while the sweep was on its way
            byWatch[watch] = gradient instanceof DenseTensor dense ? dense.compact() : gradient;
        }
    }

    /**
     * ∂L/∂x.
     *
     * @param x what {@link Tape#watch} returned
     * @return the gradient, of x's shape and dtype; zeros if the output does not depend on x
     * @throws IllegalArgumentException if x is not watched, with the reason
     */
    public Tensor of(Tensor x) {
        return find(x).orElseGet(() -> DenseTensor.zerosLike(x));
    }

    /**
     * ∂L/∂x, if the output depends on x at all.
     *
     * @param x what {@link Tape#watch} returned
     * @return the gradient; empty if no path leads from x to the output
     * @throws IllegalArgumentException if x is not watched, with the reason
     */
    public Optional<Tensor> find(Tensor x) {
        Arguments.requireGiven("gradients", "x", x);
        if (!(x instanceof LevelTensor)) {
            throw new IllegalArgumentException("there is no gradient of this tensor of shape " + x.shape()
                    + ": it is plain numbers; ask for that of the tensor that tape.watch(…) returned");
        }
        if (!(x instanceof Tracked t) || t.level().depth != depth) {
            throw new IllegalArgumentException("there is no gradient of this tensor of shape " + x.shape()
                    + ": it does not belong to the tape of these gradients");
        }
        int watch = t.watch();
        if (watch < 0 || watch >= byWatch.length) {
            throw new IllegalArgumentException(
                    "there is no gradient of this tensor of shape " + x.shape()
                            + ": it is an intermediate result; call tape.watch(…) on it before gradients(…) to have its gradient");
        }
        return Optional.ofNullable(byWatch[watch]);
    }
}
