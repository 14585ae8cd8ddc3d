package io.autodiff.laws;

import io.autodiff.tensor.Tensor;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A value of a {@link Program}: an input, or what an operation makes of other values. A value names its operands, so
 * a program needs no list of steps: it is whatever its results can be traced back to, and a value that several others
 * name is shared.
 *
 * <p>Values never change and are compared by identity. A program is changed by {@link #replacing}, which makes new
 * values for all that follow from the replaced ones.
 */
abstract sealed class Value permits Value.Input, Value.Variable, Value.Call, Derivative {
    /** The values that must be there first, in the order in which the operation wants them. */
    abstract List<Value> operands();

    /** The numbers of this value, given those of its operands. */
    abstract Tensor compute(Map<Value, Tensor> numbers);

    /** This value of other operands. */
    abstract Value rebuilt(UnaryOperator<Value> replacement);

    /** What it is called in the vocabulary, or how it comes to be there. */
    abstract String name();

    /** Whether it counts as an operation. */
    boolean isOperation() {
        return true;
    }

    /** The numbers of this value; those of all it is made of are noted on the way. */
    final Tensor evaluate(Map<Value, Tensor> numbers) {
        Tensor known = numbers.get(this);
        if (known == null) {
            operands().forEach(operand -> operand.evaluate(numbers));
            known = compute(numbers);
            numbers.put(this, known);
        }
        return known;
    }

    /** These values, as they are if some of those that they are made of are replaced. What they share stays shared. */
    static List<Value> replacing(List<Value> values, Map<Value, Value> replacements) {
        Map<Value, Value> done = new IdentityHashMap<>(replacements);
        return values.stream().map(value -> value.replaced(done)).toList();
    }

    private Value replaced(Map<Value, Value> done) {
        Value known = done.get(this);
        if (known == null) {
            known = rebuilt(value -> value.replaced(done));
            done.put(this, known);
        }
        return known;
    }

    /** Whether it is made of that value, directly or not. */
    final boolean dependsOn(Value value) {
        return sources(List.of(this)).contains(value);
    }

    /** All that these values are made of, themselves included, each after its operands. Bodies are not looked into. */
    static Set<Value> sources(List<Value> values) {
        Set<Value> order = new LinkedHashSet<>(); // of identities: values do not define equality
        values.forEach(value -> value.visit(order));
        return order;
    }

    private void visit(Set<Value> order) {
        if (!order.contains(this)) {
            operands().forEach(operand -> operand.visit(order));
            order.add(this);
        }
    }

    /** Numbers from outside: an input of the program. */
    static final class Input extends Value {
        final Tensor numbers;

        Input(Tensor numbers) {
            this.numbers = numbers;
        }

        @Override
        List<Value> operands() {
            return List.of();
        }

        @Override
        Tensor compute(Map<Value, Tensor> values) {
            return numbers;
        }

        @Override
        Value rebuilt(UnaryOperator<Value> replacement) {
            return this;
        }

        @Override
        String name() {
            return "input";
        }

        @Override
        boolean isOperation() {
            return false;
        }
    }

    /** The argument of the function whose derivative is taken inside the program. */
    static final class Variable extends Value {
        @Override
        List<Value> operands() {
            return List.of();
        }

        @Override
        Tensor compute(Map<Value, Tensor> numbers) {
            throw new IllegalStateException("a variable has no numbers outside its function");
        }

        @Override
        Value rebuilt(UnaryOperator<Value> replacement) {
            return this;
        }

        @Override
        String name() {
            return "variable";
        }

        @Override
        boolean isOperation() {
            return false;
        }
    }

    /** An operation, its parameters chosen, applied to values. */
    static final class Call extends Value {
        final Form form;
        private final String name;
        private final List<Value> operands;

        Call(String name, Form form, List<Value> operands) {
            this.name = name;
            this.form = form;
            this.operands = List.copyOf(operands);
        }

        @Override
        List<Value> operands() {
            return operands;
        }

        @Override
        Tensor compute(Map<Value, Tensor> numbers) {
            return form.function()
                    .apply(operands.stream()
                            .map(operand -> operand.evaluate(numbers))
                            .toList());
        }

        @Override
        Value rebuilt(UnaryOperator<Value> replacement) {
            List<Value> others = operands.stream().map(replacement).toList();
            return others.equals(operands) ? this : new Call(name, form, others);
        }

        @Override
        String name() {
            return name;
        }
    }
}
