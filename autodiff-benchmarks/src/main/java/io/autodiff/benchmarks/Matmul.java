package io.autodiff.benchmarks;

import io.autodiff.internal.kernel.DoubleKernels;
import io.autodiff.internal.kernel.FloatKernels;
import io.autodiff.internal.kernel.Kernels;
import io.autodiff.internal.kernel.Providers;
import java.util.Random;
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
 * Products of matrices by plain and by vector kernels. One number: {@code java -jar benchmarks.jar Matmul -p size=512x512x512
 * -p kernels=vector -p dtype=float -p layout=NN}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 9, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class Matmul {
    /** m × k × n. */
    @Param({
        "8x8x8",
        "32x32x32",
        "64x64x64",
        "128x128x128",
        "256x256x256",
        "512x512x512",
        "1024x1024x1024",
        "128x784x256",
        "1024x1024x1",
        "1x1000000x1",
        "64x100000x64"
    })
    public String size;

    /** Rows side by side (N) or columns (T), of the left and of the right matrix. */
    @Param({"NN", "TN", "NT"})
    public String layout;

    @Param({"plain", "vector"})
    public String kernels;

    @Param({"float", "double"})
    public String dtype;

    private Runnable product = () -> {};

    @Setup
    public void prepare() {
        boolean plain = kernels.equals("plain");
        product = dtype.equals("float")
                ? product(plain ? FloatKernels.INSTANCE : Providers.floats())
                : product(plain ? DoubleKernels.INSTANCE : Providers.doubles());
    }

    private <A> Runnable product(Kernels<A> loops) {
        String[] lengths = size.split("x");
        int m = Integer.parseInt(lengths[0]);
        int k = Integer.parseInt(lengths[1]);
        int n = Integer.parseInt(lengths[2]);
        Random random = new Random(1);
        A a = loops.of(random.doubles((long) m * k, -1, 1).toArray());
        A b = loops.of(random.doubles((long) k * n, -1, 1).toArray());
        A out = loops.allocate(m * n);
        boolean left = layout.charAt(0) == 'T';
        boolean right = layout.charAt(1) == 'T';
        int aRow = left ? 1 : k;
        int aColumn = left ? m : 1;
        int bRow = right ? 1 : n;
        int bColumn = right ? k : 1;
        return () -> loops.matmul(m, n, k, a, 0, aRow, aColumn, b, 0, bRow, bColumn, out, 0);
    }

    @Benchmark
    public void multiply() {
        product.run();
    }
}
