package io.autodiff.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.autodiff.examples.SpiralClassifier.Fitted;
import io.autodiff.examples.SpiralClassifier.Start;
import io.autodiff.examples.SpiralClassifier.Trained;
import io.autodiff.nn.Loss;
import io.autodiff.tensor.IntTensor;
import io.autodiff.tensor.Tensor;
import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The run is that of a published experiment, whose losses {@code spiral-losses.csv} holds epoch by epoch. */
class SpiralClassifierTest {
    private static final int SEED = 1984;
    private static final int BATCHES = 10;
    private static final double BOUND = 1e-12;

    private final List<String> console = new ArrayList<>();

    /** The columns of the file, in its order. */
    private enum Column {
        EPOCH,
        LOOP,
        LOOP_AS_PUBLISHED,
        TRAINER,
        TRAINER_AS_PUBLISHED
    }

    @Test
    void loopGivesThePublishedLosses() throws IOException {
        AsPublished loss = new AsPublished();
        Trained trained = SpiralClassifier.loop(Start.of(SEED), loss, console::add);
        assertLosses(Column.LOOP, trained.losses());
        assertLosses(Column.LOOP_AS_PUBLISHED, loss.means(BATCHES));
        assertEquals(0.97, trained.net().accuracy(trained.data()));
        assertEquals(
                List.of(
                        "| epoch 1 |  iter 10 / 10 | loss 1.13",
                        "| epoch 2 |  iter 10 / 10 | loss 1.13",
                        "| epoch 3 |  iter 10 / 10 | loss 1.12"),
                console.subList(0, 3));
        assertEquals("| epoch 300 |  iter 10 / 10 | loss 0.11", console.get(299));
    }

    @Test
    void trainerGivesThePublishedLosses() throws IOException {
        AsPublished loss = new AsPublished();
        Fitted fitted = SpiralClassifier.trainer(
                Start.of(SEED), loss, line -> console.add(line.replaceFirst("time \\d+", "time 0"))); // on any machine
        assertLosses(Column.TRAINER, fitted.history().losses());
        SpiralData data = Start.of(SEED).data();
        assertEquals(0.97, data.shareOf(fitted.model().predict(data.points())));
        assertLosses(
                Column.TRAINER_AS_PUBLISHED, loss.means(1)); // reports after the first batch, then after every tenth
        assertEquals(
                List.of(
                        "| epoch 1 |  iter 1 / 10 | time 0[s] | loss 1.10",
                        "| epoch 2 |  iter 1 / 10 | time 0[s] | loss 1.12",
                        "| epoch 3 |  iter 1 / 10 | time 0[s] | loss 1.13"),
                console.subList(0, 3));
        assertEquals(SpiralClassifier.EPOCHS, console.size());
    }

    @Test
    void endsInItsResultAndSaysWhereThePicturesAre(@TempDir Path out) throws IOException {
        assumeTrue(Pictures.possible(), "no fonts");
        String result = SpiralClassifier.run(new Settings(SEED, out, true, console::add));
        assertTrue(result.startsWith("epochs=300 loss=0.10854966416908"), result);
        assertTrue(result.endsWith(" accuracy=0.97"), result);
        Path losses = out.resolve("spiral-loss.png");
        Path regions = out.resolve("spiral-regions.png");
        assertEquals("Pictures: " + losses + " and " + regions, console.get(console.size() - 1));

        BufferedImage curves = ImageIO.read(losses.toFile());
        assertEquals(Pictures.WIDTH, curves.getWidth());
        assertEquals(Pictures.CURVES_HEIGHT, curves.getHeight());
        assertFalse(bounds(curves, Pictures.STRONG.get(0)).isEmpty(), "the loop's curve is there");
        assertFalse(bounds(curves, Pictures.STRONG.get(1)).isEmpty(), "the trainer's curve is there");

        BufferedImage map = ImageIO.read(regions.toFile());
        assertEquals(Pictures.LIGHT.get(0), colorAt(map, 0.9, -0.9)); // places well inside a region, away from points
        assertEquals(Pictures.LIGHT.get(1), colorAt(map, 0.9, 0.9));
        assertEquals(Pictures.LIGHT.get(2), colorAt(map, -0.95, 0.8));
        SpiralData data = Start.of(SEED).data();
        for (int arm = 0; arm < SpiralData.CLASSES; arm++) {
            Tensor tip =
                    data.points().select(0, 100 * arm + 99); // the outermost point of an arm, with no other near it
            assertEquals(Pictures.STRONG.get(arm), colorAt(map, tip.get(0), tip.get(1)));
        }
    }

    @Test
    void drawsNothingIfTold(@TempDir Path out) throws IOException {
        Path pictures = out.resolve("pictures");
        String result = SpiralClassifier.run(new Settings(SEED, pictures, false, console::add));
        assertFalse(Files.exists(pictures));
        assertEquals("epochs=300 loss=0.10854966416908338 accuracy=0.97", result); // the same bits on every machine
    }

    private static void assertLosses(Column column, List<Double> losses) throws IOException {
        List<Double> published = Resources.lines("spiral-losses.csv")
                .skip(1)
                .map(line -> Double.valueOf(line.split(",", -1)[column.ordinal()]))
                .toList();
        assertEquals(SpiralClassifier.EPOCHS, published.size());
        assertEquals(published.size(), losses.size());
        for (int i = 0; i < losses.size(); i++) {
            assertEquals(published.get(i), losses.get(i), BOUND, column + ", epoch " + (i + 1));
        }
    }

    /** The published program adds 1e-7 inside its logarithm, so it disagrees with its own gradient. Kept beside the exact loss. */
    private static final class AsPublished implements Loss<IntTensor> {
        private final List<Double> losses = new ArrayList<>();

        @Override
        public Tensor apply(Tensor scores, IntTensor labels) {
            Tensor probabilities = scores.stopGradient().softmax(1);
            double total = 0;
            for (int i = 0; i < labels.size(); i++) {
                total += Math.log(probabilities.get(i, labels.get(i)) + 1e-7);
            }
            losses.add(-total / labels.size());
            return scores.crossEntropy(labels);
        }

        /** The means between reports, of which the first comes after so many batches and each later one after ten more. */
        List<Double> means(int first) {
            List<Double> means = new ArrayList<>();
            int from = 0;
            for (int to = first; to <= losses.size(); to += BATCHES) {
                means.add(losses.subList(from, to).stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow());
                from = to;
            }
            return means;
        }
    }

    /** The colour at a place of the plane. The regions fill the square that the axes show. */
    private static Color colorAt(BufferedImage map, double x, double y) {
        Rectangle square = Pictures.LIGHT.stream()
                .map(light -> bounds(map, light))
                .reduce(Rectangle::union)
                .orElseThrow();
        double right = (x / Pictures.EDGE + 1) / 2;
        double down = (1 - y / Pictures.EDGE) / 2;
        return new Color(map.getRGB((int) (square.x + right * square.width), (int) (square.y + down * square.height)));
    }

    /** The smallest rectangle that holds all pixels of a colour; empty if there is none. */
    private static Rectangle bounds(BufferedImage image, Color color) {
        Rectangle bounds = new Rectangle();
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                if (image.getRGB(x, y) == color.getRGB()) {
                    Rectangle pixel = new Rectangle(x, y, 1, 1);
                    bounds = bounds.isEmpty() ? pixel : bounds.union(pixel);
                }
            }
        }
        return bounds;
    }
}
