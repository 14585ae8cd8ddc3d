package io.autodiff.laws;

import io.autodiff.tensor.Tensor;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An operation with its parameters chosen, twice: as Java to read and as Java to run.
 *
 * @param source how it is written, with $0, $1, … for the operands, for example {@code $0.slice(1, 0, 2)}
 * @param function the same, to be run
 */
record Form(String source, Function<List<Tensor>, Tensor> function) {
    static Form unary(String source, UnaryOperator<Tensor> f) {
        return new Form(source, operands -> f.apply(operands.get(0)));
    }

    static Form binary(String source, BinaryOperator<Tensor> f) {
        return new Form(source, operands -> f.apply(operands.get(0), operands.get(1)));
    }

    /** The source with the names of the operands in it. */
    String written(List<String> operands) {
        String written = source;
        for (int i = operands.size() - 1; i >= 0; i--) { // $10 before $1
            written = written.replace("$" + i, operands.get(i));
        }
        return written;
    }

    /** For example {@code $0, $1, $2}. */
    static String places(int count) {
        return IntStream.range(0, count).mapToObj(i -> "$" + i).collect(Collectors.joining(", "));
    }

    /** For example {@code 0, 2, 1}. */
    static String list(int... numbers) {
        return IntStream.of(numbers).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    }
}
