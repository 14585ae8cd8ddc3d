package io.autodiff.internal.kernel;

import static io.autodiff.internal.kernel.Operand.perColumn;
import static io.autodiff.internal.kernel.Operand.perRow;
import static io.autodiff.internal.kernel.Operand.rows;

import java.util.List;

/**
 * Softmax, its logarithm, their gradients, and the logarithm of sums of exponentials, put together from kernels of many numbers. A few rows
 * are taken at a time, so that what lies between the steps stays in a cache.
 *
 * @param <A> the array
 */
final class Softmax<A> {
    /** e^(x₀ − x₁). */
    private static final Expression EXP_OF_DIFFERENCE = new Expression(
            2,
            List.of(
                    new Expression.Input(0),
                    new Expression.Input(1),
                    new Expression.Binary(BinaryFunction.SUB, 0, 1),
                    new Expression.Unary(UnaryFunction.EXP, 2)));

    /** (x₀ − x₁)·x₂. */
    private static final Expression PRODUCT_OF_DIFFERENCE = new Expression(
            3,
            List.of(
                    new Expression.Input(0),
                    new Expression.Input(1),
                    new Expression.Input(2),
                    new Expression.Binary(BinaryFunction.SUB, 0, 1),
                    new Expression.Binary(BinaryFunction.GRADIENT_PRODUCT, 3, 2)));

    /** x₀ − x₁·e^x₂. */
    private static final Expression LESS_PRODUCT_WITH_EXP = new Expression(
            3,
            List.of(
                    new Expression.Input(0),
                    new Expression.Input(1),
                    new Expression.Input(2),
                    new Expression.Unary(UnaryFunction.EXP, 2),
                    new Expression.Binary(BinaryFunction.GRADIENT_PRODUCT, 1, 3),
                    new Expression.Binary(BinaryFunction.SUB, 0, 4)));

    /** ln x₀ + x₁. */
    private static final Expression LOG_AND_SHIFT = new Expression(
            2,
            List.of(
                    new Expression.Input(0),
                    new Expression.Input(1),
                    new Expression.Unary(UnaryFunction.LOG, 0),
                    new Expression.Binary(BinaryFunction.ADD, 2, 1)));

    private final Kernels<A> kernels;

    private final RowScratch.Pool<A> spares;

    /** Puts these kernels together. */
    Softmax(Kernels<A> kernels) {
        this.kernels = kernels;
        this.spares = new RowScratch.Pool<>(kernels);
    }

    /** {@link Kernels#softmaxRows}. */
    void ofRows(A x, int at, int rows, int n, A out, int outAt) {
        int together = RowScratch.together(rows, n);
        RowScratch<A> scratch = spares.take(n);
        A perRow = scratch.first();
        A exponentials = scratch.numbers();
        for (int row = 0; row < rows; row += together) {
            int count = Math.min(together, rows - row);
            int to = outAt + row * n;
            kernels.maxRows(x, at + row * n, count, n, perRow, 0);
            exponentials(kernels, x, at + row * n, count, n, perRow, exponentials);
            kernels.sumRows(exponentials, 0, n, 1, count, n, perRow, 0);
            kernels.binary(BinaryFunction.DIV, count, n, exponentials, 0, n, 1, perRow, 0, 1, 0, out, to);
        }
        spares.give(scratch, n);
    }

    /** {@link Kernels#logSoftmaxRows}. */
    void logarithmOfRows(A x, int at, int rows, int n, A out, int outAt) {
        int together = RowScratch.together(rows, n);
        RowScratch<A> scratch = spares.take(n);
        A perRow = scratch.first();
        A logarithms = scratch.second();
        A shifted = scratch.numbers();
        for (int row = 0; row < rows; row += together) {
            int count = Math.min(together, rows - row);
            int to = outAt + row * n;
            kernels.maxRows(x, at + row * n, count, n, perRow, 0);
            kernels.binary(BinaryFunction.SUB, count, n, x, at + row * n, n, 1, perRow, 0, 1, 0, shifted, 0);
            kernels.unary(UnaryFunction.EXP, shifted, 0, 1, out, to, count * n);
            kernels.sumRows(out, to, n, 1, count, n, perRow, 0);
            kernels.unary(UnaryFunction.LOG, perRow, 0, 1, logarithms, 0, count);
            kernels.binary(BinaryFunction.SUB, count, n, shifted, 0, n, 1, logarithms, 0, 1, 0, out, to);
        }
        spares.give(scratch, n);
    }

    /** {@link Kernels#softmaxGradient}. The products g·y lie where the result comes, which is made of y and g alone. */
    void gradientOfRows(A y, int yAt, A g, int gAt, int rows, int n, A out, int outAt) {
        int together = RowScratch.together(rows, n);
        A totals = kernels.allocate(together);
        for (int row = 0; row < rows; row += together) {
            int count = Math.min(together, rows - row);
            int from = row * n;
            int to = outAt + from;
            kernels.binary(
                    BinaryFunction.GRADIENT_PRODUCT, 1, count * n, g, gAt + from, 0, 1, y, yAt + from, 0, 1, out, to);
            kernels.sumRows(out, to, n, 1, count, n, totals, 0);
            Operands<A> operands = Operands.of(rows(g, gAt + from, n), perRow(totals, 0), rows(y, yAt + from, n));
            kernels.fused(PRODUCT_OF_DIFFERENCE, count, n, operands, List.of(out), to);
        }
    }

    /** {@link Kernels#logSoftmaxGradient}. */
    void gradientOfLogarithm(A y, int yAt, A g, int gAt, int rows, int n, A out, int outAt) {
        int together = RowScratch.together(rows, n);
        RowScratch<A> scratch = spares.take(1);
        A totals = scratch.first();
        for (int row = 0; row < rows; row += together) {
            int count = Math.min(together, rows - row);
            int from = row * n;
            kernels.sumRows(g, gAt + from, n, 1, count, n, totals, 0);
            Operands<A> operands = Operands.of(rows(g, gAt + from, n), perRow(totals, 0), rows(y, yAt + from, n));
            kernels.fused(LESS_PRODUCT_WITH_EXP, count, n, operands, List.of(out), outAt + from);
        }
        spares.give(scratch, 1);
    }

    /** {@link Kernels#logSumExpRows}. */
    void logarithmOfSums(A x, int at, int rows, int n, A out, int outAt) {
        int together = RowScratch.together(rows, n);
        RowScratch<A> scratch = spares.take(n);
        A shifts = scratch.first();
        A sums = scratch.second();
        for (int row = 0; row < rows; row += together) {
            int count = Math.min(together, rows - row);
            int from = at + row * n;
            kernels.maxRows(x, from, count, n, shifts, 0);
            zeroInfinite(shifts, count);
            exponentials(kernels, x, from, count, n, shifts, scratch.numbers());
            kernels.sumRows(scratch.numbers(), 0, n, 1, count, n, sums, 0);
            Operands<A> operands = Operands.of(perColumn(sums, 0), perColumn(shifts, 0));
            kernels.fused(LOG_AND_SHIFT, 1, count, operands, List.of(out), outAt + row);
        }
        spares.give(scratch, n);
    }

    /** A shift by infinity would make ∞ − ∞. */
    private void zeroInfinite(A shifts, int count) {
        for (int i = 0; i < count; i++) {
            if (Double.isInfinite(kernels.get(shifts, i))) {
                kernels.set(shifts, i, 0);
            }
        }
    }

    /** out = e^(x − s) within each row, with one shift s for each, in one pass. The result may not lie where x does. */
    static <A> void exponentials(Kernels<A> kernels, A x, int at, int rows, int n, A shifts, A out) {
        kernels.fused(EXP_OF_DIFFERENCE, rows, n, Operands.of(rows(x, at, n), perRow(shifts, 0)), List.of(out), 0);
    }
}
