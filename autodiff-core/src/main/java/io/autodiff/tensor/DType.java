package io.autodiff.tensor;

import io.autodiff.internal.kernel.Kernels;
import io.autodiff.internal.kernel.Providers;
import io.autodiff.internal.kernel.Storage;

/**
 * The kind of a tensor's numbers. Kinds never mix in silence: an op on two kinds is refused, and
 * {@link Tensor#to(DType)} converts.
 */
public enum DType {
    /** 64-bit IEEE numbers, Java's {@code double}: the default. */
    FLOAT64("float64", Providers.doubles()),
    /** 32-bit IEEE numbers, Java's {@code float}. */
    FLOAT32("float32", Providers.floats());

    private final String text;
    private final transient Kernels<?> kernels;

    DType(String text, Kernels<?> kernels) {
        this.text = text;
        this.kernels = kernels;
    }

    /** A new array of n zeros. */
    Storage<?> zeros(int n) {
        return zeros(kernels, n);
    }

    private static <A> Storage<A> zeros(Kernels<A> kernels, int n) {
        return new Storage<>(kernels, kernels.allocate(n));
    }

    /** A new array of the given numbers. */
    Storage<?> of(double... values) {
        return of(kernels, values);
    }

    private static <A> Storage<A> of(Kernels<A> kernels, double... values) {
        return new Storage<>(kernels, kernels.of(values));
    }

    /** NumPy's word for it: {@code float64} or {@code float32}. */
    @Override
    public String toString() {
        return text;
    }
}
