package io.autodiff.laws;

import io.autodiff.shape.Shape;
import io.autodiff.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes a failing program smaller, by edits that leave a valid program: delta debugging (Zeller and Hildebrandt, 2002)
 * of a graph instead of a text.
 *
 * <p>The two strongest edits cut a program at a value. Everything after it goes if the value is made the result;
 * everything before it goes if the value is made an input, of the numbers that it had. Where one wrong rule is to
 * blame, these two together leave the one operation that applies it.
 */
final class ProgramShrinker {
    private ProgramShrinker() {}

    /** The smallest program that can be reached by edits and still fails. */
    static Program smallest(Program program, Predicate<Program> fails) {
        Program smallest = program;
        Optional<Program> next = Optional.of(program);
        while (next.isPresent()) {
            smallest = next.get();
            next = smaller(smallest).filter(fails).findFirst();
        }
        return smallest;
    }

    /** All programs that one edit leads to, those most cut first. Each has fewer operations, or elements, or digits. */
    static Stream<Program> smaller(Program program) {
        return Stream.<Stream<Program>>of(
                        results(program), openings(program), inputs(program), bridges(program), numbers(program))
                .flatMap(edits -> edits);
    }

    /** One value alone is the result. */
    private static Stream<Program> results(Program program) {
        return Value.sources(program.results()).stream()
                .filter(Value::isOperation)
                .filter(value -> !program.results().equals(List.of(value)))
                .map(value -> new Program(program.seed(), List.of(value)));
    }

    /** A derivative gives way to the function that it is taken of. */
    private static Stream<Program> openings(Program program) {
        return program.operations().stream()
                .filter(Value.Derivative.class::isInstance)
                .map(Value.Derivative.class::cast)
                .map(derivative -> derivative.body.replacing(derivative.variable, derivative.at))
                .filter(body -> isClosed(body) && body.isOperation())
                .map(body -> new Program(program.seed(), List.of(body)));
    }

    /** A value becomes an input. */
    private static Stream<Program> inputs(Program program) {
        Map<Value, Tensor> numbers = program.numbers();
        return program.operations().stream().flatMap(value -> {
            Tensor known = numbers.get(value);
            return known == null ? Stream.empty() : replaced(program, value, new Value.Input(known));
        });
    }

    /** An operand takes the place of an operation that keeps its shape. */
    private static Stream<Program> bridges(Program program) {
        Map<Value, Tensor> numbers = program.numbers();
        return program.operations().stream()
                .flatMap(value -> value.operands().stream()
                        .filter(operand -> shape(numbers, operand).equals(shape(numbers, value)))
                        .flatMap(operand -> replaced(program, value, operand)));
    }

    private static Optional<Shape> shape(Map<Value, Tensor> numbers, Value value) {
        return Optional.ofNullable(numbers.get(value)).map(Tensor::shape);
    }

    private static Stream<Program> replaced(Program program, Value old, Value by) {
        List<Value> results = program.results().stream()
                .map(result -> result.replacing(old, by))
                .filter(Value::isOperation)
                .toList();
        return results.isEmpty() ? Stream.empty() : Stream.of(new Program(program.seed(), results));
    }

    private static boolean isClosed(Value value) {
        return Value.sources(List.of(value)).stream().noneMatch(Value.Variable.class::isInstance);
    }

    /** Shorter axes, of all inputs at once or of one, and numbers with fewer digits. */
    private static Stream<Program> numbers(Program program) {
        Stream<Program> shorter = IntStream.of(3, 2)
                .boxed()
                .flatMap(length -> Stream.concat(
                        Stream.of(withInputs(program, x -> shortened(x, length))),
                        program.inputValues().stream()
                                .map(input ->
                                        withInputs(program, x -> x == input.numbers ? shortened(x, length) : x))));
        Stream<Program> rounder =
                IntStream.of(0, 1, 2).mapToObj(digits -> withInputs(program, x -> rounded(x, digits)));
        return Stream.concat(shorter, rounder)
                .filter(edited -> elements(edited) < elements(program)
                        || elements(edited) == elements(program) && digits(edited) < digits(program))
                .filter(ProgramShrinker::runs);
    }

    private static Program withInputs(Program program, UnaryOperator<Tensor> edit) {
        List<Value> results = new ArrayList<>(program.results());
        for (Value.Input input : program.inputValues()) {
            Tensor edited = edit.apply(input.numbers);
            if (edited != input.numbers) {
                results.replaceAll(result -> result.replacing(input, new Value.Input(edited)));
            }
        }
        return new Program(program.seed(), results);
    }

    /** Of every axis of that length, the first position only. */
    private static Tensor shortened(Tensor x, int length) {
        Tensor shortened = x;
        for (int axis = 0; axis < x.rank(); axis++) {
            shortened = x.size(axis) == length ? shortened.slice(axis, 0, 1) : shortened;
        }
        return shortened.copy();
    }

    private static Tensor rounded(Tensor x, int digits) {
        double scale = Math.rint(StrictMath.pow(10, digits));
        double[] numbers = Arrays.stream(x.toDoubleArray())
                .map(v -> Math.rint(v * scale) / scale)
                .toArray();
        return Tensor.of(x.shape(), numbers);
    }

    /** An edit of shapes may leave operands that do not fit together any more. */
    private static boolean runs(Program program) {
        try {
            program.run(program.inputs());
            return true;
        } catch (IllegalArgumentException shapesDoNotFit) {
            return false;
        }
    }

    static int elements(Program program) {
        return program.inputs().stream().mapToInt(Tensor::size).sum();
    }

    static int digits(Program program) {
        return program.inputs().stream()
                .flatMapToInt(x -> Arrays.stream(x.toDoubleArray())
                        .mapToInt(v -> Double.toString(v).length()))
                .sum();
    }
}
