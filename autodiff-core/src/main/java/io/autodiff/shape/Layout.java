package io.autodiff.shape;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the elements of a tensor lie in a flat array: element (i₀, i₁, …) is at offset + Σ iₖ · strideₖ. Immutable.
 *
 * <p>Views of a tensor (transposed, repeated, sliced, reshaped) differ from it in their layout alone; no number moves.
 * An axis along which a tensor is repeated has stride 0.
 */
public final class Layout {
    private final Shape shape;
    private final int[] strides;
    private final int offset;
    private final boolean contiguous;

    private Layout(Shape shape, int[] strides, int offset) {
        this.shape = shape;
        this.strides = strides;
        this.offset = offset;
        this.contiguous = isRowMajor(shape, strides);
    }

    static Layout repeated(Shape shape) {
        return new Layout(shape, new int[shape.rank()], 0);
    }

    static Layout rowMajor(Shape shape) {
        return new Layout(shape, rowMajorStrides(shape), 0);
    }

    private static int[] rowMajorStrides(Shape shape) {
        int[] strides = new int[shape.rank()];
        int stride = 1;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape.size() == 0 ? 1 : shape.at(axis);
        }
        return strides;
    }

    private static boolean isRowMajor(Shape shape, int[] strides) {
        int expected = 1;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            int length = shape.at(axis);
            if (length != 1) {
                if (strides[axis] != expected) {
                    return shape.size() == 0;
                }
                expected *= length;
            }
        }
        return true;
    }

    /**
     * The shape that this layout places.
     *
     * @return the shape
     */
    public Shape shape() {
        return shape;
    }

    /**
     * Where the first element lies.
     *
     * @return its place in the array
     */
    public int offset() {
        return offset;
    }

    /**
     * The distance between neighbours along an axis.
     *
     * @param axis from 0 to rank − 1
     * @return the stride: 0 where elements are repeated, negative where they run backwards
     * @throws IllegalArgumentException if there is no such axis
     */
    public int stride(int axis) {
        requireAxis("stride", axis);
        return strides[axis];
    }

    /**
     * Whether the elements, in logical row-major order, lie side by side in the array, wherever they start.
     *
     * @return true if one loop over {@code size()} neighbours visits them in order
     */
    public boolean isContiguous() {
        return contiguous;
    }

    /**
     * Whether every index leads to one and the same place.
     *
     * @return true for a single number and for one that is repeated everywhere
     */
    public boolean isConstant() {
        for (int axis = 0; axis < strides.length; axis++) {
            if (strides[axis] != 0 && shape.at(axis) != 1) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether its runs are of neighbours or of one repeated number, which is what kernels read.
     *
     * @return true if the innermost axis that is longer than 1 has stride 1 or 0
     */
    public boolean hasPlainRuns() {
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            if (shape.at(axis) != 1) {
                return strides[axis] == 1 || strides[axis] == 0;
            }
        }
        return true;
    }

    /**
     * The place of an element.
     *
     * @param index one whole number per axis, each within its axis
     * @return its place in the array
     * @throws IllegalArgumentException if there is no such element
     */
    public int at(int... index) {
        requireElement(index);
        int place = offset;
        for (int axis = 0; axis < index.length; axis++) {
            place += index[axis] * strides[axis];
        }
        return place;
    }

    /**
     * The place of an element given by its logical row-major position.
     *
     * @param position from 0 to size − 1
     * @return its place in the array
     * @throws IllegalArgumentException if there is no such position
     */
    public int atPosition(int position) {
        if (position < 0 || position >= shape.size()) {
            throw new IllegalArgumentException(
                    "atPosition: there is no element " + position + " of the " + shape.size() + " of shape " + shape);
        }
        if (contiguous) {
            return offset + position;
        }
        int place = offset;
        int rest = position;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            int length = shape.at(axis);
            place += rest % length * strides[axis];
            rest /= length;
        }
        return place;
    }

    /**
     * The view with reordered axes: axis i of the result is axis {@code order[i]} of this.
     *
     * @param order a permutation of 0 … rank − 1
     * @return the view
     * @throws IllegalArgumentException if it is not one
     */
    public Layout permute(int... order) {
        requirePermutation(order);
        int[] dims = new int[order.length];
        int[] permuted = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            dims[i] = shape.at(order[i]);
            permuted[i] = strides[order[i]];
        }
        return new Layout(Shape.of(dims), permuted, offset);
    }

    /**
     * The view of the elements whose last indices are 0: where the matrices of a stack begin.
     *
     * @param count how many axes to leave out
     * @return the view
     * @throws IllegalArgumentException if there are not so many axes
     */
    public Layout dropLast(int count) {
        Shape left = shape.butLast(count);
        return new Layout(left, Arrays.copyOf(strides, left.rank()), offset);
    }

    /**
     * The view that repeats missing axes and axes of length 1.
     *
     * @param target a shape that this one broadcasts to
     * @return the view, with stride 0 where it repeats
     * @throws ShapeMismatchException if this one does not broadcast to it
     */
    public Layout broadcastTo(Shape target) {
        Shape.requireGiven("broadcastTo", "target", target);
        if (target.equals(shape)) {
            return this;
        }
        int missing = target.rank() - shape.rank();
        int[] repeated = new int[target.rank()];
        boolean fits = missing >= 0;
        for (int axis = missing; fits && axis < repeated.length; axis++) {
            int length = shape.at(axis - missing);
            fits = length == target.at(axis) || length == 1;
            repeated[axis] = length == target.at(axis) ? strides[axis - missing] : 0;
        }
        if (!fits) {
            throw new ShapeMismatchException("broadcastTo: " + shape + " cannot be repeated to " + target
                    + ": only missing axes and axes of length 1 can be repeated");
        }
        return new Layout(target, repeated, offset);
    }

    /**
     * The view of every {@code step}-th slice along an axis.
     *
     * @param axis from 0 to rank − 1
     * @param start the first slice
     * @param step the distance to the next, not 0
     * @param count how many
     * @return the view
     * @throws IllegalArgumentException if a slice lies outside the axis
     */
    public Layout slice(int axis, int start, int step, int count) {
        requireSlices(axis, start, step, count);
        int[] stepped = strides.clone();
        // With at most one slice the step leads nowhere, and could overflow.
        stepped[axis] = count > 1 ? strides[axis] * step : strides[axis];
        return new Layout(shape.with(axis, count), stepped, count == 0 ? offset : offset + start * strides[axis]);
    }

    /**
     * The view of a diagonal of every matrix, the last two axes, as one axis.
     *
     * @param above how far above the main diagonal, or below it if negative; beyond the matrix there is nothing
     * @return the view
     * @throws ShapeMismatchException if there are not two axes
     */
    public Layout diagonal(int above) {
        if (strides.length < 2) {
            throw new ShapeMismatchException("diagonal: shape " + shape + " has no two axes to be a matrix");
        }
        int rows = strides.length - 2;
        int columns = strides.length - 1;
        long firstRow = Math.max(0, -(long) above);
        long firstColumn = Math.max(0, above);
        int length = (int) Math.max(0, Math.min(shape.at(rows) - firstRow, shape.at(columns) - firstColumn));
        int[] together = Arrays.copyOf(strides, columns);
        together[rows] = strides[rows] + strides[columns];
        Shape diagonal = shape.butLast(2).followedBy(Shape.of(length));
        int start = length == 0 ? 0 : (int) (firstRow * strides[rows] + firstColumn * strides[columns]);
        return new Layout(diagonal, together, offset + start);
    }

    /**
     * The view of the same elements, in the same logical order, under another shape.
     *
     * @param target a shape of the same size
     * @return the view, or null if these elements cannot be reached by strides and must be copied first
     * @throws ShapeMismatchException if the sizes differ
     */
    public @Nullable Layout reshape(Shape target) {
        Shape.requireGiven("reshape", "target", target);
        if (target.size() != shape.size()) {
            throw new ShapeMismatchException("reshape: " + shape + " has " + shape.size() + " elements and " + target
                    + " has " + target.size() + "; the number of elements must stay the same");
        }
        if (contiguous) {
            return offset == 0 ? target.rowMajor() : new Layout(target, rowMajorStrides(target), offset);
        }
        int[] reshaped = new int[target.rank()];
        int from = shape.rank();
        int to = target.rank();
        // Walks both shapes from the last axis in groups of equal size; within a group of old axes the elements must
        // be evenly spaced, and the new axes of the group subdivide that even spacing.
        while (to > 0) {
            int newSize = target.at(--to);
            if (newSize == 1) {
                continue;
            }
            while (shape.at(from - 1) == 1) {
                from--;
            }
            int stride = strides[--from];
            int oldSize = shape.at(from);
            reshaped[to] = stride;
            int spacing = stride * newSize;
            while (oldSize != newSize) {
                if (oldSize < newSize) {
                    int next = from - 1;
                    if (strides[next] != stride * oldSize && shape.at(next) != 1) {
                        return null;
                    }
                    oldSize *= shape.at(next);
                    from = next;
                } else {
                    to--;
                    reshaped[to] = spacing;
                    newSize *= target.at(to);
                    spacing = stride * newSize;
                }
            }
        }
        return new Layout(target, reshaped, offset);
    }

    private void requireAxis(String operation, int axis) {
        if (axis < 0 || axis >= strides.length) {
            throw new IllegalArgumentException(operation + ": a layout of shape " + shape + " has " + strides.length
                    + " axes, counted from 0, and no axis " + axis);
        }
    }

    private void requireElement(int... index) {
        Shape.requireGiven("at", "index", index);
        boolean within = index.length == strides.length;
        for (int axis = 0; within && axis < index.length; axis++) {
            within = index[axis] >= 0 && index[axis] < shape.at(axis);
        }
        if (!within) {
            throw new IllegalArgumentException(
                    "at: there is no element " + Arrays.toString(index) + " in a layout of shape " + shape);
        }
    }

    private void requirePermutation(int... order) {
        Shape.requireGiven("permute", "order", order);
        boolean[] named = new boolean[strides.length];
        boolean all = order.length == strides.length;
        for (int i = 0; all && i < order.length; i++) {
            all = order[i] >= 0 && order[i] < named.length && !named[order[i]];
            if (all) {
                named[order[i]] = true;
            }
        }
        if (!all) {
            throw new IllegalArgumentException(
                    "permute: " + Arrays.toString(order) + " does not name every axis of shape " + shape + " once");
        }
    }

    private void requireSlices(int axis, int start, int step, int count) {
        requireAxis("slice", axis);
        int length = shape.at(axis);
        // The first slice may lie just behind the end if there is none to take.
        long last = start + (count - 1L) * step;
        boolean within = count > 0
                ? start >= 0 && start < length && last >= 0 && last < length && (step != 0 || count == 1)
                : count == 0 && start >= 0 && start <= length;
        if (!within) {
            throw new IllegalArgumentException("slice: " + count + " slices from " + start + " at a distance of " + step
                    + " do not all lie on axis " + axis + " of shape " + shape);
        }
    }

    /** For example {@code [2, 3] strides [3, 1] offset 0}. */
    @Override
    public String toString() {
        return shape + " strides " + Arrays.toString(strides) + " offset " + offset;
    }
}
