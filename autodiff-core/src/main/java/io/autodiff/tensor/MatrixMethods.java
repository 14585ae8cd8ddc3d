package io.autodiff.tensor;

import io.autodiff.internal.kernel.Allocation;
import io.autodiff.shape.Shape;
import io.autodiff.shape.ShapeMismatchException;
import io.autodiff.tensor.MatrixOps.DiagEmbed;
import io.autodiff.tensor.MatrixOps.Diagonal;
import java.util.Arrays;

/**
 * Parts of matrices. The last two axes are the matrix; axes before them are a stack of matrices. The k-th diagonal is above
 * the main one, or below it if k is negative.
 *
 * <p>Every method but {@code diagEmbed} throws {@link ShapeMismatchException} if there are not two axes.
 */
public sealed interface MatrixMethods permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * The main diagonal: yᵢ = xᵢᵢ. Its transpose is {@link #diagEmbed()}.
     *
     * @return the view, with one axis for the last two
     */
    default Tensor diagonal() {
        return diagonal(0);
    }

    /**
     * A diagonal: yᵢ = xᵢ,ᵢ₊ₖ, or xᵢ₋ₖ,ᵢ if k is negative. Its transpose is {@link #diagEmbed(int)}.
     *
     * @param offset k; a diagonal beyond the matrix is empty
     * @return the view, with one axis for the last two
     */
    default Tensor diagonal(int offset) {
        requireMatrix("diagonal");
        return self().apply(new Diagonal(offset));
    }

    /**
     * Square matrices of zeros with these numbers on the main diagonal: yᵢᵢ = xᵢ. Its transpose is {@link #diagonal()}.
     *
     * @return matrices with as many rows as the last axis is long
     * @throws ShapeMismatchException if this is a single number
     */
    default Tensor diagEmbed() {
        return diagEmbed(0);
    }

    /**
     * Square matrices of zeros with these numbers on a diagonal: yᵢ,ᵢ₊ₖ = xᵢ. Its transpose is {@link #diagonal(int)}.
     *
     * @param offset k
     * @return matrices that the diagonal fits into exactly
     * @throws ShapeMismatchException if this is a single number, or the matrices would be too large
     */
    default Tensor diagEmbed(int offset) {
        Shape shape = self().shape();
        if (shape.rank() == 0) {
            throw new ShapeMismatchException(
                    "diagEmbed: a single number has no axis to be a diagonal; " + "reshape it to [1] first");
        }
        long side = shape.dim(-1) + Math.abs((long) offset);
        if (side > Integer.MAX_VALUE) {
            throw new ShapeMismatchException("diagEmbed: matrices of " + side + " rows, for shape " + shape
                    + " on diagonal " + offset + ", are too large; the most are " + Integer.MAX_VALUE);
        }
        return self().apply(new DiagEmbed(offset, (int) side, (int) side));
    }

    /**
     * The sum of the main diagonal: y = Σ xᵢᵢ; ∂y/∂x is the identity matrix.
     *
     * @return the trace of each matrix
     */
    default Tensor trace() {
        requireMatrix("trace");
        return diagonal().sum(-1);
    }

    /**
     * The lower triangle: the main diagonal and what is below it; 0 above. What is above gets a gradient of exactly 0.
     *
     * @return the lower triangle
     */
    default Tensor tril() {
        return tril(0);
    }

    /**
     * A lower triangle: the k-th diagonal and what is below it; 0 above.
     *
     * @param offset k
     * @return the lower triangle
     */
    default Tensor tril(int offset) {
        requireMatrix("tril");
        return Tensor.where(triangle(offset), self(), self().constantLike(0));
    }

    /**
     * The upper triangle: the main diagonal and what is above it; 0 below. What is below gets a gradient of exactly 0.
     *
     * @return the upper triangle
     */
    default Tensor triu() {
        return triu(0);
    }

    /**
     * An upper triangle: the k-th diagonal and what is above it; 0 below.
     *
     * @param offset k
     * @return the upper triangle
     */
    default Tensor triu(int offset) {
        requireMatrix("triu");
        return Tensor.where(triangle(offset - 1L), self().constantLike(0), self());
    }

    /** True on the k-th diagonal of one matrix and below it. */
    private Mask triangle(long offset) {
        Shape matrix = self().shape().last(2);
        boolean[] truths = Allocation.booleans(matrix.size());
        for (int row = 0; row < matrix.dim(0) && truths.length > 0; row++) {
            int columns = (int) Math.max(0, Math.min(row + offset + 1, matrix.dim(1)));
            Arrays.fill(truths, row * matrix.dim(1), row * matrix.dim(1) + columns, true);
        }
        return new Mask(matrix.rowMajor(), truths);
    }

    private void requireMatrix(String name) {
        if (self().rank() < 2) {
            throw new ShapeMismatchException(name + ": shape " + self().shape()
                    + " has no two axes to be a matrix; reshape it, or use diagEmbed to make one of a diagonal");
        }
    }
}
