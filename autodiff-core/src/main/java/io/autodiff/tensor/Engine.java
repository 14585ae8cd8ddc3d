package io.autodiff.tensor;

import java.util.List;

/**
 * Applies ops. It finds the innermost level among the operands and asks it; where there is none, the numbers are plain
 * and the op computes.
 */
final class Engine {
    private Engine() {}

    static Tensor apply(UnaryOp op, Tensor x) {
        return x instanceof LevelTensor t ? t.level().apply(op, t) : computed(op, op.forward(x));
    }

    static Tensor apply(BinaryOp op, Tensor a, Tensor b) {
        Level level = Level.innermost(Level.of(a), Level.of(b));
        if (level != null) {
            return level.apply(op, a, b);
        }
        requireSameKind(op, a, b);
        return computed(op, op.forward(a, b));
    }

    static Tensor apply(NaryOp op, List<Tensor> inputs) {
        Level level = null;
        for (Tensor input : inputs) {
            level = Level.innermost(level, Level.of(input));
        }
        if (level != null) {
            return level.apply(op, inputs);
        }
        for (Tensor input : inputs) {
            requireSameKind(op, inputs.get(0), input);
        }
        return computed(op, op.forward(inputs));
    }

    private static void requireSameKind(Op op, Tensor a, Tensor b) {
        if (a.dtype() != b.dtype()) { // the name is asked for only now, because making it takes time
            requireSameKind(op.name(), a, b);
        }
    }

    static void requireSameKind(String operation, Tensor a, Tensor b) {
        if (a.dtype() != b.dtype()) {
            throw new IllegalArgumentException(operation + ": " + a.dtype() + " tensor " + a.shape() + " with "
                    + b.dtype() + " tensor " + b.shape() + "; convert one with to(DType.FLOAT64)");
        }
    }

    /** What an op computed, if it keeps to the contract. Ops of a user's own come through here as well. */
    @SuppressWarnings("ConstantValue") // null comes from code that does not check for it
    private static Tensor computed(Op op, Tensor y) {
        if (y == null) {
            throw new IllegalStateException(op.name() + ": forward returned null; it has to return the output");
        }
        if (y instanceof LevelTensor) {
            throw new IllegalStateException(
                    op.name() + ": forward returned a tensor of a tape, but it computes with plain "
                            + "numbers; make the tensor that it uses an input of the op");
        }
        return y;
    }
}
