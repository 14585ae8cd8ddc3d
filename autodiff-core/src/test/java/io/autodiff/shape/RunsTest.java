package io.autodiff.shape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.autodiff.shape.LayoutTest.Pair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

/**
 * Several layouts of one shape, walked together run by run, or block by block of evenly spaced runs, are the places that a naive walk
 * over every index finds, in the same order. Layouts are views at random: permuted, sliced, repeated by a stride of 0, empty, of
 * rank 0 ({@link PlacesModel}).
 */
class RunsTest {

    /** One to three layouts of one shape: different views, broadcast to what they have in common, or permuted alike. */
    private static Pair[] pairs(Random random) {
        Pair first = Pair.random(random);
        Pair[] pairs = new Pair[1 + random.nextInt(3)];
        pairs[0] = first;
        for (int i = 1; i < pairs.length; i++) {
            pairs[i] = another(first.model().dims(), random);
        }
        return pairs;
    }

    /** A layout of these lengths: some axes repeated, and the order of the others in memory changed. */
    private static Pair another(int[] dims, Random random) {
        int[] short1 = Arrays.stream(dims)
                .map(length -> random.nextInt(3) == 0 ? 1 : length)
                .toArray();
        int[] order = PlacesModel.rowMajor(short1).randomOrder(random);
        int[] stored = new int[dims.length];
        int[] inverse = new int[dims.length];
        for (int i = 0; i < order.length; i++) {
            stored[i] = short1[order[i]];
            inverse[order[i]] = i;
        }
        Layout layout = Shape.of(stored).rowMajor().permute(inverse).broadcastTo(Shape.of(dims));
        PlacesModel model = PlacesModel.rowMajor(stored).permute(inverse).broadcastTo(dims);
        return new Pair(layout, model);
    }

    private static Runs over(Pair... pairs) {
        return Runs.over(Arrays.stream(pairs).map(Pair::layout).toArray(Layout[]::new));
    }

    @Property(tries = 2000)
    void everyElementIsVisitedOnceInOrder(@ForAll Random random) {
        Pair[] pairs = pairs(random);
        int size = pairs[0].model().places().length;
        int[][] visited = new int[pairs.length][size];
        int[] expected = {0};
        Runs runs = over(pairs);
        runs.forEach((position, places) -> {
            assertEquals(expected[0], position);
            for (int layout = 0; layout < pairs.length; layout++) {
                for (int i = 0; i < runs.length(); i++) {
                    visited[layout][position + i] = places[layout] + i * runs.step(layout);
                }
            }
            expected[0] += runs.length();
        });
        assertEquals(size, expected[0]);
        for (int layout = 0; layout < pairs.length; layout++) {
            assertArrayEquals(pairs[layout].model().places(), visited[layout]);
        }
    }

    /** Blocks in order, and in each rows of runs, are every index of the shape in order: as a naive walk over it says. */
    @Property(tries = 2000)
    void blocksOfRowsOfRunsAreEveryElementInOrder(@ForAll Random random) {
        Pair[] pairs = pairs(random);
        int size = pairs[0].model().places().length;
        int[][] visited = new int[pairs.length][size];
        int[] expected = {0};
        Runs runs = over(pairs);
        runs.forEachBlock((position, places) -> {
            assertEquals(expected[0], position);
            for (int layout = 0; layout < pairs.length; layout++) {
                for (int row = 0; row < runs.rows(); row++) {
                    for (int i = 0; i < runs.length(); i++) {
                        visited[layout][position + row * runs.length() + i] =
                                places[layout] + row * runs.rowStep(layout) + i * runs.step(layout);
                    }
                }
            }
            expected[0] += runs.rows() * runs.length();
        });
        assertEquals(size, expected[0]);
        for (int layout = 0; layout < pairs.length; layout++) {
            assertArrayEquals(pairs[layout].model().places(), visited[layout]);
        }
        Statistics.label("blocks")
                .collect(size == 0 ? "none" : size == runs.rows() * runs.length() ? "one" : "several");
        Statistics.label("rows repeat").collect(size > 0 && runs.rows() > 1 && runs.rowStep(0) == 0);
        Statistics.label("blocks").coverage(coverage -> {
            coverage.check("none").percentage(p -> p >= 2);
            coverage.check("one").percentage(p -> p >= 20);
            coverage.check("several").percentage(p -> p >= 2);
        });
        Statistics.label("rows repeat")
                .coverage(coverage -> coverage.check(true).percentage(p -> p >= 1));
    }

    /** A matrix of repeated columns in a stack, walked with one that lies side by side: runs of 4, two rows, three blocks. */
    @Test
    void aStackOfMatricesIsOneBlockEach() {
        Layout all = Shape.of(2, 3, 4).rowMajor().permute(1, 0, 2);
        Layout row = Shape.of(4).rowMajor().broadcastTo(Shape.of(3, 2, 4));
        Runs runs = Runs.over(all, row);
        assertEquals(List.of(4, 2), List.of(runs.length(), runs.rows()));
        assertEquals(List.of(1, 12), List.of(runs.step(0), runs.rowStep(0)));
        assertEquals(List.of(1, 0), List.of(runs.step(1), runs.rowStep(1)));
        List<List<Integer>> blocks = new ArrayList<>();
        runs.forEachBlock((position, places) -> blocks.add(List.of(position, places[0], places[1])));
        assertEquals(List.of(List.of(0, 0, 0), List.of(8, 4, 0), List.of(16, 8, 0)), blocks);
    }

    /** What is one run is one row of it, and the next row is nowhere. */
    @Test
    void aSingleRunIsARowAlone() {
        for (Layout layout : List.of(
                Shape.SCALAR.rowMajor(), Shape.of(5).rowMajor(), Shape.of(2, 3).rowMajor())) {
            Runs runs = Runs.over(layout);
            assertEquals(List.of(1, 0), List.of(runs.rows(), runs.rowStep(0)));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> Runs.over(Shape.of(5).rowMajor()).rowStep(1));
    }

    /** A run is as long as it can be: as many of the last axes as all layouts walk evenly. */
    @Property(tries = 2000)
    void aRunIsAsLongAsItCanBe(@ForAll Random random) {
        Pair[] pairs = pairs(random);
        Assume.that(pairs[0].model().places().length > 0);
        int[] dims = pairs[0].model().dims();
        int longest = 1;
        int length = 1;
        for (int axis = dims.length - 1; axis >= 0; axis--) {
            length *= dims[axis];
            if (isEven(length, pairs)) {
                longest = length;
            }
        }
        assertEquals(longest, over(pairs).length());
    }

    private static boolean isEven(int length, Pair... pairs) {
        for (Pair pair : pairs) {
            int[] places = pair.model().places();
            for (int i = 2; i < length; i++) {
                if (places[i] - places[i - 1] != places[1] - places[0]) {
                    return false;
                }
            }
        }
        return true;
    }

    @Test
    void aMatrixIsOneRunAndWithARepeatedRowOnePerRow() {
        Layout matrix = Shape.of(4, 6).rowMajor();
        Layout row = Shape.of(6).rowMajor().broadcastTo(Shape.of(4, 6));
        assertEquals(24, Runs.over(matrix).length());
        assertEquals(6, Runs.over(matrix, row).length());
        Runs number = Runs.over(Shape.SCALAR.rowMajor());
        assertEquals(1, number.length());
        assertEquals(1, number.rows());
        assertEquals(0, number.rowStep(0));
    }

    @Test
    void ofNothingNothingIsVisited() {
        Runs.Visitor never = (position, places) -> {
            throw new AssertionError("visited " + position);
        };
        Runs.over(Shape.of(3, 0, 2).rowMajor()).forEach(never);
        Runs.over(Shape.of(3, 0, 2).rowMajor()).forEachBlock(never);
    }
}
