package io.autodiff.internal.kernel.compile;

import io.autodiff.internal.kernel.Kernels;
import io.autodiff.internal.kernel.Provider;
import io.autodiff.internal.kernel.Warmup;

/** Plain kernels with loops that are compiled for functions of many numbers. Making one compiles none. */
public final class LoopProvider implements Provider {
    /**
     * About a second of work: to compile and to try a loop takes a core from all else that is compiled meanwhile. A process that is over in
     * half a second took 40 ms longer when this was {@link Warmup#WORTH}.
     */
    private static final long WORTH = 32 * Warmup.WORTH;

    private final DoubleLoopKernels doubles = new DoubleLoopKernels(FunctionLoops.ofDoubles(WORTH));
    private final FloatLoopKernels floats = new FloatLoopKernels(FunctionLoops.ofFloats(WORTH));

    @Override
    public Kernels<double[]> doubles() {
        return doubles;
    }

    @Override
    public Kernels<float[]> floats() {
        return floats;
    }
}
