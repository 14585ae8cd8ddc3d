package io.autodiff.benchmarks;

import io.autodiff.shape.Shape;
import io.autodiff.tensor.Gradients;
import io.autodiff.tensor.Tape;
import io.autodiff.tensor.Tensor;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the tape itself costs: forward and backward where there is next to nothing to compute. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SmallGraphs {
    private static final int OPS = 1000;

    private final Tensor x = numbers(1, 8);
    private final Tensor weight = numbers(8, 8);
    private final Tensor bias = numbers(8);
    private final Tensor start = Tensor.of(1.0);
    private final Tensor factor = Tensor.of(1.0001);

    /** L = Σ tanh(x·W + b) for one row x of 8 numbers, and ∂L/∂W and ∂L/∂b. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public Gradients layer() {
        try (Tape tape = Tape.open()) {
            Tensor w = tape.watch(weight);
            Tensor b = tape.watch(bias);
            return tape.gradients(x.matmul(w).add(b).tanh().sum());
        }
    }

    /** A chain of 1,000 products of single numbers; the time is that of one of them. */
    @Benchmark
    @OperationsPerInvocation(OPS)
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    public Gradients chain() {
        try (Tape tape = Tape.open()) {
            Tensor y = tape.watch(start);
            for (int i = 0; i < OPS; i++) {
                y = y.mul(factor);
            }
            return tape.gradients(y.sum());
        }
    }

    private static Tensor numbers(int... dims) {
        Shape shape = Shape.of(dims);
        double[] values = new double[shape.size()];
        Arrays.setAll(values, i -> StrictMath.sin(i));
        return Tensor.of(shape, values);
    }
}
