package io.autodiff.internal.kernel.vector;

import io.autodiff.internal.kernel.Kernels;
import io.autodiff.internal.kernel.Provider;

/** Kernels of this package. Making one loads none of them. */
public final class VectorProvider implements Provider {
    private final DoubleVectorKernels doubles = new DoubleVectorKernels();
    private final FloatVectorKernels floats = new FloatVectorKernels();

    @Override
    public Kernels<double[]> doubles() {
        return doubles;
    }

    @Override
    public Kernels<float[]> floats() {
        return floats;
    }
}
