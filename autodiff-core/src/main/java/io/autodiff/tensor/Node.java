package io.autodiff.tensor;

import io.autodiff.shape.Shape;
import org.jspecify.annotations.Nullable;

/** One line of a tape: an op that was applied, or a tensor that is watched. It holds rules, and no numbers. */
final class Node {
    /** What is left of the edges when the sweep has passed. */
    static final @Nullable Edge[] RELEASED = new Edge[0];

    /** The op, or null for a watched tensor. */
    final @Nullable Op op;

    final Shape shape;
    final DType dtype;

    /** One per operand, null where the operand is not on this tape. */
    @Nullable
    Edge[] edges;

    /** The number of the gradient among those that are given, −1 if it is not. */
    int watch = -1;

    Node(@Nullable Op op, Tensor value, @Nullable Edge... edges) {
        this.op = op;
        this.shape = Trace.shape(value);
        this.dtype = value.dtype();
        this.edges = edges;
    }
}
