package io.autodiff.laws;

import io.autodiff.shape.Shape;
import io.autodiff.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A program while it is being written. It knows the numbers of every value so far, so that an operation can be chosen
 * that suits them, and so that they stay small: what has become large is scaled down before it is used again.
 *
 * <p>The body of a derivative is a draft inside a draft: it sees the values outside, and every step starts from the
 * one before, so that all of it depends on the variable.
 */
final class Draft {
    private static final int LARGEST_SIZE = 36;
    private static final int LARGEST_RANK = 4;
    private static final double LARGE = 3;
    private static final double HUGE = 1e3;
    private static final int DEEPEST = 2;

    private final Vocabulary vocabulary;
    private final SplittableRandom random;
    private final List<Value> values;
    private final Map<Value, Tensor> numbers;
    private final List<Value> unused = new ArrayList<>();
    private final int depth;

    /** In a body, what the next step has to start from. */
    private @Nullable Value next;

    private Draft(
            Vocabulary vocabulary, SplittableRandom random, List<Value> values, Map<Value, Tensor> numbers, int depth) {
        this.vocabulary = vocabulary;
        this.random = random;
        this.values = new ArrayList<>(values);
        this.numbers = new IdentityHashMap<>(numbers);
        this.depth = depth;
    }

    static Draft empty(Vocabulary vocabulary, SplittableRandom random) {
        return new Draft(vocabulary, random, List.of(), Map.of(), 0);
    }

    /** The body of a derivative at a value: a few operations in a row. Null if this draft is deep enough. */
    @Nullable
    Value body(Value.Variable variable, Value at) {
        if (depth == DEEPEST) {
            return null;
        }
        Draft inner = new Draft(vocabulary, random, values, numbers, depth + 1);
        inner.numbers.put(variable, numbers(at));
        inner.values.add(variable);
        inner.next = variable;
        int steps = 2 + below(3);
        for (int step = 0; step < steps; step++) {
            inner.grow(Integer.MAX_VALUE);
        }
        return inner.next;
    }

    /** Numbers from −2 to 2, few of them near to 0 or to each other. */
    void addInput(Shape shape) {
        double[] input = new double[shape.size()];
        Arrays.setAll(input, i -> Math.round((random.nextDouble() * 4 - 2) * 1e6) / 1e6);
        add(new Value.Input(Tensor.of(shape, input)));
    }

    /** Writes one operation, any that suits, and leaves at most so many in all. */
    void grow(int longest) {
        Value start = next;
        Value grown = null;
        while (grown == null) {
            int before = values.size();
            List<Value> unusedBefore = List.copyOf(unused);
            next = start;
            Value value = vocabulary.draw(random).choose(this);
            if (value != null && isTame(value.evaluate(numbers)) && operationsWith(value) < longest) {
                grown = scaledDown(add(value));
            } else { // what was written to bring operands into a domain goes too
                values.subList(before, values.size()).clear();
                unused.clear();
                unused.addAll(unusedBefore);
            }
        }
        next = start == null ? null : grown;
    }

    private int operationsWith(Value value) {
        List<Value> all = new ArrayList<>(values);
        all.add(value);
        return Program.operations(all).size();
    }

    private static boolean isTame(Tensor y) {
        return y.size() > 0
                && y.size() <= LARGEST_SIZE
                && y.rank() <= LARGEST_RANK
                && Arrays.stream(y.toDoubleArray()).allMatch(v -> Math.abs(v) < HUGE);
    }

    private Value scaledDown(Value value) {
        double largest = Arrays.stream(numbers(value).toDoubleArray())
                .map(Math::abs)
                .max()
                .orElse(0);
        if (largest <= LARGE) {
            return value;
        }
        double factor = 1 / Math.ceil(largest / 2);
        return add(new Value.Call(
                "mul(number)", Form.unary("$0.mul(" + factor + ")", x -> x.mul(factor)), List.of(value)));
    }

    /** Puts a value where operations can choose it. */
    Value add(Value value) {
        value.evaluate(numbers);
        unused.removeAll(value.operands());
        values.add(value);
        unused.add(value);
        return value;
    }

    /** A value whose numbers suit, more often than not one that nothing has used yet; null if none does. */
    @Nullable
    Value pick(Predicate<Tensor> suits) {
        if (next != null) {
            Value start = next;
            next = null; // the other operands are free
            return suits.test(numbers(start)) ? start : null;
        }
        List<Value> fresh =
                unused.stream().filter(value -> suits.test(numbers(value))).toList();
        if (!fresh.isEmpty() && random.nextBoolean()) {
            return fresh.get(below(fresh.size()));
        }
        List<Value> all =
                values.stream().filter(value -> suits.test(numbers(value))).toList();
        return all.isEmpty() ? null : all.get(below(all.size()));
    }

    /** That value, or one made of it whose numbers are in the domain. */
    Value enter(Domain domain, Value value) {
        return domain.contains(numbers(value))
                ? value
                : add(new Value.Call("into the domain", domain.entry(), List.of(value)));
    }

    /** The numbers of a value of this draft. */
    Tensor numbers(Value value) {
        Tensor known = numbers.get(value);
        if (known == null) {
            throw new IllegalArgumentException("no value of this draft");
        }
        return known;
    }

    /** What nothing uses, and so what a program of all this results in; inputs do not count. */
    List<Value> results() {
        return unused.stream().filter(Value::isOperation).toList();
    }

    /** How many operations there are, those inside derivatives included. */
    int operations() {
        return Program.operations(values).size();
    }

    /** A number from 0 to n − 1. */
    int below(int n) {
        return random.nextInt(n);
    }

    /** A number of two decimals. */
    double between(double low, double high) {
        return Math.round((low + random.nextDouble() * (high - low)) * 100) / 100.0;
    }

    /** Different axes in order: at least one, or none, which stands for all. */
    int[] someAxes(int rank) {
        return IntStream.range(0, rank).filter(axis -> random.nextInt(3) > 0).toArray();
    }

    /** Numbers from 0 to n − 1, perhaps the same several times. */
    int[] positions(int count, int n) {
        return IntStream.range(0, count).map(i -> below(n)).toArray();
    }

    /** The numbers from 0 to n − 1 in any order. */
    int[] shuffled(int n) {
        int[] order = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = below(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }
}
