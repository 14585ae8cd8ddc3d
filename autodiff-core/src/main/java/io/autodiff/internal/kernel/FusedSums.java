package io.autodiff.internal.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Sums of expressions, along rows and along columns. A part is computed at a time, which stays in a cache until it has been added up.
 *
 * @param <A> the array
 */
final class FusedSums<A> {
    /** Rows of fewer numbers than this are written down, many at a time, before their columns are added up. */
    private static final int NARROW = 256;

    /** About so many numbers are written down at a time: 256 kB of floats. */
    private static final int SIZE = 1 << 16;

    /** So many columns of longer rows are taken at a time; their lanes fit into the second cache. */
    private static final int WIDTH = 1024;

    private static final int LANES = Kernels.LANES;

    private final Kernels<A> kernels;

    private final RowScratch.Pool<A> spares;

    /** Puts these kernels together. */
    FusedSums(Kernels<A> kernels) {
        this.kernels = kernels;
        this.spares = new RowScratch.Pool<>(kernels);
    }

    /** {@link Kernels#sumRows(Expression, int, int, Operands, List, int)}. */
    void ofRows(Expression e, int rows, int n, Operands<A> in, List<A> out, int outAt) {
        int together = RowScratch.together(rows, n);
        RowScratch<A> scratch = spares.take(n);
        List<A> values = new ArrayList<>(List.of(scratch.numbers()));
        while (values.size() < out.size()) {
            values.add(kernels.allocate(together * n));
        }
        for (int row = 0; row < rows; row += together) {
            int count = Math.min(together, rows - row);
            kernels.fused(e, count, n, in.from(row, in.rowStep()), values, 0);
            for (int k = 0; k < values.size(); k++) {
                kernels.sumRows(values.get(k), 0, n, 1, count, n, out.get(k), outAt + row);
            }
        }
        spares.give(scratch, n);
    }

    /** {@link Kernels#sumColumns}. */
    void ofColumns(Expression e, int rows, int n, Operands<A> in, List<A> out, int outAt) {
        if (n < NARROW) {
            ofFewColumns(e, rows, n, in, out, outAt);
            return;
        }
        Expression addition = addition(e);
        for (int column = 0; column < n; column += WIDTH) {
            int width = Math.min(WIDTH, n - column);
            ofWideRows(addition, rows, width, in.from(column, in.step()), out, outAt + column);
        }
    }

    /** A part of about a size is written down at a time. */
    private void ofFewColumns(Expression e, int rows, int n, Operands<A> in, List<A> out, int outAt) {
        int height = Kernels.BLOCK;
        while (height < rows && 2 * height * n <= SIZE) {
            height *= 2; // a part is a tree of the order of summation
        }
        int parts = 1 + (rows - 1) / height;
        List<A> values = arrays(out.size(), Math.min(height, rows) * n);
        List<A> sums = arrays(out.size(), parts * n);
        for (int part = 0; part < parts; part++) {
            int row = part * height;
            int count = Math.min(height, rows - row);
            kernels.fused(e, count, n, in.from(row, in.rowStep()), values, 0);
            for (int k = 0; k < out.size(); k++) {
                kernels.sumRows(values.get(k), 0, 1, n, n, count, sums.get(k), part * n);
            }
        }
        deliver(sums, parts, n, out, outAt);
    }

    /** As many rows as a sum has lanes are added to them at a time, in one pass. */
    private void ofWideRows(Expression addition, int rows, int n, Operands<A> in, List<A> out, int outAt) {
        int blocks = PairTree.blocks(rows);
        List<A> sums = arrays(out.size(), blocks * n);
        List<A> lanes = arrays(out.size(), LANES * n);
        List<A> next = arrays(out.size(), LANES * n);
        for (int block = 0; block < blocks; block++) {
            int end = (int) Math.min(rows, (block + 1L) * Kernels.BLOCK);
            for (A zeros : lanes) {
                kernels.fill(zeros, 0, LANES * n, 0);
            }
            for (int row = block * Kernels.BLOCK; row < end; row += LANES) {
                int count = Math.min(LANES, end - row);
                Operands<A> some = in.from(row, in.rowStep());
                for (A before : lanes) {
                    some = some.with(Operand.rows(before, 0, n));
                }
                kernels.fused(addition, count, n, some, next, 0);
                for (int k = 0; k < out.size(); k++) {
                    kernels.copy(lanes.get(k), count * n, 1, next.get(k), count * n, 1, (LANES - count) * n);
                }
                List<A> added = next;
                next = lanes;
                lanes = added;
            }
            for (int k = 0; k < out.size(); k++) {
                for (int half = LANES / 2; half > 0; half /= 2) {
                    kernels.addInto(lanes.get(k), half * n, lanes.get(k), 0, 1, half * n);
                }
                kernels.copy(lanes.get(k), 0, 1, sums.get(k), block * n, 1, n);
            }
        }
        deliver(sums, blocks, n, out, outAt);
    }

    private void deliver(List<A> sums, int parts, int n, List<A> out, int outAt) {
        for (int k = 0; k < out.size(); k++) {
            PairTree.add(kernels, sums.get(k), parts, n);
            kernels.copy(sums.get(k), 0, 1, out.get(k), outAt, 1, n);
        }
    }

    private List<A> arrays(int count, int n) {
        return Stream.generate(() -> kernels.allocate(n)).limit(count).toList();
    }

    /** Its results added to as many more inputs. */
    private static Expression addition(Expression e) {
        int inputs = e.inputs();
        List<Expression.Term> terms = new ArrayList<>(e.terms());
        List<Integer> results = new ArrayList<>();
        for (int result : e.results()) {
            terms.add(new Expression.Input(inputs++));
            terms.add(new Expression.Binary(BinaryFunction.ADD, terms.size() - 1, result));
            results.add(terms.size() - 1);
        }
        return new Expression(inputs, terms, results);
    }
}
