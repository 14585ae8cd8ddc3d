package io.autodiff.tensor;

import io.autodiff.shape.Shape;
import io.autodiff.shape.ShapeMismatchException;
import java.util.Arrays;

/** Whole numbers: labels, indices, positions. Immutable; there is no gradient through them, by type. */
public final class IntTensor {
    private final Shape shape;
    private final int[] values;

    IntTensor(Shape shape, int[] values) {
        this.shape = shape;
        this.values = values;
    }

    /**
     * Whole numbers along one axis.
     *
     * @param values the numbers, copied
     * @return the tensor
     */
    public static IntTensor of(int... values) {
        return new IntTensor(Shape.of(values.length), values.clone());
    }

    /**
     * Whole numbers of any shape.
     *
     * @param shape the shape
     * @param values the numbers in row-major order, copied
     * @return the tensor
     * @throws ShapeMismatchException if their number is not the shape's size
     */
    public static IntTensor of(Shape shape, int... values) {
        Arguments.requireCount("intTensor", shape, values.length);
        return new IntTensor(shape, values.clone());
    }

    /**
     * The shape.
     *
     * @return the lengths of the axes
     */
    public Shape shape() {
        return shape;
    }

    /**
     * The number of elements.
     *
     * @return the size
     */
    public int size() {
        return values.length;
    }

    /**
     * One whole number.
     *
     * @param index one per axis
     * @return the number there
     */
    public int get(int... index) {
        return values[shape.rowMajor().at(Arguments.checkedIndex("intTensor", shape, index))];
    }

    /** The number at a row-major position. */
    int at(int position) {
        return values[position];
    }

    /**
     * Where two tensors of whole numbers agree.
     *
     * @param that of the same shape
     * @return this = that, element by element
     */
    public Mask equalTo(IntTensor that) {
        shape.requireEqual("equalTo", that.shape, "whole numbers are compared one by one and must have the same shape");
        boolean[] equal = new boolean[values.length];
        for (int i = 0; i < equal.length; i++) {
            equal[i] = values[i] == that.values[i];
        }
        return new Mask(shape.rowMajor(), equal);
    }

    /**
     * Some of the slices along the first axis, in the order named.
     *
     * @param rows which
     * @return the chosen slices
     */
    public IntTensor rows(int... rows) {
        int count = shape.dim(0);
        int each = count == 0 ? 0 : values.length / count;
        int[] chosen = new int[rows.length * each];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] < 0 || rows[i] >= count) {
                throw new IllegalArgumentException("rows: there is no row " + rows[i] + " in shape " + shape
                        + "; rows run from 0 to " + (count - 1));
            }
            System.arraycopy(values, rows[i] * each, chosen, i * each, each);
        }
        return new IntTensor(shape.with(0, rows.length), chosen);
    }

    /**
     * All whole numbers in an array of the caller's own.
     *
     * @return the numbers in row-major order
     */
    public int[] toArray() {
        return values.clone();
    }

    /**
     * The same whole numbers as a tensor of floating-point numbers.
     *
     * @param dtype their kind
     * @return plain numbers
     */
    public Tensor toTensor(DType dtype) {
        return DenseTensor.of(
                shape, dtype, Arrays.stream(values).asDoubleStream().toArray());
    }

    /** As NumPy prints it. */
    @Override
    public String toString() {
        return TensorText.integers(shape.dims(), position -> values[position]);
    }
}
