package io.autodiff.tensor;

import io.autodiff.shape.Shape;
import io.autodiff.shape.ShapeMismatchException;
import io.autodiff.tensor.ArrangementOps.Flip;
import io.autodiff.tensor.ArrangementOps.Roll;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Methods that add, drop and move axes, take tensors apart, and put positions into another order. Most are composed of those
 * in {@link MovementMethods}, and their gradients follow. An axis may be negative: −1 is the last. Every method throws
 * {@link IllegalArgumentException} if there is no such axis.
 */
public sealed interface ArrangementMethods permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * A new axis of length 1.
     *
     * @param axis where it will be: from 0 to rank, or counted from the end of the result
     * @return the view
     */
    default Tensor expandDims(int axis) {
        Shape shape = self().shape();
        return self().reshape(shape.inserting(Arguments.newAxis("expandDims", shape, axis), 1));
    }

    /**
     * Drops axes of length 1.
     *
     * @param axes which; none for all that have length 1
     * @return the view
     * @throws ShapeMismatchException if a named axis is not of length 1
     */
    default Tensor squeeze(int... axes) {
        Shape shape = self().shape();
        int[] named = shape.axes("squeeze", axes);
        if (axes.length == 0) {
            named = Arrays.stream(named).filter(axis -> shape.dim(axis) == 1).toArray();
        }
        for (int axis : named) {
            if (shape.dim(axis) != 1) {
                throw new ShapeMismatchException(
                        "squeeze: axis " + axis + " of shape " + shape + " has length " + shape.dim(axis)
                                + ", and only axes of length 1 can be dropped; select takes one position of it");
            }
        }
        return self().reshape(shape.without(named));
    }

    /**
     * Moves one axis to another place; the others stay in order.
     *
     * @param from which
     * @param to where it will be
     * @return the view
     */
    default Tensor moveAxis(int from, int to) {
        Shape shape = self().shape();
        int source = shape.axis("moveAxis", from);
        int place = shape.axis("moveAxis", to);
        List<Integer> order = new ArrayList<>(Arguments.list(shape.axes("moveAxis")));
        order.remove(source);
        order.add(place, source);
        return self().permute(ReductionOps.array(order));
    }

    /**
     * Takes this tensor apart into equal parts. The inverse is {@link Tensor#concat}.
     *
     * @param axis along which
     * @param parts how many, at least 1
     * @return the parts, views
     * @throws ShapeMismatchException if the length of the axis is not a multiple of the number of parts
     */
    default List<Tensor> split(int axis, int parts) {
        Shape shape = self().shape();
        int resolved = shape.axis("split", axis);
        int length = shape.dim(resolved);
        if (parts < 1 || length % parts != 0) {
            throw new ShapeMismatchException("split: axis " + resolved + " of shape " + shape + " has length " + length
                    + ", which does not split into " + parts + " equal parts; splitSizes takes unequal ones");
        }
        if (length == 0) {
            return Collections.nCopies(parts, self());
        }
        int[] sizes = new int[parts];
        Arrays.fill(sizes, length / parts);
        return splitSizes(resolved, sizes);
    }

    /**
     * Takes this tensor apart into parts of given lengths. The inverse is {@link Tensor#concat}.
     *
     * @param axis along which
     * @param sizes the lengths of the parts, which add up to that of the axis
     * @return the parts, views
     * @throws ShapeMismatchException if they do not add up, or one is negative
     */
    default List<Tensor> splitSizes(int axis, int... sizes) {
        Arguments.requireGiven("splitSizes", "sizes", sizes);
        Shape shape = self().shape();
        int resolved = shape.axis("splitSizes", axis);
        long sum = 0;
        boolean negative = false;
        for (int size : sizes) {
            sum += size;
            negative |= size < 0;
        }
        if (negative || sum != shape.dim(resolved)) {
            throw new ShapeMismatchException("splitSizes: parts of lengths " + Arrays.toString(sizes)
                    + (negative ? ", of which one is negative," : ", together " + sum + ",")
                    + " are not the whole of axis "
                    + resolved + " of shape " + shape);
        }
        List<Tensor> parts = new ArrayList<>(sizes.length);
        int start = 0;
        for (int size : sizes) {
            parts.add(self().slice(resolved, start, start + size));
            start += size;
        }
        return List.copyOf(parts);
    }

    /**
     * Reverses axes: the first position becomes the last. Its transpose is itself.
     *
     * @param axes which; none for all
     * @return the view
     */
    default Tensor flip(int... axes) {
        return self().apply(new Flip(Arguments.list(self().shape().axes("flip", axes))));
    }

    /**
     * Moves every position of an axis on, round the end: for a shift of 1, [a, b, c] becomes [c, a, b]. Its transpose rolls back.
     *
     * @param axis which
     * @param shift by how much, backwards if negative; any number
     * @return the rolled tensor
     */
    default Tensor roll(int axis, int shift) {
        int resolved = self().shape().axis("roll", axis);
        int length = self().size(resolved);
        return self().apply(new Roll(resolved, length == 0 ? 0 : Math.floorMod(shift, length)));
    }

    /**
     * Lays copies side by side: for 2 times, [a, b] becomes [a, b, a, b]. As in NumPy, the numbers of times belong to the last axes, and
     * the shorter of the two gets ones in front. {@link MovementMethods#repeat} repeats each slice instead.
     *
     * @param times how often along each axis, 0 or more
     * @return the larger tensor
     * @throws IllegalArgumentException if a number is negative
     */
    default Tensor tile(int... times) {
        Arguments.requireGiven("tile", "times", times);
        Shape shape = self().shape();
        int rank = Math.max(shape.rank(), times.length);
        int[] once = new int[2 * rank]; // for each axis, how many copies and how long it is
        int[] tiled = new int[2 * rank];
        int[] result = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            int i = axis - (rank - shape.rank());
            int j = axis - (rank - times.length);
            int length = i < 0 ? 1 : shape.dim(i);
            int copies = j < 0 ? 1 : times[j];
            if (copies < 0) {
                throw new IllegalArgumentException(
                        "tile: " + Arrays.toString(times) + " has a negative number of times; it starts at 0");
            }
            once[2 * axis] = 1;
            once[2 * axis + 1] = length;
            tiled[2 * axis] = copies;
            tiled[2 * axis + 1] = length;
            result[axis] = Shape.of(length, copies).size();
        }
        return self().reshape(Shape.of(once)).broadcastTo(Shape.of(tiled)).reshape(Shape.of(result));
    }
}
