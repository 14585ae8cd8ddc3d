package io.autodiff.internal.kernel;

/**
 * Numbers in memory, together with the kernels that can read them: the seam for other element types and devices.
 *
 * @param kernels the loops over this kind of array
 * @param array the numbers; written to only by whoever made it, before anyone else sees it
 * @param <A> the array
 */
public record Storage<A>(Kernels<A> kernels, A array) {
    /** Zeros of the same kind. */
    public Storage<A> allocate(int n) {
        return new Storage<>(kernels, kernels.allocate(n));
    }

    /** The array of another storage of the same kind. */
    @SuppressWarnings("unchecked") // the same kernels read the same kind of array
    public A sameKind(Storage<?> that) {
        if (that.kernels != kernels) {
            throw new IllegalArgumentException("storages of different kinds in one kernel");
        }
        return (A) that.array;
    }

    /** The number at a place. */
    public double get(int at) {
        return kernels.get(array, at);
    }

    /** How many numbers there is room for. */
    public int length() {
        return kernels.length(array);
    }
}
