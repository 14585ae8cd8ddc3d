package io.autodiff.tensor;

import io.autodiff.internal.kernel.Allocation;
import io.autodiff.shape.Layout;
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
        Arguments.requireGiven("intTensor", "values", values);
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
        Arguments.requireGiven("intTensor", "values", values);
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

    /** All numbers in row-major order, for a kernel to read and for nobody to write to. */
    int[] values() {
        return values;
    }

    /**
     * Where two tensors of whole numbers agree.
     *
     * @param that of the same shape
     * @return this = that, element by element
     */
    public Mask equalTo(IntTensor that) {
        Arguments.requireGiven("equalTo", "that", that);
        shape.requireEqual("equalTo", that.shape, "whole numbers are compared one by one and must have the same shape");
        boolean[] equal = Allocation.booleans(values.length);
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
     * @throws IllegalArgumentException if there is no such slice
     */
    public IntTensor rows(int... rows) {
        Arguments.requireGiven("rows", "rows", rows);
        int count = shape.dim(shape.axis("rows", 0));
        Shape result = shape.with(0, rows.length);
        int each = count == 0 ? 0 : values.length / count;
        int[] chosen = Allocation.ints(result.size());
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] < 0 || rows[i] >= count) {
                throw Arguments.noPosition("rows", shape, 0, rows[i]);
            }
            System.arraycopy(values, rows[i] * each, chosen, i * each, each);
        }
        return new IntTensor(result, chosen);
    }

    /**
     * The same whole numbers, in the same row-major order, under another shape.
     *
     * @param target one of the same size
     * @return the reshaped tensor
     * @throws ShapeMismatchException if the sizes differ
     */
    public IntTensor reshape(Shape target) {
        Arguments.requireCount("reshape", target, values.length);
        return new IntTensor(target, values);
    }

    /** These whole numbers, repeated along missing axes and axes of length 1. */
    IntTensor broadcastTo(Shape target) {
        if (shape.equals(target)) {
            return this;
        }
        Layout repeated = shape.rowMajor().broadcastTo(target);
        int[] copies = Allocation.ints(target.size());
        Arrays.setAll(copies, position -> values[repeated.atPosition(position)]);
        return new IntTensor(target, copies);
    }

    /**
     * These labels as rows of zeros with a one: y[…, c] = 1 where the label is c, else 0, in float64.
     *
     * @param classes how many there are
     * @return plain numbers, of this shape with one more axis, the classes
     * @throws IllegalArgumentException if a label is not a class
     */
    public Tensor oneHot(int classes) {
        return oneHot(classes, DType.FLOAT64);
    }

    /**
     * These labels as rows of zeros with a one: y[…, c] = 1 where the label is c, else 0.
     *
     * @param classes how many there are
     * @param dtype the kind of the numbers
     * @return plain numbers, of this shape with one more axis, the classes
     * @throws IllegalArgumentException if a label is not a class, from 0 to {@code classes} − 1
     */
    public Tensor oneHot(int classes, DType dtype) {
        Arguments.requireGiven("oneHot", "dtype", dtype);
        Shape table = shape.inserting(-1, classes);
        requireClasses("oneHot", classes);
        double[] rows = Allocation.doubles(table.size());
        for (int i = 0; i < values.length; i++) {
            rows[i * classes + values[i]] = 1;
        }
        return DenseTensor.of(table, dtype, rows);
    }

    /** Refuses a label that is not one of the classes. A label is a name, so that none counts from the end. */
    void requireClasses(String operation, int classes) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] < 0 || values[i] >= classes) {
                throw new IllegalArgumentException(operation + ": label " + values[i] + " at position " + i
                        + (classes == 0
                                ? " is not possible where there are no classes"
                                : " is not one of the " + classes + " classes, which run from 0 to " + (classes - 1)));
            }
        }
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
        Arguments.requireGiven("toTensor", "dtype", dtype);
        double[] numbers = Allocation.doubles(values.length);
        Arrays.setAll(numbers, i -> values[i]);
        return DenseTensor.of(shape, dtype, numbers);
    }

    /** As NumPy prints it. */
    @Override
    public String toString() {
        return TensorText.integers(shape.dims(), position -> values[position]);
    }
}
