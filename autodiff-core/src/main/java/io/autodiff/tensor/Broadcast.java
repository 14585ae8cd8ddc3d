package io.autodiff.tensor;

import io.autodiff.shape.Shape;

/** Broadcasting is an op: both operands get the common shape first, and the op itself sees equal shapes. */
final class Broadcast {
    private Broadcast() {}

    /** y = f(a, b), both broadcast. */
    static Tensor apply(BinaryOp op, Tensor a, Tensor b) {
        if (b == null) { // the name is asked for only now, because making it takes time
            Arguments.requireGiven(op.name(), "that", b);
        }
        if (Trace.isSymbolic(a) || Trace.isSymbolic(b)) { // shapes are seen to when the expression is computed
            return a.apply(op, b);
        }
        Shape shape = a.shape();
        if (b.shape().broadcastsTo(shape)) { // the usual case, in which nothing has to be made
            return a.apply(op, b.broadcastTo(shape));
        }
        Engine.requireSameKind(op.name(), a, b); // before broadcasting, so that a text shows the user's shapes
        Shape common = shape.broadcast(op.name(), b.shape());
        return a.broadcastTo(common).apply(op, b.broadcastTo(common));
    }
}
