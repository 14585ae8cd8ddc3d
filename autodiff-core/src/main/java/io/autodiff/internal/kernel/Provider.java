package io.autodiff.internal.kernel;

/** A way to run kernels. All of them give the same bits. */
public interface Provider {
    /** The kernels for {@code double[]}. */
    Kernels<double[]> doubles();

    /** The kernels for {@code float[]}. */
    Kernels<float[]> floats();
}
