package io.autodiff.tensor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A differentiable function of any number of tensors, y = f(x₀, x₁, …). */
public non-sealed interface NaryOp extends Op {
    /**
     * Computes y = f(x₀, x₁, …). Called with plain numbers only.
     *
     * @param inputs the inputs
     * @return the output, plain numbers too
     */
    Tensor forward(List<Tensor> inputs);

    /**
     * The rule of one input: ∂L/∂y ↦ ∂L/∂xᵢ. Asked for only if that input is tracked.
     *
     * @param i which input
     * @param inputs all of them
     * @param y the output
     * @return the pullback
     */
    Pullback pullback(int i, List<Tensor> inputs, Tensor y);

    /**
     * The forward rule: Σᵢ ∂y/∂xᵢ · dxᵢ. By default the transposes of the pullbacks, added.
     *
     * @param inputs the inputs
     * @param y the output
     * @param tangents one per input, null where it has none; at least one is there
     * @return the tangent of y
     */
    default Tensor tangent(List<Tensor> inputs, Tensor y, List<@Nullable Tensor> tangents) {
        Tensor sum = null;
        for (int i = 0; i < inputs.size(); i++) {
            Tensor dx = tangents.get(i);
            if (dx != null) {
                Tensor share = Transpose.of(this, i, pullback(i, inputs, y), y, dx);
                sum = sum == null ? share : sum.add(share);
            }
        }
        if (sum == null) {
            throw new IllegalArgumentException(name() + ": a forward rule needs the tangent of at least one input");
        }
        return sum;
    }
}
