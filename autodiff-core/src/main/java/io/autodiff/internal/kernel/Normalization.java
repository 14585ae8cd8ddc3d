package io.autodiff.internal.kernel;

import static io.autodiff.internal.kernel.Operand.perRow;
import static io.autodiff.internal.kernel.Operand.rows;

import io.autodiff.internal.kernel.Expression.Binary;
import io.autodiff.internal.kernel.Expression.Constant;
import io.autodiff.internal.kernel.Expression.Input;
import java.util.List;

/**
 * Normalized rows and their gradient, put together from kernels of many numbers. A few rows are taken at a time, so that what lies between
 * the steps stays in a cache.
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

    /** ((x₀ − x₁)·x₂)·x₃ + x₄. */
    private static final Expression SCALED_DEVIATION = new Expression(
            5,
            List.of(
                    new Input(0),
                    new Input(1),
                    new Input(2),
                    new Input(3),
                    new Input(4),
                    new Binary(BinaryFunction.SUB, 0, 1),
                    new Binary(BinaryFunction.MUL, 5, 2),
                    new Binary(BinaryFunction.MUL, 6, 3),
                    new Binary(BinaryFunction.ADD, 7, 4)));

    /** h and h·((x₀ − x₁)·x₂), where h = x₄·x₃. */
    private static final Expression PRODUCTS = new Expression(
            5,
            List.of(
                    new Input(0),
                    new Input(1),
                    new Input(2),
                    new Input(3),
                    new Input(4),
                    new Binary(BinaryFunction.SUB, 0, 1),
                    new Binary(BinaryFunction.MUL, 5, 2),
                    new Binary(BinaryFunction.GRADIENT_PRODUCT, 4, 3),
                    new Binary(BinaryFunction.MUL, 7, 6)),
            List.of(7, 8));

    /** (((h + 0) − x₅) − ((x₀ − x₁)·x₂)·x₆)·x₂, where h = x₄·x₃: + 0, so that a zero has no sign, whether it is a product or was given. */
    private static final Expression MOVED = new Expression(
            7,
            List.of(
                    new Input(0),
                    new Input(1),
                    new Input(2),
                    new Input(3),
                    new Input(4),
                    new Input(5),
                    new Input(6),
                    new Binary(BinaryFunction.SUB, 0, 1),
                    new Binary(BinaryFunction.MUL, 7, 2),
                    new Binary(BinaryFunction.GRADIENT_PRODUCT, 4, 3),
                    new Constant(0),
                    new Binary(BinaryFunction.ADD, 9, 10),
                    new Binary(BinaryFunction.SUB, 11, 5),
                    new Binary(BinaryFunction.MUL, 8, 6),
                    new Binary(BinaryFunction.SUB, 12, 13),
                    new Binary(BinaryFunction.MUL, 14, 2)));

    private final Kernels<A> kernels;

    private final RowScratch.Pool<A> spares;

    /** Puts these kernels together. */
    Normalization(Kernels<A> kernels) {
        this.kernels = kernels;
        this.spares = new RowScratch.Pool<>(kernels);
    }

    /** {@link Kernels#normalizeRows}. */
    void ofRows(Operands<A> in, int rows, int n, double epsilon, A y, int yAt) {
        int together = RowScratch.together(rows, n);
        RowScratch<A> scratch = spares.take(1);
        A means = scratch.second();
        A factors = scratch.third();
        for (int row = 0; row < rows; row += together) {
            int count = Math.min(together, rows - row);
            Operands<A> some = in.from(row, in.rowStep());
            Operand<A> x = some.get(0);
            statistics(x, count, n, epsilon, scratch, means, 0, factors, 0);
            Operands<A> operands = Operands.of(x, perRow(means, 0), perRow(factors, 0), some.get(1), some.get(2));
            kernels.fused(SCALED_DEVIATION, count, n, operands, List.of(y), yAt + row * n);
        }
        spares.give(scratch, 1);
    }

    /** {@link Kernels#rowStatistics}. */
    void statisticsOfRows(A x, int at, int rows, int n, double epsilon, A m, int mAt, A r, int rAt) {
        int together = RowScratch.together(rows, n);
        RowScratch<A> scratch = spares.take(1);
        for (int row = 0; row < rows; row += together) {
            int count = Math.min(together, rows - row);
            statistics(rows(x, at + row * n, n), count, n, epsilon, scratch, m, mAt + row, r, rAt + row);
        }
        spares.give(scratch, 1);
    }

    /** Means m = Σ x / n, and factors r = 1/√(Σ (x − m)² / n + ε), of a few rows. */
    private void statistics(
            Operand<A> x, int rows, int n, double epsilon, RowScratch<A> scratch, A m, int mAt, A r, int rAt) {
        A sums = scratch.first();
        kernels.sumRows(x.array(), x.at(), x.rowStep(), 1, rows, n, sums, 0);
        means(sums, rows, n, m, mAt);
        kernels.sumRows(SQUARE_OF_DEVIATION, rows, n, Operands.of(x, perRow(m, mAt)), List.of(sums), 0);
        means(sums, rows, n, r, rAt);
        kernels.binary(BinaryFunction.ADD, 1, rows, r, rAt, 0, 1, kernels.of(epsilon), 0, 0, 0, sums, 0);
        kernels.unary(UnaryFunction.RSQRT, sums, 0, 1, r, rAt, rows);
    }

    /** {@link Kernels#normalizeRowsGradient}. */
    void gradientOfRows(Operands<A> in, int rows, int n, A out, int outAt) {
        int together = RowScratch.together(rows, n);
        RowScratch<A> scratch = spares.take(1);
        A means = scratch.first();
        A meanProducts = scratch.second();
        List<A> sums = List.of(scratch.third(), scratch.numbers());
        for (int row = 0; row < rows; row += together) {
            int count = Math.min(together, rows - row);
            Operands<A> some = in.from(row, in.rowStep());
            kernels.sumRows(PRODUCTS, count, n, some, sums, 0);
            means(sums.get(0), count, n, means, 0);
            means(sums.get(1), count, n, meanProducts, 0);
            Operands<A> operands = Operands.of(
                    some.get(0),
                    some.get(1),
                    some.get(2),
                    some.get(3),
                    some.get(4),
                    perRow(means, 0),
                    perRow(meanProducts, 0));
            kernels.fused(MOVED, count, n, operands, List.of(out), outAt + row * n);
        }
        spares.give(scratch, 1);
    }

    /** out[at + r] = sum r / n. */
    private void means(A sums, int rows, int n, A out, int at) {
        kernels.binary(BinaryFunction.DIV, 1, rows, sums, 0, 0, 1, kernels.of(n), 0, 0, 0, out, at);
    }
}
