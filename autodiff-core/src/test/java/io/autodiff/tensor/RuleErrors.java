package io.autodiff.tensor;

import static io.autodiff.transform.Autodiff.grad;
import static io.autodiff.transform.Autodiff.jvp;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.function.Executable;

/** Ops of a user's own that do not keep to the contract. Every text names the op. */
final class RuleErrors {
    private RuleErrors() {}

    private static final Tensor X = Tensor.of(1, 2, 3);

    /** What a user might write: an op that doubles, with a rule that may be wrong. */
    record Doubled(@Nullable Pullback rule) implements UnaryOp {
        @Override
        public Tensor forward(Tensor x) {
            return x.mul(2);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return rule;
        }
    }

    /** The same with a forward rule of its own. */
    record Pushed(UnaryOperator<Tensor> forwardRule) implements UnaryOp {
        @Override
        public Tensor forward(Tensor x) {
            return x.mul(2);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return g -> g.mul(2);
        }

        @Override
        public Tensor tangent(Tensor x, Tensor y, Tensor dx) {
            return forwardRule.apply(dx);
        }
    }

    /** A sum of two with a right rule that may be wrong. */
    record Joined(@Nullable Pullback rule) implements BinaryOp {
        @Override
        public Tensor forward(Tensor a, Tensor b) {
            return a.add(b);
        }

        @Override
        public Pullback left(Tensor a, Tensor b, Tensor y) {
            return g -> g;
        }

        @Override
        public Pullback right(Tensor a, Tensor b, Tensor y) {
            return rule;
        }
    }

    /** A sum of many with rules that may be wrong. */
    record Total(@Nullable Pullback rule) implements NaryOp {
        @Override
        public Tensor forward(List<Tensor> inputs) {
            return inputs.stream().reduce(Tensor::add).orElseThrow();
        }

        @Override
        public Pullback pullback(int i, List<Tensor> inputs, Tensor y) {
            return rule;
        }
    }

    /** An op that computes what it is told to. */
    record Computing(UnaryOperator<Tensor> computation) implements UnaryOp {
        @Override
        public Tensor forward(Tensor x) {
            return computation.apply(x);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return g -> g;
        }
    }

    /** An op of two that computes what it is told to, and has no rule for the left. */
    record NothingOfTwo(@Nullable Tensor output) implements BinaryOp {
        @Override
        public Tensor forward(Tensor a, Tensor b) {
            return output;
        }

        @Override
        public Pullback left(Tensor a, Tensor b, Tensor y) {
            return null;
        }

        @Override
        public Pullback right(Tensor a, Tensor b, Tensor y) {
            return g -> g;
        }
    }

    /** An op of many that computes nothing. */
    record NothingOfMany() implements NaryOp {
        @Override
        public Tensor forward(List<Tensor> inputs) {
            return null;
        }

        @Override
        public Pullback pullback(int i, List<Tensor> inputs, Tensor y) {
            return g -> g;
        }
    }

    static Map<String, Executable> cases() {
        Map<String, Executable> cases = new LinkedHashMap<>();
        cases.put("plain numbers: forward mode", () -> jvp(x -> x.apply(new Doubled(RuleErrors::byArrays)), X, X));
        cases.put(
                "plain numbers: order two",
                () -> grad(x -> grad(z -> z.apply(new Doubled(RuleErrors::byArrays))
                                        .square()
                                        .sum())
                                .apply(x)
                                .sum())
                        .apply(X));
        forward(cases);
        reverse(cases);
        tangents(cases);
        strangers(cases);
        return cases;
    }

    private static void forward(Map<String, Executable> cases) {
        cases.put("rule: forward returns null", () -> X.apply(new Computing(x -> null)));
        cases.put("rule: forward returns null under a tape", () -> gradientOf(new Computing(x -> null)));
        cases.put("rule: forward of two returns null", () -> X.apply(new NothingOfTwo(null), X));
        cases.put("rule: forward of many returns null", () -> Tensor.apply(new NothingOfMany(), List.of(X)));
        cases.put("rule: forward returns a tensor of a tape", () -> {
            try (Tape tape = Tape.open()) {
                Tensor w = tape.watch(X);
                X.apply(new Computing(x -> x.mul(w)));
            }
        });
        cases.put("rule: no inputs", () -> Tensor.apply(new Total(g -> g), List.of()));
        cases.put(
                "rule: inputs of two kinds",
                () -> Tensor.apply(new Total(g -> g), List.of(X, Tensor.of(new float[3]))));
    }

    private static void reverse(Map<String, Executable> cases) {
        cases.put("rule: null", () -> gradientOf(new Doubled(null)));
        cases.put(
                "rule: null for the left operand",
                () -> grad(x -> x.apply(new NothingOfTwo(X), X).sum()).apply(X));
        cases.put(
                "rule: null for the right operand",
                () -> grad(x -> X.apply(new Joined(null), x).sum()).apply(X));
        cases.put(
                "rule: null of many",
                () -> grad(x -> Tensor.apply(new Total(null), List.of(x)).sum()).apply(X));
        cases.put("rule: returns null", () -> gradientOf(new Doubled(g -> null)));
        cases.put("rule: wrong shape", () -> gradientOf(new Doubled(g -> g.sum())));
        cases.put("rule: wrong kind", () -> gradientOf(new Doubled(g -> g.to(DType.FLOAT32))));
        cases.put(
                "rule: wrong shape for the right operand",
                () -> grad(x -> X.apply(new Joined(g -> g.reshape(1, 3)), x).sum())
                        .apply(X));
        cases.put(
                "rule: wrong kind of the second of many",
                () -> grad(x -> Tensor.apply(new Total(g -> g.to(DType.FLOAT32)), List.of(X, x))
                                .sum())
                        .apply(X));
    }

    private static void tangents(Map<String, Executable> cases) {
        cases.put("forward rule: null", () -> pushed(new Pushed(dx -> null)));
        cases.put("forward rule: wrong shape", () -> pushed(new Pushed(dx -> dx.sum())));
        cases.put("forward rule: wrong kind", () -> pushed(new Pushed(dx -> dx.to(DType.FLOAT32))));
        cases.put("forward rule: transposed from a null rule", () -> pushed(new Doubled(null)));
        cases.put("forward rule: transposed from a rule that returns null", () -> pushed(new Doubled(g -> null)));
        cases.put("forward rule: transposed from a rule of wrong shape", () -> pushed(new Doubled(g -> g.sum())));
        cases.put(
                "forward rule: transposed from a right rule of wrong kind",
                () -> jvp(x -> X.apply(new Joined(g -> g.to(DType.FLOAT32)), x), X, X));
        cases.put(
                "forward rule: transposed from a null rule of many",
                () -> jvp(x -> Tensor.apply(new Total(null), List.of(x)), X, X));
        cases.put(
                "forward rule: of many without a tangent",
                () -> new Total(g -> g).tangent(List.of(X), X, Collections.singletonList(null)));
    }

    /** A rule that holds on to a tensor which is not among its inputs would lose that tensor's share in silence. */
    private static void strangers(Map<String, Executable> cases) {
        cases.put("rule: uses a tensor of the tape that is swept", () -> {
            try (Tape tape = Tape.open()) {
                Tensor w = tape.watch(X);
                tape.gradients(tape.watch(X).apply(new Doubled(g -> g.mul(w))).sum());
            }
        });
        cases.put("rule: uses a tensor of a closed tape", () -> {
            Tensor w;
            try (Tape other = Tape.open()) {
                w = other.watch(X);
            }
            gradientOf(new Doubled(g -> g.mul(w)));
        });
        cases.put("rule: returns a tensor of a closed tape", () -> {
            Tensor w;
            try (Tape other = Tape.open()) {
                w = other.watch(X);
            }
            gradientOf(new Doubled(g -> w));
        });
    }

    private static Tensor gradientOf(UnaryOp op) {
        return grad(x -> x.apply(op).sum()).apply(X);
    }

    private static void pushed(UnaryOp op) {
        jvp(x -> x.apply(op), X, X);
    }

    /** The right gradient of {@link Doubled}, but computed with Java arrays. */
    private static Tensor byArrays(Tensor gradient) {
        double[] numbers = gradient.toDoubleArray();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] *= 2;
        }
        return Tensor.of(gradient.shape(), numbers);
    }
}
