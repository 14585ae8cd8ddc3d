package io.autodiff.peers;

import io.autodiff.examples.SpiralClassifier;
import io.autodiff.examples.SpiralClassifier.Start;
import io.autodiff.nn.Losses;
import java.util.List;

/** A process that trains the network of the spiral example once, 3,000 steps, prints its last loss, and ends. */
final class SpiralOnce {
    private SpiralOnce() {}

    public static void main(String[] arguments) {
        List<Double> losses = SpiralClassifier.loop(Start.of(Ours.SEED), Losses.crossEntropy(), line -> {})
                .losses();
        System.out.println(losses.get(losses.size() - 1));
    }
}
