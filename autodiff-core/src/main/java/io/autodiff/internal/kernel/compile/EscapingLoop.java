package io.autodiff.internal.kernel.compile;

import io.autodiff.internal.kernel.Expression;
import io.autodiff.internal.kernel.Kernels;
import io.autodiff.internal.kernel.Operands;
import java.util.List;

/**
 * The loop of a program that may escape ({@link Program#escape}). It runs a stretch at a time, and where it has escaped, plain kernels
 * compute the stretch once more; so this one has never escaped.
 *
 * @param <A> the array of the plain kernels
 */
final class EscapingLoop<A> implements Loop {
    /** About so many numbers are computed, and perhaps once more, at a time. */
    private static final int STRETCH = 1024;

    private final Loop loop;
    private final Kernels<A> plain;
    private final Expression definition;
    private final int[] step;

    /**
     * A loop.
     *
     * @param loop what runs the program
     * @param plain kernels that compute its definition
     * @param definition what the program is read from
     * @param access how the inputs are read
     */
    EscapingLoop(Loop loop, Kernels<A> plain, Expression definition, List<Access> access) {
        this.loop = loop;
        this.plain = plain;
        this.definition = definition;
        this.step = access.stream().mapToInt(Access::step).toArray();
    }

    @Override
    public boolean run(Object[] out, int outAt, Object[] in, int[] at, int[] rowStep, int rows, int n) {
        int most = Math.max(1, STRETCH / n);
        for (int row = 0; row < rows; row += most) {
            int height = Math.min(most, rows - row);
            for (int from = 0, width; from < n; from += width) {
                int left = n - from;
                width = left < 2 * STRETCH ? left : STRETCH; // none is shorter than a vector
                stretch(out, outAt + row * n + from, in, places(at, row, rowStep, from), rowStep, height, width);
            }
        }
        return false;
    }

    /** Where in each input a number lies. */
    private int[] places(int[] at, int row, int[] rowStep, int column) {
        int[] places = new int[at.length];
        for (int k = 0; k < places.length; k++) {
            places[k] = at[k] + row * rowStep[k] + column * step[k];
        }
        return places;
    }

    @SuppressWarnings("unchecked") // arrays of its own precision
    private void stretch(Object[] out, int outAt, Object[] in, int[] at, int[] rowStep, int rows, int n) {
        if (loop.run(out, outAt, in, at, rowStep, rows, n)) {
            Operands<A> operands = new Operands<>((List<A>) List.of(in), at, rowStep, step);
            plain.fused(definition, rows, n, operands, (List<A>) List.of(out), outAt);
        }
    }
}
