package io.autodiff.tensor;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * Right ops with wrong rules, to see that the laws notice. The values are those of the op; forward mode follows from
 * the spoiled rule, so that both modes are wrong together and only an outside witness can tell.
 */
final class SpoiledOps {
    private SpoiledOps() {}

    /** An op of one input whose pullback is changed. */
    static UnaryOp pullback(UnaryOp op, UnaryOperator<Pullback> spoil) {
        return rule(op, (x, y) -> spoil.apply(op.pullback(x, y)));
    }

    /** An op of one input with another rule. */
    static UnaryOp rule(UnaryOp op, BiFunction<Tensor, Tensor, Pullback> rule) {
        return new UnaryOp() {
            @Override
            public String name() {
                return op.name();
            }

            @Override
            public Tensor forward(Tensor x) {
                return op.forward(x);
            }

            @Override
            public Pullback pullback(Tensor x, Tensor y) {
                return rule.apply(x, y);
            }
        };
    }

    /** An op of two inputs with other rules. */
    static BinaryOp rules(BinaryOp op, BinaryRule left, BinaryRule right) {
        return new BinaryOp() {
            @Override
            public String name() {
                return op.name();
            }

            @Override
            public Tensor forward(Tensor a, Tensor b) {
                return op.forward(a, b);
            }

            @Override
            public Pullback left(Tensor a, Tensor b, Tensor y) {
                return left.pullback(a, b, y);
            }

            @Override
            public Pullback right(Tensor a, Tensor b, Tensor y) {
                return right.pullback(a, b, y);
            }
        };
    }

    /** The rule of one of two inputs. */
    @FunctionalInterface
    interface BinaryRule {
        Pullback pullback(Tensor a, Tensor b, Tensor y);
    }

    /** An op of many inputs, the pullback of one of which is changed. */
    static NaryOp pullback(NaryOp op, int spoiled, UnaryOperator<Pullback> spoil) {
        return new NaryOp() {
            @Override
            public String name() {
                return op.name();
            }

            @Override
            public Tensor forward(List<Tensor> inputs) {
                return op.forward(inputs);
            }

            @Override
            public Pullback pullback(int i, List<Tensor> inputs, Tensor y) {
                Pullback right = op.pullback(i, inputs, y);
                return i == spoiled ? spoil.apply(right) : right;
            }
        };
    }
}
