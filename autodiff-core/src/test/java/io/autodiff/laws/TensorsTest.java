package io.autodiff.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodiff.shape.Shape;
import io.autodiff.tensor.Tensor;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/**
 * Guards the input spaces: a property is worth no more than what it is tried on. Every kind of shape that has broken
 * tensor code makes up at least one try in twenty.
 */
class TensorsTest extends OpLaws {
    private static final int ENOUGH = 2000; // tries, for shares to mean something

    @Property(tries = ENOUGH)
    @StatisticsReport(StatisticsReportMode.OFF)
    void shapesOfEveryKind(@ForAll("reals") Tensor x) {
        assertTrue(x.size() <= 24 && x.rank() <= 4);
        atLeastFivePercent("empty", x.size() == 0);
        atLeastFivePercent("rank 0", x.rank() == 0);
        atLeastFivePercent("an axis of length 1", hasLength(x.shape(), 1));
        atLeastFivePercent("rank 3 or more", x.rank() >= 3);
    }

    @Property(tries = ENOUGH)
    @StatisticsReport(StatisticsReportMode.OFF)
    void pairsThatBroadcastOnBothSides(@ForAll("pairs") Pair p) {
        Shape common = p.left().shape().broadcast("pair", p.right().shape());
        boolean left = !p.left().shape().equals(common);
        boolean right = !p.right().shape().equals(common);
        atLeastFivePercent("equal shapes", !left && !right);
        atLeastFivePercent("left is repeated", left && !right);
        atLeastFivePercent("right is repeated", !left && right);
        atLeastFivePercent("both are repeated", left && right);
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

    private static void atLeastFivePercent(String label, boolean holds) {
        Statistics.label(label).collect(holds);
        Statistics.label(label).coverage(shares -> shares.check(true).percentage(share -> share >= 5));
    }

    private static boolean hasLength(Shape shape, int length) {
        return Arrays.stream(shape.dims()).anyMatch(dim -> dim == length);
    }
}
