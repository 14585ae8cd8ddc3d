package io.autodiff.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.autodiff.laws.OpLaws;
import io.autodiff.laws.Pair;
import io.autodiff.shape.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Mirrors {@link ReductionOps}, and the methods of {@link ReductionMethods} that are composed of them.
 *
 * <p>A reduction makes one number of many; its rule spreads one gradient over them. Each property draws a tensor and
 * some of its axes, none and all included, and compares with a loop over the indices. The sum of nothing is 0, its
 * mean NaN, its log-sum-exp −∞, and its maximum is refused. Sums and means are linear, so that ⟨A·x, y⟩ = ⟨x, Aᵀ·y⟩
 * proves their rule a transpose without any differentiation.
 */
class ReductionOpsTest extends OpLaws {
    private static final ToDoubleFunction<double[]> SUM =
            values -> Arrays.stream(values).sum();
    private static final ToDoubleFunction<double[]> MEAN = values -> SUM.applyAsDouble(values) / values.length;
    private static final ToDoubleFunction<double[]> MAX =
            values -> Arrays.stream(values).max().orElse(Double.NEGATIVE_INFINITY);
    private static final ToDoubleFunction<double[]> MIN =
            values -> Arrays.stream(values).min().orElse(Double.POSITIVE_INFINITY);
    private static final ToDoubleFunction<double[]> PRODUCT =
            values -> Arrays.stream(values).reduce(1, (a, b) -> a * b);
    private static final ToDoubleFunction<double[]> LOG_SUM_EXP =
            values -> Math.log(Arrays.stream(values).map(Math::exp).sum());

    @Property
    void sum(@ForAll("reals") Tensor x, @ForAll int choice) {
        int[] axes = axes(x, choice);
        lawsHold(function("sum", t -> t.sum(axes), x).linear(), Reference.reduce(x, axes, SUM));
    }

    @Property
    void sumKeeping(@ForAll("reals") Tensor x, @ForAll int choice) {
        int[] axes = axes(x, choice);
        lawsHold(function("sumKeeping", t -> t.sumKeeping(axes), x).linear(), keeping(x, axes, SUM));
    }

    /**
     * The transpose of {@link MovementOpsTest#broadcastTo}: every number is added where broadcasting would take it
     * from.
     */
    @Property
    void sumTo(@ForAll("pairs") Pair p) {
        Shape small = p.left().shape();
        Tensor x = p.apply(Tensor::mul); // of the common shape
        Tensor expected = Reference.of(small, target -> {
            double sum = 0;
            for (int position = 0; position < x.size(); position++) {
                int[] index = Reference.index(x.shape(), position);
                sum += Arrays.equals(Reference.source(small, index), target) ? x.get(index) : 0;
            }
            return sum;
        });
        lawsHold(function("sumTo", t -> t.sumTo(small), x).linear(), expected);
    }

    @Property
    void mean(@ForAll("reals") Tensor x, @ForAll int choice) {
        int[] axes = axes(x, choice);
        lawsHold(function("mean", t -> t.mean(axes), x).linear(), Reference.reduce(x, axes, MEAN));
    }

    @Property
    void meanKeeping(@ForAll("reals") Tensor x, @ForAll int choice) {
        int[] axes = axes(x, choice);
        lawsHold(function("meanKeeping", t -> t.meanKeeping(axes), x).linear(), keeping(x, axes, MEAN));
    }

    @Property
    void max(@ForAll("awayFromKinks") Tensor x, @ForAll int choice) {
        int[] axes = axes(x, choice);
        if (isOfNothing(x, axes)) {
            assertThrows(IllegalArgumentException.class, () -> x.max(axes));
        } else {
            lawsHold(function("max", t -> t.max(axes), x), Reference.reduce(x, axes, MAX));
        }
    }

    @Property
    void maxKeeping(@ForAll("awayFromKinks") Tensor x, @ForAll int choice) {
        int[] axes = axes(x, choice);
        if (isOfNothing(x, axes)) {
            assertThrows(IllegalArgumentException.class, () -> x.maxKeeping(axes));
        } else {
            lawsHold(function("maxKeeping", t -> t.maxKeeping(axes), x), keeping(x, axes, MAX));
        }
    }

    @Property
    void min(@ForAll("awayFromKinks") Tensor x, @ForAll int choice) {
        int[] axes = axes(x, choice);
        if (isOfNothing(x, axes)) {
            assertThrows(IllegalArgumentException.class, () -> x.min(axes));
        } else {
            lawsHold(function("min", t -> t.min(axes), x), Reference.reduce(x, axes, MIN));
        }
    }

    @Property
    void minKeeping(@ForAll("awayFromKinks") Tensor x, @ForAll int choice) {
        int[] axes = axes(x, choice);
        if (isOfNothing(x, axes)) {
            assertThrows(IllegalArgumentException.class, () -> x.minKeeping(axes));
        } else {
            lawsHold(function("minKeeping", t -> t.minKeeping(axes), x), keeping(x, axes, MIN));
        }
    }

    @Property
    void prod(@ForAll("nonzero") Tensor x, @ForAll int choice) {
        int[] axes = axes(x, choice);
        lawsHold(function("prod", t -> t.prod(axes), x), Reference.reduce(x, axes, PRODUCT));
    }

    /** With one or two zeros, at every order: the derivative of a product never divides. */
    @Property
    void prodOfZeros(@ForAll("nonzero") Tensor numbers, @ForAll int choice, @ForAll int one, @ForAll int other) {
        int size = Math.max(numbers.size(), 1);
        Tensor x = Reference.of(numbers.shape(), index -> {
            int position = numbers.shape().rowMajor().at(index);
            boolean zero = position == Math.floorMod(one, size) || position == Math.floorMod(other, size);
            return zero ? 0 : numbers.get(index);
        });
        int[] axes = axes(x, choice);
        // The slopes are 0 at two zeros; beside those of a sum, differences have something to be compared with.
        lawsHold(
                function("prod", t -> t.prod(axes).add(t.sum(axes)), x),
                Reference.reduce(x, axes, v -> PRODUCT.applyAsDouble(v) + SUM.applyAsDouble(v)));
    }

    @Property
    void prodKeeping(@ForAll("nonzero") Tensor x, @ForAll int choice) {
        int[] axes = axes(x, choice);
        lawsHold(function("prodKeeping", t -> t.prodKeeping(axes), x), keeping(x, axes, PRODUCT));
    }

    /** Whole numbers, which have no gradient; the first position wins a tie. */
    @Property
    void argMax(@ForAll("ties") Tensor x, @ForAll int choice) {
        int axis = Math.floorMod(choice, x.rank());
        if (isOfNothing(x, axis)) {
            assertThrows(IllegalArgumentException.class, () -> x.argMax(axis));
            return;
        }
        Tensor expected = Reference.reduce(x, new int[] {axis}, values -> {
            int best = 0;
            for (int i = 0; i < values.length; i++) {
                best = values[i] > values[best] ? i : best;
            }
            return best;
        });
        IntTensor computed = x.argMax(axis);
        assertArrayEquals(expected.shape().dims(), computed.shape().dims());
        assertArrayEquals(
                expected.toDoubleArray(), computed.toTensor(DType.FLOAT64).toDoubleArray());
    }

    /** The position of the smallest is that of the largest of the opposites. */
    @Property
    void argMin(@ForAll("ties") Tensor x, @ForAll int choice) {
        int axis = Math.floorMod(choice, x.rank());
        if (isOfNothing(x, axis)) {
            assertThrows(IllegalArgumentException.class, () -> x.argMin(axis));
        } else {
            assertArrayEquals(x.neg().argMax(axis).toArray(), x.argMin(axis).toArray());
        }
    }

    @Property
    void logSumExp(@ForAll("reals") Tensor x, @ForAll int choice) {
        int[] axes = axes(x, choice);
        lawsHold(function("logSumExp", t -> t.logSumExp(axes), x), Reference.reduce(x, axes, LOG_SUM_EXP));
    }

    @Property
    void logSumExpKeeping(@ForAll("reals") Tensor x, @ForAll int choice) {
        int[] axes = axes(x, choice);
        lawsHold(function("logSumExpKeeping", t -> t.logSumExpKeeping(axes), x), keeping(x, axes, LOG_SUM_EXP));
    }

    @Property
    void softmax(@ForAll("withAxes") Tensor x, @ForAll int choice) {
        int axis = Math.floorMod(choice, x.rank());
        Tensor expected = Reference.of(x.shape(), index -> Math.exp(x.get(index) - logSumExp(x, axis, index)));
        lawsHold(function("softmax", t -> t.softmax(axis), x), expected);
    }

    /** No row, and rows of nothing. */
    @Example
    void softmaxOfNothing() {
        for (Tensor nothing : List.of(Tensor.zeros(0, 2), Tensor.zeros(2, 0))) {
            assertEquals(nothing.shape(), nothing.softmax(1).shape());
            assertEquals(nothing.shape(), nothing.logSoftmax(1).shape());
        }
    }

    @Property
    void logSoftmax(@ForAll("withAxes") Tensor x, @ForAll int choice) {
        int axis = Math.floorMod(choice, x.rank());
        Tensor expected = Reference.of(x.shape(), index -> x.get(index) - logSumExp(x, axis, index));
        lawsHold(function("logSoftmax", t -> t.logSoftmax(axis), x), expected);
    }

    private static double logSumExp(Tensor x, int axis, int... index) {
        return LOG_SUM_EXP.applyAsDouble(Reference.line(x, axis, index));
    }

    /** The reduced axes back in place, at length 1. */
    static Tensor keeping(Tensor x, int[] axes, ToDoubleFunction<double[]> f) {
        Tensor reduced = Reference.reduce(x, axes, f);
        return Tensor.of(x.shape().keeping(x.shape().axes("keeping", axes)), reduced.toDoubleArray());
    }

    /** Some of the axes, by the bits of a number; half of the time counted from the end. No axes stand for all. */
    static int[] axes(Tensor x, int choice) {
        int[] chosen = new int[x.rank()];
        int count = 0;
        for (int axis = 0; axis < x.rank(); axis++) {
            if ((choice >> axis & 1) == 1) {
                chosen[count++] = choice < 0 ? axis - x.rank() : axis;
            }
        }
        return Arrays.copyOf(chosen, count);
    }

    /** The kernel of rows gives the bits of the formula: of any length, of views, and where sums are cut into blocks. */
    @Property
    void gradientOfSoftmaxHasTheBitsOfItsDefinition(
            @ForAll @IntRange(min = 1, max = 5) int rows,
            @ForAll @IntRange(min = 1, max = 600) int n,
            @ForAll DType dtype,
            @ForAll long seed) {
        gradientOfSoftmaxHasTheBitsOfItsDefinition(rows, n, dtype, new Random(seed));
    }

    /** Of rows up to what is taken at a time, and longer. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000, 8191, 8192, 8193, 30_000})
    void softmaxHasTheBitsOfItsDefinition(int n) {
        for (DType dtype : DType.values()) {
            Tensor x = Tensor.of(
                            Shape.of(3, n), new Random(n).doubles(3L * n, -9, 9).toArray())
                    .to(dtype);
            Tensor shifted = x.sub(x.maxKeeping(1));
            Tensor total = shifted.exp().sumKeeping(1);
            assertArrayEquals(
                    shifted.exp().div(total).toDoubleArray(), x.softmax(1).toDoubleArray());
            assertArrayEquals(
                    shifted.sub(total.log()).toDoubleArray(), x.logSoftmax(1).toDoubleArray());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1023, 1024, 1025, 8191, 8192, 8193, 100_000})
    void gradientOfSoftmaxOfLongRows(int n) {
        for (DType dtype : DType.values()) {
            gradientOfSoftmaxHasTheBitsOfItsDefinition(1, n, dtype, new Random(n));
            gradientOfSoftmaxHasTheBitsOfItsDefinition(3, n, dtype, new Random(n));
        }
    }

    private static void gradientOfSoftmaxHasTheBitsOfItsDefinition(int rows, int n, DType dtype, Random random) {
        double[] numbers = random.doubles(2L * rows * n, -2, 2).toArray();
        ReductionOps.Softmax softmax = new ReductionOps.Softmax(1);
        // Views: x starts later, g has its axes exchanged.
        Tensor x = Tensor.of(Shape.of(2, rows, n), numbers).to(dtype).select(0, 1);
        Tensor g = Tensor.of(Shape.of(n, rows), Arrays.copyOf(numbers, rows * n))
                .to(dtype)
                .transpose();
        gradientHasTheBitsOfItsDefinition(softmax, softmax.forward(x), g);
        // A product of 0 is 0, even with infinity.
        Tensor y = softmax.forward(x);
        Mask largest = y.equalTo(y.max());
        gradientHasTheBitsOfItsDefinition(
                softmax,
                Tensor.where(largest, y.constantLike(Double.POSITIVE_INFINITY), y),
                Tensor.where(largest, g.constantLike(0), g));
    }

    private static void gradientHasTheBitsOfItsDefinition(ReductionOps.Softmax softmax, Tensor y, Tensor g) {
        double[] expected = softmax.product(y, g).toDoubleArray();
        assertArrayEquals(expected, softmax.pullback(y, y).apply(g).toDoubleArray());
        assertArrayEquals(expected, softmax.tangent(y, y, g).toDoubleArray());
    }

    private static boolean isOfNothing(Tensor x, int... axes) {
        return Arrays.stream(x.shape().axes("isOfNothing", axes)).anyMatch(axis -> x.size(axis) == 0);
    }

    @Provide
    Arbitrary<Tensor> ties() {
        return atKinks().filter(x -> x.rank() > 0);
    }
}
