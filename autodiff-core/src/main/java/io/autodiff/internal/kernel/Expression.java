package io.autodiff.internal.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An element-wise function of several numbers, put together from functions that kernels have: one result, or several that share terms.
 * The operands of a term are earlier terms. Two expressions are equal if they compute the same by the same terms.
 */
public final class Expression {
    /** Nobody reads a text of more characters than this. */
    private static final int MOST_TEXT = 100;

    private final int inputs;
    private final List<Term> terms;
    private final List<Integer> results;
    private final Expression computed;
    private final int hash; // asked for whenever it is computed

    /**
     * An expression.
     *
     * @param inputs how many numbers it takes
     * @param terms what it computes
     * @param results the places of the terms that are its results
     */
    public Expression(int inputs, List<Term> terms, List<Integer> results) {
        this.inputs = inputs;
        this.terms = List.copyOf(terms);
        this.results = List.copyOf(results);
        List<Integer> own = results.stream()
                .filter(result -> !(terms.get(result) instanceof Input))
                .distinct()
                .toList();
        this.computed = own.size() == results.size() ? this : new Expression(inputs, terms, own);
        this.hash = 31 * (31 * terms.hashCode() + results.hashCode()) + inputs;
    }

    /** An expression whose last term is its result. */
    public Expression(int inputs, List<Term> terms) {
        this(inputs, terms, List.of(terms.size() - 1));
    }

    /** How many numbers it takes. */
    public int inputs() {
        return inputs;
    }

    /** What it computes. */
    public List<Term> terms() {
        return terms;
    }

    /** The places of the terms that are its results. */
    public List<Integer> results() {
        return results;
    }

    /** The same with those results alone that have to be computed: no input, and none twice. There may be none. */
    public Expression computed() {
        return computed;
    }

    @Override
    public boolean equals(@Nullable Object that) {
        return this == that
                || that instanceof Expression e
                        && e.hash == hash
                        && e.inputs == inputs
                        && e.results.equals(results)
                        && e.terms.equals(terms);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** One number that is computed, or given. */
    public sealed interface Term {}

    /** The number at a place among the inputs. */
    public record Input(int place) implements Term {}

    /** The same number everywhere. */
    public record Constant(double value) implements Term {}

    /** f(a), of an earlier term. */
    public record Unary(UnaryFunction f, int a) implements Term {}

    /** f(a, b), of earlier terms. */
    public record Binary(BinaryFunction f, int a, int b) implements Term {}

    /** Puts an expression together. A term that is there already is not taken twice. */
    public static final class Builder {
        private final List<Term> terms = new ArrayList<>();
        private final Map<Term, Integer> places = new HashMap<>();

        /** The place of a term, which is added if it is new. */
        public int place(Term term) {
            return places.computeIfAbsent(term, t -> {
                terms.add(t);
                return terms.size() - 1;
            });
        }

        /** The expression whose results are those terms, without the terms that it does not need. */
        public Expression build(int inputs, int... results) {
            boolean[] needed = new boolean[terms.size()];
            for (int result : results) {
                needed[result] = true;
            }
            for (int i = needed.length - 1; i >= 0; i--) {
                if (needed[i] && terms.get(i) instanceof Unary unary) {
                    needed[unary.a()] = true;
                } else if (needed[i] && terms.get(i) instanceof Binary binary) {
                    needed[binary.a()] = true;
                    needed[binary.b()] = true;
                }
            }
            int[] moved = new int[needed.length];
            List<Term> kept = new ArrayList<>();
            for (int i = 0; i < needed.length; i++) {
                if (needed[i]) {
                    moved[i] = kept.size();
                    kept.add(moved(terms.get(i), moved));
                }
            }
            return new Expression(
                    inputs,
                    kept,
                    IntStream.of(results).mapToObj(result -> moved[result]).toList());
        }

        private static Term moved(Term term, int[] moved) {
            if (term instanceof Unary unary) {
                return new Unary(unary.f(), moved[unary.a()]);
            }
            return term instanceof Binary binary ? new Binary(binary.f(), moved[binary.a()], moved[binary.b()]) : term;
        }
    }

    /** For example {@code sigmoid(add(mul(x0, x1), x2))}; of a long one, or of several results, the number of terms. */
    @Override
    public String toString() {
        String[] texts = new String[terms.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = text(terms.get(i), texts);
            if (texts[i].length() > MOST_TEXT || results.size() != 1) {
                return terms.size() + " terms";
            }
        }
        return texts[results.get(0)];
    }

    private static String text(Term term, String[] texts) {
        if (term instanceof Input input) {
            return "x" + input.place();
        }
        if (term instanceof Constant constant) {
            return Double.toString(constant.value());
        }
        if (term instanceof Unary unary) {
            return name(unary.f()) + "(" + texts[unary.a()] + ")";
        }
        Binary binary = (Binary) term;
        return name(binary.f()) + "(" + texts[binary.a()] + ", " + texts[binary.b()] + ")";
    }

    private static String name(Enum<?> function) {
        return function.name().toLowerCase(Locale.ROOT);
    }
}
