package io.autodiff.nn;

import static io.autodiff.nn.Errors.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.autodiff.shape.Shape;
import io.autodiff.tensor.Tensor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The training loop: which rows are visited in which order, with which keys, what is reported and when, and that the same key gives the
 * same run to the last bit. Lines of a report are compared with those of the published trainer; what cannot be is refused.
 */
class TrainerTest {
    private static final Optimizer NONE = gradients -> {};

    private final Parameter offset = Parameter.of("offset", Tensor.scalar(0));

    /** The rows of every batch, in order: each row of the data holds its own number. */
    private final List<double[]> seen = new ArrayList<>();

    private final List<String> lines = new ArrayList<>();

    /** x ↦ x + offset, a layer of a user's own. */
    private final Layer shift = new Layer() {
        @Override
        public Tensor apply(Pass pass, Tensor x) {
            seen.add(x.toDoubleArray());
            return x.add(pass.of(offset));
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(offset);
        }
    };

    private static final Loss<Tensor> MEAN =
            (prediction, target) -> prediction.sub(target).mean();

    private static Dataset<Tensor> numbered(int rows) {
        return Dataset.of(Tensor.arange(rows), Tensor.zeros(rows));
    }

    /** Tells a time 700 ms later whenever it is asked. */
    private static InstantSource slowClock() {
        long[] asked = {0};
        return () -> Instant.ofEpochMilli(1_000_000 + 700 * asked[0]++);
    }

    /** Seven rows in batches of two: three iterations, reported at the first and third; the last row is dropped. */
    @Test
    void reportsAsThePublishedTrainer() {
        History history = Trainer.of(shift, MEAN, NONE)
                .maxEpoch(2)
                .batchSize(2)
                .evalInterval(2)
                .shuffle(Shuffle.none())
                .clock(slowClock())
                .output(lines::add)
                .fit(numbered(7));
        assertEquals(
                List.of(
                        "| epoch 1 |  iter 1 / 3 | time 0[s] | loss 0.50",
                        "| epoch 1 |  iter 3 / 3 | time 1[s] | loss 3.50",
                        "| epoch 2 |  iter 1 / 3 | time 2[s] | loss 0.50",
                        "| epoch 2 |  iter 3 / 3 | time 2[s] | loss 3.50"),
                lines);
        assertEquals(new History(List.of(0.5, 3.5, 0.5, 3.5), 2), history);
    }

    /** With an interval of two over three iterations, the mean at an epoch's start is of what came since the last report. */
    @Test
    void meansRunAcrossEpochs() {
        History history = Trainer.of(shift, MEAN, NONE)
                .maxEpoch(2)
                .batchSize(1)
                .evalInterval(5)
                .shuffle(Shuffle.none())
                .fit(numbered(3));
        assertEquals(List.of(0.0, (1.0 + 2.0 + 0.0) / 3), history.losses());
    }

    @Test
    void roundsAsPythonDoes() {
        assertEquals("0.12", Progress.twoDecimals(0.125)); // a tie, to even
        assertEquals("0.38", Progress.twoDecimals(0.375));
        assertEquals("1.00", Progress.twoDecimals(1.005)); // below 1.005 in binary
        assertEquals("1.10", Progress.twoDecimals(1.0979838925538978));
        assertEquals("0.00", Progress.twoDecimals(1e-300));
        assertEquals("123456789.00", Progress.twoDecimals(123456789));
        assertEquals("NaN", Progress.twoDecimals(Double.NaN));
        assertEquals("Infinity", Progress.twoDecimals(Double.POSITIVE_INFINITY));
    }

    /** A training that diverges says so and goes on. */
    @Test
    void reportsALossThatIsNotANumber() {
        Trainer.of(shift, MEAN, g -> offset.set(Tensor.scalar(Double.NaN)))
                .maxEpoch(1)
                .batchSize(1)
                .evalInterval(1)
                .output(lines::add)
                .fit(numbered(2));
        assertEquals("loss NaN", lines.get(1).substring(lines.get(1).length() - 8));
    }

    /** Each epoch moves every row one further, and starts from where the epoch before left them. */
    @Test
    void ordersAccumulate() {
        Shuffle rotation =
                (key, rows) -> IntStream.range(0, rows).map(i -> (i + 1) % rows).toArray();
        Trainer.of(shift, MEAN, NONE).maxEpoch(3).batchSize(2).shuffle(rotation).fit(numbered(5));
        double[][] expected = {{1, 2}, {3, 4}, {2, 3}, {4, 0}, {3, 4}, {0, 1}};
        assertEquals(expected.length, seen.size());
        for (int i = 0; i < expected.length; i++) {
            assertArrayEquals(expected[i], seen.get(i));
        }
    }

    @Test
    void everyEpochTakesEveryRowOnceInAnotherOrder() {
        Trainer.of(shift, MEAN, NONE).maxEpoch(3).batchSize(50).fit(numbered(50));
        for (double[] epoch : seen) {
            double[] sorted = epoch.clone();
            Arrays.sort(sorted);
            assertArrayEquals(Tensor.arange(50).toDoubleArray(), sorted);
        }
        assertNotEquals(Arrays.toString(seen.get(0)), Arrays.toString(seen.get(1)));
        assertNotEquals(Arrays.toString(seen.get(1)), Arrays.toString(seen.get(2)));
    }

    @Test
    void theSameKeyGivesTheSameRun() {
        assertEquals(losses(Key.of(1)), losses(Key.of(1)));
        assertNotEquals(losses(Key.of(1)), losses(Key.of(2)));
    }

    private static List<Double> losses(Key key) {
        List<Key> keys = Key.of(9).split(3);
        Sequential model =
                Sequential.of(Linear.of(3, 4, keys.get(0)), Layer.of(Tensor::tanh), Linear.of(4, 1, keys.get(1)));
        Tensor x = keys.get(2).normal(Shape.of(40, 3));
        return Trainer.of(model, Losses.mse(), Sgd.of(0.1))
                .key(key)
                .batchSize(8)
                .evalInterval(1)
                .fit(Dataset.of(x, x.sumKeeping(1)))
                .losses();
    }

    /** Layers that draw random numbers get a key of their own in every step. */
    @Test
    void everyStepHasAKeyOfItsOwn() {
        List<Key> keys = new ArrayList<>();
        Layer drawing = new Layer() {
            @Override
            public Tensor apply(Pass pass, Tensor x) {
                keys.add(pass.key());
                return shift.apply(pass, x);
            }

            @Override
            public List<Parameter> parameters() {
                return shift.parameters();
            }
        };
        Trainer.of(drawing, MEAN, NONE).maxEpoch(3).batchSize(2).fit(numbered(8));
        assertEquals(12, keys.size());
        assertEquals(12, keys.stream().distinct().count());
    }

    /** The gradient of the mean with respect to the offset is 1. */
    @Test
    void clipsWhenTold() {
        List<Double> norms = new ArrayList<>();
        Trainer<Tensor> trainer = Trainer.of(
                        shift, MEAN, g -> norms.add(g.of(offset).item()))
                .maxEpoch(1)
                .batchSize(4);
        trainer.fit(numbered(4));
        trainer.maxGrad(0.5).fit(numbered(4));
        trainer.maxGrad(2).fit(numbered(4));
        assertEquals(List.of(1.0, 0.5 / (1 + 1e-6), 1.0), norms);
    }

    @Test
    void anOptionLeavesTheTrainerAlone() {
        Trainer<Tensor> trainer = Trainer.of(shift, MEAN, NONE).maxEpoch(1).batchSize(1);
        trainer.maxEpoch(5).batchSize(2).output(lines::add);
        trainer.fit(numbered(3));
        assertEquals(3, seen.size());
        assertEquals(List.of(), lines);
    }

    @Test
    void hasTheDefaultsOfThePublishedTrainer() {
        Trainer.of(shift, MEAN, NONE).output(lines::add).fit(numbered(32 * 41));
        assertEquals(10 * 41, seen.size());
        assertEquals(32, seen.get(0).length);
        assertEquals(10 * 3, lines.size());
    }

    @Test
    void refusesTooFewRows() {
        Trainer<Tensor> trainer = Trainer.of(shift, MEAN, NONE).batchSize(8);
        for (int rows : new int[] {0, 7}) {
            assertEquals(
                    "fit: there are " + rows
                            + " rows of data, too few for a batch of 8; give more rows, or choose a smaller"
                            + " batchSize(…)",
                    refused(IllegalArgumentException.class, () -> trainer.fit(numbered(rows))));
        }
    }

    @Test
    void refusesAnOrderThatIsNone() {
        Trainer<Tensor> trainer = Trainer.of(shift, MEAN, NONE).batchSize(3);
        assertEquals(
                "fit: the shuffle of 3 rows names 2 of them; an order has every row once",
                refused(IllegalArgumentException.class, () -> fitInOrder(trainer, 0, 1)));
        assertEquals(
                "fit: the shuffle of 3 rows names row 3, which is not there; an order has every row from 0 to 2 once",
                refused(IllegalArgumentException.class, () -> fitInOrder(trainer, 1, 2, 3)));
        assertEquals(
                "fit: the shuffle of 3 rows names row 1 twice; an order has every row from 0 to 2 once",
                refused(IllegalArgumentException.class, () -> fitInOrder(trainer, 1, 0, 1)));
    }

    private static void fitInOrder(Trainer<Tensor> trainer, int... order) {
        trainer.shuffle((key, rows) -> order).fit(numbered(3));
    }

    @Test
    void refusesOptionsThatAreNotPossible() {
        Trainer<Tensor> trainer = Trainer.of(shift, MEAN, NONE);
        assertEquals(
                "maxEpoch: 0 is not possible; give 1 or more",
                refused(IllegalArgumentException.class, () -> trainer.maxEpoch(0)));
        assertEquals(
                "batchSize: -1 is not possible; give 1 or more",
                refused(IllegalArgumentException.class, () -> trainer.batchSize(-1)));
        assertEquals(
                "evalInterval: 0 is not possible; give 1 or more",
                refused(IllegalArgumentException.class, () -> trainer.evalInterval(0)));
        assertEquals(
                "maxGrad: the norm cannot be held at 0.0; give a finite number above 0",
                refused(IllegalArgumentException.class, () -> trainer.maxGrad(0)));
    }
}
