package io.autodiff.internal.kernel.vector;

import io.autodiff.internal.kernel.Kernels;
import io.autodiff.internal.kernel.Provider;
import io.autodiff.internal.kernel.Providers;
import io.autodiff.internal.kernel.Warmup;

/** Kernels of this package. Making one loads none of them. */
public final class VectorProvider implements Provider {
    /** Who asks for vector kernels by name has them at once, to try them; for all others they have to be faster first. */
    private static final long WORTH = "vector".equals(System.getProperty(Providers.PROPERTY)) ? 0 : Warmup.WORTH;

    private final DoubleVectorKernels doubles = new DoubleVectorKernels(WORTH);
    private final FloatVectorKernels floats = new FloatVectorKernels(WORTH);

    @Override
    public Kernels<double[]> doubles() {
        return doubles;
    }

    @Override
    public Kernels<float[]> floats() {
        return floats;
    }
}
