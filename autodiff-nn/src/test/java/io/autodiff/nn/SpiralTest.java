package io.autodiff.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.autodiff.shape.Shape;
import io.autodiff.tensor.DType;
import io.autodiff.tensor.IntTensor;
import io.autodiff.tensor.Tape;
import io.autodiff.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The published training run, reproduced number for number: 300 epochs of {@code spiral_losses.csv}, in all four columns.
 *
 * <p>The original adds 10⁻⁷ inside the logarithm of the loss that it reports; its gradient is the exact one. So both kinds of loss
 * are of the same trajectory: here the exact one is trained with, and the other only written down.
 */
class SpiralTest {
    private static final double TOLERANCE = 1e-12;
    private static final int EPOCHS = 300;
    private static final int BATCH = 30;
    private static final int ITERATIONS = 10;
    private static final int POINTS = 100;

    private final NumpyRandom random = new NumpyRandom(1984);
    private final double[][] points = new double[3 * POINTS][];
    private final int[] labels = new int[3 * POINTS];
    private final Sequential model;

    /** Everything is drawn from one generator: the data, then the weights, then the orders. */
    SpiralTest() {
        for (int i = 0; i < points.length; i++) {
            int label = i / POINTS;
            double rate = (i % POINTS) / 100.0;
            double theta = 4.0 * label + 4.0 * rate + 0.2 * random.normal();
            points[i] = new double[] {rate * StrictMath.sin(theta), rate * StrictMath.cos(theta)};
            labels[i] = label;
        }
        model = Sequential.of(linear(2, 10), Layer.of(Tensor::sigmoid), linear(10, 3));
    }

    private Linear linear(int in, int out) {
        double[] weights = DoubleStream.generate(() -> 0.01 * random.normal())
                .limit((long) in * out)
                .toArray();
        return Linear.of(Tensor.of(Shape.of(in, out), weights), Tensor.zeros(out));
    }

    @Test
    void theDataAreThePublishedOnes() {
        assertArrayEquals(new double[] {-0.00097699, 0.00995216}, points[1], 5e-9);
        NumpyRandom again = new NumpyRandom(1984);
        for (double z :
                new double[] {-0.026902226847232345, -0.6892736860726052, 0.896138438007482, -0.6643423298764116}) {
            assertEquals(z, again.normal(), 1e-15);
        }
    }

    @Test
    void aLoopGivesThePublishedLosses() {
        Sgd sgd = Sgd.of(1.0);
        List<Double> exact = new ArrayList<>();
        List<Double> published = new ArrayList<>();
        Dataset<IntTensor> data = data();
        int[] order = IntStream.range(0, labels.length).toArray();
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            int[] before = order;
            order = Arrays.stream(random.permutation(order.length))
                    .map(i -> before[i])
                    .toArray();
            double exactSum = 0;
            double publishedSum = 0;
            for (int i = 0; i < ITERATIONS; i++) {
                Batch<IntTensor> batch = data.batch(Arrays.copyOfRange(order, i * BATCH, (i + 1) * BATCH));
                try (Tape tape = Tape.open()) {
                    Pass pass = Pass.training(tape, Key.of(0));
                    Tensor scores = model.apply(pass, batch.inputs());
                    Tensor loss = scores.crossEntropy(batch.targets());
                    sgd.step(pass.gradients(loss));
                    exactSum += loss.item();
                    publishedSum += publishedLoss(scores, batch.targets());
                }
            }
            exact.add(exactSum / ITERATIONS);
            published.add(publishedSum / ITERATIONS);
        }
        assertColumn("loop_exact", exact);
        assertColumn("loop_plus1e-7", published);
        assertEquals(0.97, accuracy());
    }

    @Test
    void theTrainerGivesThePublishedLosses() {
        List<Double> published = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        Loss<IntTensor> loss = (scores, target) -> {
            published.add(publishedLoss(scores, target));
            return scores.crossEntropy(target);
        };
        History history = Trainer.of(model, loss, Sgd.of(1.0))
                .maxEpoch(EPOCHS)
                .batchSize(BATCH)
                .evalInterval(ITERATIONS)
                .shuffle((key, rows) -> random.permutation(rows))
                .output(lines::add)
                .fit(data());
        assertColumn("trainer_exact", history.losses());
        assertColumn("trainer_plus1e-7", meansUpToTheFirstOfEachEpoch(published));
        assertEquals(EPOCHS, lines.size());
        assertEquals("| epoch 1 |  iter 1 / 10 | time 0[s] | loss 1.10", lines.get(0));
        assertEquals(
                "0.11", lines.get(EPOCHS - 1).substring(lines.get(EPOCHS - 1).length() - 4));
        assertEquals(0.97, accuracy());
    }

    private Dataset<IntTensor> data() {
        return Dataset.of(Tensor.of(points), IntTensor.of(labels));
    }

    /** −(1/n) Σ ln(pᵢ + 10⁻⁷) for the probability p of each label. */
    private static double publishedLoss(Tensor scores, IntTensor target) {
        Tensor p = scores.stopGradient().softmax(-1);
        double sum = 0;
        for (int i = 0; i < target.size(); i++) {
            sum += StrictMath.log(p.get(i, target.get(i)) + 1e-7);
        }
        return -sum / target.size();
    }

    private static List<Double> meansUpToTheFirstOfEachEpoch(List<Double> losses) {
        List<Double> means = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= losses.size(); to += ITERATIONS) {
            means.add(losses.subList(from, to).stream().mapToDouble(x -> x).sum() / (to - from));
            from = to;
        }
        return means;
    }

    private double accuracy() {
        IntTensor guess = model.predict(Tensor.of(points)).argMax(-1);
        return guess.equalTo(IntTensor.of(labels))
                .toTensor(DType.FLOAT64)
                .mean()
                .item();
    }

    private static void assertColumn(String name, List<Double> losses) {
        double[] column = column(name);
        assertEquals(column.length, losses.size());
        for (int i = 0; i < column.length; i++) {
            assertEquals(column[i], losses.get(i), TOLERANCE, name + " at epoch " + (i + 1));
        }
    }

    private static double[] column(String name) {
        try (InputStream file = SpiralTest.class.getResourceAsStream("/spiral_losses.csv")) {
            byte[] bytes = Objects.requireNonNull(file, "spiral_losses.csv").readAllBytes();
            List<String> lines =
                    new String(bytes, StandardCharsets.US_ASCII).lines().toList();
            int index = Arrays.asList(lines.get(0).split(",", -1)).indexOf(name);
            return lines.stream()
                    .skip(1)
                    .mapToDouble(line -> Double.parseDouble(line.split(",", -1)[index]))
                    .toArray();
        } catch (IOException e) {
            throw new AssertionError("cannot read spiral_losses.csv", e);
        }
    }
}
