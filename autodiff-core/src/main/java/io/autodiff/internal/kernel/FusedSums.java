package io.autodiff.internal.kernel;

import java.util.ArrayList;
import java.util.List;

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

    private final Kernels<A> kernels;

    private final RowScratch.Pool<A> spares;

    /** Puts these kernels together. */
    FusedSums(Kernels<A> kernels) {
        this.kernels = kernels;
        this.spares = new RowScratch.Pool<>(kernels);
    }

    /** {@link Kernels#sumRows(Expression, int, int, Operands, List, int)}. */
    void ofRows(Expression e, int rows, int n, Operands<A> in, List<A> out, int outAt) {
        if (n > RowScratch.TOGETHER) {
            for (int row = 0; row < rows; row++) {
                ofLongRow(e, n, in.from(row, in.rowStep()), out, outAt + row);
            }
            return;
        }
        int together = RowScratch.together(rows, n);
        RowScratch<A> scratch = spares.take(n);
        List<A> values = values(scratch, out.size(), together * n);
        for (int row = 0; row < rows; row += together) {
            int count = Math.min(together, rows - row);
            kernels.fused(e, count, n, in.from(row, in.rowStep()), values, 0);
            for (int k = 0; k < out.size(); k++) {
                kernels.sumRows(values.get(k), 0, n, 1, count, n, out.get(k), outAt + row);
            }
        }
        spares.give(scratch, n);
    }

    private void ofLongRow(Expression e, int n, Operands<A> in, List<A> out, int outAt) {
        int most = RowScratch.TOGETHER; // a part is a tree of the order of summation
        int parts = 1 + (n - 1) / most;
        RowScratch<A> scratch = spares.take(most);
        List<A> values = values(scratch, out.size(), most);
        List<A> sums = kernels.allocate(out.size(), parts);
        for (int part = 0; part < parts; part++) {
            int from = part * most;
            int count = Math.min(most, n - from);
            kernels.fused(e, 1, count, in.from(from, in.step()), values, 0);
            for (int k = 0; k < out.size(); k++) {
                kernels.sumRows(values.get(k), 0, count, 1, 1, count, sums.get(k), part);
            }
        }
        spares.give(scratch, most);
        deliver(sums, parts, 1, out, outAt);
    }

    private List<A> values(RowScratch<A> scratch, int count, int n) {
        List<A> values = new ArrayList<>(List.of(scratch.numbers()));
        while (values.size() < count) {
            values.add(kernels.allocate(n));
        }
        return values;
    }

    /** {@link Kernels#sumColumns}. */
    void ofColumns(Expression e, int rows, int n, Operands<A> in, List<A> out, int outAt) {
        if (n < NARROW) {
            ofNarrowRows(e, rows, n, in, out, outAt);
        } else {
            ofWideRows(addition(e), rows, n, in, out, outAt);
        }
    }

    /** A part of about a size is written down at a time. */
    private void ofNarrowRows(Expression e, int rows, int n, Operands<A> in, List<A> out, int outAt) {
        int height = Kernels.BLOCK;
        while (height < rows && 2 * height * n <= SIZE) {
            height *= 2; // a part is a tree of the order of summation
        }
        int parts = 1 + (rows - 1) / height;
        List<A> values = kernels.allocate(out.size(), Math.min(height, rows) * n);
        List<A> sums = kernels.allocate(out.size(), parts * n);
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

    /** As many rows as there are lanes are added to them at a time, in one pass. */
    private void ofWideRows(Expression addition, int rows, int n, Operands<A> in, List<A> out, int outAt) {
        int lanes = 1; // those that no row is added to would stay +0, which changes no sum
        while (lanes < Math.min(Kernels.LANES, rows)) {
            lanes *= 2;
        }
        int most = Math.min(WIDTH, n);
        int blocks = PairTree.blocks(rows);
        List<A> sums = kernels.allocate(out.size(), blocks * most);
        List<A> added = kernels.allocate(out.size(), lanes * most);
        List<A> spare = kernels.allocate(out.size(), lanes * most);
        int width;
        for (int column = 0; column < n; column += width) {
            width = Math.min(most, n - column);
            for (int block = 0; block < blocks; block++) {
                int row = block * Kernels.BLOCK;
                Operands<A> some = in.from(column, in.step()).from(row, in.rowStep());
                List<A> ofBlock =
                        addBlock(addition, Math.min(Kernels.BLOCK, rows - row), width, some, lanes, added, spare);
                for (int k = 0; k < out.size(); k++) {
                    kernels.copy(ofBlock.get(k), 0, 1, sums.get(k), block * width, 1, width);
                }
            }
            deliver(sums, blocks, width, out, outAt + column);
        }
    }

    /** Arrays of which the first lanes are the sums of the columns of a block: those given, or the spare ones. */
    private List<A> addBlock(
            Expression addition, int rows, int n, Operands<A> in, int lanes, List<A> given, List<A> spare) {
        List<A> added = given;
        List<A> next = spare;
        for (A zeros : added) {
            kernels.fill(zeros, 0, lanes * n, 0);
        }
        for (int row = 0; row < rows; row += lanes) {
            int count = Math.min(lanes, rows - row);
            Operands<A> some = in.from(row, in.rowStep());
            for (A before : added) {
                some = some.with(Operand.rows(before, 0, n));
            }
            kernels.fused(addition, count, n, some, next, 0);
            for (int k = 0; k < added.size(); k++) {
                kernels.copy(added.get(k), count * n, 1, next.get(k), count * n, 1, (lanes - count) * n);
            }
            List<A> before = added;
            added = next;
            next = before;
        }
        for (A sums : added) {
            for (int half = lanes / 2; half > 0; half /= 2) {
                kernels.addInto(sums, half * n, sums, 0, 1, half * n);
            }
        }
        return added;
    }

    private void deliver(List<A> sums, int parts, int n, List<A> out, int outAt) {
        for (int k = 0; k < out.size(); k++) {
            PairTree.add(kernels, sums.get(k), parts, n);
            kernels.copy(sums.get(k), 0, 1, out.get(k), outAt, 1, n);
        }
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
