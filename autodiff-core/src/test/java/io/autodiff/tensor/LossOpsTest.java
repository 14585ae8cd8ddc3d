package io.autodiff.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.autodiff.check.Case;
import io.autodiff.check.Laws;
import io.autodiff.laws.OpLaws;
import io.autodiff.laws.Pair;
import io.autodiff.laws.Tensors;
import io.autodiff.shape.Shape;
import io.autodiff.transform.Autodiff;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Mirrors {@link LossOps}, and the losses of {@link LossMethods} that are composed.
 *
 * <p>A loss is one number, the mean over rows, and of no rows NaN. The references are the textbook formulas, which
 * are exact for scores of moderate size; for scores in the hundreds, where the textbook's exponentials overflow, the
 * loss and its gradient are compared with formulas in which the largest score is taken out first.
 */
class LossOpsTest extends OpLaws {
    /** −ln softmax(x)[label], for each row by the op and on average by the method. */
    @Property
    void crossEntropy(@ForAll("scores") Tensor x, @ForAll int choice) {
        IntTensor labels = labels(x, choice);
        Tensor losses = Reference.of(labels.shape(), row -> {
            double[] scores = row(x, row);
            double sum = Arrays.stream(scores).map(Math::exp).sum();
            return Math.log(sum) - scores[labels.get(row)];
        });
        lawsHold(Case.of(new LossOps.CrossEntropy(labels), x), losses);
        lawsHold(function("crossEntropy", t -> t.crossEntropy(labels), x), mean(losses));
    }

    /** ∂y/∂x = (softmax(x) − 1 at the label) / n, however large the scores. */
    @Property
    void crossEntropyInTheTails(@ForAll("largeScores") Tensor x, @ForAll int choice) {
        IntTensor labels = labels(x, choice);
        Tensor losses = Reference.of(labels.shape(), row -> {
            double[] shifted = shifted(row(x, row));
            return Math.log(Arrays.stream(shifted).map(Math::exp).sum()) - shifted[labels.get(row)];
        });
        Laws.valueIs(function("crossEntropy", t -> t.crossEntropy(labels), x), mean(losses));
        Tensor expected = Reference.of(x.shape(), index -> {
            int[] row = Arrays.copyOf(index, index.length - 1);
            int label = index[index.length - 1];
            double[] shifted = shifted(row(x, row));
            double softmax = Math.exp(shifted[label])
                    / Arrays.stream(shifted).map(Math::exp).sum();
            return (softmax - (labels.get(row) == label ? 1 : 0)) / labels.size();
        });
        Tensor gradient = Autodiff.grad(t -> t.crossEntropy(labels)).apply(x);
        assertArrayEquals(expected.toDoubleArray(), gradient.toDoubleArray(), 1e-13);
    }

    /** Kernels of rows give the bits of the formulas: of any length, of views, and where sums are cut into blocks. */
    @Property
    void crossEntropyHasTheBitsOfItsDefinition(
            @ForAll @IntRange(min = 1, max = 40) int rows,
            @ForAll @IntRange(min = 1, max = 600) int n,
            @ForAll DType dtype,
            @ForAll long seed) {
        crossEntropyHasTheBitsOfItsDefinition(rows, n, dtype, new Random(seed));
    }

    /** One row, and as many as kernels are for; up to what is taken at a time, and longer. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, 16, 17, 255, 256, 257, 1000, 8191, 8192, 8193, 30_000})
    void crossEntropyOfFewAndManyRows(int n) {
        for (DType dtype : DType.values()) {
            crossEntropyHasTheBitsOfItsDefinition(1, n, dtype, new Random(n));
            crossEntropyHasTheBitsOfItsDefinition(3 + 2 * Fusion.MANY / n, n, dtype, new Random(n));
        }
    }

    @Example
    void crossEntropyOfNoRows() {
        IntTensor none = IntTensor.of(Shape.of(0));
        LossOps.CrossEntropy op = new LossOps.CrossEntropy(none);
        Tensor x = Tensor.zeros(0, 3);
        assertEquals(Shape.of(0), op.forward(x).shape());
        assertEquals(
                x.shape(), op.pullback(x, op.forward(x)).apply(Tensor.zeros(0)).shape());
    }

    private static void crossEntropyHasTheBitsOfItsDefinition(int rows, int n, DType dtype, Random random) {
        // Views: x has its axes exchanged or starts later, g is every second number or one number for all.
        Tensor columns =
                RowKernelsTest.withSpecials(Shape.of(n, rows), dtype, random).transpose();
        Tensor later = RowKernelsTest.withSpecials(Shape.of(2, rows, n), dtype, random);
        Tensor second =
                RowKernelsTest.withSpecials(Shape.of(2 * rows), dtype, random).slice(0, 0, 2 * rows, 2);
        for (Tensor x : List.of(columns, later.select(0, 1), Tensor.stack(1, columns, later.select(0, 0)))) {
            LossOps.CrossEntropy op = new LossOps.CrossEntropy(labels(x, random.nextInt()));
            Tensor y = op.forward(x);
            assertArrayEquals(op.definition(x).toDoubleArray(), y.toDoubleArray());
            Tensor g = x.rank() == 2 ? second : y.constantLike(1.0 / rows);
            assertArrayEquals(
                    op.product(x, g).toDoubleArray(), op.pullback(x, y).apply(g).toDoubleArray());
        }
    }

    /** −Σ p·ln softmax(x), differentiated by the scores and by the probabilities, which may be any numbers here. */
    @Property
    void crossEntropyOfProbabilities(@ForAll("scorePairs") Pair p) {
        Tensor rows = Reference.of(p.left().shape().butLast(1), row -> {
            double[] scores = row(p.left(), row);
            double[] weights = row(p.right(), row);
            double logSumExp = Math.log(Arrays.stream(scores).map(Math::exp).sum());
            double loss = 0;
            for (int i = 0; i < scores.length; i++) {
                loss -= weights[i] * (scores[i] - logSumExp);
            }
            return loss;
        });
        lawsHold(function("crossEntropy", (x, q) -> x.crossEntropy(q), p), mean(rows));
    }

    /** (1/n) Σ (x − t)², differentiated by both. */
    @Property
    void mse(@ForAll("twins") Pair p) {
        Tensor squares = Reference.zip(p.left(), p.right(), (x, t) -> (x - t) * (x - t));
        lawsHold(function("mse", Tensor::mse, p).quadratic(), mean(squares));
    }

    private static Tensor mean(Tensor x) {
        return Tensor.scalar(Arrays.stream(x.toDoubleArray()).sum() / x.size());
    }

    private static double[] row(Tensor x, int... row) {
        return Reference.line(x, x.rank() - 1, Arrays.copyOf(row, row.length + 1));
    }

    private static double[] shifted(double... scores) {
        double largest = Arrays.stream(scores).max().orElse(0);
        return Arrays.stream(scores).map(score -> score - largest).toArray();
    }

    private static IntTensor labels(Tensor x, int choice) {
        Shape rows = x.shape().butLast(1);
        Random random = new Random(choice);
        int[] labels = new int[rows.size()];
        Arrays.setAll(labels, i -> random.nextInt(x.size(-1)));
        return IntTensor.of(rows, labels);
    }

    private static boolean hasClasses(Tensor x) {
        return x.rank() > 0 && x.size(-1) > 0;
    }

    @Provide
    Arbitrary<Tensor> scores() {
        return Tensors.reals().filter(LossOpsTest::hasClasses);
    }

    @Provide
    Arbitrary<Tensor> largeScores() {
        return Tensors.tails().filter(LossOpsTest::hasClasses);
    }

    @Provide
    Arbitrary<Pair> scorePairs() {
        return Tensors.twins().filter(p -> hasClasses(p.left()));
    }
}
