package io.autodiff.laws;

import io.autodiff.check.Case;
import io.autodiff.check.GradientReport;
import io.autodiff.check.Laws;
import io.autodiff.tensor.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A whole program: operations of many kinds on a few inputs, values used several times, derivatives taken inside.
 *
 * <p>A rule may be right on its own and yet fail in company: a gradient that is added up twice where a value is
 * shared, a buffer that two operations both take for their own, a level that forgets a captured variable. Such
 * mistakes show in programs only, and no list of cases written by hand would have them all. So {@link Programs} writes
 * programs at random, and asks of each what it would ask of a single op: it is a function of its inputs like any
 * other, and {@link Laws} knows no difference.
 *
 * <p>A program prints itself as a Java test, its inputs to the last bit: what fails can be pasted and run.
 */
public final class Program {
    private static final int ORDERS = 2;

    private final long seed;
    private final List<Value> results;
    private final List<Value.Input> inputs;

    Program(long seed, List<Value> results) {
        this.seed = seed;
        this.results = List.copyOf(results);
        this.inputs = Value.sources(results).stream()
                .filter(Value.Input.class::isInstance)
                .map(Value.Input.class::cast)
                .toList();
    }

    /**
     * What it was made from: the same seed and vocabulary give the same program.
     *
     * @return the seed, also of the laws' random directions
     */
    public long seed() {
        return seed;
    }

    /**
     * The point at which the laws look at it.
     *
     * @return the inputs
     */
    public List<Tensor> inputs() {
        return inputs.stream().map(input -> input.numbers).toList();
    }

    /**
     * Runs the program.
     *
     * @param point as many tensors as there are inputs, of their shapes
     * @return its results laid end to end, and behind them the exponential of every input
     */
    /*
     * Why the exponentials: in a program terms may cancel, as in x/x, whose gradient is 1/x − x/x², 0 but for rounding. Laws measure
     * errors by the size of what they compare, and nothing is right to a part of 0. With eˣ beside them, all derivatives have a
     * size of about 1, in every input and at every order.
     */
    public Tensor run(List<Tensor> point) {
        Map<Value, Tensor> numbers = new IdentityHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            numbers.put(inputs.get(i), point.get(i));
        }
        List<Tensor> outputs = new ArrayList<>();
        results.forEach(result -> outputs.add(result.evaluate(numbers).flatten()));
        point.forEach(x -> outputs.add(x.exp().flatten()));
        return Tensor.concat(0, outputs);
    }

    /**
     * The laws of derivatives to order two: reverse mode = forward mode = differences, for the program and for its
     * pullback, and both orders of modes give the same second derivative.
     *
     * @return what has been shown
     */
    public GradientReport check() {
        return Laws.hold(Case.of("program", this::run, inputs()), ORDERS, seed);
    }

    /**
     * How many operations there are, those inside derivatives included.
     *
     * @return the length of the program
     */
    public int size() {
        return operations().size();
    }

    List<Value> results() {
        return results;
    }

    List<Value.Input> inputValues() {
        return inputs;
    }

    /** All operations, those inside derivatives included, each after its operands. */
    Set<Value> operations() {
        return operations(results);
    }

    static Set<Value> operations(List<Value> results) {
        Set<Value> all = new LinkedHashSet<>();
        for (Value value : Value.sources(results)) {
            if (value instanceof Derivative derivative) {
                all.addAll(operations(List.of(derivative.body)));
            }
            all.add(value);
        }
        return all.stream().filter(Value::isOperation).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The numbers of every value, those in bodies where the derivative is taken. */
    Map<Value, Tensor> numbers() {
        Map<Value, Tensor> numbers = new IdentityHashMap<>();
        for (Value value : Value.sources(results)) {
            note(value, numbers);
        }
        return numbers;
    }

    private static void note(Value value, Map<Value, Tensor> numbers) {
        value.evaluate(numbers);
        if (value instanceof Derivative derivative) {
            numbers.put(derivative.variable, derivative.at.evaluate(numbers));
            derivative.inside().forEach(inner -> note(inner, numbers));
        }
    }

    /** A Java test: the program, its inputs and the laws that it should obey. */
    @Override
    public String toString() {
        return new ProgramSource(this).test();
    }
}
