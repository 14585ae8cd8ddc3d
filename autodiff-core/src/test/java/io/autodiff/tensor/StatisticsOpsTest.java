package io.autodiff.tensor;

import static io.autodiff.tensor.ReductionOpsTest.axes;
import static io.autodiff.tensor.ReductionOpsTest.keeping;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.autodiff.check.Case;
import io.autodiff.check.Laws;
import io.autodiff.laws.OpLaws;
import io.autodiff.shape.Shape;
import io.autodiff.shape.ShapeMismatchException;
import io.autodiff.transform.Autodiff;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Mirrors {@link StatisticsOps}, and the methods of {@link StatisticsMethods} that are composed of them.
 *
 * <p>Each property draws a tensor and some of its axes and compares with a textbook formula over the numbers that are reduced
 * together. Norms and deviations have a kink at 0, which {@link KinksTest} looks at; here the numbers stay away from it, and from each
 * other. Examples show what a formula from a textbook gets wrong: overflow, and digits lost to a large mean.
 */
class StatisticsOpsTest extends OpLaws {
    // Over 400 lines: the layer norm, plain and with a scale and an offset, has kernels of its own, which are held to
    // its definition.

    @Property
    void variance(@ForAll("reals") Tensor x, @ForAll int choice) {
        int[] axes = axes(x, choice);
        lawsHold(function("variance", t -> t.variance(axes), x), Reference.reduce(x, axes, v -> variance(0, v)));
    }

    @Property
    void varianceKeeping(@ForAll("reals") Tensor x, @ForAll int choice) {
        int[] axes = axes(x, choice);
        lawsHold(function("varianceKeeping", t -> t.varianceKeeping(axes), x), keeping(x, axes, v -> variance(0, v)));
    }

    /** Where all degrees of freedom are used up there is no estimate, and no law but that it is 0/0. */
    @Property
    void varianceDdof(@ForAll("reals") Tensor x, @ForAll int choice, @ForAll @IntRange(max = 2) int ddof) {
        int[] axes = axes(x, choice);
        Case c = function("varianceDdof", t -> t.varianceDdof(ddof, axes), x);
        Tensor expected = Reference.reduce(x, axes, v -> variance(ddof, v));
        if (isFree(x, ddof, axes)) {
            lawsHold(c, expected);
        }
    }

    @Property
    void layerNorm(@ForAll("reals") Tensor x, @ForAll int choice) {
        int[] axes = axes(x, choice);
        Tensor mean = keeping(x, axes, v -> Arrays.stream(v).average().orElse(0));
        Tensor variance = keeping(x, axes, v -> variance(0, v));
        Tensor expected = x.sub(mean).div(variance.add(0.5).sqrt());
        lawsHold(function("layerNorm", t -> t.layerNorm(0.5, axes), x), expected);
    }

    /** The kernels of rows give the bits of the formula, forward and backward: of any length, of views, and where sums are cut into blocks. */
    @Property
    void layerNormOfRowsHasTheBitsOfItsDefinition(
            @ForAll @IntRange(min = 1, max = 5) int rows,
            @ForAll @IntRange(min = 1, max = 600) int n,
            @ForAll DType dtype,
            @ForAll long seed) {
        layerNormHasTheBitsOfItsDefinition(rows, n, dtype, new Random(seed));
    }

    /** A row is 2n numbers: up to what is taken at a time, and more. */
    @ParameterizedTest
    @ValueSource(ints = {2048, 4095, 4096, 4097, 30_000})
    void layerNormOfLongRows(int n) {
        for (DType dtype : DType.values()) {
            layerNormHasTheBitsOfItsDefinition(1, n, dtype, new Random(n));
            layerNormHasTheBitsOfItsDefinition(3, n, dtype, new Random(n));
        }
    }

    private static void layerNormHasTheBitsOfItsDefinition(int rows, int n, DType dtype, Random random) {
        double[] numbers = random.doubles(4L * rows * n, -2, 2).toArray();
        StatisticsOps.LayerNorm norm = new StatisticsOps.LayerNorm(1e-5, List.of(1, 2));
        // Views: x starts later, g has its axes exchanged.
        Tensor both = Tensor.of(Shape.of(2, rows, 2, n), numbers).to(dtype);
        Tensor x = both.select(0, 1);
        Tensor g = Tensor.of(Shape.of(2, n, rows), Arrays.copyOf(numbers, 2 * rows * n))
                .to(dtype)
                .permute(2, 0, 1);
        Tensor y = norm.forward(x);
        assertArrayEquals(norm.definition(x).toDoubleArray(), y.toDoubleArray());
        double[] expected = norm.product(y, norm.factor(x, norm.mean(x)), g).toDoubleArray();
        assertArrayEquals(expected, norm.pullback(x, y).apply(g).toDoubleArray());
        assertArrayEquals(expected, norm.tangent(x, y, g).toDoubleArray());
    }

    @Property
    void scaledLayerNorm(@ForAll("reals") Tensor x, @ForAll int choice, @ForAll long seed) {
        int[] axes = axes(x, choice);
        Tensor mean = keeping(x, axes, v -> Arrays.stream(v).average().orElse(0));
        Tensor variance = keeping(x, axes, v -> variance(0, v));
        List<Integer> reduced =
                Arrays.stream(x.shape().axes("layerNorm", axes)).boxed().toList();
        int[] apart = IntStream.range(0, x.rank())
                .filter(axis -> !reduced.contains(axis))
                .toArray();
        Random random = new Random(seed);
        Tensor scale = numbers(x.shape().without(apart), random);
        Tensor offset = numbers(x.shape().without(apart), random);
        Tensor expected = x.sub(mean)
                .div(variance.add(0.5).sqrt())
                .mul(scale.reshape(x.shape().keeping(apart)))
                .add(offset.reshape(x.shape().keeping(apart)));
        Case c = Case.of(
                "layerNorm", in -> in.get(0).layerNorm(in.get(1), in.get(2), 0.5, axes), List.of(x, scale, offset));
        lawsHold(c, expected);
    }

    private static Tensor numbers(Shape shape, Random random) {
        return Tensor.of(shape, random.doubles(shape.size(), -2, 2).toArray());
    }

    /** As that of the plain one, with views as scale and offset; sums over rows are cut into blocks where there are many. */
    @Property
    void scaledLayerNormOfRowsHasTheBitsOfItsDefinition(
            @ForAll @IntRange(min = 1, max = 600) int rows,
            @ForAll @IntRange(min = 1, max = 40) int n,
            @ForAll DType dtype,
            @ForAll long seed) {
        scaledLayerNormHasTheBitsOfItsDefinition(rows, n, dtype, new Random(seed));
    }

    @ParameterizedTest
    @ValueSource(ints = {255, 256, 257, 1000, 8193})
    void scaledLayerNormOfLongRows(int n) {
        for (DType dtype : DType.values()) {
            scaledLayerNormHasTheBitsOfItsDefinition(1, n, dtype, new Random(n));
            scaledLayerNormHasTheBitsOfItsDefinition(300, n, dtype, new Random(n));
        }
    }

    private static void scaledLayerNormHasTheBitsOfItsDefinition(int rows, int n, DType dtype, Random random) {
        StatisticsOps.ScaledLayerNorm norm = new StatisticsOps.ScaledLayerNorm(1e-5, List.of(2));
        Tensor x = numbers(Shape.of(n, rows), random).to(dtype).transpose().reshape(1, rows, n);
        Tensor both = numbers(Shape.of(n, 2), random).to(dtype);
        List<Tensor> inputs = List.of(x, both.select(1, 0), both.select(1, 1));
        Tensor g = numbers(x.shape(), random).to(dtype);
        Tensor y = norm.forward(inputs);
        assertArrayEquals(norm.definition(inputs).toDoubleArray(), y.toDoubleArray());
        List<Tensor> expected = norm.products(List.of(0, 1, 2), inputs, g);
        for (List<Integer> wanted : List.of(List.of(0, 1, 2), List.of(0, 2), List.of(1, 2), List.of(1), List.of(2))) {
            List<Pullback> pullbacks = norm.pullbacks(wanted, inputs, y);
            for (int k = 0; k < wanted.size(); k++) {
                int i = wanted.get(k);
                Tensor gradient = pullbacks.get(k).apply(g);
                assertEquals(inputs.get(i).shape(), gradient.shape());
                assertArrayEquals(expected.get(i).toDoubleArray(), gradient.toDoubleArray());
            }
        }
    }

    /** A gradient of zero absorbs: an infinite scale, and a row of NaN, do not reach what does not depend on them. */
    @Example
    void zerosAbsorbInLayerNorm() {
        Tensor x = Tensor.of(new double[][] {{1, 2, 4}, {3, 1, 0.5}});
        Tensor infinite = Tensor.of(Double.POSITIVE_INFINITY, 2, 3);
        Tensor offset = Tensor.of(1.0, 2, 3);
        Tensor gradient = Autodiff.grad(t ->
                        t.layerNorm(infinite, offset, 1e-5, -1).slice(1, 1, 3).sum())
                .apply(x);
        Tensor composed = Autodiff.grad(t -> t.layerNorm(1e-5, -1)
                        .mul(infinite)
                        .add(offset)
                        .slice(1, 1, 3)
                        .sum())
                .apply(x);
        assertEquals(6, gradient.isFinite().count(), gradient::toString);
        assertArrayEquals(composed.toDoubleArray(), gradient.toDoubleArray());
        assertEquals(
                Tensor.zeros(2, 3).toString(),
                Autodiff.jvp(t -> t.layerNorm(infinite, offset, 1e-5, -1), x, Tensor.zeros(2, 3))
                        .tangent()
                        .toString());
        Tensor lost = Tensor.of(new double[][] {{1, Double.NaN, 4}, {3, 1, 0.5}});
        assertEquals(
                Tensor.zeros(2, 3).toString(),
                Autodiff.jvp(t -> lost.layerNorm(t, offset, 1e-5, -1), offset, Tensor.zeros(3))
                        .tangent()
                        .toString());
        Tensor byScale = Autodiff.grad((Tensor t) ->
                        lost.layerNorm(t, offset, 1e-5, -1).select(0, 1).sum())
                .apply(offset);
        assertEquals(3, byScale.isFinite().count(), byScale::toString);
    }

    /** Where rows have no numbers, or there are no rows. */
    @Example
    void scaledLayerNormOfNothing() {
        for (Shape shape : new Shape[] {Shape.of(0, 3), Shape.of(2, 0)}) {
            Tensor row = Tensor.ones(shape.dim(1));
            try (Tape tape = Tape.open()) {
                Tensor x = tape.watch(Tensor.zeros(shape, DType.FLOAT64));
                Tensor scale = tape.watch(row);
                Tensor y = x.layerNorm(scale, row, 1e-5, -1);
                Gradients gradients = tape.gradients(y.sum());
                assertEquals(shape, y.shape());
                assertEquals(shape, gradients.of(x).shape());
                assertArrayEquals(new double[shape.dim(1)], gradients.of(scale).toDoubleArray());
            }
        }
    }

    @SuppressWarnings("NullAway") // to see what is said of null
    private static Tensor given(boolean isGiven, Tensor x) {
        return isGiven ? x : null;
    }

    @Example
    void scaleAndOffsetHaveTheShapeOfWhatIsNormalizedTogether() {
        Tensor x = Tensor.ones(2, 3, 4);
        Tensor row = Tensor.ones(4);
        assertEquals(
                "layerNorm: a scale of shape [3] for numbers of shape [2, 3, 4], of which [4] are normalized together; it has to"
                        + " have that shape, one number for each place",
                assertThrows(ShapeMismatchException.class, () -> x.layerNorm(Tensor.ones(3), row, 1e-5, -1))
                        .getMessage());
        assertEquals(
                "layerNorm: an offset of shape [] for numbers of shape [2, 3, 4], of which [2, 3, 4] are normalized together; it"
                        + " has to have that shape, one number for each place",
                assertThrows(
                                ShapeMismatchException.class,
                                () -> x.layerNorm(Tensor.ones(2, 3, 4), Tensor.scalar(1), 1e-5))
                        .getMessage());
        for (String missing : List.of("scale", "offset")) {
            String message = assertThrows(
                            IllegalArgumentException.class,
                            () -> x.layerNorm(
                                    given(missing.equals("offset"), row),
                                    given(missing.equals("scale"), row),
                                    1e-5,
                                    -1))
                    .getMessage();
            assertEquals("layerNorm: the argument \"" + missing + "\" is null; it has to be given", message);
        }
        assertThrows(IllegalArgumentException.class, () -> x.layerNorm(row, row, 0, -1));
        assertEquals(
                "layerNorm: float64 tensor [2, 3, 4] with float32 tensor [4]; convert one with to(DType.FLOAT64)",
                assertThrows(IllegalArgumentException.class, () -> x.layerNorm(row, row.to(DType.FLOAT32), 1e-5, -1))
                        .getMessage());
    }

    @Example
    void layerNormOfEqualNumbersIsZero() {
        assertEquals(
                Tensor.zeros(2, 3).toString(),
                Tensor.full(Shape.of(2, 3), 7.3, DType.FLOAT64)
                        .layerNorm(1e-5, 1)
                        .toString());
        for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            String message = assertThrows(
                            IllegalArgumentException.class, () -> Tensor.ones(2).layerNorm(wrong))
                    .getMessage();
            assertEquals(
                    "layerNorm: epsilon = " + wrong
                            + " is not a number above 0; it keeps the quotient finite where all numbers are equal,"
                            + " 1e-5 as a rule",
                    message);
        }
    }

    @Property
    void std(@ForAll("awayFromKinks") Tensor x, @ForAll int choice) {
        int[] axes = axes(x, choice);
        lawsHold(function("std", t -> t.std(axes), x), Reference.reduce(x, axes, v -> Math.sqrt(variance(0, v))));
    }

    @Property
    void stdKeeping(@ForAll("awayFromKinks") Tensor x, @ForAll int choice) {
        int[] axes = axes(x, choice);
        lawsHold(function("stdKeeping", t -> t.stdKeeping(axes), x), keeping(x, axes, v -> Math.sqrt(variance(0, v))));
    }

    @Property
    void stdDdof(@ForAll("awayFromKinks") Tensor x, @ForAll int choice, @ForAll @IntRange(max = 2) int ddof) {
        int[] axes = axes(x, choice);
        Case c = function("stdDdof", t -> t.stdDdof(ddof, axes), x);
        Tensor expected = Reference.reduce(x, axes, v -> Math.sqrt(variance(ddof, v)));
        if (isFree(x, ddof, axes)) {
            lawsHold(c, expected);
        }
    }

    @Property
    void norm(@ForAll("awayFromKinks") Tensor x, @ForAll int choice) {
        int[] axes = axes(x, choice);
        lawsHold(function("norm", t -> t.norm(axes), x), Reference.reduce(x, axes, v -> norm(2, v)));
    }

    @Property
    void normKeeping(@ForAll("awayFromKinks") Tensor x, @ForAll int choice) {
        int[] axes = axes(x, choice);
        lawsHold(function("normKeeping", t -> t.normKeeping(axes), x), keeping(x, axes, v -> norm(2, v)));
    }

    @Property
    void norm1(@ForAll("awayFromKinks") Tensor x, @ForAll int choice) {
        int[] axes = axes(x, choice);
        lawsHold(function("norm1", t -> t.norm1(axes), x), Reference.reduce(x, axes, v -> norm(1, v)));
    }

    @Property
    void normInf(@ForAll("awayFromKinks") Tensor x, @ForAll int choice) {
        int[] axes = axes(x, choice);
        if (Arrays.stream(x.shape().axes("normInf", axes)).anyMatch(axis -> x.size(axis) == 0)) {
            assertThrows(IllegalArgumentException.class, () -> x.normInf(axes));
        } else {
            Tensor expected = Reference.reduce(
                    x, axes, v -> Arrays.stream(v).map(Math::abs).max().orElse(0));
            lawsHold(function("normInf", t -> t.normInf(axes), x), expected);
        }
    }

    @Property
    void normP(@ForAll("awayFromKinks") Tensor x, @ForAll int choice, @ForAll Exponent exponent) {
        int[] axes = axes(x, choice);
        double p = exponent.p;
        lawsHold(function("normP", t -> t.normP(p, axes), x), Reference.reduce(x, axes, v -> norm(p, v)));
    }

    /** An exponent of a norm; named, so that a failing sample says which. */
    enum Exponent {
        ONE(1),
        THREE_HALVES(1.5),
        TWO(2),
        THREE(3),
        FIVE_AND_A_HALF(5.5);

        private final double p;

        Exponent(double p) {
            this.p = p;
        }
    }

    /** No square overflows or vanishes, and the scale rounds nothing. */
    @Example
    void normsOfExtremes() {
        for (double unit : new double[] {0x1p1020, 1, 0x1p-600, 0x1p-1070}) {
            Tensor x = Tensor.of(3 * unit, -4 * unit);
            assertEquals(5 * unit, x.norm().item());
            assertEquals(Math.cbrt(91) * unit, x.normP(3).item(), 1e-15 * 5 * unit);
        }
        assertEquals(5e30f, Tensor.of(new float[] {3e30f, 4e30f}).norm().item(), 1e24);
        assertEquals(
                Double.POSITIVE_INFINITY,
                Tensor.of(1, Double.NEGATIVE_INFINITY).norm().item());
        assertEquals(Double.NaN, Tensor.of(1, Double.NaN).norm().item());
        assertEquals(0, Tensor.zeros(0).norm().item());
    }

    /** Squares, their sum and its root, each rounded once. */
    @Example
    void theNormOfTwoHasTheBitsOfItsFormula() {
        for (int i = 1; i < 1000; i++) {
            double a = i / 7.0;
            double b = 1 + i / 11.0;
            assertEquals(Math.sqrt(a * a + b * b), Tensor.of(a, b).norm().item());
        }
    }

    /** Σx²/n − m² would have no digit left; and equal numbers have no variance at all, whatever their mean rounds to. */
    @Example
    void varianceBesideALargeMean() {
        assertEquals(2 / 3.0, Tensor.of(1e9 + 1, 1e9 + 2, 1e9 + 3).variance().item(), 1e-15);
        for (double c : new double[] {0.1, 1 / 3.0, 1e9 + 0.1, 1e-300}) {
            for (int n = 1; n < 40; n++) {
                Tensor equal = Tensor.full(Shape.of(n), c, DType.FLOAT64);
                assertEquals(0, equal.variance().item());
                assertEquals(0, equal.to(DType.FLOAT32).std().item());
            }
        }
    }

    /** As NumPy has it: 0/0, and a sum of squares over 0. */
    @Example
    void noDegreesOfFreedom() {
        assertEquals(Double.NaN, Tensor.of(1.5).varianceDdof(1).item());
        assertEquals(Double.POSITIVE_INFINITY, Tensor.of(1, 2).varianceDdof(2).item());
        assertEquals(Double.NaN, Tensor.zeros(0).variance().item());
        assertEquals(Double.NaN, Tensor.zeros(0).std().item());
    }

    /** The p-norm that is asked for as 1, 2 or ∞ is the one with the name. */
    @Property
    void namedNorms(@ForAll("reals") Tensor x) {
        if (x.size() > 0) {
            Case c = function("norm", t -> t.norm(), x);
            Laws.valueIs(c, x.normP(2));
            assertEquals(x.norm1().item(), x.normP(1).item());
            assertEquals(x.normInf().item(), x.normP(Double.POSITIVE_INFINITY).item());
        }
    }

    private static double variance(int ddof, double... numbers) {
        double mean = Arrays.stream(numbers).sum() / numbers.length;
        double squares =
                Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).sum();
        return squares / (numbers.length - ddof);
    }

    private static double norm(double p, double... numbers) {
        return Math.pow(
                Arrays.stream(numbers).map(x -> Math.pow(Math.abs(x), p)).sum(), 1 / p);
    }

    private static boolean isFree(Tensor x, int ddof, int... axes) {
        int count = 1;
        for (int axis : x.shape().axes("isFree", axes)) {
            count *= x.size(axis);
        }
        return count > ddof;
    }
}
