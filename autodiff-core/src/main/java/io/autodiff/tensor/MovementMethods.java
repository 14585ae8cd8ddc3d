package io.autodiff.tensor;

import io.autodiff.shape.Shape;
import io.autodiff.shape.ShapeMismatchException;
import io.autodiff.tensor.MovementOps.BroadcastTo;
import io.autodiff.tensor.MovementOps.Pad;
import io.autodiff.tensor.MovementOps.Permute;
import io.autodiff.tensor.MovementOps.Reshape;
import io.autodiff.tensor.MovementOps.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Methods that move numbers and compute none. Most give a view that shares the numbers of this tensor. An axis may be
 * negative: −1 is the last. Every method throws {@link IllegalArgumentException} if there is no such axis.
 */
public sealed interface MovementMethods permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * The same elements, in the same row-major order, under another shape.
     *
     * @param shape one of the same size
     * @return the reshaped tensor
     * @throws ShapeMismatchException if the sizes differ
     */
    default Tensor reshape(Shape shape) {
        Arguments.requireGiven("reshape", "shape", shape);
        Shape from = self().shape();
        if (from.equals(shape)) {
            return self();
        }
        if (from.size() != shape.size()) {
            throw new ShapeMismatchException("reshape: " + from + " has " + from.size() + " elements and " + shape
                    + " has " + shape.size() + "; the number of elements must stay the same");
        }
        return self().apply(new Reshape(shape));
    }

    /**
     * The same elements, in the same row-major order, under another shape. One length may be −1: it follows from the others.
     *
     * @param dims the lengths of the new axes
     * @return the reshaped tensor
     * @throws ShapeMismatchException if the sizes differ, or −1 is there twice or does not follow
     */
    default Tensor reshape(int... dims) {
        Arguments.requireGiven("reshape", "dims", dims);
        int open = -1;
        long known = 1;
        for (int i = 0; i < dims.length; i++) {
            if (dims[i] == -1 && open < 0) {
                open = i;
            } else if (dims[i] == -1) {
                throw new ShapeMismatchException("reshape: " + Arrays.toString(dims)
                        + " leaves more than one length open; give " + "all but one");
            } else {
                known = Math.multiplyExact(known, Math.max(dims[i], 0) == 0 ? 1L : dims[i]) * (dims[i] == 0 ? 0 : 1);
                known = Math.min(known, Integer.MAX_VALUE);
            }
        }
        if (open < 0) {
            return reshape(Shape.of(dims));
        }
        int size = self().size();
        if (known == 0 || size % known != 0) {
            throw new ShapeMismatchException("reshape: the open length in " + Arrays.toString(dims)
                    + " does not follow from the " + size + " elements of " + self().shape() + "; give it");
        }
        int[] whole = dims.clone();
        whole[open] = (int) (size / known);
        return reshape(Shape.of(whole));
    }

    /**
     * All elements along one axis, in row-major order.
     *
     * @return a tensor of rank 1
     */
    default Tensor flatten() {
        return reshape(Shape.of(self().size()));
    }

    /**
     * Reorders the axes: axis i of the result is axis {@code order[i]} of this tensor.
     *
     * @param order every axis once
     * @return the view
     * @throws ShapeMismatchException if an axis is missing
     */
    default Tensor permute(int... order) {
        Arguments.requireGiven("permute", "order", order);
        Shape shape = self().shape();
        if (order.length != shape.rank()) {
            throw new ShapeMismatchException("permute: " + Arrays.toString(order) + " names " + order.length
                    + " axes, but shape " + shape + " has " + shape.rank() + "; name every axis once");
        }
        if (order.length == 0) {
            return self();
        }
        shape.axes("permute", order);
        List<Integer> resolved = new ArrayList<>(order.length);
        for (int axis : order) {
            resolved.add(shape.axis("permute", axis));
        }
        return self().apply(new Permute(List.copyOf(resolved)));
    }

    /**
     * The transposed matrix: exchanges the last two axes.
     *
     * @return the view
     * @throws ShapeMismatchException if there are not two axes
     */
    default Tensor transpose() {
        if (self().rank() < 2) {
            throw new ShapeMismatchException("transpose: shape " + self().shape()
                    + " has no two axes to exchange; reshape it to " + "a matrix first");
        }
        return self().apply(Permute.exchangingLastTwo(self().rank()));
    }

    /**
     * Exchanges two axes.
     *
     * @param first one axis
     * @param second the other
     * @return the view
     */
    default Tensor transpose(int first, int second) {
        Shape shape = self().shape();
        int[] order = shape.axes("transpose");
        int one = shape.axis("transpose", first);
        int other = shape.axis("transpose", second);
        order[one] = other;
        order[other] = one;
        return permute(order);
    }

    /**
     * Repeats along missing leading axes and along axes of length 1, without copying: a view. Its transpose is {@link
     * ReductionMethods#sumTo}.
     *
     * @param shape one that this tensor's broadcasts to
     * @return the view
     * @throws ShapeMismatchException if it does not
     */
    default Tensor broadcastTo(Shape shape) {
        Arguments.requireGiven("broadcastTo", "shape", shape);
        Shape from = self().shape();
        if (from.equals(shape)) {
            return self();
        }
        if (!from.broadcastsTo(shape)) {
            throw new ShapeMismatchException("broadcastTo: " + from + " cannot be repeated to " + shape
                    + ": only missing axes and axes of length 1 can be repeated");
        }
        return self().apply(new BroadcastTo(shape));
    }

    /**
     * Part of an axis.
     *
     * @param axis which
     * @param from the first position, from 0, or counted from the end if negative
     * @param to the first position that is left out, or counted from the end if negative
     * @return the view
     * @throws IllegalArgumentException if the positions are not within the axis or not in order
     */
    default Tensor slice(int axis, int from, int to) {
        return slice(axis, from, to, 1);
    }

    /**
     * Every {@code step}-th slice of part of an axis.
     *
     * @param axis which
     * @param from the first position, from 0, or counted from the end if negative
     * @param to the first position that is left out, or counted from the end if negative
     * @param step at least 1
     * @return the view
     * @throws IllegalArgumentException if the positions are not within the axis or not in order, or the step is below 1
     */
    default Tensor slice(int axis, int from, int to, int step) {
        return self().apply(Slice.of("slice", self().shape(), axis, from, to, step));
    }

    /**
     * One slice along an axis, which is dropped.
     *
     * @param axis which
     * @param position from 0, or counted from the end if negative
     * @return the view
     * @throws IllegalArgumentException if there is no such position
     */
    default Tensor select(int axis, int position) {
        Shape shape = self().shape();
        int resolved = shape.axis("select", axis);
        int start = Arguments.position("select", shape, resolved, position);
        return slice(resolved, start, start + 1).reshape(shape.without(resolved));
    }

    /**
     * Puts zeros before and after along an axis.
     *
     * @param axis which
     * @param before how many zeros come first
     * @param after how many come last
     * @return the longer tensor
     * @throws IllegalArgumentException if a number is negative
     */
    default Tensor pad(int axis, int before, int after) {
        int resolved = self().shape().axis("pad", axis);
        if (before < 0 || after < 0) {
            throw new IllegalArgumentException("pad: " + before + " before and " + after
                    + " after: the numbers of zeros cannot be negative; slice removes");
        }
        long length = (long) before + self().size(resolved) + after;
        if (length > Integer.MAX_VALUE) {
            throw new ShapeMismatchException(
                    "pad: axis " + resolved + " would have " + length + " positions, more than " + Integer.MAX_VALUE);
        }
        return self().apply(new Pad(resolved, before, 1, (int) length));
    }

    /**
     * Repeats every slice along an axis, each one {@code times} times in a row: [a, b] becomes [a, a, b, b]. Composed of {@code
     * reshape} and {@code broadcastTo}; its gradient, a sum, follows from theirs.
     *
     * @param times how often, 0 or more
     * @param axis which
     * @return the longer tensor
     * @throws IllegalArgumentException if {@code times} is negative
     */
    default Tensor repeat(int times, int axis) {
        if (times < 0) {
            throw new IllegalArgumentException("repeat: " + times + " times is not possible; it starts at 0");
        }
        Shape shape = self().shape();
        int resolved = shape.axis("repeat", axis);
        Shape slot = shape.inserting(resolved + 1, 1);
        Shape result = shape.with(resolved, Shape.of(shape.dim(resolved), times).size());
        return reshape(slot).broadcastTo(slot.with(resolved + 1, times)).reshape(result);
    }
}
