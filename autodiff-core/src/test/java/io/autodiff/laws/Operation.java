package io.autodiff.laws;

import io.autodiff.tensor.Tensor;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A word of the {@link Vocabulary}: knows how to write itself into a random program. It chooses operands whose shapes
 * and numbers suit it among the values that are there, then its parameters to suit the operands, so that every program
 * is valid from the start and none is thrown away.
 */
public final class Operation {
    private final String name;
    private final Chooser chooser;

    private Operation(String name, Chooser chooser) {
        this.name = name;
        this.chooser = chooser;
    }

    /**
     * A function of one tensor of any shape, for a program to use beside the library's own.
     *
     * @param name what reports call it
     * @param source how it is written in Java, with {@code $0} for the operand
     * @param f the same, to be run
     * @return the operation
     */
    public static Operation unary(String name, String source, UnaryOperator<Tensor> f) {
        return one(name, x -> true, (draft, x) -> Form.unary(source, f));
    }

    /**
     * A function of two tensors that broadcast, for a program to use beside the library's own.
     *
     * @param name what reports call it
     * @param source how it is written in Java, with {@code $0} and {@code $1} for the operands
     * @param f the same, to be run
     * @return the operation
     */
    public static Operation binary(String name, String source, BinaryOperator<Tensor> f) {
        return two(name, x -> true, Operation::broadcast, (draft, a, b) -> Form.binary(source, f));
    }

    /**
     * What reports call it.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /** A call of it, of values of the draft; null if none of them suits. */
    @Nullable
    Value choose(Draft draft) {
        return chooser.choose(draft);
    }

    /** Writes a call. */
    @FunctionalInterface
    interface Chooser {
        @Nullable
        Value choose(Draft draft);
    }

    /** Chooses parameters for two operands. */
    @FunctionalInterface
    interface Parameters {
        Form choose(Draft draft, Tensor a, Tensor b);
    }

    static Operation of(String name, Chooser chooser) {
        return new Operation(name, chooser);
    }

    /** Of one operand that suits. */
    static Operation one(String name, Predicate<Tensor> suits, BiFunction<Draft, Tensor, Form> parameters) {
        return one(name, Domain.REALS, suits, parameters);
    }

    /** Of one operand that suits, brought into the domain first if it is not there. */
    static Operation one(
            String name, Domain domain, Predicate<Tensor> suits, BiFunction<Draft, Tensor, Form> parameters) {
        return of(name, draft -> {
            Value operand = draft.pick(suits);
            if (operand == null) {
                return null;
            }
            Value x = draft.enter(domain, operand);
            return suits.test(draft.numbers(x))
                    ? new Value.Call(name, parameters.apply(draft, draft.numbers(x)), List.of(x))
                    : null;
        });
    }

    /** Of one operand that suits, and of another that suits the first. */
    static Operation two(
            String name, Predicate<Tensor> suits, BiFunction<Tensor, Tensor, Boolean> together, Parameters parameters) {
        return of(name, draft -> {
            Value a = draft.pick(suits);
            Value b = a == null ? null : draft.pick(x -> together.apply(draft.numbers(a), x));
            return a == null || b == null
                    ? null
                    : new Value.Call(name, parameters.choose(draft, draft.numbers(a), draft.numbers(b)), List.of(a, b));
        });
    }

    /** A method without parameters. */
    static Operation method(String name, UnaryOperator<Tensor> f) {
        return method(name, Domain.REALS, f);
    }

    /** A method without parameters that is defined, and smooth, in a domain. */
    static Operation method(String name, Domain domain, UnaryOperator<Tensor> f) {
        return one(name, domain, x -> true, (draft, x) -> Form.unary("$0." + name + "()", f));
    }

    /** A method that has kinks, for operands well away from them. */
    static Operation kinked(String name, String arguments, UnaryOperator<Tensor> f, double... kinks) {
        Form form = Form.unary("$0." + name + "(" + arguments + ")", f);
        String word = arguments.isEmpty() ? name : name + "(number)";
        return one(word, x -> Smoothness.isAwayFrom(x, kinks), (draft, x) -> form);
    }

    /** A method of two tensors that broadcast, each brought into a domain. */
    static Operation pair(String name, Domain left, Domain right, BinaryOperator<Tensor> f) {
        Form form = Form.binary("$0." + name + "($1)", f);
        return of(name, draft -> {
            Value a = draft.pick(x -> true);
            Value b = a == null ? null : draft.pick(x -> broadcast(draft.numbers(a), x));
            return a == null || b == null
                    ? null
                    : new Value.Call(name, form, List.of(draft.enter(left, a), draft.enter(right, b)));
        });
    }

    /** A method of axes: of one of them, of several, or of none, which means all. */
    static Operation overAxes(String name, OfAxes f) {
        return overAxes(name, Domain.REALS, x -> true, f);
    }

    /** A method of axes, for operands that suit. */
    static Operation overAxes(String name, Domain domain, Predicate<Tensor> suits, OfAxes f) {
        return one(name, domain, suits, (draft, x) -> ofAxes(name, draft.someAxes(x.rank()), f));
    }

    /** A method of axes that has a kink where its result is 0. */
    static Operation overAxesToNonzero(String name, OfAxes f) {
        return of(name, draft -> {
            Value operand = draft.pick(x -> true);
            if (operand == null) {
                return null;
            }
            Tensor x = draft.numbers(operand);
            int[] axes = draft.someAxes(x.rank());
            return Smoothness.isAwayFrom(f.apply(x, axes), 0)
                    ? new Value.Call(name, ofAxes(name, axes, f), List.of(operand))
                    : null;
        });
    }

    private static Form ofAxes(String name, int[] axes, OfAxes f) {
        return Form.unary("$0." + name + "(" + Form.list(axes) + ")", x -> f.apply(x, axes));
    }

    /** A method of one axis. */
    static Operation alongAxis(String name, OfAxis f) {
        return one(name, Operation::hasAxes, (draft, x) -> {
            int axis = draft.below(x.rank());
            return Form.unary("$0." + name + "(" + axis + ")", t -> f.apply(t, axis));
        });
    }

    /** A method of several axes. */
    @FunctionalInterface
    interface OfAxes {
        Tensor apply(Tensor x, int... axes);
    }

    /** A method of one axis. */
    @FunctionalInterface
    interface OfAxis {
        Tensor apply(Tensor x, int axis);
    }

    static boolean hasAxes(Tensor x) {
        return x.rank() > 0;
    }

    static boolean isMatrix(Tensor x) {
        return x.rank() >= 2;
    }

    static boolean sameShape(Tensor a, Tensor b) {
        return a.shape().equals(b.shape());
    }

    /** Whether their shapes have a common one. */
    static boolean broadcast(Tensor a, Tensor b) {
        int[] left = a.shape().dims();
        int[] right = b.shape().dims();
        for (int i = 1; i <= Math.min(left.length, right.length); i++) {
            int l = left[left.length - i];
            int r = right[right.length - i];
            if (l != r && l != 1 && r != 1) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return name;
    }
}
