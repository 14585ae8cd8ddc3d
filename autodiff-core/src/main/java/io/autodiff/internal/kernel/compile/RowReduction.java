package io.autodiff.internal.kernel.compile;

/**
 * A kernel that makes one number of each row.
 *
 * @param <A> the array
 */
@FunctionalInterface
public interface RowReduction<A> {
    /** out[outAt + r] = what is made of the n numbers from x[at + r · rowStep] on. */
    void apply(A x, int at, int rowStep, int rows, int n, A out, int outAt);
}
