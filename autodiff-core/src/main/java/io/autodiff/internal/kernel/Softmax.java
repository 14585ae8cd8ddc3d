package io.autodiff.internal.kernel;

import java.util.List;

/**
 * Softmax, its logarithm and its gradient, put together from kernels of many numbers. A few rows are taken at a time, so that what lies
 * between the steps stays in a cache.
 *
 * @param <A> the array
 */
final class Softmax<A> {
    /** About how many numbers of short rows are taken at a time. */
    private static final int TOGETHER = 2048;

    /** (x₀ − x₁)·x₂. */
    private static final Expression PRODUCT_OF_DIFFERENCE = new Expression(
            3,
            List.of(
                    new Expression.Input(0),
                    new Expression.Input(1),
                    new Expression.Input(2),
                    new Expression.Binary(BinaryFunction.SUB, 0, 1),
                    new Expression.Binary(BinaryFunction.GRADIENT_PRODUCT, 3, 2)));

    private final Kernels<A> kernels;

    /** Scratch for rows that are not longer than what is taken at a time, to be used again. */
    private final Spares<Scratch<A>> spares;

    /** What lies between the steps: two numbers for each row, and as many as the rows have. */
    private record Scratch<A>(A first, A second, A numbers) {
        static <A> Scratch<A> of(Kernels<A> kernels, int rows, int numbers) {
            return new Scratch<>(kernels.allocate(rows), kernels.allocate(rows), kernels.allocate(numbers));
        }
    }

    /** Puts these kernels together. */
    Softmax(Kernels<A> kernels) {
        this.kernels = kernels;
        this.spares = new Spares<>(() -> Scratch.of(kernels, TOGETHER, TOGETHER));
    }

    /** {@link Kernels#softmaxRows}. */
    void ofRows(A x, int at, int rows, int n, A out, int outAt) {
        int together = together(rows, n);
        Scratch<A> scratch = take(n);
        A perRow = scratch.first();
        A exponentials = scratch.numbers();
        for (int row = 0; row < rows; row += together) {
            int count = Math.min(together, rows - row);
            int to = outAt + row * n;
            shift(x, at + row * n, count, n, perRow, out, to);
            kernels.unary(UnaryFunction.EXP, out, to, 1, exponentials, 0, count * n);
            kernels.sumRows(exponentials, 0, n, 1, count, n, perRow, 0);
            kernels.binary(BinaryFunction.DIV, count, n, exponentials, 0, n, 1, perRow, 0, 1, 0, out, to);
        }
        give(scratch, n);
    }

    /** {@link Kernels#logSoftmaxRows}. */
    void logarithmOfRows(A x, int at, int rows, int n, A out, int outAt) {
        int together = together(rows, n);
        Scratch<A> scratch = take(n);
        A perRow = scratch.first();
        A logarithms = scratch.second();
        A shifted = scratch.numbers();
        for (int row = 0; row < rows; row += together) {
            int count = Math.min(together, rows - row);
            int to = outAt + row * n;
            shift(x, at + row * n, count, n, perRow, shifted, 0);
            kernels.unary(UnaryFunction.EXP, shifted, 0, 1, out, to, count * n);
            kernels.sumRows(out, to, n, 1, count, n, perRow, 0);
            kernels.unary(UnaryFunction.LOG, perRow, 0, 1, logarithms, 0, count);
            kernels.binary(BinaryFunction.SUB, count, n, shifted, 0, n, 1, logarithms, 0, 1, 0, out, to);
        }
        give(scratch, n);
    }

    /** {@link Kernels#softmaxRowsGradient}. The products g·y lie where the result comes, which is made of y and g alone. */
    void gradientOfRows(A y, int yAt, A g, int gAt, int rows, int n, A out, int outAt) {
        int together = together(rows, n);
        A totals = kernels.allocate(together);
        for (int row = 0; row < rows; row += together) {
            int count = Math.min(together, rows - row);
            int from = row * n;
            int to = outAt + from;
            kernels.binary(
                    BinaryFunction.GRADIENT_PRODUCT, 1, count * n, g, gAt + from, 0, 1, y, yAt + from, 0, 1, out, to);
            kernels.sumRows(out, to, n, 1, count, n, totals, 0);
            Operands<A> operands = new Operands<>(
                    List.of(g, totals, y), new int[] {gAt + from, 0, yAt + from}, new int[] {n, 1, n}, new int[] {
                        1, 0, 1
                    });
            kernels.fused(PRODUCT_OF_DIFFERENCE, count, n, operands, List.of(out), to);
        }
    }

    /** out = x − m within each row, where m is its largest number. */
    private void shift(A x, int at, int rows, int n, A largest, A out, int outAt) {
        kernels.maxRows(x, at, rows, n, largest, 0);
        kernels.binary(BinaryFunction.SUB, rows, n, x, at, n, 1, largest, 0, 1, 0, out, outAt);
    }

    private static int together(int rows, int n) {
        return Math.max(1, Math.min(rows, TOGETHER / n));
    }

    private Scratch<A> take(int n) {
        return n > TOGETHER ? Scratch.of(kernels, 1, n) : spares.take();
    }

    private void give(Scratch<A> scratch, int n) {
        if (n <= TOGETHER) {
            spares.give(scratch);
        }
    }
}
