package io.autodiff.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.autodiff.shape.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kernels of rows give the bits of the formulas that define {@link ReductionOps}: of any length, along any axes, of views, and of numbers at
 * which formulas end.
 */
class RowKernelsTest {

    @Property
    void gradientOfLogSoftmaxHasTheBitsOfItsDefinition(
            @ForAll @IntRange(min = 1, max = 5) int rows,
            @ForAll @IntRange(min = 1, max = 600) int n,
            @ForAll DType dtype,
            @ForAll long seed) {
        gradientOfLogSoftmaxHasTheBitsOfItsDefinition(rows, n, dtype, new Random(seed));
    }

    /** One row and many; up to what is taken at a time, and longer. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, 16, 17, 255, 256, 257, 1000, 8191, 8192, 8193, 30_000})
    void gradientOfLogSoftmaxOfFewAndManyRows(int n) {
        for (DType dtype : DType.values()) {
            gradientOfLogSoftmaxHasTheBitsOfItsDefinition(1, n, dtype, new Random(n));
            gradientOfLogSoftmaxHasTheBitsOfItsDefinition(n < 2000 ? 37 : 3, n, dtype, new Random(n));
        }
    }

    private static void gradientOfLogSoftmaxHasTheBitsOfItsDefinition(int rows, int n, DType dtype, Random random) {
        // Views: x starts later, g has its axes exchanged. A total of 0 absorbs, even where e^y is ∞.
        Tensor x = withSpecials(Shape.of(2, rows, n), dtype, random).select(0, 1);
        Tensor g = withSpecials(Shape.of(n, rows), dtype, random).transpose();
        ReductionOps.LogSoftmax logSoftmax = new ReductionOps.LogSoftmax(1);
        for (Tensor y : List.of(logSoftmax.forward(x), x)) {
            for (Tensor v : List.of(g, g.constantLike(-0.0))) {
                assertArrayEquals(
                        logSoftmax.product(y, v).toDoubleArray(),
                        logSoftmax.pullback(y, y).apply(v).toDoubleArray());
            }
        }
    }

    /** Along any axes, of views too: what is summed together stands in a row, in the order in which it is summed otherwise. */
    @Property
    void logSumExpHasTheBitsOfItsDefinition(
            @ForAll @IntRange(min = 1, max = 40) int a,
            @ForAll @IntRange(min = 1, max = 5) int b,
            @ForAll @IntRange(min = 1, max = 40) int c,
            @ForAll DType dtype,
            @ForAll long seed) {
        Random random = new Random(seed);
        Tensor x = withSpecials(Shape.of(a, b, c), dtype, random);
        logSumExpHasTheBitsOfItsDefinition(x);
        logSumExpHasTheBitsOfItsDefinition(x.permute(2, 0, 1));
        logSumExpHasTheBitsOfItsDefinition(x.slice(0, 0, a, 2).transpose());
        logSumExpHasTheBitsOfItsDefinition(x.slice(1, 0, 1).broadcastTo(Shape.of(a, 7, c)));
        logSumExpHasTheBitsOfItsDefinition(x.select(1, 0));
        logSumExpHasTheBitsOfItsDefinition(x.select(1, 0).transpose());
    }

    /** As rows, as columns, and all as one; up to what is taken at a time, and longer. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, 16, 17, 255, 256, 257, 1000, 8191, 8192, 8193, 30_000})
    void logSumExpOfFewAndManyRows(int n) {
        for (DType dtype : DType.values()) {
            Random random = new Random(n);
            logSumExpHasTheBitsOfItsDefinition(withSpecials(Shape.of(n), dtype, random));
            logSumExpHasTheBitsOfItsDefinition(withSpecials(Shape.of(n < 2000 ? 37 : 3, n), dtype, random));
            logSumExpHasTheBitsOfItsDefinition(withSpecials(Shape.of(2, n, 3), dtype, random));
        }
    }

    /** Rows of nothing but one number, or of one beside others: the shift is 0 where the largest is infinite. */
    @Example
    void logSumExpOfSpecialNumbersHasTheBitsOfItsDefinition() {
        double[] numbers = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, -0.0, 1e300, -1e300, 710
        };
        for (DType dtype : DType.values()) {
            Tensor x = Tensor.of(numbers).to(dtype);
            logSumExpHasTheBitsOfItsDefinition(x);
            logSumExpHasTheBitsOfItsDefinition(x.reshape(8, 1));
            logSumExpHasTheBitsOfItsDefinition(x.reshape(8, 1).broadcastTo(Shape.of(8, 20)));
            logSumExpHasTheBitsOfItsDefinition(x.expandDims(1).maximum(x));
            for (double number : numbers) {
                logSumExpHasTheBitsOfItsDefinition(Tensor.full(Shape.of(), number, dtype));
            }
        }
    }

    private static void logSumExpHasTheBitsOfItsDefinition(Tensor x) {
        for (int choice = Math.min(1, x.rank()); choice < 1 << x.rank(); choice++) { // no axes would stand for all
            List<Integer> axes =
                    Arrays.stream(ReductionOpsTest.axes(x, choice)).boxed().toList();
            ReductionOps.LogSumExp op = new ReductionOps.LogSumExp(axes);
            Tensor expected = op.definition(x);
            assertEquals(expected.shape(), op.forward(x).shape());
            assertArrayEquals(expected.toDoubleArray(), op.forward(x).toDoubleArray());
        }
    }

    /** Mostly numbers of moderate size, and a few at which formulas end. */
    static Tensor withSpecials(Shape shape, DType dtype, Random random) {
        double[] special = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, -0.0, 1e30, -700};
        double[] numbers = random.doubles(shape.size(), -9, 9)
                .map(number -> random.nextInt(300) == 0 ? special[random.nextInt(special.length)] : number)
                .toArray();
        return Tensor.of(shape, numbers).to(dtype);
    }
}
