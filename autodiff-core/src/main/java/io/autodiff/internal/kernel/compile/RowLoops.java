package io.autodiff.internal.kernel.compile;

import io.autodiff.internal.kernel.BinaryFunction;
import io.autodiff.internal.kernel.Expression;
import io.autodiff.internal.kernel.Kernels;
import io.autodiff.internal.kernel.Operands;
import io.autodiff.internal.kernel.UnaryFunction;
import java.util.List;

/**
 * Functions of whole rows, put together from kernels of many numbers. A few rows are taken at a time, so that what lies between the steps
 * stays in a cache.
 *
 * @param <A> the array
 */
public final class RowLoops<A> {
    /** About how many numbers are taken at a time. */
    private static final int TOGETHER = 4096;

    /** e^(x₀ − x₁). */
    private static final Expression EXP_OF_DIFFERENCE = new Expression(
            2,
            List.of(
                    new Expression.Input(0),
                    new Expression.Input(1),
                    new Expression.Binary(BinaryFunction.SUB, 0, 1),
                    new Expression.Unary(UnaryFunction.EXP, 2)));

    private final Kernels<A> kernels;

    /** Puts these kernels together. */
    public RowLoops(Kernels<A> kernels) {
        this.kernels = kernels;
    }

    /** out = e^(x − m) / Σ e^(x − m) within each row, where m is its largest number. */
    public void softmax(A x, int at, int rows, int n, A out, int outAt) {
        int together = Math.max(1, Math.min(rows, TOGETHER / n));
        A perRow = kernels.allocate(together);
        A exponentials = kernels.allocate(together * n);
        for (int row = 0; row < rows; row += together) {
            int count = Math.min(together, rows - row);
            int from = at + row * n;
            kernels.maxRows(x, from, count, n, perRow, 0);
            Operands<A> operands =
                    new Operands<>(List.of(x, perRow), new int[] {from, 0}, new int[] {n, 1}, new int[] {1, 0});
            kernels.fused(EXP_OF_DIFFERENCE, count, n, operands, List.of(exponentials), 0);
            kernels.sumRows(exponentials, 0, n, 1, count, n, perRow, 0);
            kernels.binary(BinaryFunction.DIV, count, n, exponentials, 0, n, 1, perRow, 0, 1, 0, out, outAt + row * n);
        }
    }

    /** out = (x − m) − ln Σ e^(x − m) within each row, where m is its largest number. */
    public void logSoftmax(A x, int at, int rows, int n, A out, int outAt) {
        int together = Math.max(1, Math.min(rows, TOGETHER / n));
        A perRow = kernels.allocate(together);
        A logarithms = kernels.allocate(together);
        A shifted = kernels.allocate(together * n);
        A exponentials = kernels.allocate(together * n);
        for (int row = 0; row < rows; row += together) {
            int count = Math.min(together, rows - row);
            kernels.maxRows(x, at + row * n, count, n, perRow, 0);
            kernels.binary(BinaryFunction.SUB, count, n, x, at + row * n, n, 1, perRow, 0, 1, 0, shifted, 0);
            kernels.unary(UnaryFunction.EXP, shifted, 0, 1, exponentials, 0, count * n);
            kernels.sumRows(exponentials, 0, n, 1, count, n, perRow, 0);
            kernels.unary(UnaryFunction.LOG, perRow, 0, 1, logarithms, 0, count);
            kernels.binary(BinaryFunction.SUB, count, n, shifted, 0, n, 1, logarithms, 0, 1, 0, out, outAt + row * n);
        }
    }
}
