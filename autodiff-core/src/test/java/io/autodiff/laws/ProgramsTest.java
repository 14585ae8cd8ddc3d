package io.autodiff.laws;

import static io.autodiff.laws.Shares.atLeastFivePercent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodiff.laws.Value.Call;
import io.autodiff.tensor.Tensor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/**
 * Whole programs obey the laws: 5 to 40 operations at random, values used several times, broadcasting, reductions,
 * products, gradients and directional derivatives taken inside. Of each, reverse mode = forward mode = differences, the
 * same for its pullback, and both orders of modes give the same second derivative.
 *
 * <p>How it can be trusted: the property counts what its programs are made of, and fails if a kind of program is rare
 * or an operation does not occur at all; the vocabulary is compared with the methods of {@link Tensor}, so that a new
 * method cannot be forgotten; and {@link ProgramShrinkerTest} plants wrong rules.
 */
class ProgramsTest extends OpLaws {
    private static final int TRIES = 600;

    /** Methods that give tensors and yet are no part of a program, with the reason. */
    private static final Map<String, String> LEFT_OUT = Map.of(
            "step", "no gradient flows through it",
            "sign", "no gradient flows through it",
            "floor", "no gradient flows through it",
            "ceil", "no gradient flows through it",
            "round", "no gradient flows through it");

    @Property(tries = TRIES)
    @StatisticsReport(StatisticsReportMode.OFF)
    void obeyTheLaws(@ForAll("programs") Program program) {
        countKinds(program);
        countOperations(program);
        lawsHold(program);
    }

    private static void countKinds(Program program) {
        int size = program.size();
        assertTrue(size >= 5 && size <= 40, () -> size + " operations");
        atLeastFivePercent("up to 12 operations", size <= 12);
        atLeastFivePercent("13 to 28 operations", size > 12 && size <= 28);
        atLeastFivePercent("more than 28 operations", size > 28);
        atLeastFivePercent("several inputs", program.inputs().size() > 1);
        atLeastFivePercent("a value used three times", mostUses(program) >= 3);
        atLeastFivePercent("broadcasting", has(program, broadcasts(program.numbers())));
        atLeastFivePercent("a reduction", has(program, of(Vocabulary.REDUCTIONS)));
        atLeastFivePercent(
                "a matrix product", has(program, value -> value.name().equals("matmul")));
        atLeastFivePercent(
                "a gradient inside", has(program, value -> value.name().equals("grad")));
        atLeastFivePercent(
                "a directional derivative inside",
                has(program, value -> value.name().equals("jvp")));
        atLeastFivePercent("a derivative inside a derivative", has(program, ProgramsTest::isNested));
        atLeastFivePercent("a captured variable", has(program, ProgramsTest::captures));
    }

    private static void countOperations(Program program) {
        Set<String> names = program.operations().stream().map(Value::name).collect(Collectors.toSet());
        for (Operation operation : Vocabulary.standard().operations()) {
            String label = operation.name();
            Statistics.label(label).collect(names.contains(label));
            Statistics.label(label).coverage(counts -> counts.check(true).count(count -> count > 0));
        }
    }

    private static boolean has(Program program, Predicate<Value> kind) {
        return program.operations().stream().anyMatch(kind);
    }

    private static Predicate<Value> of(List<Operation> family) {
        Set<String> names = family.stream().map(Operation::name).collect(Collectors.toSet());
        return value -> names.contains(value.name());
    }

    private static Predicate<Value> broadcasts(Map<Value, Tensor> numbers) {
        Predicate<Value> isPair = of(Vocabulary.PAIRS);
        return value -> value instanceof Call
                && isPair.test(value)
                && value.operands().stream()
                                .map(operand -> operand.evaluate(numbers).shape())
                                .distinct()
                                .count()
                        > 1;
    }

    /** The number of operations that name the most popular value; one that names it twice counts twice. */
    private static long mostUses(Program program) {
        return program.operations().stream()
                .flatMap(value -> value.operands().stream())
                .collect(Collectors.groupingBy(value -> value, Collectors.counting()))
                .values()
                .stream()
                .mapToLong(uses -> uses)
                .max()
                .orElse(0);
    }

    private static boolean isNested(Value value) {
        return value instanceof Derivative derivative
                && Value.sources(List.of(derivative.body)).stream()
                        .anyMatch(inner -> inner instanceof Derivative && inner.dependsOn(derivative.variable));
    }

    /** Whether the body uses a value from outside that is neither where nor along which the derivative is taken. */
    private static boolean captures(Value value) {
        return value instanceof Derivative derivative
                && derivative.operands().stream()
                        .anyMatch(operand -> operand != derivative.at && operand != derivative.direction);
    }

    /** The same seed gives the same program, and another seed another one. */
    @Property(tries = 20)
    void followFromTheSeed(@ForAll long seed) {
        String program = Programs.ofSeed(Vocabulary.standard(), seed).toString();
        assertEquals(program, Programs.ofSeed(Vocabulary.standard(), seed).toString());
        assertTrue(
                !program.equals(Programs.ofSeed(Vocabulary.standard(), seed + 1).toString()));
    }

    /** Every method of a tensor, of any family, that takes part in derivatives is a word of the vocabulary. */
    @Property(tries = 1)
    void knowEveryMethod() {
        Set<String> words = Vocabulary.standard().operations().stream()
                .map(operation -> operation.name().replaceAll("\\(.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> missing = Arrays.stream(Tensor.class.getInterfaces())
                .flatMap(family -> Stream.of(family.getDeclaredMethods()))
                .filter(ProgramsTest::givesTensors)
                .map(Method::getName)
                .filter(method -> !words.contains(method) && !LEFT_OUT.containsKey(method))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), missing, "methods that no program uses");
    }

    private static boolean givesTensors(Method method) {
        return Modifier.isPublic(method.getModifiers())
                && !method.isSynthetic()
                && (method.getReturnType() == Tensor.class || method.getReturnType() == List.class);
    }
}
