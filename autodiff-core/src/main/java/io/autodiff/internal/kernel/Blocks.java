package io.autodiff.internal.kernel;

import io.autodiff.internal.kernel.Expression.Binary;
import io.autodiff.internal.kernel.Expression.Constant;
import io.autodiff.internal.kernel.Expression.Input;
import io.autodiff.internal.kernel.Expression.Term;
import io.autodiff.internal.kernel.Expression.Unary;
import java.util.List;
import java.util.stream.IntStream;

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
        this.scratch = IntStream.range(0, expression.terms().size())
                .mapToObj(term -> kernels.allocate(numbers(term, (int) Math.min(SIZE, size))))
                .toList();
        for (int t = 0; t < scratch.size(); t++) {
            if (expression.terms().get(t) instanceof Constant constant) {
                kernels.set(scratch.get(t), 0, constant.value());
            }
        }
    }

    /** How much room a term needs: none, if it is an input and no result. */
    private int numbers(int term, int block) {
        boolean isGiven = expression.terms().get(term) instanceof Input && !isResult(term);
        return isGiven ? 0 : expression.terms().get(term) instanceof Constant ? 1 : block;
    }

    private boolean isResult(int term) {
        return expression.results().contains(term);
    }

    /** outₖ[r·n + i] = result k, for rows of n numbers: of several short rows, or of a part of a long one, at a time. */
    void run(int rows, int n, List<A> out, int outAt) {
        int together = Math.max(1, SIZE / Math.max(1, n));
        int height;
        for (int row = 0; row < rows; row += height) {
            height = Math.min(together, rows - row);
            int width;
            for (int from = 0; from < n; from += width) {
                width = Math.min(SIZE, n - from);
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
        List<Term> terms = expression.terms();
        for (int t = 0; t < terms.size(); t++) {
            A y = scratch.get(t);
            Term term = terms.get(t);
            if (term instanceof Input && isResult(t)) {
                Place<A> x = place(t, row, from, width);
                for (int r = 0; r < height; r++) {
                    kernels.copy(x.array(), x.at() + r * x.rowStep(), x.step(), y, r * width, 1, width);
                }
            } else if (term instanceof Unary unary) {
                Place<A> x = place(unary.a(), row, from, width);
                boolean isOne = height == 1 || x.rowStep() == width * x.step();
                for (int r = 0; r < (isOne ? 1 : height); r++) {
                    int at = x.at() + r * x.rowStep();
                    kernels.unary(unary.f(), x.array(), at, x.step(), y, r * width, isOne ? height * width : width);
                }
            } else if (term instanceof Binary binary) {
                Place<A> a = place(binary.a(), row, from, width);
                Place<A> b = place(binary.b(), row, from, width);
                kernels.binary(
                        binary.f(),
                        height,
                        width,
                        a.array(),
                        a.at(),
                        a.rowStep(),
                        a.step(),
                        b.array(),
                        b.at(),
                        b.rowStep(),
                        b.step(),
                        y,
                        0);
            }
        }
    }

    /** Where the numbers of a term are: an input is read where it lies. */
    private record Place<A>(A array, int at, int rowStep, int step) {}

    private Place<A> place(int term, int row, int from, int width) {
        if (expression.terms().get(term) instanceof Input input) {
            int k = input.place();
            int at = in.at()[k] + row * in.rowStep()[k] + from * in.step()[k];
            return new Place<>(in.arrays().get(k), at, in.rowStep()[k], in.step()[k]);
        }
        return new Place<>(scratch.get(term), 0, step(term) * width, step(term));
    }

    private int step(int term) {
        return expression.terms().get(term) instanceof Constant ? 0 : 1;
    }
}
