package io.autodiff.tensor;

import java.util.Locale;

/**
 * A differentiable function of tensors, as a value: it knows how to compute and how gradients flow back. Its parameters
 * are record components, it has one output and no memory.
 *
 * <p>An op of one's own implements {@link UnaryOp}, {@link BinaryOp} or {@link NaryOp}, usually as a record, and is used
 * by {@link Tensor#apply(UnaryOp)} and its siblings. There is nothing to register.
 */
public sealed interface Op permits UnaryOp, BinaryOp, NaryOp {
    /**
     * What error texts and a printed tape call this op.
     *
     * @return by default the name of the class, in lower camel case
     */
    default String name() {
        String name = getClass().getSimpleName();
        return name.isEmpty() ? "op" : name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}
