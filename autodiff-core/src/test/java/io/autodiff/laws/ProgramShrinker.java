package io.autodiff.laws;

import io.autodiff.shape.Shape;
import io.autodiff.tensor.Tensor;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ShrinkingDistance;

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

    /** All programs that one edit leads to, those most cut first. Each is nearer to nothing by {@link #distance}. */
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
                .filter(Derivative.class::isInstance)
                .map(Derivative.class::cast)
                .map(derivative ->
                        Value.replacing(List.of(derivative.body), Map.of(derivative.variable, derivative.at)))
                .filter(body -> isClosed(body) && body.get(0).isOperation())
                .map(body -> new Program(program.seed(), body));
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
        List<Value> results = Value.replacing(program.results(), Map.of(old, by)).stream()
                .filter(Value::isOperation)
                .distinct()
                .toList();
        return results.isEmpty() ? Stream.empty() : Stream.of(new Program(program.seed(), results));
    }

    /** The body of a derivative inside another may need the variable of that. */
    private static boolean isClosed(List<Value> values) {
        return Value.sources(values).stream().noneMatch(Value.Variable.class::isInstance);
    }

    /** Shorter or fewer axes, of all inputs at once or of one alone, and numbers with fewer digits. */
    private static Stream<Program> numbers(Program program) {
        Stream<Program> shorter = Stream.of(new int[] {3, 1}, new int[] {2, 1}, new int[] {3, 2})
                .map(lengths -> withInputs(program, x -> shortened(x, lengths[0], lengths[1])));
        Stream<Program> fewer = program.inputValues().stream().flatMap(input -> {
            Tensor x = input.numbers;
            return IntStream.range(0, x.rank())
                    .boxed()
                    .flatMap(axis -> Stream.of(x.select(axis, 0), x.slice(axis, 0, 1)))
                    .map(part -> withInputs(program, other -> other == x ? part.copy() : other));
        });
        Stream<Program> rounder =
                IntStream.of(0, 1, 2).mapToObj(digits -> withInputs(program, x -> rounded(x, digits)));
        return Stream.of(shorter, fewer, rounder)
                .flatMap(edits -> edits)
                .filter(edited -> distance(edited).compareTo(distance(program)) < 0)
                .filter(ProgramShrinker::runs);
    }

    private static Program withInputs(Program program, UnaryOperator<Tensor> edit) {
        Map<Value, Value> edited = new IdentityHashMap<>();
        program.inputValues().forEach(input -> edited.put(input, new Value.Input(edit.apply(input.numbers))));
        return new Program(program.seed(), Value.replacing(program.results(), edited));
    }

    /** Of every axis of one length, the first positions only. */
    private static Tensor shortened(Tensor x, int from, int to) {
        Tensor shortened = x;
        for (int axis = 0; axis < x.rank(); axis++) {
            shortened = x.size(axis) == from ? shortened.slice(axis, 0, to) : shortened;
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

    /** What is to become small: operations first, then results, then the numbers of the inputs and their axes and digits. */
    static ShrinkingDistance distance(Program program) {
        List<Tensor> inputs = program.inputs();
        return ShrinkingDistance.of(
                program.size(),
                program.results().size(),
                inputs.stream().mapToInt(Tensor::size).sum(),
                inputs.stream().mapToInt(Tensor::rank).sum(),
                inputs.stream()
                        .flatMapToInt(x -> Arrays.stream(x.toDoubleArray())
                                .mapToInt(v -> Double.toString(v).length()))
                        .sum());
    }
}
