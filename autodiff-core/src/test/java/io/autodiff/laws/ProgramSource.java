package io.autodiff.laws;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a {@link Program} as Java: one line for each operation, in an order in which they can be run. */
final class ProgramSource {
    /** Names tell how deep inside derivatives a value is: x outside, y in a function, z in a function inside it. */
    private static final String LETTERS = "xyz";

    private final Program program;
    private final Map<Value, String> names = new IdentityHashMap<>();
    private final StringBuilder source = new StringBuilder();

    ProgramSource(Program program) {
        this.program = program;
    }

    /** A test class, to paste and run. */
    String test() {
        source.append("""
                import static io.autodiff.transform.Autodiff.*;

                import io.autodiff.check.*;
                import io.autodiff.shape.Shape;
                import io.autodiff.tensor.*;
                import java.util.List;
                import org.junit.jupiter.api.Test;

                """);
        source.append("/** Operations: ").append(program.size());
        source.append(". Made from seed ").append(program.seed()).append(". */\n");
        source.append("class ProgramTest {\n");
        source.append("    static final List<Tensor> INPUTS = List.of(");
        source.append(program.inputs().stream()
                .map(x -> "\n            " + JavaSource.of(x))
                .collect(Collectors.joining(",")));
        source.append(");\n\n");
        method();
        source.append("""

                    @Test
                    void lawsHold() {
                        Laws.hold(Case.of("program", ProgramTest::program, INPUTS), 2, SEED);
                    }
                }
                """.replace("SEED", program.seed() + "L"));
        return source.toString();
    }

    private void method() {
        source.append("    static Tensor program(List<Tensor> inputs) {\n");
        source.append(lines(Value.sources(program.results()), 0));
        Stream<String> results = program.results().stream().map(result -> names.get(result) + ".flatten()");
        Stream<String> inputs = program.inputValues().stream().map(input -> names.get(input) + ".exp().flatten()");
        source.append(indent(0)).append("return Tensor.concat(0, ");
        source.append(Stream.concat(results, inputs).collect(Collectors.joining(", ")));
        source.append(");\n    }\n");
    }

    /** One line for each value, which gives it a name. */
    private String lines(Collection<Value> order, int depth) {
        StringBuilder lines = new StringBuilder();
        int number = depth == 0 ? 0 : 1; // inside a function, 0 is its variable
        for (Value value : order) {
            String name = LETTERS.charAt(depth) + String.valueOf(number++);
            lines.append(indent(depth)).append("Tensor ").append(name);
            lines.append(" = ").append(expression(value, depth)).append(";\n");
            names.put(value, name);
        }
        return lines.toString();
    }

    private String expression(Value value, int depth) {
        if (value instanceof Value.Input input) {
            return "inputs.get(" + program.inputValues().indexOf(input) + ")";
        }
        if (value instanceof Value.Call call) {
            return call.form.written(call.operands().stream().map(names::get).toList());
        }
        Derivative derivative = (Derivative) value;
        String at = names.get(derivative.at);
        return derivative.direction == null
                ? "grad(" + function(derivative, depth + 1) + ").apply(" + at + ")"
                : "jvp(" + function(derivative, depth + 1) + ", " + at + ", " + names.get(derivative.direction)
                        + ").tangent()";
    }

    /** A lambda; what it uses from outside has its name already. */
    private String function(Derivative derivative, int depth) {
        String variable = LETTERS.charAt(depth) + "0";
        names.put(derivative.variable, variable);
        return variable + " -> {\n" + lines(derivative.inside(), depth) + indent(depth) + "return "
                + names.get(derivative.body) + ";\n" + indent(depth - 1) + "}";
    }

    private static String indent(int depth) {
        return "    ".repeat(2 + depth);
    }
}
