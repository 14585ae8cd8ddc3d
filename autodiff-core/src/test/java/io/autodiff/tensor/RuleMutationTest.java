package io.autodiff.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodiff.check.Case;
import io.autodiff.check.Laws;
import io.autodiff.internal.kernel.UnaryFunction;
import io.autodiff.tensor.Mutant.Fate;
import io.autodiff.tensor.Mutant.Judged;
import io.autodiff.tensor.OpTables.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Tests the laws: a wrong rule is found, whichever op it is of and whichever mistake it has, under the name of the op.
 *
 * <p>Every op of every table is applied at its {@link Specimens}, with one rule spoiled by one of the {@link Mutations}: a
 * factor is dropped, sides are swapped, a transpose is forgotten, a sine stands for a cosine. The finest is a gradient that
 * is too large by one part in a million. A spoiled rule that is no mistake, as the gradient untouched for a sum of two
 * tensors, is recognised because all that it gives has the bits of the right one, and counts for nothing. All others
 * have to be killed.
 *
 * <p>The counts are in {@code docs/mutation.md}, which this test compares and, asked to, writes:
 * {@code -Dmutation.write=true}.
 */
class RuleMutationTest {
    private static final int FEWEST = 6;
    private static final Path DOCUMENT = Path.of("..", "docs", "mutation.md");

    @TestFactory
    Stream<DynamicTest> everyMutantIsKilled() {
        return MutationReport.ofAllOps().judged().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey().toString(), () -> allKilled(entry.getKey(), entry.getValue())));
    }

    private static void allKilled(Entry op, List<Judged> mutants) {
        assertEquals(Set.of(), which(mutants, Fate.ALIVE), () -> "mutants of " + op + " that no law notices");
        long killed = MutationReport.count(mutants, Fate.KILLED);
        assertTrue(killed >= FEWEST, () -> op + " has only " + killed + " mutants that are wrong");
        Set<String> names = Specimens.of(op).stream()
                .map(specimen -> specimen.op().name() + ", order ")
                .collect(Collectors.toSet());
        for (Judged mutant : mutants) {
            assertTrue(
                    mutant.fate() != Fate.KILLED || names.stream().anyMatch(mutant.message()::startsWith),
                    mutant::message);
        }
    }

    /** A slope that is too large by one part in a million is reported with the input and the element that it belongs to. */
    @TestFactory
    Stream<DynamicTest> aMillionthIsFoundWhereItIs() {
        return MutationReport.ofAllOps().judged().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey().toString(), () -> {
                    List<Judged> scaled = entry.getValue().stream()
                            .filter(mutant -> mutant.mutant().mutation().name().equals("scaled"))
                            .toList();
                    assertFalse(scaled.isEmpty());
                    for (Judged mutant : scaled) {
                        String text = mutant.message();
                        assertTrue(text.contains("at input " + mutant.mutant().input() + ", index ["), text);
                        assertTrue(text.contains("by the rule") && text.contains("by differences"), text);
                        assertTrue(text.contains("bound"), text);
                    }
                }));
    }

    /** Without a mistake there is no complaint, in whatever way the right rule is wrapped. */
    @TestFactory
    Stream<DynamicTest> aRightRuleIsNotKilled() {
        Mutation none = Mutation.both("none", "P", rule -> true, SpoiledOps.Rule::pull);
        return OpTables.all().stream()
                .map(op -> DynamicTest.dynamicTest(op.toString(), () -> {
                    for (Specimen specimen : Specimens.of(op)) {
                        MutationReport.lawsHold(specimen.right());
                        for (int input = 0; input < specimen.inputs().size(); input++) {
                            Mutant mutant = new Mutant(none, input);
                            MutationReport.lawsHold(mutant.spoiled(specimen));
                            assertTrue(mutant.isRight(specimen), "the right rule is equivalent to itself");
                        }
                    }
                }));
    }

    /** No law is enough alone, and with one switched off some mutants live. */
    @Test
    void lawsThatAreSwitchedOffLetMutantsLive() {
        List<Specimen> tanh = List.of(Specimen.of(ElementwiseOps.TANH, Tensor.of(0.5, -1.25)));
        Consumer<Case> value = c -> Laws.valueIs(c, c.inputs().get(0).tanh());
        Consumer<Case> modes = c -> Laws.forwardIsReverse(c, 1);
        Consumer<Case> linear = c -> Laws.pullbackIsLinear(c, 1);
        Consumer<Case> firstOrder = c -> Laws.hold(c, 1, 1);
        Consumer<Case> reverseOnly = c -> {
            Laws.pullbackIsSlope(c, 1);
            Laws.pullbackIsSlope(c.pullback(Tensor.of(0.75, -1.5)), 1);
        };
        assertEquals(Set.of(), killedBy(value, tanh));
        assertEquals(Set.of("input 0 sign lost"), killedBy(linear, tanh));
        assertFalse(killedBy(modes, tanh).contains("input 0 scaled"), "both modes are wrong together");
        assertTrue(killedBy(modes, tanh).contains("input 0 scaled, reverse"));
        assertFalse(killedBy(firstOrder, tanh).contains("input 0 stopped"), "it is wrong from order two");
        assertTrue(killedBy(reverseOnly, tanh).containsAll(Set.of("input 0 scaled", "input 0 stopped")));
        assertFalse(killedBy(reverseOnly, tanh).contains("input 0 zero, forward"));
        assertEquals(Set.of("input 0 stopped, forward"), justBy(Laws::modesCommute, tanh));
    }

    /** What one law finds, and neither differences of the pullback nor the comparison of the modes, to order three. */
    private static Set<String> justBy(Law law, List<Specimen> specimens) {
        Set<String> found = killedBy(c -> law.require(c, 1), specimens);
        found.removeAll(killedBy(RuleMutationTest::slopesAndModes, specimens));
        return found;
    }

    @FunctionalInterface
    private interface Law {
        void require(Case c, long seed);
    }

    private static void slopesAndModes(Case c) {
        Case derived = c;
        for (int order = 1; order <= 3; order++) {
            Laws.pullbackIsSlope(derived, 1);
            Laws.forwardIsReverse(derived, 1);
            derived = derived.pullback(
                    Tensor.ones(derived.function().apply(derived.inputs()).shape(), DType.FLOAT64));
        }
    }

    /** Untouched is right for a sum; a rule that is right but cut off is not, although every first gradient has the same bits. */
    @Test
    void onlyWhatIsRightIsEquivalent() {
        Tensor x = Tensor.of(0.5, -1.25);
        List<Judged> sum = Mutant.judge(List.of(Specimen.of(ArithmeticOps.ADD, x, x.add(1))), c -> {});
        List<Judged> tanh = Mutant.judge(List.of(Specimen.of(ElementwiseOps.TANH, x)), c -> {});
        assertTrue(which(sum, Fate.EQUIVALENT).containsAll(Set.of("input 0 untouched", "input 1 untouched")));
        assertTrue(which(tanh, Fate.ALIVE)
                .containsAll(Set.of("input 0 stopped", "input 0 stopped, reverse", "input 0 stopped, forward")));
        assertEquals(Set.of(), which(tanh, Fate.EQUIVALENT));
    }

    /** Only a broken law is a kill: any other error is one of the test, and is not taken for a success. */
    @Test
    void anErrorOfAnotherKindIsNoKill() {
        List<Specimen> tanh = List.of(Specimen.of(ElementwiseOps.TANH, Tensor.of(0.5)));
        Consumer<Case> broken = c -> {
            throw new IllegalStateException("not a law");
        };
        assertThrows(IllegalStateException.class, () -> Mutant.judge(tanh, broken));
    }

    @Test
    void everyOpHasSpecimens() {
        List<Entry> ops = OpTables.all();
        assertTrue(ops.size() > 90, () -> "ops found: " + ops);
        assertEquals(List.of(), withoutSpecimens(ops));
    }

    /** A table with an op and a record that have no specimens. */
    static final class FakeOps {
        static final UnaryOp TANH = ElementwiseOps.TANH;
        static final UnaryOp SINE = ElementwiseOps.fromInput(UnaryFunction.SIN, x -> x.cos());

        record Nameless() implements LinearOp {
            @Override
            public Tensor forward(Tensor x) {
                return x;
            }

            @Override
            public Pullback pullback(Tensor x, Tensor y) {
                return g -> g;
            }
        }
    }

    @Test
    void anOpWithoutSpecimensIsFound() {
        assertEquals(List.of("FakeOps.sine", "FakeOps.nameless"), withoutSpecimens(OpTables.ops(FakeOps.class)));
    }

    /** The tables in the document are those of this run. Run with {@code -Dmutation.write=true} to write them. */
    @Test
    void theDocumentHasTheCounts() throws IOException {
        String document = Files.readString(DOCUMENT);
        String expected = MutationReport.ofAllOps().into(document);
        if (Boolean.getBoolean("mutation.write")) {
            Files.writeString(DOCUMENT, expected);
        } else {
            assertEquals(expected, document, "docs/mutation.md; write it anew with -Dmutation.write=true");
        }
    }

    private static List<String> withoutSpecimens(List<Entry> ops) {
        return ops.stream()
                .filter(op -> Specimens.of(op).isEmpty())
                .map(Entry::toString)
                .toList();
    }

    private static Set<String> killedBy(Consumer<Case> laws, List<Specimen> specimens) {
        return which(Mutant.judge(specimens, laws), Fate.KILLED);
    }

    private static Set<String> which(List<Judged> mutants, Fate fate) {
        return mutants.stream()
                .filter(mutant -> mutant.fate() == fate)
                .map(mutant -> mutant.mutant().toString())
                .collect(Collectors.toSet());
    }
}
