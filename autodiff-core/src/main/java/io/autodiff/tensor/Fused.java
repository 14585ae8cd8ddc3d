package io.autodiff.tensor;

import io.autodiff.internal.kernel.Expression;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * y = f(x₀, x₁, …), element by element, in one pass. Then ∂L/∂xᵢ = g·∂f/∂xᵢ is a function of the xᵢ and g, fused as well: one more pass
 * for all of them.
 */
record Fused(Fusion fusion, Expression expression) implements JointOp {
    @Override
    public Tensor forward(List<Tensor> inputs) {
        return DenseMath.fused(expression, inputs).get(0);
    }

    @Override
    public List<Pullback> pullbacks(List<Integer> wanted, List<Tensor> inputs, Tensor y) {
        return Together.pullbacks(wanted.size(), g -> fusion.gradients(wanted, with(inputs, g)));
    }

    @Override
    public Tensor tangent(List<Tensor> inputs, Tensor y, List<@Nullable Tensor> tangents) {
        Tensor sum = null;
        for (int i = 0; i < inputs.size(); i++) {
            Tensor dx = tangents.get(i);
            if (dx != null) {
                Tensor share = fusion.tangent(i).apply(with(inputs, dx));
                sum = sum == null ? share : sum.add(share);
            }
        }
        return sum == null ? y.constantLike(0) : sum;
    }

    private static List<Tensor> with(List<Tensor> inputs, Tensor last) {
        List<Tensor> all = new ArrayList<>(inputs);
        all.add(last);
        return all;
    }

    /** For example {@code fused[sigmoid(add(mul(x0, x1), x2))]}. */
    @Override
    public String toString() {
        return "fused[" + expression + "]";
    }
}
