package io.autodiff.internal.kernel.compile;

/** A compiled program. It is run on arrays of its own precision. */
interface Loop {
    /**
     * outₖ[r·n + i] = result k of f(in₀[r, i], in₁[r, i], …) for rows of n numbers, at least as many as a vector has. No result may lie
     * where an input does.
     *
     * @param out an array for each result
     * @param in the arrays, the same kind as out
     * @param at where in each the first row starts
     * @param rowStep how far apart in each the rows are
     * @param n how many numbers a row has, at least as many as a vector
     * @return whether the program has escaped ({@link Program#escape}), which makes the results invalid
     */
    boolean run(Object[] out, int outAt, Object[] in, int[] at, int[] rowStep, int rows, int n);
}
