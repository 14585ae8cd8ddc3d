package io.autodiff.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodiff.Snippet;
import io.autodiff.check.BatchLoss;
import io.autodiff.check.BrokenLawError;
import io.autodiff.check.ModelCase;
import io.autodiff.shape.Shape;
import io.autodiff.tensor.BinaryOp;
import io.autodiff.tensor.DType;
import io.autodiff.tensor.IntTensor;
import io.autodiff.tensor.NaryOp;
import io.autodiff.tensor.Pullback;
import io.autodiff.tensor.Tensor;
import io.autodiff.tensor.UnaryOp;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * A failure of the kit can be pasted: its last lines are compiled and run here, and fail with the same text. Every way to
 * call {@code lawsHold} is tried, with a rule or a function that is wrong.
 */
public class ReproducerTest extends OpLaws {
    private static final Tensor X = Tensor.of(Shape.of(2, 1), 0.1, -1 / 3.0);

    @TempDir
    Path classes;

    /** y = c·x³ with the slope 2c·x². */
    public record WrongCube(double factor) implements UnaryOp {
        @Override
        public Tensor forward(Tensor x) {
            return x.mul(x).mul(x).mul(factor);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return g -> g.times(x.square().mul(2 * factor));
        }
    }

    /** y = x along its axes in the order given, but the gradient comes back in the same order and not in the inverse one. */
    public record WrongPermute(List<Integer> axes) implements UnaryOp {
        @Override
        public Tensor forward(Tensor x) {
            return x.permute(axes.stream().mapToInt(axis -> axis).toArray());
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return this::forward;
        }
    }

    /** y = a·b, with the rules of the two sides exchanged. */
    public record WrongProduct() implements BinaryOp {
        @Override
        public Tensor forward(Tensor a, Tensor b) {
            return a.mul(b);
        }

        @Override
        public Pullback left(Tensor a, Tensor b, Tensor y) {
            return g -> g.times(a);
        }

        @Override
        public Pullback right(Tensor a, Tensor b, Tensor y) {
            return g -> g.times(b);
        }
    }

    /** y = Σ i·xᵢ, but every input gets the gradient itself. */
    public record WrongTotal(int from, DType dtype) implements NaryOp {
        @Override
        public Tensor forward(List<Tensor> inputs) {
            Tensor sum = inputs.get(0).mul(from);
            for (int i = 1; i < inputs.size(); i++) {
                sum = sum.add(inputs.get(i).mul(from + i));
            }
            return sum.to(dtype);
        }

        @Override
        public Pullback pullback(int i, List<Tensor> inputs, Tensor y) {
            return g -> g;
        }
    }

    @Test
    void anOpOfOneInput() throws Exception {
        String failure = failure(() -> lawsHold(new WrongCube(0.1), X));
        assertTrue(failure.startsWith("wrongCube, order 1: the gradient is wrong (seed "), failure);
        assertTrue(failure.endsWith("""
                import java.util.*;

                Tensor x0 = Tensor.of(Shape.of(2, 1), 0.1, -0.3333333333333333);
                Case c = Case.of(new io.autodiff.laws.ReproducerTest.WrongCube(0.1), x0);
                Laws.hold(c, 3, %s);
                """.formatted(failure.replaceAll("(?s).*\\(seed (-?\\d+)\\).*", "$1L"))), failure);
        failsAgain("", failure);
    }

    @Test
    void aRuleThatIsRefused() throws Exception {
        Tensor cube = Tensor.arange(6).reshape(1, 2, 3).sin();
        String failure = failure(() -> lawsHold(new WrongPermute(List.of(1, 2, 0)), cube));
        assertTrue(failure.startsWith("java.lang.IllegalStateException: the rule of wrongPermute"), failure);
        failsAgain("", failure);
    }

    @Test
    void anOpOfTwoInputs() throws Exception {
        failsAgain("", failure(() -> lawsHold(new WrongProduct(), new Pair(X, X.exp()))));
    }

    @Test
    void anOpOfManyInputs() throws Exception {
        failsAgain("", failure(() -> lawsHold(new WrongTotal(3, DType.FLOAT64), List.of(X, X.cos(), X.sin()))));
    }

    /** The rule is right in float64; float32 inputs give float64 outputs. */
    @Test
    void aFunctionInFloat32() throws Exception {
        String failure = failure(() ->
                lawsHold("wide", inputs -> inputs.get(0).to(DType.FLOAT64).square(), List.of(X.to(DType.FLOAT32))));
        assertTrue(failure.contains("new float[] {0.1f, -0.33333334f}"), failure);
        failsAgain(
                "java.util.function.Function<List<Tensor>, Tensor> f = t -> t.get(0).to(DType.FLOAT64).square();",
                failure);
    }

    @Test
    void aLinearFunctionWithItsValue() throws Exception {
        String failure = failure(() ->
                lawsHold(function("twice", x -> x.mul(2), X).linear(), Tensor.of(Shape.of(2, 1), 0.2, Double.NaN)));
        assertTrue(
                failure.contains(".linear();\nLaws.valueIs(c, Tensor.of(Shape.of(2, 1), 0.2, Double.NaN));\n"),
                failure);
        failsAgain("java.util.function.Function<List<Tensor>, Tensor> f = t -> t.get(0).mul(2);", failure);
    }

    /** A sum over the batch where a mean is asked for. */
    @Test
    void aModel() throws Exception {
        BatchLoss<IntTensor> sum =
                (p, x, labels) -> x.matmul(p.get(0)).crossEntropy(labels).mul(x.size(0));
        Tensor weights = Tensor.of(new double[][] {{0.5, -0.25, 0.125}});
        String failure = failure(() -> lawsHold(ModelCase.of("sum", sum, List.of(weights), X, IntTensor.of(2, 0))));
        assertTrue(failure.contains("IntTensor targets = IntTensor.of(Shape.of(2), 2, 0);"), failure);
        failsAgain(
                "BatchLoss<IntTensor> loss ="
                        + " (p, x, labels) -> x.matmul(p.get(0)).crossEntropy(labels).mul(x.size(0));",
                failure);
    }

    /** Targets of a type of one's own, of which rows are chosen in a way of one's own. */
    public record Weighted(Tensor targets, Tensor weights) {
        /** Some rows of both. */
        public static Weighted rows(Weighted all, int... chosen) {
            IntTensor rows = IntTensor.of(chosen);
            return new Weighted(all.targets.indexSelect(0, rows), all.weights.indexSelect(0, rows));
        }

        /** A sum of squares, where a mean is asked for. */
        public static Tensor sum(List<Tensor> p, Tensor x, Weighted t) {
            return x.matmul(p.get(0))
                    .squaredDifference(t.targets)
                    .mul(t.weights)
                    .sum();
        }
    }

    @Test
    void aModelWithTargetsOfItsOwn() throws Exception {
        String failure = failure(() -> lawsHold(new ModelCase<>(
                "weighted",
                Weighted::sum,
                List.of(Tensor.of(new double[][] {{0.5}})),
                X,
                new Weighted(X.cos(), X.exp()),
                Weighted::rows)));
        failsAgain("""
                BatchLoss<io.autodiff.laws.ReproducerTest.Weighted> loss = io.autodiff.laws.ReproducerTest.Weighted::sum;
                java.util.function.BiFunction<io.autodiff.laws.ReproducerTest.Weighted, int[], io.autodiff.laws.ReproducerTest.Weighted>
                        rows = io.autodiff.laws.ReproducerTest.Weighted::rows;
                """, failure);
    }

    /** What cannot be written down is named, and where it goes. */
    @Test
    void anOpWithoutAName() throws Exception {
        UnaryOp anonymous = new UnaryOp() {
            @Override
            public Tensor forward(Tensor x) {
                return x.exp();
            }

            @Override
            public Pullback pullback(Tensor x, Tensor y) {
                return g -> g;
            }
        };
        String failure = failure(() -> lawsHold(anonymous, X));
        assertTrue(failure.contains("// op stands for the op \"op\" of the test\n"), failure);
        failsAgain("""
                UnaryOp op = new UnaryOp() {
                    public Tensor forward(Tensor x) { return x.exp(); }
                    public Pullback pullback(Tensor x, Tensor y) { return g -> g; }
                };
                """, failure);
    }

    private static String failure(Executable lawsHold) {
        return assertThrows(BrokenLawError.class, lawsHold).getMessage();
    }

    /** Runs what the failure says, after what it asks for. */
    private void failsAgain(String asked, String failure) throws Exception {
        String[] parts = failure.split("\n\nTo see it again:\n\n", -1);
        assertEquals(2, parts.length, failure);
        Throwable again = assertThrows(
                        InvocationTargetException.class, () -> Snippet.run("", asked + "\n" + parts[1], classes))
                .getCause();
        assertEquals(parts[0], again instanceof BrokenLawError ? again.getMessage() : again.toString());
    }
}
