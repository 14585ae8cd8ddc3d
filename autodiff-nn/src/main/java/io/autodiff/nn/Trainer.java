package io.autodiff.nn;

import static io.autodiff.nn.Arguments.given;
import static io.autodiff.nn.Arguments.returned;

import io.autodiff.tensor.Tape;
import io.autodiff.tensor.Tensor;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The training loop: shuffles, takes batches, and has an optimizer step down the gradient of the loss of each.
 *
 * <pre>{@code
 * History history = Trainer.of(model, Losses.crossEntropy(), Sgd.of(1.0))
 *         .maxEpoch(300)
 *         .batchSize(30)
 *         .output(System.out::println)
 *         .fit(Dataset.of(points, labels));
 * }</pre>
 *
 * <p>A trainer is immutable: each option gives a new one. The same model, data and options give the same run, bit for bit.
 *
 * @param <T> the targets: {@code IntTensor} labels, or a tensor
 */
public final class Trainer<T> {
    /*
     * The fields are written only by `with`, on a copy that nobody has seen yet: a record would repeat all of them in every
     * option.
     */
    private final Layer model;
    private final Loss<T> loss;
    private final Optimizer optimizer;
    private int maxEpoch = 10;
    private int batchSize = 32;
    private int evalInterval = 20;
    private UnaryOperator<ParameterGradients> clip = UnaryOperator.identity();
    private Shuffle shuffle = Shuffle.random();
    private Key key = Key.of(0);
    private InstantSource clock = InstantSource.system();
    private Consumer<String> output = line -> {};

    private Trainer(Layer model, Loss<T> loss, Optimizer optimizer) {
        this.model = model;
        this.loss = loss;
        this.optimizer = optimizer;
    }

    /**
     * A trainer: 10 epochs, batches of 32 rows, gradients as they are, a report every 20 iterations, random order from a fixed key,
     * the system's clock, no output.
     *
     * @param model what learns
     * @param loss what is made small
     * @param optimizer how
     * @param <T> the targets
     * @return the trainer
     */
    public static <T> Trainer<T> of(Layer model, Loss<T> loss, Optimizer optimizer) {
        return new Trainer<>(
                given("trainer", "model", model),
                given("trainer", "loss", loss),
                given("trainer", "optimizer", optimizer));
    }

    /**
     * How often to go through the data.
     *
     * @param epochs 1 or more
     * @return the trainer with this option
     */
    public Trainer<T> maxEpoch(int epochs) {
        Arguments.requirePositive("maxEpoch", epochs);
        return with(copy -> copy.maxEpoch = epochs);
    }

    /**
     * How many rows to take for one step. Rows that are left over at the end of an epoch, too few for a batch, are dropped.
     *
     * @param rows 1 or more
     * @return the trainer with this option
     */
    public Trainer<T> batchSize(int rows) {
        Arguments.requirePositive("batchSize", rows);
        return with(copy -> copy.batchSize = rows);
    }

    /**
     * Clips the gradients of each step: {@link ParameterGradients#clipByGlobalNorm}.
     *
     * @param norm the largest norm, finite and above 0
     * @return the trainer with this option
     */
    public Trainer<T> maxGrad(double norm) {
        ParameterGradients.requireBound("maxGrad", norm);
        return with(copy -> copy.clip = gradients -> gradients.clipByGlobalNorm(norm));
    }

    /**
     * How often to report: after the first iteration of each epoch, and whenever so many more are done.
     *
     * @param iterations 1 or more
     * @return the trainer with this option
     */
    public Trainer<T> evalInterval(int iterations) {
        Arguments.requirePositive("evalInterval", iterations);
        return with(copy -> copy.evalInterval = iterations);
    }

    /**
     * In which order each epoch takes the rows. An order applies to the rows as the epoch before left them, so orders accumulate.
     *
     * @param shuffle the order
     * @return the trainer with this option
     */
    public Trainer<T> shuffle(Shuffle shuffle) {
        return with(copy -> copy.shuffle = given("shuffle", "shuffle", shuffle));
    }

    /**
     * All the randomness of the run: that of the shuffle and that of the layers.
     *
     * @param key the key
     * @return the trainer with this option
     */
    public Trainer<T> key(Key key) {
        return with(copy -> copy.key = given("key", "key", key));
    }

    /**
     * What tells the time that the reports show.
     *
     * @param clock the clock
     * @return the trainer with this option
     */
    public Trainer<T> clock(InstantSource clock) {
        return with(copy -> copy.clock = given("clock", "clock", clock));
    }

    /**
     * Where the reports go, a line each, for example {@code | epoch 1 |  iter 1 / 10 | time 0[s] | loss 1.10}.
     *
     * @param output takes each line
     * @return the trainer with this option
     */
    public Trainer<T> output(Consumer<String> output) {
        return with(copy -> copy.output = given("output", "output", output));
    }

    /**
     * Trains the model. Each epoch shuffles the rows, takes as many whole batches as there are, and steps once for each.
     *
     * @param data what to learn from
     * @return the mean losses that were reported
     * @throws IllegalArgumentException if there are not enough rows for one batch
     */
    public History fit(Dataset<T> data) {
        int iterations = given("fit", "data", data).rows() / batchSize;
        if (iterations == 0) {
            throw new IllegalArgumentException(
                    "fit: there are " + data.rows() + " rows of data, too few for a batch of " + batchSize
                            + "; give more rows, or choose a smaller batchSize(…)");
        }
        List<Key> keys = key.split(2);
        Progress progress = new Progress(clock, output);
        int[] order = IntStream.range(0, data.rows()).toArray();
        for (int epoch = 0; epoch < maxEpoch; epoch++) {
            order = reordered(
                    order, returned("the shuffle", shuffle.order(keys.get(0).with(epoch), order.length)));
            Key epochKey = keys.get(1).with(epoch);
            for (int i = 0; i < iterations; i++) {
                int[] rows = Arrays.copyOfRange(order, i * batchSize, (i + 1) * batchSize);
                progress.add(step(data.batch(rows), epochKey.with(i)));
                if (i % evalInterval == 0) {
                    progress.report(epoch + 1, i + 1, iterations);
                }
            }
        }
        return new History(progress.means(), evalInterval);
    }

    private double step(Batch<T> batch, Key stepKey) {
        try (Tape tape = Tape.open()) {
            Pass pass = Pass.training(tape, stepKey);
            Tensor prediction = returned("the model", model.apply(pass, batch.inputs()));
            Tensor value = returned("the loss", loss.apply(prediction, batch.targets()));
            optimizer.step(clip.apply(pass.gradients(value)));
            return value.item();
        }
    }

    /** The accumulated order. Only indices are reordered; the data stay where they are. */
    private static int[] reordered(int[] order, int[] next) {
        int rows = order.length;
        if (next.length != rows) {
            throw new IllegalArgumentException("fit: the shuffle of " + rows + " rows names " + next.length
                    + " of them; an order has every row once");
        }
        boolean[] taken = new boolean[rows];
        int[] result = new int[rows];
        for (int i = 0; i < rows; i++) {
            int row = next[i];
            if (row < 0 || row >= rows || taken[row]) {
                throw new IllegalArgumentException("fit: the shuffle of " + rows + " rows names row " + row
                        + (row < 0 || row >= rows ? ", which is not there" : " twice")
                        + "; an order has every row from 0 to " + (rows - 1) + " once");
            }
            taken[row] = true;
            result[i] = order[row];
        }
        return result;
    }

    private Trainer<T> with(Consumer<Trainer<T>> change) {
        Trainer<T> copy = new Trainer<>(model, loss, optimizer);
        copy.maxEpoch = maxEpoch;
        copy.batchSize = batchSize;
        copy.evalInterval = evalInterval;
        copy.clip = clip;
        copy.shuffle = shuffle;
        copy.key = key;
        copy.clock = clock;
        copy.output = output;
        change.accept(copy);
        return copy;
    }
}
