package io.autodiff.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodiff.shape.Shape;
import io.autodiff.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing of a training step outlives it but the new parameters. */
class SteadyHeapTest {
    private static final int EARLY = 10;
    private static final int STEPS = 1000;

    /** Less than a weight that stays. The history of the losses alone takes some 30 bytes a step. */
    private static final long SLACK = 100_000;

    /** The loops that are compiled for functions of many numbers stay, once for a process: so the same is trained before it is measured. */
    @Test
    void aThousandStepsLeaveTheHeapFlatAfterTheTenth() {
        for (int time = 0; time < 3; time++) {
            heapsOfTraining();
        }
        List<Long> heaps = heapsOfTraining();
        assertEquals(2, heaps.size());
        long growth = heaps.get(1) - heaps.get(0);
        assertTrue(growth < SLACK, () -> "the heap grew by " + growth + " bytes from step 10 to step " + STEPS);
    }

    private static List<Long> heapsOfTraining() {
        int width = 200; // a weight takes 320 kB
        List<Key> keys = Key.of(1).split(3);
        Sequential model = Sequential.of(
                Linear.of(width, width, keys.get(0)), Layer.of(Tensor::tanh), Linear.of(width, 1, keys.get(1)));
        Tensor x = keys.get(2).normal(Shape.of(4, width));
        List<Long> heaps = new ArrayList<>();
        int[] steps = {0};
        // An epoch is one step here, and begins with its order: between two steps no tape is open, and no frame holds a
        // tensor.
        Shuffle measuring = (key, rows) -> {
            if (steps[0] == EARLY || steps[0] == STEPS) {
                heaps.add(usedHeap());
            }
            steps[0]++;
            return Shuffle.none().order(key, rows);
        };
        Trainer.of(model, Losses.mse(), Sgd.of(1e-3))
                .maxEpoch(STEPS + 1)
                .batchSize(4)
                .shuffle(measuring)
                .fit(Dataset.of(x, Tensor.zeros(4, 1)));
        return heaps;
    }

    /** The least of a few measurements: a collection may come while something is still going on elsewhere. */
    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
