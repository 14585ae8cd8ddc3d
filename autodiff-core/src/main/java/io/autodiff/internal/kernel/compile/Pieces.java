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
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

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

    /** Cuts an expression into pieces that are not longer than that, unless a single term is. */
    static Pieces of(Expression e, ToIntFunction<Expression> length, int most) {
        Pieces pieces = new Pieces(e);
        int from = 0;
        for (int to = 2; to <= e.terms().size(); to++) {
            Piece longer = pieces.piece(from, to);
            if (longer != null && to > from + 1 && length.applyAsInt(longer.expression()) > most) {
                pieces.add(from, to - 1);
                from = to - 1;
            }
        }
        pieces.add(from, e.terms().size());
        return pieces;
    }

    /** What they compute, one after another. */
    List<Expression> expressions() {
        return pieces.stream().map(Piece::expression).toList();
    }

    private void add(int from, int to) {
        Piece piece = piece(from, to);
        if (piece != null) {
            pieces.add(piece);
        }
    }

    /** The terms from one place to another as a piece, if anything else needs them. */
    private @Nullable Piece piece(int from, int to) {
        List<Term> terms = whole.terms();
        Set<Integer> needed = new TreeSet<>();
        for (int t = to; t < terms.size(); t++) {
            operands(terms.get(t)).stream().filter(a -> isMadeIn(a, from, to)).forEach(needed::add);
        }
        whole.results().stream().filter(r -> r >= from && r < to).forEach(needed::add);
        if (needed.isEmpty()) {
            return null;
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
        return new Piece(builder.build(values.size(), results), List.copyOf(values), List.copyOf(needed));
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
        Map<Integer, A> made = new HashMap<>();
        List<List<A>> results = new ArrayList<>();
        for (Piece piece : pieces) {
            piece.results().forEach(t -> made.put(t, kernels.allocate(size)));
            results.add(piece.results().stream().map(made::get).toList());
        }
        for (int row = 0; row < rows; row += together) {
            int height = Math.min(together, rows - row);
            for (int from = 0; from < n; from += BLOCK) {
                int width = Math.min(BLOCK, n - from);
                for (int p = 0; p < pieces.size(); p++) {
                    Piece piece = pieces.get(p);
                    Operands<A> operands = operands(piece, in, made, row, from, width);
                    kernels.fused(piece.expression(), height, width, operands, results.get(p), 0);
                }
                for (int k = 0; k < out.size(); k++) {
                    A result = Objects.requireNonNull(made.get(whole.results().get(k)));
                    kernels.copy(result, 0, 1, out.get(k), outAt + row * n + from, 1, height * width);
                }
            }
        }
    }

    /** What a piece reads: inputs where they lie, and what earlier pieces have made of this block. */
    private <A> Operands<A> operands(Piece piece, Operands<A> in, Map<Integer, A> made, int row, int from, int width) {
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
