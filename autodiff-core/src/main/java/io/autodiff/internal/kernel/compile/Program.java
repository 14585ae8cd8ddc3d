package io.autodiff.internal.kernel.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A function as a list of primitives: the arguments of a step are earlier steps, and some steps are its results. Two programs are
 * equal if they compute the same by the same steps.
 *
 * @param precision floats or doubles
 * @param inputs how many numbers it takes
 * @param steps what it does
 * @param results the places of the steps that are its results
 * @param escape the place of a truth: that the arguments may be such as hardly ever come, huge angles for example, and are left to the
 *     definition, so that the results may mean nothing; −1 if there are none
 */
record Program(Precision precision, int inputs, List<Step> steps, List<Integer> results, int escape) {
    private static final int NO_STEP = -1;

    /**
     * One operation.
     *
     * @param primitive what is done
     * @param a the first argument, the place of an earlier step; as b and c −1 if there is none
     * @param bits of a constant its bits, of an input its place, of a shift how far; else 0
     */
    record Step(Primitive primitive, int a, int b, int c, long bits) {
        int argument(int i) {
            return i == 0 ? a : i == 1 ? b : c;
        }
    }

    /** Whether nothing but a single sum, product, quotient or root of inputs and constants is rounded, and no bits are moved. */
    boolean roundsOnce() {
        int rounded = 0;
        for (Step step : steps) {
            switch (step.primitive()) {
                case ADD, SUB, MUL, DIV, SQRT -> rounded++;
                case FMA, WORD, TO_BITS, FROM_BITS -> rounded += 2; // an fma of doubles is rounded twice
                default -> {
                    // exact
                }
            }
        }
        return rounded <= 1;
    }

    /** Whether there are arguments that the program leaves to its definition. */
    boolean escapes() {
        return escape != NO_STEP;
    }

    /** Whether each constant of a program for doubles is a float, or NaN. */
    boolean hasConstantsOfFloats() {
        return steps.stream()
                .filter(step -> step.primitive() == Primitive.CONSTANT)
                .mapToDouble(step -> Double.longBitsToDouble(step.bits()))
                .allMatch(constant -> Double.compare((float) constant, constant) == 0);
    }

    /** Puts a program together. A step that is there already is not taken twice. */
    static final class Builder {
        /** Stands for a number that is not computed: it is never selected, and there is no other use of it. */
        static final int RARE = -2;

        private final Precision precision;
        private final List<Step> steps = new ArrayList<>();
        private final Map<Step, Integer> places = new HashMap<>();
        private int escape = NO_STEP;

        Builder(Precision precision) {
            this.precision = precision;
        }

        Precision precision() {
            return precision;
        }

        int size() {
            return steps.size();
        }

        int put(Primitive primitive, int... arguments) {
            return put(0, primitive, arguments);
        }

        int put(long bits, Primitive primitive, int... arguments) {
            if (arguments.length != primitive.arity()) {
                throw new IllegalArgumentException(primitive + " takes " + primitive.arity() + " arguments");
            }
            int[] all = {NO_STEP, NO_STEP, NO_STEP};
            for (int k = 0; k < arguments.length; k++) {
                all[k] = known(arguments[k]);
            }
            return places.computeIfAbsent(new Step(primitive, all[0], all[1], all[2], bits), step -> {
                steps.add(step);
                return steps.size() - 1;
            });
        }

        /** A whole program with one result, of these arguments. */
        int put(Program program, int... arguments) {
            int[] at = new int[program.steps().size()];
            for (int i = 0; i < at.length; i++) {
                Step step = program.steps().get(i);
                int[] operands = new int[step.primitive().arity()];
                for (int k = 0; k < operands.length; k++) {
                    operands[k] = at[step.argument(k)];
                }
                at[i] = step.primitive() == Primitive.INPUT
                        ? arguments[(int) step.bits()]
                        : put(step.bits(), step.primitive(), operands);
            }
            if (program.escapes()) {
                escapeIf(at[program.escape()]);
            }
            return at[program.results().get(0)];
        }

        private void escapeIf(int truth) {
            escape = escape == NO_STEP || escape == truth ? truth : put(Primitive.EITHER, escape, truth);
        }

        int constant(double value) {
            return precision == Precision.DOUBLE
                    ? put(Double.doubleToRawLongBits(value), Primitive.CONSTANT)
                    : put(Float.floatToRawIntBits((float) value), Primitive.CONSTANT);
        }

        int word(long value) {
            return put(value, Primitive.WORD);
        }

        /** truth ? yes : no, of numbers or of words; where it might be a number that is not computed, the program escapes. */
        int select(int truth, int yes, int no) {
            if (yes == no) {
                return yes;
            }
            if (yes == RARE || no == RARE) {
                escapeIf(yes == RARE ? truth : put(Primitive.NOT, truth));
                return yes == RARE ? no : yes;
            }
            return type(yes) == Primitive.Type.WORD
                    ? put(Primitive.TO_BITS, select(truth, put(Primitive.FROM_BITS, yes), put(Primitive.FROM_BITS, no)))
                    : put(Primitive.SELECT, truth, yes, no);
        }

        Primitive.Type type(int step) {
            return step == RARE
                    ? Primitive.Type.NUMBER
                    : steps.get(step).primitive().type();
        }

        /** The whole number that a step always is. */
        long wordOf(int step) {
            Step word = steps.get(step);
            if (word.primitive() != Primitive.WORD) {
                throw new UnreadableMethodException("a shift by what is not a constant");
            }
            return word.bits();
        }

        /** The program whose results are those steps, without the steps that it does not need. */
        Program build(int inputs, int... results) {
            boolean[] needed = new boolean[steps.size()];
            for (int result : results) {
                needed[known(result)] = true;
            }
            if (escape != NO_STEP) {
                needed[escape] = true;
            }
            for (int i = needed.length - 1; i >= 0; i--) {
                Step step = steps.get(i);
                for (int k = 0; needed[i] && k < step.primitive().arity(); k++) {
                    needed[step.argument(k)] = true;
                }
            }
            int[] places = new int[needed.length];
            List<Step> kept = new ArrayList<>();
            for (int i = 0; i < needed.length; i++) {
                if (needed[i]) {
                    Step step = steps.get(i);
                    places[i] = kept.size();
                    kept.add(new Step(
                            step.primitive(),
                            moved(places, step.a()),
                            moved(places, step.b()),
                            moved(places, step.c()),
                            step.bits()));
                }
            }
            List<Integer> moved =
                    IntStream.of(results).mapToObj(result -> places[result]).toList();
            return new Program(precision, inputs, List.copyOf(kept), moved, moved(places, escape));
        }

        private static int known(int step) {
            if (step < 0) {
                throw new UnreadableMethodException("a number that is not computed");
            }
            return step;
        }

        private static int moved(int[] places, int step) {
            return step < 0 ? step : places[step];
        }
    }
}
