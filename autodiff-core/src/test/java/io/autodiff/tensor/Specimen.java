package io.autodiff.tensor;

import io.autodiff.check.Case;
import io.autodiff.tensor.SpoiledOps.Rule;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * An op at a point at which its rule can be told from wrong ones.
 *
 * @param opAt the op; nearly always the same one wherever it is applied
 * @param inputs the point: float64
 */
record Specimen(Function<List<Tensor>, Op> opAt, List<Tensor> inputs) {
    static Specimen of(UnaryOp op, Tensor x) {
        return new Specimen(inputs -> op, List.of(x));
    }

    static Specimen of(BinaryOp op, Tensor a, Tensor b) {
        return new Specimen(inputs -> op, List.of(a, b));
    }

    static Specimen of(NaryOp op, Tensor... inputs) {
        return new Specimen(all -> op, List.of(inputs));
    }

    /** An op that is made for the input that it is applied to. */
    static Specimen made(Function<Tensor, UnaryOp> opAt, Tensor x) {
        return new Specimen(inputs -> opAt.apply(inputs.get(0)), List.of(x));
    }

    Op op() {
        return opAt.apply(inputs);
    }

    /** The right rule of one input, here. */
    Rule rule(int input) {
        NaryOp op = SpoiledOps.listed(op());
        return new Rule(op, input, inputs, op.forward(inputs));
    }

    /** The op as it is. */
    Case right() {
        return spoiled(UnaryOperator.identity());
    }

    /** The op with a rule spoiled. It is held to the bounds that the op is held to. */
    Case spoiled(UnaryOperator<NaryOp> spoil) {
        Op op = op();
        Case c = Case.of(op.name(), at -> Tensor.apply(spoil.apply(SpoiledOps.listed(opAt.apply(at))), at), inputs);
        return op instanceof LinearOp ? c.linear() : op instanceof BilinearOp ? c.quadratic() : c;
    }
}
