package io.autodiff.benchmarks;

import io.autodiff.tensor.Gradients;
import io.autodiff.tensor.Tape;
import io.autodiff.tensor.Tensor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** x ← x + x, 60 times: 2⁶⁰ paths lead back to the start, and the sweep goes through 60 ops. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Doubling {
    private static final Tensor START = Tensor.scalar(1);

    /** y = 2⁶⁰·x, and ∂y/∂x. */
    @Benchmark
    public Gradients sixtyTimes() {
        try (Tape tape = Tape.open()) {
            Tensor x = tape.watch(START);
            for (int i = 0; i < 60; i++) {
                x = x.add(x);
            }
            return tape.gradients(x);
        }
    }
}
