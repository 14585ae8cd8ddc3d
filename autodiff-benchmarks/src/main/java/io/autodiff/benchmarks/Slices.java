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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Every row of a tensor, taken by a slice of its own: twice the rows, twice the time. Were each slice's gradient made as large as
 * the tensor, it would be four times.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Slices {
    private static final int COLUMNS = 64;

    /** How many rows there are, and slices. */
    @Param({"10000", "20000"})
    public int rows;

    private Tensor x = Tensor.zeros(0, COLUMNS);

    /** Makes the tensor. */
    @Setup
    public void fill() {
        x = Tensor.ones(rows, COLUMNS).copy();
    }

    /** L = Σᵢ Σ (row i)², and ∂L/∂x. */
    @Benchmark
    public Gradients squaresOfRows() {
        try (Tape tape = Tape.open()) {
            Tensor watched = tape.watch(x);
            Tensor total = Tensor.scalar(0);
            for (int i = 0; i < rows; i++) {
                total = total.add(watched.slice(0, i, i + 1).square().sum());
            }
            return tape.gradients(total);
        }
    }
}
