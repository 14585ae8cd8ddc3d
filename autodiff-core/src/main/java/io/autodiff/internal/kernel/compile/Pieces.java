package io.autodiff.internal.kernel.compile;

import io.autodiff.internal.kernel.Expression;
import io.autodiff.internal.kernel.Expression.Binary;
import io.autodiff.internal.kernel.Expression.Constant;
import io.autodiff.internal.kernel.Expression.Input;
import io.autodiff.internal.kernel.Expression.Term;
import io.autodiff.internal.kernel.Expression.Unary;
import io.autodiff.internal.kernel.Kernels;
import io.autodiff.internal.kernel.Operands;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/**
 * A long expression, cut into shorter ones. They run one after another, a block of numbers at a time, so that what lies between them
 * stays in a cache.
 */
final class Pieces {
    /** How many numbers a block has. */
    private static final int BLOCK = 1024;

    /**
     * Some terms that follow each other, as an expression.
     *
     * @param values the terms of the whole that it takes, inputs among them
     * @param results the terms of the whole that it gives
     */
    private record Piece(Expression expression, List<Integer> values, List<Integer> results) {}

    private final Expression whole;
    private final List<Piece> pieces = new ArrayList<>();

    private Pieces(Expression whole) {
        this.whole = whole;
    }

    /** Cuts an expression into pieces of about the same number of steps, each at most so many if a single term has no more. */
    static Pieces of(Expression e, ToIntFunction<Term> steps, int most) {
        int total = e.terms().stream().mapToInt(steps).sum();
        int target = Math.max(1, total / (1 + (total - 1) / most) + 1);
        Pieces pieces = new Pieces(e);
        int from = 0;
        int size = 0;
        for (int t = 0; t < e.terms().size(); t++) {
            int more = steps.applyAsInt(e.terms().get(t));
            if (size > 0 && size + more > most || size >= target) {
                pieces.add(from, t);
                from = t;
                size = 0;
            }
            size += more;
        }
        pieces.add(from, e.terms().size());
        return pieces;
    }

    /** How many there are. */
    int count() {
        return pieces.size();
    }

    /** Adds the terms from one place to another as a piece, if anything else needs them. */
    private void add(int from, int to) {
        List<Term> terms = whole.terms();
        Set<Integer> needed = new TreeSet<>();
        for (int t = to; t < terms.size(); t++) {
            operands(terms.get(t)).stream().filter(a -> isMadeIn(a, from, to)).forEach(needed::add);
        }
        whole.results().stream().filter(r -> r >= from && r < to).forEach(needed::add);
        if (needed.isEmpty()) {
            return;
        }
        Set<Integer> values = new LinkedHashSet<>();
        Expression.Builder builder = new Expression.Builder();
        int[] places = new int[terms.size()];
        for (int t = from; t < to; t++) {
            for (int a : operands(terms.get(t))) {
                if (a < from || terms.get(a) instanceof Input) {
                    places[a] = outside(a, values, builder);
                }
            }
            places[t] = terms.get(t) instanceof Input ? outside(t, values, builder) : builder.place(moved(t, places));
        }
        int[] results = needed.stream().mapToInt(t -> places[t]).toArray();
        pieces.add(new Piece(builder.build(values.size(), results), List.copyOf(values), List.copyOf(needed)));
    }

    /** Whether a term is computed there; inputs and constants are not, they are at hand everywhere. */
    private boolean isMadeIn(int term, int from, int to) {
        Term t = whole.terms().get(term);
        return term >= from && term < to && !(t instanceof Input) && !(t instanceof Constant);
    }

    /** The place within a piece of a term that is not made there. */
    private int outside(int term, Set<Integer> values, Expression.Builder builder) {
        if (whole.terms().get(term) instanceof Constant constant) {
            return builder.place(constant);
        }
        values.add(term);
        return builder.place(new Input(new ArrayList<>(values).indexOf(term)));
    }

    private Term moved(int term, int[] places) {
        Term t = whole.terms().get(term);
        if (t instanceof Unary unary) {
            return new Unary(unary.f(), places[unary.a()]);
        }
        return t instanceof Binary binary ? new Binary(binary.f(), places[binary.a()], places[binary.b()]) : t;
    }

    private static List<Integer> operands(Term term) {
        if (term instanceof Unary unary) {
            return List.of(unary.a());
        }
        return term instanceof Binary binary ? List.of(binary.a(), binary.b()) : List.of();
    }

    /** outₖ[r·n + i] = result k, for rows of n numbers: of several short rows, or of a part of a long one, at a time. */
    <A> void run(Kernels<A> kernels, int rows, int n, Operands<A> in, List<A> out, int outAt) {
        int together = Math.max(1, BLOCK / n);
        int size = Math.min(together, rows) * Math.min(BLOCK, n);
        List<A> made = new ArrayList<>(Collections.nCopies(whole.terms().size(), out.get(0)));
        for (Piece piece : pieces) {
            piece.results().forEach(t -> made.set(t, kernels.allocate(size)));
        }
        for (int row = 0; row < rows; row += together) {
            int height = Math.min(together, rows - row);
            for (int from = 0; from < n; from += BLOCK) {
                int width = Math.min(BLOCK, n - from);
                for (Piece piece : pieces) {
                    List<A> results = piece.results().stream().map(made::get).toList();
                    kernels.fused(
                            piece.expression(), height, width, operands(piece, in, made, row, from, width), results, 0);
                }
                for (int k = 0; k < out.size(); k++) {
                    A result = made.get(whole.results().get(k));
                    kernels.copy(result, 0, 1, out.get(k), outAt + row * n + from, 1, height * width);
                }
            }
        }
    }

    /** What a piece reads: inputs where they lie, and what earlier pieces have made of this block. */
    private <A> Operands<A> operands(Piece piece, Operands<A> in, List<A> made, int row, int from, int width) {
        int count = piece.values().size();
        List<A> arrays = new ArrayList<>();
        int[] at = new int[count];
        int[] rowStep = new int[count];
        int[] step = new int[count];
        Arrays.fill(rowStep, width);
        Arrays.fill(step, 1);
        for (int v = 0; v < count; v++) {
            int term = piece.values().get(v);
            if (whole.terms().get(term) instanceof Input input) {
                int k = input.place();
                arrays.add(in.arrays().get(k));
                step[v] = in.step()[k];
                rowStep[v] = in.rowStep()[k];
                at[v] = in.at()[k] + row * rowStep[v] + from * step[v];
            } else {
                arrays.add(made.get(term));
            }
        }
        return new Operands<>(arrays, at, rowStep, step);
    }
}
