package io.autodiff.internal.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * A function of short rows, taken as one of a few long rows: an operand whose rows do not follow each other is copied.
 *
 * @param <A> the array
 */
final class ShortRows<A> {
    /** Rows of at most so many numbers are short: a loop over one has hardly begun when it is over. */
    private static final int SHORT = 15;

    /** So many numbers, at most, are taken as one long row. */
    private static final int MOST_TOGETHER = 1024;

    private final Kernels<A> kernels;
    private final Spares<Scratch<A>> spares;

    /** A long row for each operand. */
    private record Scratch<A>(A left, A right) {}

    /** For the kernels that are asked for long rows. */
    ShortRows(Kernels<A> kernels) {
        this.kernels = kernels;
        this.spares =
                new Spares<>(() -> new Scratch<>(kernels.allocate(MOST_TOGETHER), kernels.allocate(MOST_TOGETHER)));
    }

    static boolean are(int rows, int n) {
        return rows > 1 && n > 0 && n <= SHORT;
    }

    /** out[r, i] = f(a[r, i], b[r, i]), as {@link Kernels#binary} says. */
    void binary(
            BinaryFunction f,
            int rows,
            int n,
            A a,
            int aAt,
            int aRow,
            int aStep,
            A b,
            int bAt,
            int bRow,
            int bStep,
            A out,
            int outAt) {
        int together = MOST_TOGETHER / n;
        boolean aFollow = aRow == n * aStep;
        boolean bFollow = bRow == n * bStep;
        Scratch<A> scratch = spares.take();
        for (int row = 0; row < rows; row += together) {
            int count = Math.min(together, rows - row);
            int left = aAt + row * aRow;
            int right = bAt + row * bRow;
            if (!aFollow && (row == 0 || aRow != 0)) {
                copy(a, left, aRow, aStep, count, n, scratch.left());
            }
            if (!bFollow && (row == 0 || bRow != 0)) {
                copy(b, right, bRow, bStep, count, n, scratch.right());
            }
            kernels.binary(
                    f,
                    1,
                    count * n,
                    aFollow ? a : scratch.left(),
                    aFollow ? left : 0,
                    0,
                    aFollow ? aStep : 1,
                    bFollow ? b : scratch.right(),
                    bFollow ? right : 0,
                    0,
                    bFollow ? bStep : 1,
                    out,
                    outAt + row * n);
        }
        spares.give(scratch);
    }

    /** outₖ[r, i] = result k of e, as {@link Kernels#fused} says. */
    void fused(Expression e, int rows, int n, Operands<A> in, List<A> out, int outAt) {
        int operands = in.arrays().size();
        int together = Math.min(rows, MOST_TOGETHER / n);
        List<A> arrays = new ArrayList<>(in.arrays());
        int[] step = in.step().clone();
        boolean[] isCopied = new boolean[operands];
        for (int k = 0; k < operands; k++) {
            isCopied[k] = in.rowStep()[k] != n * step[k]; // one number for all rows follows itself
            if (isCopied[k]) {
                arrays.set(k, kernels.allocate(together * n));
                step[k] = 1;
            }
        }
        int[] rowStep = new int[operands];
        for (int row = 0; row < rows; row += together) {
            int count = Math.min(together, rows - row);
            int[] at = in.at().clone();
            for (int k = 0; k < operands; k++) {
                int place = at[k] + row * in.rowStep()[k];
                if (isCopied[k] && (row == 0 || in.rowStep()[k] != 0)) {
                    copy(in.arrays().get(k), place, in.rowStep()[k], in.step()[k], count, n, arrays.get(k));
                }
                at[k] = isCopied[k] ? 0 : place;
            }
            kernels.fused(e, 1, count * n, new Operands<>(arrays, at, rowStep, step), out, outAt + row * n);
        }
    }

    /** Copies rows, so that they follow each other. */
    private void copy(A x, int at, int rowStep, int step, int rows, int n, A out) {
        if (rowStep != 0) {
            for (int i = 0; i < n; i++) {
                kernels.copy(x, at + i * step, rowStep, out, i, n, rows);
            }
            return;
        }
        kernels.copy(x, at, step, out, 0, 1, n);
        for (int filled = n; filled < rows * n; filled *= 2) { // what is there is doubled
            kernels.copy(out, 0, 1, out, filled, 1, Math.min(filled, rows * n - filled));
        }
    }
}
