package io.autodiff.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.autodiff.shape.Shape;
import io.autodiff.tensor.IntTensor;
import io.autodiff.tensor.Tape;
import io.autodiff.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Threads run one model at the same time, each with a tape and a pass of its own. */
class ThreadsTest {
    private static final int THREADS = 8;
    private static final int ROWS = 64;

    private final Sequential model =
            Sequential.of(Linear.of(20, 30, Key.of(1)), Layer.of(Tensor::tanh), Linear.of(30, 5, Key.of(2)));
    private final Tensor x = Key.of(3).normal(Shape.of(ROWS, 20));
    private final IntTensor labels = IntTensor.of(
            IntStream.range(0, ROWS).map(i -> Key.of(4).below(5, i)).toArray());

    @Test
    void eightThreadsGetTheSameBits() throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Callable<ParameterGradients>> runs = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            runs.add(() -> {
                start.await();
                return gradients(x, labels);
            });
        }
        ParameterGradients alone = gradients(x, labels);
        List<ParameterGradients> results = inParallel(runs);
        assertEquals(THREADS, results.size());
        for (ParameterGradients result : results) {
            assertEquals(alone.parameters(), result.parameters());
            for (Parameter parameter : model.parameters()) {
                assertArrayEquals(
                        alone.of(parameter).toDoubleArray(),
                        result.of(parameter).toDoubleArray());
            }
        }
    }

    /** The loss of a batch is the sum of its shards' losses, each with its share of the rows as its weight. */
    @Test
    void twoShardsAddUpToTheWholeBatch() throws Exception {
        int[] left = IntStream.range(0, 24).toArray();
        int[] right = IntStream.range(24, ROWS).toArray();
        Dataset<IntTensor> data = Dataset.of(x, labels);
        List<ParameterGradients> shards = inParallel(List.of(() -> shard(data, left), () -> shard(data, right)));
        ParameterGradients sum = shards.get(0).add(shards.get(1));
        ParameterGradients whole = gradients(x, labels);
        assertEquals(whole.parameters(), sum.parameters());
        for (Parameter parameter : model.parameters()) {
            assertArrayEquals(
                    whole.of(parameter).toDoubleArray(), sum.of(parameter).toDoubleArray(), 1e-15);
        }
    }

    private ParameterGradients shard(Dataset<IntTensor> data, int... rows) {
        Batch<IntTensor> batch = data.batch(rows);
        return gradients(batch.inputs(), batch.targets()).scale((double) rows.length / ROWS);
    }

    private ParameterGradients gradients(Tensor inputs, IntTensor targets) {
        try (Tape tape = Tape.open()) {
            Pass pass = Pass.training(tape, Key.of(0));
            return pass.gradients(model.apply(pass, inputs).crossEntropy(targets));
        }
    }

    private static <R> List<R> inParallel(List<Callable<R>> runs) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(runs.size());
        try {
            List<R> results = new ArrayList<>();
            for (Future<R> run : threads.invokeAll(runs)) {
                results.add(run.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }
}
