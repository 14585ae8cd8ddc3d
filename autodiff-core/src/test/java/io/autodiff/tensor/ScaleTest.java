package io.autodiff.tensor;

import static io.autodiff.transform.Autodiff.grad;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodiff.shape.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Large graphs: no recursion, no path is walked twice, and many slices of one tensor cost no more than the tensor. */
class ScaleTest {

    /** Counts the rules that were applied, and the numbers that went through ops and rules. */
    private static final class Work implements TapeObserver {
        private int rules;
        private long numbersRecorded;
        private long numbersPulled;

        @Override
        public void recorded(int index, Op op, Tensor y) {
            numbersRecorded += y.size();
        }

        @Override
        public void pulled(int index, Op op, int operand, Tensor gradient) {
            rules++;
            numbersPulled += gradient.size();
        }
    }

    // ------------------------------------------------------------------------------------------------ long and wide

    /** On a thread with the stack that threads have by default: neither the graph nor the sweep is recursive. */
    @Test
    void aChainOfTwoMillionOps() throws InterruptedException {
        double[] slope = new double[1];
        Thread thread = new Thread(() -> slope[0] = slopeOfChain(2_000_000), "chain");
        thread.start();
        thread.join();
        assertEquals(1, slope[0]);
    }

    private static double slopeOfChain(int length) {
        try (Tape tape = Tape.open()) {
            Tensor x = tape.watch(Tensor.scalar(1));
            Tensor y = x;
            for (int i = 0; i < length; i++) {
                y = y.neg();
            }
            return tape.gradients(y).of(x).item();
        }
    }

    /** 2⁶⁰ paths lead from the end to the beginning; 60 additions have 120 operands, and each is asked once. */
    @Test
    void sixtyDoublings() {
        Work work = new Work();
        try (Tape tape = Tape.open(work)) {
            Tensor x = tape.watch(Tensor.scalar(1));
            Tensor y = x;
            for (int i = 0; i < 60; i++) {
                y = y.add(y);
            }
            assertEquals(0x1p60, y.item());
            assertEquals(0x1p60, tape.gradients(y).of(x).item());
        }
        assertEquals(120, work.rules);
    }

    /** The same at order two: the gradient of y = x^(2^20) by 20 squarings, y ← y·y, and the gradient of that. */
    @Test
    void twentySquaringsAtOrderTwo() {
        Work work = new Work();
        double n = 1 << 20;
        try (Tape tape = Tape.open(work)) {
            Tensor x = tape.watch(Tensor.scalar(1));
            Tensor slope = grad(point -> {
                        Tensor y = point;
                        for (int i = 0; i < 20; i++) {
                            y = y.mul(y);
                        }
                        return y;
                    })
                    .apply(x);
            assertEquals(n, slope.item());
            assertEquals(n * (n - 1), tape.gradients(slope).of(x).item());
        }
        assertTrue(work.rules < 20 * 12, work.rules + " rules");
    }

    // -------------------------------------------------------------------------------------------------- many slices

    private static Tensor table(int rows) {
        return Tensor.arange(rows * 64).mul(0x1p-16).reshape(rows, 64);
    }

    /** Σᵢ |rowᵢ|², row by row: half of the rows by slice, half by select. */
    private static Tensor sumOfSquaresByRow(Tensor x) {
        int rows = x.size(0);
        Tensor[] norms = new Tensor[rows];
        for (int i = 0; i < rows; i++) {
            norms[i] = (i % 2 == 0 ? x.slice(0, i, i + 1) : x.select(0, i))
                    .square()
                    .sum()
                    .reshape(1);
        }
        return Tensor.concat(0, norms).sum();
    }

    /** From few rows to many; where the cost grows with the square of their number, the first of these fails at once. */
    private static final int[] ROWS = {500, 1000, 10_000};

    @Test
    void tenThousandRowsCostWhatTheTableCosts() {
        for (int rows : ROWS) {
            Work work = new Work();
            Tensor table = table(rows);
            try (Tape tape = Tape.open(work)) {
                Tensor x = tape.watch(table);
                Tensor gradient = tape.gradients(sumOfSquaresByRow(x)).of(x);
                assertArrayEquals(table.mul(2).toDoubleArray(), gradient.toDoubleArray());
            }
            assertLinear(rows, work.numbersPulled);
        }
    }

    /**
     * The gradient of the rows is itself recorded, by the outer tape, which so sees every number that the inner sweep touches:
     * it must not make a table of zeros for each row. And its own sweep must not either.
     */
    @Test
    void tenThousandRowsCostWhatTheTableCostsAtOrderTwo() {
        for (int rows : ROWS) {
            Work work = new Work();
            Tensor table = table(rows);
            try (Tape outer = Tape.open(work)) {
                Tensor x = outer.watch(table);
                Tensor slope = grad(ScaleTest::sumOfSquaresByRow).apply(x);
                Tensor gradient = outer.gradients(sumOfSquaresByRow(slope)).of(x);
                // slope = 2x, and the gradient of Σ(2x)² is 8x
                assertArrayEquals(table.mul(8).toDoubleArray(), gradient.toDoubleArray());
            }
            assertLinear(rows, work.numbersRecorded);
            assertLinear(rows, work.numbersPulled);
        }
    }

    /** Each number of the table is touched a few times, and not once for each row. */
    private static void assertLinear(int rows, long numbers) {
        assertLinear(rows, numbers, "slices");
    }

    private static void assertLinear(int rows, long numbers, String what) {
        double times = numbers / (rows * 64.0);
        assertTrue(times < 20, what + ", " + rows + " rows: each number is touched " + times + " times");
    }

    /** Each row by itself, by every way of naming one: an index, two indices, a mask, a region in either order. */
    @Test
    void lookupsCostWhatTheyTouch() {
        for (int rows : ROWS) {
            Map<String, BiFunction<Tensor, Integer, Tensor>> lookups = new LinkedHashMap<>();
            lookups.put("indexSelect", (x, i) -> x.indexSelect(0, IntTensor.of(i)));
            lookups.put("one index", (x, i) -> x.at(IntTensor.of(i)));
            lookups.put("two indices", (x, i) -> x.at(IntTensor.of(i), IntTensor.of(i % 64)));
            lookups.put(
                    "a region, row first",
                    (x, i) -> x.slice(Region.all().at(0, i).range(1, 2, 8)));
            lookups.put(
                    "a region, row last",
                    (x, i) -> x.slice(Region.all().range(1, 2, 8).at(0, i)));
            lookups.forEach((name, lookup) -> {
                Work work = new Work();
                try (Tape tape = Tape.open(work)) {
                    Tensor x = tape.watch(table(rows));
                    Tensor[] sums = new Tensor[rows];
                    for (int i = 0; i < rows; i++) {
                        sums[i] = lookup.apply(x, i).sum().reshape(1);
                    }
                    tape.gradients(Tensor.concat(0, sums).sum()).of(x);
                }
                assertLinear(rows, work.numbersPulled, name);
            });
        }
    }

    /** A few masks that are true once: what they pull is a number each, and not a table each. */
    @Test
    void aMaskCostsWhatItChooses() {
        Work work = new Work();
        Tensor table = table(10_000);
        try (Tape tape = Tape.open(work)) {
            Tensor x = tape.watch(table);
            Tensor sum = Tensor.scalar(0);
            for (int i = 0; i < 20; i++) {
                sum = sum.add(x.masked(table.equalTo(i * 0x1p-16)).sum());
            }
            Tensor gradient = tape.gradients(sum).of(x);
            assertEquals(20, gradient.sum().item());
        }
        assertTrue(work.numbersPulled < 1000, work.numbersPulled + " numbers");
    }

    // ------------------------------------------------------------------------------------ slices that meet each other

    /** Windows that overlap, each multiplied by its number; element i is in the windows i − 2, i − 1 and i. */
    @Test
    void overlappingSlicesAdd() {
        int n = 50;
        Tensor gradient = grad(x -> {
                    Tensor sum = Tensor.scalar(0);
                    for (int i = 0; i + 3 <= n; i++) {
                        sum = sum.add(x.slice(0, i, i + 3).sum().mul(i + 1));
                    }
                    return sum;
                })
                .apply(Tensor.zeros(n));
        double[] expected = new double[n];
        for (int i = 0; i + 3 <= n; i++) {
            for (int j = i; j < i + 3; j++) {
                expected[j] += i + 1;
            }
        }
        assertArrayEquals(expected, gradient.toDoubleArray());
    }

    @Test
    void slicesAndAWholeUseOfTheParentAdd() {
        Tensor start = Tensor.arange(12).reshape(4, 3);
        // before, between and after: whichever arrives first, the others are added to it
        Tensor gradient = grad(x -> x.select(0, 1)
                        .sum()
                        .mul(10)
                        .add(x.square().sum())
                        .add(x.slice(0, 0, 4, 2).sum().mul(100))
                        .add(x.sum())
                        .add(x.slice(1, -1, 3).sum().mul(1000)))
                .apply(start);
        double[] expected = new double[12];
        for (int i = 0; i < 12; i++) {
            int row = i / 3;
            expected[i] = 2 * i + 1 + (row == 1 ? 10 : 0) + (row % 2 == 0 ? 100 : 0) + (i % 3 == 2 ? 1000 : 0);
        }
        assertArrayEquals(expected, gradient.toDoubleArray());
    }

    @Test
    void slicesOfSlicesFindTheirPlace() {
        // positions 0 … 23 ↦ every second from 1 ↦ every third from 1 of those: 3, 9, 15, 21
        Tensor gradient = grad(x -> x.slice(0, 1, 24, 2).slice(0, 1, 12, 3).dot(Tensor.of(1, 2, 3, 4)))
                .apply(Tensor.zeros(24));
        double[] expected = new double[24];
        expected[3] = 1;
        expected[9] = 2;
        expected[15] = 3;
        expected[21] = 4;
        assertArrayEquals(expected, gradient.toDoubleArray());
    }

    @Test
    void emptySlicesAddNothing() {
        Tensor gradient =
                grad(x -> x.slice(0, 2, 2).sum().add(x.slice(1, 3, 3).sum())).apply(Tensor.ones(2, 3));
        assertEquals(Shape.of(2, 3), gradient.shape());
        assertArrayEquals(new double[6], gradient.toDoubleArray());
    }
}
