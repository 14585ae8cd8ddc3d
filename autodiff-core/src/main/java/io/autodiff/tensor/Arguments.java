package io.autodiff.tensor;

import io.autodiff.internal.kernel.Allocation;
import io.autodiff.shape.Shape;
import io.autodiff.shape.ShapeMismatchException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks that several kinds of tensor share. */
final class Arguments {
    private Arguments() {}

    /** Refuses a null by the name of the parameter. */
    static void requireGiven(String operation, String name, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException(
                    operation + ": the argument \"" + name + "\" is null; it has to be given");
        }
    }

    /** Refuses a number of values that is not the shape's size. */
    static void requireCount(String operation, Shape shape, int count) {
        requireGiven(operation, "shape", shape);
        if (shape.size() != count) {
            throw new ShapeMismatchException(operation + ": shape " + shape + " holds " + shape.size() + " values, but "
                    + count + (count == 1 ? " was" : " were") + " given");
        }
    }

    /** What to throw for a position that is not on an axis. */
    static IllegalArgumentException noPosition(String operation, Shape shape, int axis, int position) {
        int length = shape.dim(axis);
        return new IllegalArgumentException(operation + ": there is no position " + position + " on axis " + axis
                + " of shape " + shape + ", which " + (length == 0 ? "is empty" : "runs from 0 to " + (length - 1)));
    }

    /** Resolves positions that may count from the end. */
    static int[] checkedIndex(String operation, Shape shape, int... index) {
        requireGiven(operation, "index", index);
        if (index.length != shape.rank()) {
            throw new ShapeMismatchException(operation + ": " + Arrays.toString(index) + " names " + index.length
                    + " positions, but shape " + shape + " has " + shape.rank() + " axes; give one per axis");
        }
        int[] resolved = new int[index.length];
        for (int axis = 0; axis < index.length; axis++) {
            resolved[axis] = position(operation, shape, axis, index[axis]);
        }
        return resolved;
    }

    /** Resolves one position that may count from the end of an axis. */
    static int position(String operation, Shape shape, int axis, int position) {
        int length = shape.dim(axis);
        int resolved = position < 0 ? position + length : position;
        if (resolved < 0 || resolved >= length) {
            throw noPosition(operation, shape, axis, position);
        }
        return resolved;
    }

    /** Resolves the place of a new axis, which may count from the end of the result. */
    static int newAxis(String operation, Shape shape, int axis) {
        int rank = shape.rank();
        int place = axis < 0 ? axis + rank + 1 : axis;
        if (place < 0 || place > rank) {
            throw new IllegalArgumentException(operation + ": a new axis of shape " + shape + " can be placed from −"
                    + (rank + 1) + " to " + rank + ", not at " + axis);
        }
        return place;
    }

    /** Resolves whole numbers that are positions on an axis, each of which may count from its end. */
    static IntTensor positions(String operation, Shape shape, int axis, IntTensor indices) {
        requireGiven(operation, "indices", indices);
        int length = shape.dim(axis);
        int[] resolved = Allocation.ints(indices.size());
        for (int i = 0; i < resolved.length; i++) {
            int index = indices.at(i);
            resolved[i] = index < 0 ? index + length : index;
            if (resolved[i] < 0 || resolved[i] >= length) {
                throw new IllegalArgumentException(operation + ": index " + index + ", at row-major place " + i
                        + " of the indices of shape " + indices.shape() + ", is not a position on axis " + axis
                        + " of shape " + shape + ", "
                        + (length == 0
                                ? "which is empty"
                                : "which runs from 0 to " + (length - 1) + ", or from −" + length + " to −1"));
            }
        }
        return new IntTensor(indices.shape(), resolved);
    }

    /** Refuses to choose from nothing. */
    static void requireSome(String name, Shape shape, int... axes) {
        for (int axis : axes) {
            if (shape.dim(axis) == 0) {
                throw new IllegalArgumentException(name + ": axis " + axis + " of shape " + shape
                        + " is empty, and there is no " + name + " of nothing; check for it first");
            }
        }
    }

    /** The axes as a list, which a record can hold. */
    static List<Integer> list(int... axes) {
        Integer[] boxed = new Integer[axes.length];
        for (int i = 0; i < axes.length; i++) {
            boxed[i] = axes[i];
        }
        return List.of(boxed);
    }
}
