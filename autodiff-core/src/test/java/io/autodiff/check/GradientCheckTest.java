package io.autodiff.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodiff.check.Evidence.Verdict;
import io.autodiff.tensor.BinaryOp;
import io.autodiff.tensor.DType;
import io.autodiff.tensor.NaryOp;
import io.autodiff.tensor.Pullback;
import io.autodiff.tensor.Tensor;
import io.autodiff.tensor.UnaryOp;
import io.autodiff.transform.Structure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * What a user does with {@link GradientCheck}: checks a function, or an op of their own, and reads the report.
 * Whether wrong rules are found is the subject of {@code RuleMutationTest}.
 */
class GradientCheckTest {
    private static final Tensor X = Tensor.of(0.5, -1, 2);

    /** y = x³; dy/dx = 3x². */
    record Cube() implements UnaryOp {
        @Override
        public Tensor forward(Tensor x) {
            return x.mul(x).mul(x);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return g -> g.times(x.square().mul(3));
        }
    }

    /** y = x³, but whoever wrote the rule took the slope of the first element alone. */
    record WrongCube() implements UnaryOp {
        @Override
        public Tensor forward(Tensor x) {
            return new Cube().forward(x);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return g -> g.times(x.select(0, 0).square().mul(3));
        }
    }

    /** y = a·b². */
    record Weighted() implements BinaryOp {
        @Override
        public Tensor forward(Tensor a, Tensor b) {
            return a.mul(b.square());
        }

        @Override
        public Pullback left(Tensor a, Tensor b, Tensor y) {
            return g -> g.times(b.square());
        }

        @Override
        public Pullback right(Tensor a, Tensor b, Tensor y) {
            return g -> g.times(a.mul(b).mul(2));
        }
    }

    /** y = Σ xᵢ of equal shapes. */
    record Total() implements NaryOp {
        @Override
        public Tensor forward(List<Tensor> inputs) {
            return inputs.stream().reduce(Tensor::add).orElseThrow();
        }

        @Override
        public Pullback pullback(int i, List<Tensor> inputs, Tensor y) {
            return g -> g;
        }
    }

    /** y = max(x, 0) with a slope of 2 at the kink, which nothing can defend. */
    record SteepRelu() implements UnaryOp {
        @Override
        public Tensor forward(Tensor x) {
            return x.relu();
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return g -> g.times(Tensor.where(x.equalTo(0), x.constantLike(2), x.step()));
        }
    }

    @Test
    void aFunctionOfOneTensor() {
        GradientReport report =
                GradientCheck.of(x -> x.sin().mul(x).sum()).orders(3).at(X);
        assertEquals(
                List.of(1, 2, 3),
                report.evidence().stream().map(Evidence::order).toList());
        assertEquals(0, report.discarded());
    }

    @Test
    void aFunctionOfARecord() {
        record Line(Tensor slope, Tensor offset) {}
        Structure<Line> structure =
                Structure.of(l -> List.of(l.slope(), l.offset()), t -> new Line(t.get(0), t.get(1)));
        GradientReport report = GradientCheck.of(
                        structure, l -> X.mul(l.slope()).add(l.offset()).tanh())
                .named("line")
                .orders(2)
                .at(new Line(Tensor.scalar(0.7), Tensor.of(0.1, 0.2, 0.3)));
        assertEquals("line", report.name());
        assertEquals(0, report.discarded());
    }

    @Test
    void opsOfOnesOwn() {
        assertEquals(0, GradientCheck.check(new Cube(), X).discarded());
        assertEquals(0, GradientCheck.check(new Weighted(), X, X.cos()).discarded());
        assertEquals(
                0,
                GradientCheck.check(new Total(), List.of(X, X.cos(), X.sin())).discarded());
    }

    /** The first element has the right gradient; the report points at the second. */
    @Test
    void theReportOfAWrongRule() {
        String report = assertThrows(BrokenLawError.class, () -> GradientCheck.check(new WrongCube(), X))
                .getMessage();
        List<String> lines = report.lines().map(String::strip).toList();
        assertEquals("wrongCube, order 1: the gradient is wrong (seed 20251124)", lines.get(0));
        assertEquals("at input 0, index [1]", lines.get(1));
        double rule = number(lines.get(2), "by the rule");
        double differences = number(lines.get(3), "by differences");
        assertEquals(0.25, rule / differences, 1e-9); // 3·0.5² instead of 3·1²
        assertEquals(Math.abs(rule - differences), number(lines.get(4), "apart"));
        assertTrue(number(lines.get(5), "bound") < 1e-6, report);
    }

    private static double number(String line, String name) {
        assertTrue(line.startsWith(name), line);
        return Double.parseDouble(line.substring(name.length()).strip());
    }

    @Test
    void theReportOfARightOne() {
        GradientReport report = new GradientReport(
                "loss",
                7,
                List.of(
                        new Evidence(1, Verdict.AGREES, 1e-12, 2e-8),
                        new Evidence(1, Verdict.AT_A_KINK, 0.5, 2e-8),
                        new Evidence(2, Verdict.DISCARDED, 0.1, 0.25)));
        assertEquals("""
                loss, seed 7, 1 of 3 discarded
                  order 1: agrees, 1.0E-12 apart, bound 2.0E-8
                  order 1: at a kink, 0.5 apart, bound 2.0E-8
                  order 2: discarded, because the differences may themselves be off by 0.25""", report.toString());
    }

    @Test
    void theSeedDecidesTheDirections() {
        GradientCheck<Tensor> check = GradientCheck.of(Tensor::exp).named("exp");
        assertEquals(check.seed(1).at(X), check.seed(1).at(X));
        assertTrue(!check.seed(1).at(X).evidence().equals(check.seed(2).at(X).evidence()));
        assertEquals(2, check.seed(2).at(X).seed());
    }

    @Test
    void aGradientAtAKinkLiesBetweenBothSides() {
        Tensor x = Tensor.of(-1, 0, 2);
        assertEquals(
                Verdict.AT_A_KINK,
                GradientCheck.of(Tensor::relu).at(x).evidence().get(0).verdict());
        String report = assertThrows(BrokenLawError.class, () -> GradientCheck.check(new SteepRelu(), x))
                .getMessage();
        assertTrue(report.contains("input 0, index [1], a kink between slopes "), report);
    }

    /**
     * Left of 0 there is no square root, so differences say nothing about the slope there, and the check admits it.
     */
    @Test
    void whatProvesNothingIsRefused() {
        nothingShown(() -> GradientCheck.of(Tensor::sqrt).at(Tensor.of(0, 1)));
    }

    @Test
    void nothingToCheckAgrees() {
        assertEquals(
                0,
                GradientCheck.of(Tensor::sum).orders(3).at(Tensor.zeros(2, 0)).discarded());
    }

    @Test
    void float32HasTooFewDigits() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> GradientCheck.of(Tensor::exp).named("exp").at(X.to(DType.FLOAT32)))
                .getMessage();
        assertEquals(
                "exp: differences of float32 numbers have too few digits to prove a gradient; check it in float64, with inputs"
                        + " converted by to(DType.FLOAT64)",
                message);
    }

    @Test
    void ordersRunFromOneToThree() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> GradientCheck.of(Tensor::exp).orders(4))
                .getMessage();
        assertEquals(
                "gradient check: order 4 is not from 1 to 3; differences of higher orders have no digits left",
                message);
    }

    @Test
    void nothingMayBeNull() {
        assertEquals(
                "gradient check: the argument \"x\" is null; it has to be given",
                message(() -> GradientCheck.of(Tensor::exp).at(null)));
        assertEquals(
                "gradient check: the argument \"function\" is null; it has to be given",
                message(() -> GradientCheck.of(null)));
        assertEquals(
                "case: the argument \"op\" is null; it has to be given",
                message(() -> GradientCheck.check((UnaryOp) null, X)));
        assertEquals(
                "loss: the function returned null; it has to return a tensor",
                message(() -> GradientCheck.of(x -> null).named("loss").at(X)));
    }

    private static String message(Executable call) {
        return assertThrows(IllegalArgumentException.class, call).getMessage();
    }

    /** y = sin 10⁵x with a slope that is quite wrong; on the scale of the differences the function is noise. */
    record FastSine() implements UnaryOp {
        @Override
        public Tensor forward(Tensor x) {
            return x.mul(1e5).sin();
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return g -> g.times(x.mul(7));
        }
    }

    @Test
    void aCheckThatCanShowNothingSaysSo() {
        nothingShown(() -> GradientCheck.check(new FastSine(), X));
        nothingShown(() -> GradientCheck.of(x -> x.log().sum()).at(Tensor.of(-1.0)));
        nothingShown(() -> GradientCheck.of(x -> x.log().sum()).at(Tensor.of(1e-5)));
    }

    private static void nothingShown(Executable check) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, check);
        assertTrue(refused.getMessage().contains("nothing can be shown at this point"), refused.getMessage());
    }
}
