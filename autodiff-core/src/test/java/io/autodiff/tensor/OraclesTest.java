package io.autodiff.tensor;

import static io.autodiff.tensor.ElementwiseOps.fromInput;
import static io.autodiff.tensor.ElementwiseOps.fromOutput;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodiff.internal.kernel.UnaryFunction;
import io.autodiff.laws.OpLaws;
import io.autodiff.oracles.Answer;
import io.autodiff.oracles.Formula;
import io.autodiff.oracles.Num;
import io.autodiff.oracles.Oracle;
import io.autodiff.transform.TensorFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The element-wise ops before judges who have never seen them: every {@link Oracle} says what each op's value and derivatives of
 * orders one to three are, mixed ones too, at random points of its domain. The library has to agree with each of them, by reverse
 * mode and by forward mode; and they with each other, because of two that disagree one is wrong, and a judge who is wrong
 * proves nothing. At least two have to be sure of themselves.
 *
 * <p>An op that no oracle has been asked about is found by reflection.
 */
class OraclesTest {
    /**
     * How far off the library may be, of 1 + the largest of the derivatives up to this order: each is a sum of products of functions
     * that are right to a few units in the last place.
     */
    private static final double ROUNDING = 1e-14;

    /** An oracle that admits to more is no evidence. */
    private static final double SURE = 1e-9;

    /** Ten points for each op, fresh ones in every run. Most of the time goes into 60 digits. */
    @Property(tries = 10)
    void everyOpIsAsTheOraclesSay(@ForAll("randoms") Random random) {
        KnownOps.tables().values().forEach(table -> table.forEach(op -> judge(op, Oracle.ALL, random)));
    }

    @Example
    void everyElementwiseOpIsKnown() {
        KnownOps.tables().forEach((table, known) -> {
            Set<String> names = new TreeSet<>();
            known.forEach(op -> names.add(op.op()));
            assertEquals(CompletenessTest.ops(table), names, () -> "ops of " + table);
        });
    }

    /** One who is right but for a millionth of the slope. */
    private static final class Liar implements Oracle {
        @Override
        public String name() {
            return "liar";
        }

        @Override
        public Optional<Answer> derivative(Formula f, double[] x, int... orders) {
            double scale = orders[0] == 1 ? 1 + 1e-6 : 1;
            return Oracle.ALL
                    .get(Oracle.ALL.size() - 1)
                    .derivative(f, x, orders)
                    .map(truth -> new Answer(truth.value() * scale, truth.error()));
        }
    }

    @Example
    void anOracleThatIsWrongIsFound() {
        List<Oracle> oracles = new ArrayList<>(Oracle.ALL);
        oracles.add(new Liar());
        Known exp = Known.one("exp", Tensor::exp, Num::exp, Known.Points.REALS);
        String text = failure(exp, oracles);
        assertTrue(
                text.matches("exp at \\[.*], derivative of order 1: the oracles disagree: .* says .*, but liar .*"),
                text);
    }

    @Example
    void anOpThatIsWrongIsFound() {
        TensorFunction spoiled = x -> x.apply(fromOutput(UnaryFunction.EXP, y -> y.mul(1 + 1e-6)));
        Known exp = Known.one("exp", spoiled, Num::exp, Known.Points.REALS);
        String text = failure(exp, Oracle.ALL);
        assertTrue(
                text.matches("exp at \\[.*], derivative of order 1, by REVERSE mode: .*, but the oracle .* says .*"),
                text);
    }

    /** Where only the third order is wrong, because the slope's own slope is cut off from its slope. */
    @Example
    void anOpThatIsWrongAtOrderThreeIsFound() {
        TensorFunction spoiled = x -> x.apply(fromInput(
                UnaryFunction.SIN,
                t -> t.apply(
                        fromInput(UnaryFunction.COS, u -> u.stopGradient().sin().neg()))));
        Known sin = Known.one("sin", spoiled, Num::sin, Known.Points.REALS);
        String text = failure(sin, Oracle.ALL);
        assertTrue(text.matches("sin at \\[.*], derivative of order 3, by REVERSE mode: .*"), text);
    }

    /** An oracle alone is one witness, and one is not enough. */
    @Example
    void oneOracleIsNotEnough() {
        Known exp = Known.one("exp", Tensor::exp, Num::exp, Known.Points.REALS);
        assertTrue(failure(exp, Oracle.ALL.subList(2, 3)).contains("fewer than two oracles are sure"));
    }

    private static String failure(Known op, List<Oracle> oracles) {
        return String.valueOf(assertThrows(AssertionError.class, () -> judge(op, oracles, new Random(1)))
                        .getMessage())
                .lines()
                .findFirst()
                .orElseThrow();
    }

    private static void judge(Known op, List<Oracle> oracles, Random random) {
        double[] x = op.points().next(random);
        double size = 1;
        for (int order = 0; order <= OpLaws.ORDERS; order++) {
            for (int[] orders : ordersOf(order, x.length)) {
                Map<String, Answer> answers = new LinkedHashMap<>();
                for (Oracle oracle : oracles) {
                    Optional<Answer> answer = oracle.derivative(op.formula(), x, orders);
                    answer.ifPresent(said -> answers.put(oracle.name(), said));
                }
                String where = op.op() + " at " + Arrays.toString(x) + ", derivative of order "
                        + (orders.length == 1 ? order : Arrays.toString(orders));
                requireUnity(where, answers);
                for (Answer answer : answers.values()) {
                    size = Math.max(size, 1 + Math.abs(answer.value()));
                }
                requireEvidence(where, answers, SURE * size);
                for (Derivatives mode : Derivatives.values()) {
                    Answer ours = new Answer(mode.derivative(op.f(), x, orders), ROUNDING * size);
                    requireAgreement(where, mode, ours, answers);
                }
            }
        }
    }

    /** All ways to differentiate so often: [2] by one number; [2, 0], [1, 1] and [0, 2] by two. */
    private static List<int[]> ordersOf(int order, int numbers) {
        List<int[]> all = new ArrayList<>();
        for (int left = order; left >= (numbers == 1 ? order : 0); left--) {
            all.add(numbers == 1 ? new int[] {left} : new int[] {left, order - left});
        }
        return all;
    }

    private static void requireUnity(String where, Map<String, Answer> answers) {
        answers.forEach((one, first) -> answers.forEach((other, second) -> assertTrue(
                first == second || first.agreesWith(second),
                () -> where + ": the oracles disagree: " + one + " says " + first + ", but " + other + " " + second)));
    }

    private static void requireEvidence(String where, Map<String, Answer> answers, double bound) {
        long sure =
                answers.values().stream().filter(said -> said.error() <= bound).count();
        assertTrue(sure >= 2, () -> where + ": fewer than two oracles are sure: " + answers);
    }

    private static void requireAgreement(String where, Derivatives mode, Answer ours, Map<String, Answer> answers) {
        answers.forEach((name, said) -> assertTrue(
                ours.agreesWith(said),
                () -> where + ", by " + mode + " mode: " + ours + ", but the oracle " + name + " says " + said));
    }

    @Provide
    Arbitrary<Random> randoms() {
        return Arbitraries.randoms();
    }
}
