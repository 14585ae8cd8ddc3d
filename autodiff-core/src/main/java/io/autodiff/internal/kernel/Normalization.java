package io.autodiff.internal.kernel;

import io.autodiff.internal.kernel.Expression.Binary;
import io.autodiff.internal.kernel.Expression.Input;
import java.util.List;

/**
 * Normalized rows, their scales and their gradient, put together from kernels of many numbers. A few rows are taken at a time, so that
 * what lies between the steps stays in a cache.
 *
 * @param <A> the array
 */
final class Normalization<A> {
    /** (x₀ − x₁)². */
    private static final Expression SQUARE_OF_DEVIATION = new Expression(
            2,
            List.of(
                    new Input(0),
                    new Input(1),
                    new Binary(BinaryFunction.SUB, 0, 1),
                    new Binary(BinaryFunction.MUL, 2, 2)));

    /** (x₀ − x₁)·x₂. */
    private static final Expression SCALED_DEVIATION = new Expression(
            3,
            List.of(
                    new Input(0),
                    new Input(1),
                    new Input(2),
                    new Binary(BinaryFunction.SUB, 0, 1),
                    new Binary(BinaryFunction.MUL, 3, 2)));

    /** ((x₀ − x₁) − x₂·x₃)·x₄. */
    private static final Expression MOVED = new Expression(
            5,
            List.of(
                    new Input(0),
                    new Input(1),
                    new Input(2),
                    new Input(3),
                    new Input(4),
                    new Binary(BinaryFunction.SUB, 0, 1),
                    new Binary(BinaryFunction.MUL, 2, 3),
                    new Binary(BinaryFunction.SUB, 5, 6),
                    new Binary(BinaryFunction.MUL, 7, 4)));

    private final Kernels<A> kernels;

    private final RowScratch.Pool<A> spares;

    /** Puts these kernels together. */
    Normalization(Kernels<A> kernels) {
        this.kernels = kernels;
        this.spares = new RowScratch.Pool<>(kernels);
    }

    /** {@link Kernels#normalizeRows}. */
    void ofRows(A x, int at, int rows, int n, double epsilon, A y, int yAt) {
        int together = RowScratch.together(rows, n);
        RowScratch<A> scratch = spares.take(n);
        A scales = scratch.third();
        for (int row = 0; row < rows; row += together) {
            int count = Math.min(together, rows - row);
            int from = at + row * n;
            statistics(x, from, count, n, epsilon, scratch, scales, 0);
            Operands<A> operands = new Operands<>(
                    List.of(x, scratch.second(), scales), new int[] {from, 0, 0}, new int[] {n, 1, 1}, new int[] {
                        1, 0, 0
                    });
            kernels.fused(SCALED_DEVIATION, count, n, operands, List.of(y), yAt + row * n);
        }
        spares.give(scratch, n);
    }

    /** {@link Kernels#rowScales}. */
    void scalesOfRows(A x, int at, int rows, int n, double epsilon, A r, int rAt) {
        int together = RowScratch.together(rows, n);
        RowScratch<A> scratch = spares.take(n);
        for (int row = 0; row < rows; row += together) {
            int count = Math.min(together, rows - row);
            statistics(x, at + row * n, count, n, epsilon, scratch, r, rAt + row);
        }
        spares.give(scratch, n);
    }

    /** Means, and scales 1/√(Σ (x − m)² / n + ε), of a few rows. */
    private void statistics(
            A x, int at, int rows, int n, double epsilon, RowScratch<A> scratch, A scales, int scalesAt) {
        A sums = scratch.first();
        A variances = scratch.numbers();
        means(x, at, rows, n, sums, scratch.second());
        Operands<A> operands =
                new Operands<>(List.of(x, scratch.second()), new int[] {at, 0}, new int[] {n, 1}, new int[] {1, 0});
        kernels.fused(SQUARE_OF_DEVIATION, rows, n, operands, List.of(scratch.numbers()), 0);
        kernels.sumRows(scratch.numbers(), 0, n, 1, rows, n, sums, 0);
        kernels.binary(BinaryFunction.DIV, 1, rows, sums, 0, 0, 1, kernels.of(n), 0, 0, 0, variances, 0);
        kernels.binary(BinaryFunction.ADD, 1, rows, variances, 0, 0, 1, kernels.of(epsilon), 0, 0, 0, sums, 0);
        kernels.unary(UnaryFunction.RSQRT, sums, 0, 1, scales, scalesAt, rows);
    }

    /** {@link Kernels#normalizeRowsGradient}. The products g·y lie where the result comes, which is made of other numbers alone. */
    void gradientOfRows(A y, int yAt, A r, int rAt, A g, int gAt, int rows, int n, A out, int outAt) {
        int together = RowScratch.together(rows, n);
        RowScratch<A> scratch = spares.take(1);
        for (int row = 0; row < rows; row += together) {
            int count = Math.min(together, rows - row);
            int from = row * n;
            int to = outAt + from;
            kernels.binary(BinaryFunction.MUL, 1, count * n, g, gAt + from, 0, 1, y, yAt + from, 0, 1, out, to);
            means(out, to, count, n, scratch.first(), scratch.third());
            means(g, gAt + from, count, n, scratch.first(), scratch.second());
            Operands<A> operands = new Operands<>(
                    List.of(g, scratch.second(), y, scratch.third(), r),
                    new int[] {gAt + from, 0, yAt + from, 0, rAt + row},
                    new int[] {n, 1, n, 1, 1},
                    new int[] {1, 0, 1, 0, 0});
            kernels.fused(MOVED, count, n, operands, List.of(out), to);
        }
        spares.give(scratch, 1);
    }

    private void means(A x, int at, int rows, int n, A sums, A means) {
        kernels.sumRows(x, at, n, 1, rows, n, sums, 0);
        kernels.binary(BinaryFunction.DIV, 1, rows, sums, 0, 0, 1, kernels.of(n), 0, 0, 0, means, 0);
    }
}
