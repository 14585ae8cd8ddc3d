package io.autodiff.internal.kernel.compile;

import io.autodiff.internal.kernel.BinaryFunction;
import io.autodiff.internal.kernel.Expression;
import io.autodiff.internal.kernel.Kernels;
import io.autodiff.internal.kernel.Operands;
import io.autodiff.internal.kernel.Spares;
import io.autodiff.internal.kernel.UnaryFunction;
import java.util.List;
import java.util.function.Consumer;

/**
 * Functions of whole rows, put together from kernels of many numbers. A few rows are taken at a time, so that what lies between the steps
 * stays in a cache.
 *
 * @param <A> the array
 */
public final class RowLoops<A> {
    /** About how many numbers are taken at a time: with what is made of them they fit into the first cache. */
    private static final int TOGETHER = 2048;

    /** e^(x₀ − x₁). */
    private static final Expression EXP_OF_DIFFERENCE = new Expression(
            2,
            List.of(
                    new Expression.Input(0),
                    new Expression.Input(1),
                    new Expression.Binary(BinaryFunction.SUB, 0, 1),
                    new Expression.Unary(UnaryFunction.EXP, 2)));

    private final Kernels<A> kernels;

    /** Scratch for rows that are not longer than what is taken at a time, to be used again. */
    private final Spares<Scratch<A>> spares;

    /** What lies between the steps: two numbers of each row, and twice the rows. */
    private record Scratch<A>(A first, A second, A rows, A moreRows) {
        static <A> Scratch<A> of(Kernels<A> kernels, int rows, int numbers) {
            return new Scratch<>(
                    kernels.allocate(rows),
                    kernels.allocate(rows),
                    kernels.allocate(numbers),
                    kernels.allocate(numbers));
        }
    }

    /** Puts these kernels together. */
    public RowLoops(Kernels<A> kernels) {
        this.kernels = kernels;
        this.spares = new Spares<>(() -> Scratch.of(kernels, TOGETHER, TOGETHER));
    }

    /** out = e^(x − m) / Σ e^(x − m) within each row, where m is its largest number. */
    public void softmax(A x, int at, int rows, int n, A out, int outAt) {
        withScratch(n, scratch -> softmax(x, at, rows, n, out, outAt, scratch));
    }

    /** out = (x − m) − ln Σ e^(x − m) within each row, where m is its largest number. */
    public void logSoftmax(A x, int at, int rows, int n, A out, int outAt) {
        withScratch(n, scratch -> logSoftmax(x, at, rows, n, out, outAt, scratch));
    }

    private void withScratch(int n, Consumer<Scratch<A>> work) {
        if (n > TOGETHER) {
            work.accept(Scratch.of(kernels, 1, n));
            return;
        }
        Scratch<A> scratch = spares.take();
        work.accept(scratch);
        spares.give(scratch);
    }

    private void softmax(A x, int at, int rows, int n, A out, int outAt, Scratch<A> scratch) {
        int together = Math.max(1, Math.min(rows, TOGETHER / n));
        A perRow = scratch.first();
        A exponentials = scratch.rows();
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

    private void logSoftmax(A x, int at, int rows, int n, A out, int outAt, Scratch<A> scratch) {
        int together = Math.max(1, Math.min(rows, TOGETHER / n));
        A perRow = scratch.first();
        A logarithms = scratch.second();
        A shifted = scratch.rows();
        A exponentials = scratch.moreRows();
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
