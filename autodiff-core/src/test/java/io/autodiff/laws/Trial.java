package io.autodiff.laws;

import io.autodiff.check.BrokenLawError;
import io.autodiff.check.Case;
import io.autodiff.check.Degree;
import io.autodiff.check.ModelCase;
import io.autodiff.tensor.BinaryOp;
import io.autodiff.tensor.IntTensor;
import io.autodiff.tensor.Op;
import io.autodiff.tensor.Tensor;
import io.autodiff.tensor.UnaryOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Laws tried on one sample, together with the Java source of that sample. If a law is broken, the failure ends with a few
 * lines that can be pasted into a test, or into jshell, and fail in the same way.
 */
final class Trial {
    private static final String IMPORTS = """
            import io.autodiff.check.*;
            import io.autodiff.shape.*;
            import io.autodiff.tensor.*;
            import java.util.*;

            """;

    private final String sample;

    private Trial(String sample) {
        this.sample = sample;
    }

    /** An op that is a record is written with its components; of any other only the name is known. */
    static Trial of(Op op, List<Tensor> inputs) {
        Optional<String> written = JavaSource.of((Object) op);
        String value = written.orElse("op");
        String arguments = op instanceof UnaryOp
                ? "x0"
                : op instanceof BinaryOp ? "x0, x1" : "List.of(" + names("x", inputs.size()) + ")";
        return new Trial((written.isPresent() ? "" : "// op stands for the op \"" + op.name() + "\" of the test\n")
                + declared("x", inputs)
                + "Case c = Case.of(" + value + ", " + arguments + ");\n");
    }

    /** Of a function that is not an op only the name is known. */
    static Trial of(Case c) {
        String degree =
                c.degree() == Degree.LINEAR ? ".linear()" : c.degree() == Degree.QUADRATIC ? ".quadratic()" : "";
        return new Trial(
                "// f stands for the function \"" + c.name() + "\" of the test, from a list of tensors to a tensor\n"
                        + declared("x", c.inputs())
                        + "Case c = Case.of(\"" + c.name() + "\", f, List.of("
                        + names("x", c.inputs().size()) + "))" + degree
                        + ";\n");
    }

    /** Of a model only the name is known, but its parameters and its batch to the last bit. */
    static Trial of(ModelCase<?> m) {
        Object targets = m.targets();
        boolean ownType = !(targets instanceof Tensor || targets instanceof IntTensor);
        Optional<String> written = JavaSource.of(targets);
        return new Trial("// loss" + (ownType ? " and rows stand" : " stands") + " for "
                + (ownType ? "those" : "the loss") + " of the model \"" + m.name() + "\" of the test"
                + (written.isPresent() ? "" : ", and targets for its targets") + "\n"
                + declared("p", m.parameters())
                + "Tensor inputs = " + JavaSource.of(m.inputs()) + ";\n"
                + written.map(source -> (ownType ? "var" : targets instanceof Tensor ? "Tensor" : "IntTensor")
                                + " targets = " + source + ";\n")
                        .orElse("")
                + "var m = " + (ownType ? "new ModelCase<>" : "ModelCase.of") + "(\"" + m.name() + "\", loss, List.of("
                + names("p", m.parameters().size()) + "), inputs, targets" + (ownType ? ", rows" : "") + ");\n");
    }

    /**
     * Tries a law.
     *
     * @param call the same law as Java source
     * @param law throws if it does not hold
     */
    void require(String call, Runnable law) {
        try {
            law.run();
        } catch (BrokenLawError | IllegalArgumentException | IllegalStateException failure) {
            throw BrokenLawError.reproducedBy(failure, IMPORTS + sample + call + "\n");
        }
    }

    private static String declared(String letter, List<Tensor> tensors) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
            lines.add("Tensor " + letter + i + " = " + JavaSource.of(tensors.get(i)) + ";\n");
        }
        return String.join("", lines);
    }

    private static String names(String letter, int count) {
        return IntStream.range(0, count).mapToObj(i -> letter + i).collect(Collectors.joining(", "));
    }
}
