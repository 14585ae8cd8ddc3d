package io.autodiff.internal.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * Loops over arrays of one kind. Every use of a Java array of numbers is behind this interface.
 *
 * <p>Places ({@code at}) and lengths ({@code n}) have been checked by the caller. A step of 1 means neighbours, a step of 0
 * one number for all; {@link #copy} alone takes any step. Results are written side by side.
 *
 * <p><b>The order of summation is part of the contract.</b> The sum of n numbers cuts them into blocks of {@value #BLOCK}.
 * Within a block, number i is added to lane i mod {@value #LANES}, each lane starting from +0; then the lanes are added by
 * halving: lane l takes lane l + 8, then l + 4, l + 2, l + 1. Block sums s₀, s₁, … are added in neighbouring pairs,
 * (s₀ + s₁), (s₂ + s₃), …, the last one carried over if it has no partner, until one is left.
 * A product of n numbers and every scan take one number after another, so that the last number of a cumulative product
 * is the product.
 *
 * <p>A matrix product accumulates each element by fma over k, from +0, within blocks of {@value #BLOCK}, and adds the block
 * sums in neighbouring pairs as above. A product with a single column (n = 1) accumulates each element by fma in lanes, as
 * a sum does, because one chain would wait for itself.
 *
 * @param <A> the array: {@code double[]} or {@code float[]}
 */
public interface Kernels<A> {
    /** The length of the blocks that a long sum is cut into. */
    int BLOCK = 256;

    /** The number of partial sums within a block. */
    int LANES = 16;

    /** Which kernels run, why, and which flag would make them faster. */
    static String describe() {
        return Providers.describe();
    }

    /** A new array of zeros. */
    A allocate(int n);

    /** Several such arrays. */
    default List<A> allocate(int count, int n) {
        List<A> arrays = new ArrayList<>(count);
        for (int k = 0; k < count; k++) {
            arrays.add(allocate(n));
        }
        return arrays;
    }

    /** An array of the given numbers, each rounded to this kind. */
    A of(double... values);

    /** How many numbers an array holds. */
    int length(A x);

    /** The number at a place, exactly. */
    double get(A x, int at);

    /** Sets the number at a place, rounded to this kind. */
    void set(A x, int at, double value);

    /** Writes one number n times. */
    void fill(A out, int at, int n, double value);

    /** out[i] = x[i · step], for any step. */
    void copy(A x, int at, int step, A out, int outAt, int outStep, int n);

    /** out[i · outStep] += x[i]. */
    void addInto(A x, int at, A out, int outAt, int outStep, int n);

    /**
     * out[i] = f(x[i]). The result may not lie where the input does: for the last few numbers, vector loops redo the last full vector.
     */
    void unary(UnaryFunction f, A x, int at, int step, A out, int outAt, int n);

    /**
     * out[r, i] = f(a[r, i], b[r, i]) for rows of n numbers, for any steps from row to row. The result may not lie where an input does,
     * as in {@link #unary}.
     */
    void binary(
            BinaryFunction f,
            int rows,
            int n,
            A a,
            int aAt,
            int aRow,
            int aStep,
            A b,
            int bAt,
            int bRow,
            int bStep,
            A out,
            int outAt);

    /**
     * outₖ[r, i] = result k of e(in₀[r, i], in₁[r, i], …) for rows of n numbers: what its terms give one after another, in one pass
     * over memory. No result may lie where an input does, as in {@link #unary}.
     */
    default void fused(Expression e, int rows, int n, Operands<A> in, List<A> out, int outAt) {
        new Blocks<>(this, e, in, (long) rows * n).run(rows, n, out, outAt);
    }

    /** out[i] = a[i] ∘ b[i]. */
    void compare(Comparison c, A a, int aAt, int aStep, A b, int bAt, int bStep, boolean[] out, int outAt, int n);

    /** out[i] = mask[i] ? a[i] : b[i]. */
    void select(
            boolean[] mask,
            int maskAt,
            int maskStep,
            A a,
            int aAt,
            int aStep,
            A b,
            int bAt,
            int bStep,
            A out,
            int outAt,
            int n);

    /** out[r] = Σ of row r in the order of the contract, for any steps from row to row and within a row. */
    void sumRows(A x, int at, int rowStep, int step, int rows, int n, A out, int outAt);

    /**
     * outₖ[r] = Σ of result k of e(in₀[r, i], in₁[r, i], …) along row r, in the order of the contract; rows ≥ 1 and n ≥ 1. It is the sum of
     * what {@link #fused} gives, which is not written down, or only so much of it as stays in a cache.
     */
    void sumRows(Expression e, int rows, int n, Operands<A> in, List<A> out, int outAt);

    /** outₖ[i] = Σ of result k of e(in₀[r, i], in₁[r, i], …) along column i, in the order of the contract; rows ≥ 1 and n ≥ 1. */
    void sumColumns(Expression e, int rows, int n, Operands<A> in, List<A> out, int outAt);

    /** out[r] = the largest number of row r, NaN if there is one; n ≥ 1. */
    void maxRows(A x, int at, int rows, int n, A out, int outAt);

    /** out[r] = the smallest number of row r, NaN if there is one; n ≥ 1. */
    void minRows(A x, int at, int rows, int n, A out, int outAt);

    /** out[r] = Π of row r, from 1, one factor after another. */
    void productRows(A x, int at, int rows, int n, A out, int outAt);

    /** out = e^(x − m) / Σ e^(x − m) within each row, where m is its largest number; n ≥ 1. The result may not lie where x does. */
    void softmaxRows(A x, int at, int rows, int n, A out, int outAt);

    /**
     * out = (x − m) − ln Σ e^(x − m) within each row, where m is its largest number; n ≥ 1. The result may not lie where x does.
     */
    void logSoftmaxRows(A x, int at, int rows, int n, A out, int outAt);

    /**
     * out = (g − Σ g·y)·y within each row: the gradient by x where g is the one by y of {@link #softmaxRows}; n ≥ 1. Products absorb, as
     * {@link BinaryFunction#GRADIENT_PRODUCT} says. The rows of all lie side by side. The result may not lie where an input does.
     */
    void softmaxGradient(A y, int yAt, A g, int gAt, int rows, int n, A out, int outAt);

    /**
     * out = g − (Σ g)·e^y within each row: the gradient by x where g is the one by y of {@link #logSoftmaxRows}; n ≥ 1. Products absorb, as
     * {@link BinaryFunction#GRADIENT_PRODUCT} says. The rows of all lie side by side. The result may not lie where an input does.
     */
    void logSoftmaxGradient(A y, int yAt, A g, int gAt, int rows, int n, A out, int outAt);

    /**
     * out[r] = ln Σ e^(x − s) + s of row r, where the shift s is its largest number, or 0 if that is infinite; n ≥ 1. The result may not lie
     * where x does.
     */
    void logSumExpRows(A x, int at, int rows, int n, A out, int outAt);

    /**
     * out[r] = −((x[label] − m) − ln Σ e^(x − m)) of row r, where m is its largest number and the label that of the row, from 0 to n − 1;
     * n ≥ 1. The result may not lie where x does.
     */
    void crossEntropyRows(A x, int at, int[] labels, int labelsAt, int rows, int n, A out, int outAt);

    /**
     * out = g·(e^(x − m) / Σ e^(x − m) − δ) within each row, where m is its largest number, δ is 1 at its label and 0 elsewhere, and g has
     * one number for each row: the gradient by x where g is the one by the result of {@link #crossEntropyRows}; n ≥ 1. Products absorb, as
     * {@link BinaryFunction#GRADIENT_PRODUCT} says. The rows of both lie side by side. The result may not lie where an input does.
     */
    void crossEntropyGradient(A x, int at, int[] labels, int labelsAt, A g, int gAt, int rows, int n, A out, int outAt);

    /**
     * y = ((x − m)·r)·γ + β within each row, where m = Σ x / n is its mean and r = 1/√(Σ (x − m)² / n + ε); n ≥ 1. Each operation is
     * rounded, in this order. The result may not lie where an input does.
     *
     * @param in x, γ and β, of which x lies side by side
     */
    void normalizeRows(Operands<A> in, int rows, int n, double epsilon, A y, int yAt);

    /**
     * m = Σ x / n and r = 1/√(Σ (x − m)² / n + ε) of each row: the mean and the factor of {@link #normalizeRows}; n ≥ 1. No result may lie
     * where x does.
     */
    void rowStatistics(A x, int at, int rows, int n, double epsilon, A m, int mAt, A r, int rAt);

    /**
     * out = ((h − Σ h / n) − z·(Σ h·z / n))·r within each row, where h = g·γ and z = (x − m)·r: the gradient by x where g is the one by y
     * of {@link #normalizeRows}; n ≥ 1. The product g·γ absorbs, as {@link BinaryFunction#GRADIENT_PRODUCT} says. The result may not lie where an input does.
     *
     * @param in x, m, r, γ and g, of which x and g lie side by side
     */
    void normalizeRowsGradient(Operands<A> in, int rows, int n, A out, int outAt);

    /** out[r] = the first place within row r of its largest number, or of its first NaN; n ≥ 1. */
    void argMaxRows(A x, int at, int rows, int n, int[] out);

    /**
     * out[0] = x[0] and out[i] = f(out[i − 1], x[i]) for n slices of {@code width} neighbours each, one after another. The slices
     * of both are {@code step} apart, which is negative to go backwards.
     */
    void scan(BinaryFunction f, A x, int at, A out, int outAt, int step, int n, int width);

    /**
     * out[0] = b[0] and out[i] = a[i] · out[i − 1] + b[i], by fma, for slices as in {@link #scan}; a[0] is not read. An out[i − 1]
     * of exactly zero absorbs, as in {@link BinaryFunction#GRADIENT_PRODUCT}: out[i] is then b[i].
     */
    void linearRecurrence(A a, int aAt, A b, int bAt, A out, int outAt, int step, int n, int width);

    /** out[i] = x[places[i]]. */
    void gather(A x, int[] places, A out);

    /** out[places[i]] += x[i], in the order of i. */
    void scatterAdd(A x, int at, int[] places, A out);

    /** out (m × n, row by row from outAt, zeros before) = a · b, any strides, in the order of the contract. */
    void matmul(
            int m,
            int n,
            int k,
            A a,
            int aAt,
            int aRow,
            int aColumn,
            A b,
            int bAt,
            int bRow,
            int bColumn,
            A out,
            int outAt);
}
