package io.autodiff.internal.kernel;

/**
 * What lies between the steps of a kernel that takes a few rows at a time: three numbers for each row, and as many as the rows have.
 *
 * @param <A> the array
 */
record RowScratch<A>(A first, A second, A third, A numbers) {
    /** About how many numbers of short rows are taken at a time, so that they stay in a cache: measured. */
    static final int TOGETHER = 8192;

    /** How many rows of n numbers are taken at a time. */
    static int together(int rows, int n) {
        return Math.max(1, Math.min(rows, TOGETHER / n));
    }

    private static <A> RowScratch<A> of(Kernels<A> kernels, int rows, int numbers) {
        return new RowScratch<>(
                kernels.allocate(rows), kernels.allocate(rows), kernels.allocate(rows), kernels.allocate(numbers));
    }

    /**
     * Scratch to be used again, but for rows that are longer than what is taken at a time.
     *
     * @param <A> the array
     */
    static final class Pool<A> {
        private final Kernels<A> kernels;
        private final Spares<RowScratch<A>> spares;

        Pool(Kernels<A> kernels) {
            this.kernels = kernels;
            this.spares = new Spares<>(() -> of(kernels, TOGETHER, TOGETHER));
        }

        /** For rows of n numbers. */
        RowScratch<A> take(int n) {
            return n > TOGETHER ? of(kernels, 1, n) : spares.take();
        }

        void give(RowScratch<A> scratch, int n) {
            if (n <= TOGETHER) {
                spares.give(scratch);
            }
        }
    }
}
