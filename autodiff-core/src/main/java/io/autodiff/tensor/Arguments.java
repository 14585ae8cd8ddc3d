package io.autodiff.tensor;

import io.autodiff.shape.Shape;
import io.autodiff.shape.ShapeMismatchException;
import java.util.Arrays;

/** Checks that several kinds of tensor share. */
final class Arguments {
    private Arguments() {}

    /** Refuses a number of values that is not the shape's size. */
    static void requireCount(String operation, Shape shape, int count) {
        if (shape.size() != count) {
            throw new ShapeMismatchException(operation + ": shape " + shape + " holds " + shape.size() + " values, but "
                    + count + (count == 1 ? " was" : " were") + " given");
        }
    }

    /** Resolves positions that may count from the end. */
    static int[] checkedIndex(String operation, Shape shape, int... index) {
        if (index.length != shape.rank()) {
            throw new ShapeMismatchException(operation + ": " + Arrays.toString(index) + " names " + index.length
                    + " positions, but shape " + shape + " has " + shape.rank() + " axes; give one per axis");
        }
        int[] resolved = new int[index.length];
        for (int axis = 0; axis < index.length; axis++) {
            int length = shape.dim(axis);
            resolved[axis] = index[axis] < 0 ? index[axis] + length : index[axis];
            if (resolved[axis] < 0 || resolved[axis] >= length) {
                throw new IllegalArgumentException(operation + ": there is no position " + index[axis] + " on axis "
                        + axis + " of shape " + shape + ", which runs from 0 to " + (length - 1));
            }
        }
        return resolved;
    }
}
