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
 */
record Program(Precision precision, int inputs, List<Step> steps, List<Integer> results) {
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

    /** Whether each constant of a program for doubles is a float, or NaN. */
    boolean hasConstantsOfFloats() {
        return steps.stream()
                .filter(step -> step.primitive() == Primitive.CONSTANT)
                .mapToDouble(step -> Double.longBitsToDouble(step.bits()))
                .allMatch(constant -> Double.compare((float) constant, constant) == 0);
    }

    /** Puts a program together. A step that is there already is not taken twice. */
    static final class Builder {
        private final Precision precision;
        private final List<Step> steps = new ArrayList<>();
        private final Map<Step, Integer> places = new HashMap<>();

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
            int[] all = {-1, -1, -1};
            System.arraycopy(arguments, 0, all, 0, arguments.length);
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
            return at[program.results().get(0)];
        }

        int constant(double value) {
            return precision == Precision.DOUBLE
                    ? put(Double.doubleToRawLongBits(value), Primitive.CONSTANT)
                    : put(Float.floatToRawIntBits((float) value), Primitive.CONSTANT);
        }

        int word(long value) {
            return put(value, Primitive.WORD);
        }

        /** truth ? yes : no, of numbers or of words. */
        int select(int truth, int yes, int no) {
            if (yes == no) {
                return yes;
            }
            return type(yes) == Primitive.Type.WORD
                    ? put(Primitive.TO_BITS, select(truth, put(Primitive.FROM_BITS, yes), put(Primitive.FROM_BITS, no)))
                    : put(Primitive.SELECT, truth, yes, no);
        }

        Primitive.Type type(int step) {
            return steps.get(step).primitive().type();
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
                needed[result] = true;
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
            return new Program(precision, inputs, List.copyOf(kept), moved);
        }

        private static int moved(int[] places, int step) {
            return step < 0 ? step : places[step];
        }
    }
}
