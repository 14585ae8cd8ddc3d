package io.autodiff.internal.kernel;

import java.util.Arrays;
import java.util.List;

/**
 * Where the rows of several operands lie.
 *
 * @param arrays one of each
 * @param at where the first row of each starts
 * @param rowStep how far apart the rows of each are
 * @param step 1 if the numbers of a row lie side by side, 0 if one number stands for all
 * @param <A> the array
 */
public record Operands<A>(List<A> arrays, int[] at, int[] rowStep, int[] step) {
    /** The same, starting so many steps later in each. */
    Operands<A> from(int count, int... steps) {
        int[] later = new int[at.length];
        Arrays.setAll(later, k -> at[k] + count * steps[k]);
        return new Operands<>(arrays, later, rowStep, step);
    }
}
