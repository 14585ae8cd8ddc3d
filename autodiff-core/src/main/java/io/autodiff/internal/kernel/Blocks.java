package io.autodiff.internal.kernel;

import io.autodiff.internal.kernel.Expression.Binary;
import io.autodiff.internal.kernel.Expression.Constant;
import io.autodiff.internal.kernel.Expression.Input;
import io.autodiff.internal.kernel.Expression.Term;
import io.autodiff.internal.kernel.Expression.Unary;
import java.util.List;

/**
 * Computes an expression term by term, a block of numbers at a time, so that what lies between the terms stays in a cache and memory
 * is read and written once.
 *
 * @param <A> the array
 */
final class Blocks<A> {
    /** How many numbers a block has: 8 kB of doubles. */
    static final int SIZE = 1024;

    private final Kernels<A> kernels;
    private final Expression expression;
    private final Operands<A> in;
    private final List<A> scratch;

    Blocks(Kernels<A> kernels, Expression expression, Operands<A> in, long size) {
        this.kernels = kernels;
        this.expression = expression;
        this.in = in;
        this.scratch = expression.terms().stream()
                .map(term -> kernels.allocate(term instanceof Constant ? 1 : (int) Math.min(SIZE, size)))
                .toList();
        for (int t = 0; t < scratch.size(); t++) {
            if (expression.terms().get(t) instanceof Constant constant) {
                kernels.set(scratch.get(t), 0, constant.value());
            }
        }
    }

    /** outₖ[r·n + i] = result k, for rows of n numbers: of several short rows, or of a part of a long one, at a time. */
    void run(int rows, int n, List<A> out, int outAt) {
        int together = Math.max(1, SIZE / Math.max(1, n));
        for (int row = 0; row < rows; row += together) {
            int height = Math.min(together, rows - row);
            for (int from = 0; from < n; from += SIZE) {
                int width = Math.min(SIZE, n - from);
                block(row, height, from, width);
                for (int k = 0; k < out.size(); k++) {
                    int term = expression.results().get(k);
                    int place = outAt + row * n + from;
                    kernels.copy(scratch.get(term), 0, step(term), out.get(k), place, 1, height * width);
                }
            }
        }
    }

    private void block(int row, int height, int from, int width) {
        int size = height * width;
        List<Term> terms = expression.terms();
        for (int t = 0; t < terms.size(); t++) {
            A y = scratch.get(t);
            Term term = terms.get(t);
            if (term instanceof Input input) {
                int k = input.place();
                for (int r = 0; r < height; r++) {
                    int at = in.at()[k] + (row + r) * in.rowStep()[k] + from * in.step()[k];
                    kernels.copy(in.arrays().get(k), at, in.step()[k], y, r * width, 1, width);
                }
            } else if (term instanceof Unary unary) {
                kernels.unary(unary.f(), scratch.get(unary.a()), 0, step(unary.a()), y, 0, size);
            } else if (term instanceof Binary binary) {
                A a = scratch.get(binary.a());
                A b = scratch.get(binary.b());
                kernels.binary(binary.f(), 1, size, a, 0, 0, step(binary.a()), b, 0, 0, step(binary.b()), y, 0);
            }
        }
    }

    private int step(int term) {
        return expression.terms().get(term) instanceof Constant ? 0 : 1;
    }
}
