package io.autodiff.tensor;

import io.autodiff.tensor.LevelTensor.Tracked;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The gradients that a sweep of a tape gave, one for each watched tensor. They outlive the tape. */
public final class Gradients {
    private final Tape tape;
    private final Map<Integer, Tensor> byIndex = new HashMap<>(); // looked up by key, never walked

    Gradients(Tape tape) {
        this.tape = tape;
    }

    /** Results that users get hold none of a larger array. */
    void put(int index, Tensor gradient) {
        byIndex.put(index, gradient instanceof DenseTensor dense ? dense.compact() : gradient);
    }

    /**
     * ∂L/∂x.
     *
     * @param x what {@link Tape#watch} returned
     * @return the gradient, of x's shape and dtype; zeros if the output does not depend on x
     * @throws IllegalArgumentException if x is not watched, with the reason
     */
    public Tensor of(Tensor x) {
        return find(x).orElseGet(() -> Tensor.zeros(x.shape(), x.dtype()));
    }

    /**
     * ∂L/∂x, if the output depends on x at all.
     *
     * @param x what {@link Tape#watch} returned
     * @return the gradient; empty if no path leads from x to the output
     * @throws IllegalArgumentException if x is not watched, with the reason
     */
    public Optional<Tensor> find(Tensor x) {
        if (!(x instanceof Tracked t)) {
            throw new IllegalArgumentException("there is no gradient of this tensor of shape " + x.shape()
                    + ": it is plain numbers; ask for that of the tensor that tape.watch(…) returned");
        }
        if (t.level() != tape) {
            throw new IllegalArgumentException("there is no gradient of this tensor of shape " + x.shape()
                    + ": it belongs to another tape than these gradients");
        }
        Tensor gradient = byIndex.get(t.index());
        if (gradient == null && !t.isWatched()) {
            throw new IllegalArgumentException(
                    "there is no gradient of this tensor of shape " + x.shape()
                            + ": it is an intermediate result; call tape.watch(…) on it before gradients(…) to have its gradient");
        }
        return Optional.ofNullable(gradient);
    }
}
