package io.autodiff.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Right ops with a wrong rule, to see that the laws notice. The values are those of the op; only the rule of one input is
 * spoiled, in reverse mode, in forward mode, or in both together, so that only an outside witness can tell.
 */
final class SpoiledOps {
    private SpoiledOps() {}

    /** Any op as one of a list of inputs, so that whoever spoils rules meets one kind of op and not three. */
    static NaryOp listed(Op op) {
        return op instanceof NaryOp nary ? nary : new Listed(op);
    }

    /** The op that was listed. */
    static Op original(NaryOp op) {
        return op instanceof Listed listed ? listed.op() : op;
    }

    /** What a rule has to say: the gradient of one input, given everything that a rule may know. */
    @FunctionalInterface
    interface Pull {
        Tensor apply(Rule right, Tensor g);
    }

    /** What a forward rule has to say of the tangent of one input. */
    @FunctionalInterface
    interface Push {
        Tensor apply(Rule right, Tensor dx);
    }

    /**
     * The right rule of one input at a point.
     *
     * @param op the op
     * @param input which of its inputs
     * @param inputs the point
     * @param y the output there
     */
    record Rule(NaryOp op, int input, List<Tensor> inputs, Tensor y) {
        Tensor x() {
            return inputs.get(input);
        }

        Tensor pull(Tensor g) {
            return op.pullback(input, inputs, y).apply(g);
        }

        Tensor push(Tensor dx) {
            List<@Nullable Tensor> tangents = new ArrayList<>(Collections.nCopies(inputs.size(), null));
            tangents.set(input, dx);
            return op.tangent(inputs, y, tangents);
        }

        /** Which input comes next, the first after the last. */
        int next() {
            return (input + 1) % inputs.size();
        }

        /** The same rule, told another number for each input. */
        Rule with(UnaryOperator<Tensor> change) {
            return new Rule(op, input, inputs.stream().map(change).toList(), y);
        }

        /** The same rule, told another tensor for one of the inputs. */
        Rule with(int changed, Tensor other) {
            List<Tensor> all = new ArrayList<>(inputs);
            all.set(changed, other);
            return new Rule(op, input, all, y);
        }

        /** The same rule, told another output. */
        Rule with(Tensor output) {
            return new Rule(op, input, inputs, output);
        }

        /** The rule of another input, or of another op. */
        Rule of(NaryOp other, int otherInput) {
            return new Rule(other, otherInput, inputs, y);
        }
    }

    /** Both modes are wrong together: a tangent is the transpose of the pullback, whatever that is. */
    static NaryOp both(NaryOp op, int spoiled, Pull pull) {
        return new Spoiled(op, spoiled) {
            @Override
            Tensor pull(Rule right, Tensor g) {
                return pull.apply(right, g);
            }

            @Override
            Tensor push(Rule right, Tensor dx) {
                return Transpose.of(op, right.input(), g -> pull.apply(right, g), right.y(), dx);
            }
        };
    }

    /** Only the pullback is wrong. */
    static NaryOp reverse(NaryOp op, int spoiled, Pull pull) {
        return new Spoiled(op, spoiled) {
            @Override
            Tensor pull(Rule right, Tensor g) {
                return pull.apply(right, g);
            }
        };
    }

    /** Only the forward rule is wrong. */
    static NaryOp forward(NaryOp op, int spoiled, Push push) {
        return new Spoiled(op, spoiled) {
            @Override
            Tensor push(Rule right, Tensor dx) {
                return push.apply(right, dx);
            }
        };
    }

    /** An op, the rules of one input of which may be other than they should. */
    private abstract static class Spoiled implements NaryOp {
        private final NaryOp op;
        private final int spoiled;

        Spoiled(NaryOp op, int spoiled) {
            this.op = op;
            this.spoiled = spoiled;
        }

        Tensor pull(Rule right, Tensor g) {
            return right.pull(g);
        }

        Tensor push(Rule right, Tensor dx) {
            return right.push(dx);
        }

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
            Rule right = new Rule(op, i, inputs, y);
            return i == spoiled ? g -> pull(right, g) : right::pull;
        }

        @Override
        public Tensor tangent(List<Tensor> inputs, Tensor y, List<@Nullable Tensor> tangents) {
            Tensor sum = null;
            for (int i = 0; i < inputs.size(); i++) {
                Tensor dx = tangents.get(i);
                if (dx != null) {
                    Rule right = new Rule(op, i, inputs, y);
                    Tensor share = i == spoiled ? push(right, dx) : right.push(dx);
                    sum = sum == null ? share : sum.add(share);
                }
            }
            return sum == null ? y.constantLike(0) : sum;
        }
    }

    /** An op of one or two inputs as one of a list. */
    private record Listed(Op op) implements NaryOp {
        @Override
        public String name() {
            return op.name();
        }

        @Override
        public Tensor forward(List<Tensor> inputs) {
            return op instanceof UnaryOp unary
                    ? unary.forward(inputs.get(0))
                    : ((BinaryOp) op).forward(inputs.get(0), inputs.get(1));
        }

        @Override
        public Pullback pullback(int i, List<Tensor> inputs, Tensor y) {
            if (op instanceof UnaryOp unary) {
                return unary.pullback(inputs.get(0), y);
            }
            BinaryOp binary = (BinaryOp) op;
            Tensor a = inputs.get(0);
            Tensor b = inputs.get(1);
            return i == 0 ? binary.left(a, b, y) : binary.right(a, b, y);
        }

        @Override
        public Tensor tangent(List<Tensor> inputs, Tensor y, List<@Nullable Tensor> tangents) {
            Tensor first = tangents.get(0);
            if (op instanceof UnaryOp unary && first != null) {
                return unary.tangent(inputs.get(0), y, first);
            }
            BinaryOp binary = (BinaryOp) op;
            Tensor a = inputs.get(0);
            Tensor b = inputs.get(1);
            Tensor second = tangents.get(1);
            if (second == null) {
                return first == null ? y.constantLike(0) : binary.leftTangent(a, b, y, first);
            }
            Tensor right = binary.rightTangent(a, b, y, second);
            return first == null ? right : binary.leftTangent(a, b, y, first).add(right);
        }
    }
}
