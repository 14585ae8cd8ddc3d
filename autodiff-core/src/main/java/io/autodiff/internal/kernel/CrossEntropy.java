package io.autodiff.internal.kernel;

import static io.autodiff.internal.kernel.Operand.perColumn;
import static io.autodiff.internal.kernel.Operand.perRow;
import static io.autodiff.internal.kernel.Operand.rows;

import io.autodiff.internal.kernel.Expression.Binary;
import io.autodiff.internal.kernel.Expression.Constant;
import io.autodiff.internal.kernel.Expression.Input;
import io.autodiff.internal.kernel.Expression.Unary;
import java.util.List;

/**
 * The cross-entropy of scores and labels, and its gradient, put together from kernels of many numbers. A few rows are taken at a time, so
 * that what lies between the steps stays in a cache: probabilities of all rows are never written down.
 *
 * @param <A> the array
 */
final class CrossEntropy<A> {
    /** −((x₀ − x₁) − x₂). */
    private static final Expression LOSS = new Expression(
            3,
            List.of(
                    new Input(0),
                    new Input(1),
                    new Input(2),
                    new Binary(BinaryFunction.SUB, 0, 1),
                    new Binary(BinaryFunction.SUB, 3, 2),
                    new Unary(UnaryFunction.NEG, 4)));

    /** x₀·(x₁ / x₂): the gradient everywhere but at the labels, as p − 0 is p. */
    private static final Expression BESIDE_LABELS = new Expression(
            3,
            List.of(
                    new Input(0),
                    new Input(1),
                    new Input(2),
                    new Binary(BinaryFunction.DIV, 1, 2),
                    new Binary(BinaryFunction.GRADIENT_PRODUCT, 0, 3)));

    /** x₀·(x₁ / x₂ − 1). */
    private static final Expression AT_LABELS = new Expression(
            3,
            List.of(
                    new Input(0),
                    new Input(1),
                    new Input(2),
                    new Binary(BinaryFunction.DIV, 1, 2),
                    new Constant(1),
                    new Binary(BinaryFunction.SUB, 3, 4),
                    new Binary(BinaryFunction.GRADIENT_PRODUCT, 0, 5)));

    private final Kernels<A> kernels;

    private final RowScratch.Pool<A> spares;

    /** Puts these kernels together. */
    CrossEntropy(Kernels<A> kernels) {
        this.kernels = kernels;
        this.spares = new RowScratch.Pool<>(kernels);
    }

    /** {@link Kernels#crossEntropyRows}. */
    void ofRows(A x, int at, int[] labels, int labelsAt, int rows, int n, A out, int outAt) {
        int together = RowScratch.together(rows, n);
        RowScratch<A> scratch = spares.take(n);
        A largest = scratch.first();
        A logarithms = scratch.third();
        for (int row = 0; row < rows; row += together) {
            int count = Math.min(together, rows - row);
            int from = at + row * n;
            exponentials(x, from, count, n, scratch);
            kernels.unary(UnaryFunction.LOG, scratch.second(), 0, 1, logarithms, 0, count);
            A chosen = scratch.second(); // the sums have been used
            choose(x, from, labels, labelsAt + row, count, n, chosen);
            Operands<A> operands = Operands.of(perColumn(chosen, 0), perColumn(largest, 0), perColumn(logarithms, 0));
            kernels.fused(LOSS, 1, count, operands, List.of(out), outAt + row);
        }
        spares.give(scratch, n);
    }

    /** {@link Kernels#crossEntropyGradient}. What stands at the labels is made apart, and put into its places. */
    void gradientOfRows(A x, int at, int[] labels, int labelsAt, A g, int gAt, int rows, int n, A out, int outAt) {
        int together = RowScratch.together(rows, n);
        RowScratch<A> scratch = spares.take(n);
        A sums = scratch.second();
        A chosen = scratch.third();
        for (int row = 0; row < rows; row += together) {
            int count = Math.min(together, rows - row);
            int to = outAt + row * n;
            exponentials(x, at + row * n, count, n, scratch);
            Operands<A> all = Operands.of(perRow(g, gAt + row), rows(scratch.numbers(), 0, n), perRow(sums, 0));
            kernels.fused(BESIDE_LABELS, count, n, all, List.of(out), to);
            choose(scratch.numbers(), 0, labels, labelsAt + row, count, n, chosen);
            A atLabels = scratch.first(); // the largest numbers have been used
            Operands<A> few = Operands.of(perColumn(g, gAt + row), perColumn(chosen, 0), perColumn(sums, 0));
            kernels.fused(AT_LABELS, 1, count, few, List.of(atLabels), 0);
            place(atLabels, labels, labelsAt + row, count, n, out, to);
        }
        spares.give(scratch, n);
    }

    /** Of a few rows: the largest number first, the sum of e^(x − m) second, and e^(x − m) itself. */
    private void exponentials(A x, int at, int rows, int n, RowScratch<A> scratch) {
        kernels.maxRows(x, at, rows, n, scratch.first(), 0);
        Softmax.exponentials(kernels, x, at, rows, n, scratch.first(), scratch.numbers());
        kernels.sumRows(scratch.numbers(), 0, n, 1, rows, n, scratch.second(), 0);
    }

    /** out[r] = x[r, label r]. */
    private void choose(A x, int at, int[] labels, int labelsAt, int rows, int n, A out) {
        for (int row = 0; row < rows; row++) {
            kernels.copy(x, at + row * n + labels[labelsAt + row], 1, out, row, 1, 1);
        }
    }

    /** out[r, label r] = x[r]. */
    private void place(A x, int[] labels, int labelsAt, int rows, int n, A out, int outAt) {
        for (int row = 0; row < rows; row++) {
            kernels.copy(x, row, 1, out, outAt + row * n + labels[labelsAt + row], 1, 1);
        }
    }
}
