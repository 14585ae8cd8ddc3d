package io.autodiff.internal.kernel;

/**
 * Where the rows of one operand lie.
 *
 * @param array the numbers
 * @param at where the first row starts
 * @param rowStep how far apart its rows are
 * @param step 1 if the numbers of a row lie side by side, 0 if one number stands for all
 * @param <A> the array
 */
public record Operand<A>(A array, int at, int rowStep, int step) {
    /** Rows of n numbers, one after another. */
    public static <A> Operand<A> rows(A x, int at, int n) {
        return new Operand<>(x, at, n, 1);
    }

    /** A number for each row. */
    public static <A> Operand<A> perRow(A x, int at) {
        return new Operand<>(x, at, 1, 0);
    }

    /** The same row again and again. */
    public static <A> Operand<A> perColumn(A x, int at) {
        return new Operand<>(x, at, 0, 1);
    }

    /** The same number everywhere. */
    public static <A> Operand<A> single(A x, int at) {
        return new Operand<>(x, at, 0, 0);
    }
}
