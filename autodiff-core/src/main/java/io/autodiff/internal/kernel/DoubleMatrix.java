package io.autodiff.internal.kernel;

/**
 * A matrix of doubles in memory.
 *
 * @param array where its numbers are
 * @param at the place of the first one
 * @param row the step from one row to the next
 * @param column the step from one column to the next; a transposed matrix has them the other way round
 */
@SuppressWarnings("ArrayRecordComponent") // nobody asks two of them whether they are equal
public record DoubleMatrix(double[] array, int at, int row, int column) {
    /** The place of the number in row i and column j. */
    public int at(int i, int j) {
        return at + i * row + j * column;
    }

    /** The rest of the matrix, from row i and column j on. */
    public DoubleMatrix from(int i, int j) {
        return new DoubleMatrix(array, at(i, j), row, column);
    }

    /** Every so many rows, from the first one on. */
    public DoubleMatrix everyRow(int step) {
        return new DoubleMatrix(array, at, step * row, column);
    }

    /** Every so many columns, from the first one on. */
    public DoubleMatrix everyColumn(int step) {
        return new DoubleMatrix(array, at, row, step * column);
    }

    /** The same numbers with rows and columns exchanged. */
    public DoubleMatrix transposed() {
        return new DoubleMatrix(array, at, column, row);
    }
}
