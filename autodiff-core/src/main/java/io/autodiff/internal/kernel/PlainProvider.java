package io.autodiff.internal.kernel;

/** Plain Java loops as they are written, which need nothing but a JVM. */
final class PlainProvider implements Provider {
    static final PlainProvider INSTANCE = new PlainProvider();

    private PlainProvider() {}

    @Override
    public Kernels<double[]> doubles() {
        return DoubleKernels.INSTANCE;
    }

    @Override
    public Kernels<float[]> floats() {
        return FloatKernels.INSTANCE;
    }
}
