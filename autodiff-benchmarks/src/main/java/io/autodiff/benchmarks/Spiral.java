package io.autodiff.benchmarks;

import io.autodiff.examples.SpiralClassifier;
import io.autodiff.examples.SpiralClassifier.Start;
import io.autodiff.examples.SpiralClassifier.Trained;
import io.autodiff.nn.Losses;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** A whole training of a small network: the 3,000 steps of the example, by its loop on the tape. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Spiral {
    /** Its peer is {@code peers/spiral_numpy.py}. */
    @Benchmark
    public Trained loop() {
        return SpiralClassifier.loop(Start.of(1984), Losses.crossEntropy(), line -> {});
    }

    /** The same, once in a fresh JVM: most of the time the code is not compiled yet. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Fork(9)
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    public Trained cold() {
        return loop();
    }
}
