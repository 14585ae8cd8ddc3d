package io.autodiff.internal.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the rows of several operands lie: of each what an {@link Operand} says of one.
 *
 * @param arrays the numbers of each
 * @param at where the first row of each starts
 * @param rowStep how far apart the rows of each are
 * @param step 1 if the numbers of a row lie side by side, 0 if one number stands for all
 * @param <A> the array
 */
public record Operands<A>(List<A> arrays, int[] at, int[] rowStep, int[] step) {
    /** Several operands. */
    @SafeVarargs
    public static <A> Operands<A> of(Operand<A>... operands) {
        List<A> arrays = new ArrayList<>();
        int[] at = new int[operands.length];
        int[] rowStep = new int[operands.length];
        int[] step = new int[operands.length];
        for (int k = 0; k < operands.length; k++) {
            Operand<A> operand = operands[k];
            arrays.add(operand.array());
            at[k] = operand.at();
            rowStep[k] = operand.rowStep();
            step[k] = operand.step();
        }
        return new Operands<>(arrays, at, rowStep, step);
    }

    /** These, and one more. */
    Operands<A> with(Operand<A> last) {
        int count = at.length;
        List<A> all = new ArrayList<>(arrays);
        all.add(last.array());
        int[] places = Arrays.copyOf(at, count + 1);
        int[] rowSteps = Arrays.copyOf(rowStep, count + 1);
        int[] steps = Arrays.copyOf(step, count + 1);
        places[count] = last.at();
        rowSteps[count] = last.rowStep();
        steps[count] = last.step();
        return new Operands<>(all, places, rowSteps, steps);
    }

    /** One of them. */
    Operand<A> get(int k) {
        return new Operand<>(arrays.get(k), at[k], rowStep[k], step[k]);
    }

    /** The same, starting so many steps later in each. */
    public Operands<A> from(int count, int... steps) {
        int[] later = new int[at.length];
        Arrays.setAll(later, k -> at[k] + count * steps[k]);
        return new Operands<>(arrays, later, rowStep, step);
    }
}
