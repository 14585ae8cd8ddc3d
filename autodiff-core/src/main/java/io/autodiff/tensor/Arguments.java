package io.autodiff.tensor;

import io.autodiff.shape.Shape;
import io.autodiff.shape.ShapeMismatchException;
import java.util.Arrays;
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
            int length = shape.dim(axis);
            resolved[axis] = index[axis] < 0 ? index[axis] + length : index[axis];
            if (resolved[axis] < 0 || resolved[axis] >= length) {
                throw noPosition(operation, shape, axis, index[axis]);
            }
        }
        return resolved;
    }
}
