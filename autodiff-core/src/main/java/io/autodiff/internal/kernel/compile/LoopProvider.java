package io.autodiff.internal.kernel.compile;

import io.autodiff.internal.kernel.Kernels;
import io.autodiff.internal.kernel.Provider;
import io.autodiff.internal.kernel.Warmup;

/** Plain kernels with loops that are compiled for functions of many numbers. Making one compiles none. */
public final class LoopProvider implements Provider {
    private final DoubleLoopKernels doubles = new DoubleLoopKernels(FunctionLoops.ofDoubles(Warmup.WORTH));
    private final FloatLoopKernels floats = new FloatLoopKernels(FunctionLoops.ofFloats(Warmup.WORTH));

    @Override
    public Kernels<double[]> doubles() {
        return doubles;
    }

    @Override
    public Kernels<float[]> floats() {
        return floats;
    }
}
