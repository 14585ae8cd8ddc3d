package io.autodiff.tensor;

import io.autodiff.shape.Shape;
import org.jspecify.annotations.Nullable;

/** What a rule has to keep to. Ops of a user's own are held to it like any other, and nothing repairs a rule that forgets. */
final class Rules {
    private Rules() {}

    /** The pullback that an op returned, if it did. */
    static Pullback given(Op op, @Nullable Pullback pullback) {
        if (pullback == null) {
            throw new IllegalStateException(op.name() + ": the rule is null; it has to return a pullback");
        }
        return pullback;
    }

    /** A gradient has the shape and dtype of what it belongs to. */
    static void requireFit(Op op, int operand, @Nullable Tensor pulled, Shape shape, DType dtype) {
        if (pulled == null || !Trace.shape(pulled).equals(shape) || pulled.dtype() != dtype) {
            throw new IllegalStateException("the rule of " + op.name() + " for operand " + operand + " returned "
                    + (pulled == null ? "null" : "a gradient of " + pulled.dtype() + " " + pulled.shape())
                    + ", but the operand is " + dtype + " " + shape
                    + "; a gradient has the shape and dtype of what it belongs to");
        }
    }

    /**
     * What is pulled from a gradient of a level belongs to that level too, or is zero. A rule that computes with Java arrays
     * gives plain numbers, and its own derivative would be lost.
     */
    static void requireTraceable(Op op, int operand, Tensor gradient, Tensor pulled) {
        if (gradient instanceof LevelTensor && pulled instanceof DenseTensor && !isZero(pulled)) {
            throw new IllegalStateException("the rule of " + op.name() + " for operand " + operand
                    + " computes with plain numbers, so it cannot be differentiated again; write it in tensor methods");
        }
    }

    private static boolean isZero(Tensor x) {
        return x.equalTo(0).count() == x.size();
    }

    /**
     * A gradient does not depend on the tape that is swept, nor on one that has ended: a rule that holds on to such a tensor
     * would lose its share of the derivative.
     */
    static void requireFree(Op op, int operand, Tensor pulled, Tape swept) {
        if (pulled instanceof LevelTensor t && (t.level() == swept || !t.level().isOpen())) {
            throw new IllegalStateException("the rule of " + op.name() + " for operand " + operand
                    + " returned a tensor of "
                    + (t.level() == swept ? "the tape that is swept" : "a tape that has ended")
                    + "; make the tensor that it uses an input of the op");
        }
    }
}
