package io.autodiff.laws;

import static io.autodiff.laws.Shares.atLeastFivePercent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodiff.shape.Shape;
import io.autodiff.tensor.Tensor;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.junit.jupiter.api.Test;

/**
 * Guards the input spaces: a property is worth no more than what it is tried on. Every kind of shape that has broken
 * tensor code makes up at least one try in twenty.
 */
class TensorsTest extends OpLaws {
    private static final int ENOUGH = 1000; // tries; a share of 9 % is never seen as one below 5 %

    @Property(tries = ENOUGH)
    @StatisticsReport(StatisticsReportMode.OFF)
    void reals(@ForAll("reals") Tensor x) {
        everyKindOfShape(x);
    }

    @Property(tries = ENOUGH)
    @StatisticsReport(StatisticsReportMode.OFF)
    void positive(@ForAll("positive") Tensor x) {
        everyKindOfShape(x);
    }

    @Property(tries = ENOUGH)
    @StatisticsReport(StatisticsReportMode.OFF)
    void nonzero(@ForAll("nonzero") Tensor x) {
        everyKindOfShape(x);
    }

    @Property(tries = ENOUGH)
    @StatisticsReport(StatisticsReportMode.OFF)
    void awayFromKinks(@ForAll("awayFromKinks") Tensor x) {
        everyKindOfShape(x);
    }

    @Property(tries = ENOUGH)
    @StatisticsReport(StatisticsReportMode.OFF)
    void atKinks(@ForAll("atKinks") Tensor x) {
        everyKindOfShape(x);
    }

    @Property(tries = ENOUGH)
    @StatisticsReport(StatisticsReportMode.OFF)
    void tails(@ForAll("tails") Tensor x) {
        everyKindOfShape(x);
    }

    @Property(tries = ENOUGH)
    @StatisticsReport(StatisticsReportMode.OFF)
    void float32(@ForAll("float32") Tensor x) {
        everyKindOfShape(x);
    }

    /** Every kind of shape but that of a single number, for what needs an axis. */
    @Property(tries = ENOUGH)
    @StatisticsReport(StatisticsReportMode.OFF)
    void withAxes(@ForAll("withAxes") Tensor x) {
        assertTrue(x.rank() > 0);
        everyKindOfAxes(x);
    }

    @Property(tries = ENOUGH)
    @StatisticsReport(StatisticsReportMode.OFF)
    void pairs(@ForAll("pairs") Pair p) {
        everyKindOfPair(p);
    }

    @Property(tries = ENOUGH)
    @StatisticsReport(StatisticsReportMode.OFF)
    void pairsOverNonzero(@ForAll("pairsOverNonzero") Pair p) {
        everyKindOfPair(p);
    }

    @Property(tries = ENOUGH)
    @StatisticsReport(StatisticsReportMode.OFF)
    void pairsOfPositive(@ForAll("pairsOfPositive") Pair p) {
        everyKindOfPair(p);
    }

    @Property(tries = ENOUGH)
    @StatisticsReport(StatisticsReportMode.OFF)
    void pairsAtKinks(@ForAll("pairsAtKinks") Pair p) {
        everyKindOfPair(p);
    }

    @Property(tries = ENOUGH)
    @StatisticsReport(StatisticsReportMode.OFF)
    void pairsAwayFromKinks(@ForAll("pairsAwayFromKinks") Pair p) {
        everyKindOfPair(p);
    }

    @Property(tries = ENOUGH)
    @StatisticsReport(StatisticsReportMode.OFF)
    void twins(@ForAll("twins") Pair p) {
        assertEquals(p.left().shape(), p.right().shape());
        everyKindOfShape(p.left());
    }

    @Property(tries = ENOUGH)
    @StatisticsReport(StatisticsReportMode.OFF)
    void batches(@ForAll("batches") Tensor x) {
        assertTrue(x.rank() == 2 && x.size(0) <= 5 && x.size(1) <= 3);
        atLeastFivePercent("two rows, the fewest", x.size(0) == 2);
        atLeastFivePercent("three rows or more", x.size(0) >= 3);
        atLeastFivePercent("one column", x.size(1) == 1);
        atLeastFivePercent("more columns than one", x.size(1) > 1);
    }

    /** Spaces that are not of tensors: a number has no shape, and programs are guarded by {@link ProgramsTest}. */
    private static final Set<String> OTHERS = Set.of("number", "programs");

    /** A space that is added to the kit and not guarded here fails this test. */
    @Test
    void everySpaceIsGuarded() {
        Set<String> guarded = Arrays.stream(TensorsTest.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Property.class))
                .map(Method::getName)
                .collect(Collectors.toSet());
        List<String> unguarded = Arrays.stream(OpLaws.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Provide.class))
                .map(Method::getName)
                .filter(name -> !OTHERS.contains(name) && !guarded.contains(name))
                .toList();
        assertEquals(List.of(), unguarded);
    }

    @Property(tries = ENOUGH)
    @StatisticsReport(StatisticsReportMode.OFF)
    void numbersHaveMoreThanTwoDecimals(@ForAll("positive") Tensor x) {
        boolean fine = Arrays.stream(x.toDoubleArray()).anyMatch(v -> v * 100 != Math.rint(v * 100));
        Statistics.label("more than two decimals").collect(fine);
        Statistics.label("more than two decimals")
                .coverage(shares -> shares.check(true).percentage(share -> share >= 60));
    }

    @Property
    void awayFromKinksIsAwayFromKinks(@ForAll("pairsAwayFromKinks") Pair p) {
        double[] numbers =
                Tensor.concat(0, p.left().flatten(), p.right().flatten()).toDoubleArray();
        Arrays.sort(numbers);
        for (int i = 0; i < numbers.length; i++) {
            assertTrue(Math.abs(numbers[i]) > 0.02, () -> "too near to 0: " + p);
            assertTrue(i == 0 || numbers[i] - numbers[i - 1] > 0.05, () -> "too near to each other: " + p);
        }
    }

    @Property(tries = ENOUGH)
    @StatisticsReport(StatisticsReportMode.OFF)
    void atKinksThereAreKinks(@ForAll("atKinks") Tensor x) {
        double[] numbers = x.toDoubleArray();
        atLeastFivePercent("a zero", Arrays.stream(numbers).anyMatch(v -> v == 0));
        atLeastFivePercent("a tie", Arrays.stream(numbers).distinct().count() < numbers.length);
    }

    @Property
    void tailsAreLarge(@ForAll("tails") Tensor x) {
        assertEquals(
                0,
                Arrays.stream(x.toDoubleArray())
                        .map(Math::abs)
                        .filter(v -> v > 1 && v < 20 || v > 700)
                        .count());
    }

    private static void everyKindOfShape(Tensor x) {
        atLeastFivePercent("rank 0", x.rank() == 0);
        everyKindOfAxes(x);
    }

    private static void everyKindOfAxes(Tensor x) {
        assertTrue(x.size() <= 24 && x.rank() <= 4);
        atLeastFivePercent("empty", x.size() == 0);
        atLeastFivePercent("an axis of length 1", hasLength(x.shape(), 1));
        atLeastFivePercent("rank 3 or more", x.rank() >= 3);
    }

    private static void everyKindOfPair(Pair p) {
        Shape common = p.left().shape().broadcast("pair", p.right().shape());
        boolean left = !p.left().shape().equals(common);
        boolean right = !p.right().shape().equals(common);
        atLeastFivePercent("equal shapes", !left && !right);
        atLeastFivePercent("left is repeated", left && !right);
        atLeastFivePercent("right is repeated", !left && right);
        atLeastFivePercent("both are repeated", left && right);
        atLeastFivePercent("nothing comes out", common.size() == 0);
        atLeastFivePercent(
                "a single number on a side", p.left().rank() == 0 || p.right().rank() == 0);
        atLeastFivePercent("rank 3 or more comes out", common.rank() >= 3);
    }

    private static boolean hasLength(Shape shape, int length) {
        return Arrays.stream(shape.dims()).anyMatch(dim -> dim == length);
    }
}
