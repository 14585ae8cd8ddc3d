package io.autodiff.internal.kernel;

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
public record Operands<A>(List<A> arrays, int[] at, int[] rowStep, int[] step) {}
