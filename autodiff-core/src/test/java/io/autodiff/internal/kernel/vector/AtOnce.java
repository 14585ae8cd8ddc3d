package io.autodiff.internal.kernel.vector;

import io.autodiff.internal.kernel.Kernels;
import java.util.List;

/** Kernels that take vectors at once, however slow they still are. */
public final class AtOnce {
    private AtOnce() {}

    public static List<Kernels<?>> kernels() {
        return List.of(new DoubleVectorKernels(0), new FloatVectorKernels(0));
    }
}
