package io.autodiff.shape;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lengths of a tensor's axes: {@code [2, 3]} is two rows of three. Immutable.
 *
 * <p>A shape of rank 0, {@code []}, has one element. Any axis may have length 0. An axis argument may be negative:
 * {@code −1} is the last axis. The number of elements is at most 2³¹ − 1, the length of a Java array, and the number of
 * axes at most {@value #MAX_RANK}.
 */
public final class Shape {
    // Over 400 lines, half of them Javadoc: what a shape can be asked, and the errors that say how shapes do not fit.

    /*
     * Long because a shape is a value with many small questions, each with its error text; none is worth a class of its own.
     */

    /** The most axes that a shape may have. */
    public static final int MAX_RANK = 64;

    /** The shape of a single number: {@code []}. */
    public static final Shape SCALAR = new Shape();

    private final int[] dims;
    private final int size;
    private @Nullable Layout rowMajor; // made when first asked for; two threads would make equal ones
    private @Nullable Layout repeated;

    private Shape(int... dims) {
        this.dims = dims;
        this.size = sizeOf(dims);
    }

    /**
     * The shape with these axis lengths.
     *
     * @param dims the lengths, outermost first
     * @return the shape
     * @throws ShapeMismatchException if a length is negative, the product exceeds 2³¹ − 1, or there are too many axes
     */
    public static Shape of(int... dims) {
        requireGiven("shape", "dims", dims);
        return dims.length == 0 ? SCALAR : new Shape(dims.clone());
    }

    /** Exact in {@code long}: factors are below 2³¹ and the running product is checked to stay below 2³¹. */
    private static int sizeOf(int[] dims) {
        if (dims.length > MAX_RANK) {
            throw new ShapeMismatchException(
                    "shape: " + dims.length + " axes are more than the " + MAX_RANK + " that one tensor can have");
        }
        long size = 1;
        boolean overflow = false;
        boolean empty = false;
        for (int dim : dims) {
            if (dim < 0) {
                throw new ShapeMismatchException(
                        "shape " + Arrays.toString(dims) + ": the length " + dim + " is negative; lengths start at 0");
            }
            empty |= dim == 0;
            if (!overflow) {
                size *= dim;
                overflow = size > Integer.MAX_VALUE;
            }
        }
        if (overflow && !empty) {
            throw new ShapeMismatchException("shape " + Arrays.toString(dims) + " has more than " + Integer.MAX_VALUE
                    + " elements, the most that one tensor can hold; split it");
        }
        return empty ? 0 : (int) size;
    }

    /**
     * The number of axes.
     *
     * @return the rank, 0 for a single number
     */
    public int rank() {
        return dims.length;
    }

    /**
     * The number of elements: the product of the lengths, 1 for rank 0.
     *
     * @return the size
     */
    public int size() {
        return size;
    }

    /**
     * The length of one axis.
     *
     * @param axis from −rank to rank − 1
     * @return its length
     * @throws IllegalArgumentException if there is no such axis
     */
    public int dim(int axis) {
        return dims[axis("dim", axis)];
    }

    /**
     * All lengths, in an array of the caller's own.
     *
     * @return the lengths, outermost first
     */
    public int[] dims() {
        return dims.clone();
    }

    /** The length of an axis that is known to be in range. */
    int at(int axis) {
        return dims[axis];
    }

    /**
     * Resolves an axis that may count from the end.
     *
     * @param operation who asks, for the error text
     * @param axis from −rank to rank − 1
     * @return the same axis, from 0 to rank − 1
     * @throws IllegalArgumentException if there is no such axis
     */
    public int axis(String operation, int axis) {
        int resolved = axis < 0 ? axis + dims.length : axis;
        if (resolved < 0 || resolved >= dims.length) {
            throw new IllegalArgumentException(operation + ": there is no axis " + signed(axis) + " in shape " + this
                    + (dims.length == 0
                            ? ", a single number"
                            : "; axes run from " + signed(-dims.length) + " to " + (dims.length - 1)));
        }
        return resolved;
    }

    /**
     * Resolves several axes, refusing one that is named twice. No axes at all stand for every axis.
     *
     * @param operation who asks, for the error text
     * @param axes each from −rank to rank − 1
     * @return the same axes, from 0 to rank − 1, ascending
     * @throws IllegalArgumentException if there is no such axis, or one is repeated
     */
    public int[] axes(String operation, int... axes) {
        requireGiven(operation, "axes", axes);
        if (axes.length == 0) {
            int[] all = new int[dims.length];
            Arrays.setAll(all, i -> i);
            return all;
        }
        int[] resolved = new int[axes.length];
        boolean[] seen = new boolean[dims.length];
        for (int i = 0; i < axes.length; i++) {
            resolved[i] = axis(operation, axes[i]);
            if (seen[resolved[i]]) {
                throw new IllegalArgumentException(operation + ": axis " + resolved[i] + " of shape " + this
                        + " is named twice in " + Arrays.toString(axes));
            }
            seen[resolved[i]] = true;
        }
        Arrays.sort(resolved);
        return resolved;
    }

    /**
     * This shape with one length replaced.
     *
     * @param axis which
     * @param length its new length
     * @return the new shape; this one if that is its length already
     */
    public Shape with(int axis, int length) {
        int replaced = axis("with", axis);
        if (dims[replaced] == length) {
            return this;
        }
        int[] changed = dims.clone();
        changed[replaced] = length;
        return new Shape(changed);
    }

    /**
     * This shape with the named axes kept at length 1.
     *
     * @param axes which
     * @return the new shape
     */
    public Shape keeping(int... axes) {
        requireGiven("keeping", "axes", axes);
        int[] changed = dims.clone();
        for (int axis : axes) {
            changed[axis("keeping", axis)] = 1;
        }
        return new Shape(changed);
    }

    /**
     * This shape without the named axes.
     *
     * @param axes which
     * @return the new shape
     */
    public Shape without(int... axes) {
        requireGiven("without", "axes", axes);
        boolean[] dropped = new boolean[dims.length];
        int rank = dims.length;
        for (int axis : axes) {
            int resolved = axis("without", axis);
            rank -= dropped[resolved] ? 0 : 1;
            dropped[resolved] = true;
        }
        int[] left = new int[rank];
        for (int i = 0, j = 0; i < dims.length; i++) {
            if (!dropped[i]) {
                left[j++] = dims[i];
            }
        }
        return of(left);
    }

    /**
     * This shape with a new axis.
     *
     * @param axis where it will be: from 0 to rank, or counted from the end of the result
     * @param length its length
     * @return the new shape
     * @throws IllegalArgumentException if there is no such place
     */
    public Shape inserting(int axis, int length) {
        int place = axis < 0 ? axis + dims.length + 1 : axis;
        if (place < 0 || place > dims.length) {
            throw new IllegalArgumentException("a new axis of shape " + this + " can be placed from "
                    + signed(-dims.length - 1) + " to " + dims.length + ", not at " + signed(axis));
        }
        int[] changed = new int[dims.length + 1];
        System.arraycopy(dims, 0, changed, 0, place);
        changed[place] = length;
        System.arraycopy(dims, place, changed, place + 1, dims.length - place);
        return new Shape(changed);
    }

    /**
     * The last {@code count} axes as a shape of their own.
     *
     * @param count how many, from 0 to rank
     * @return the new shape
     * @throws IllegalArgumentException if there are not so many
     */
    public Shape last(int count) {
        requireCount("last", count);
        return of(Arrays.copyOfRange(dims, dims.length - count, dims.length));
    }

    /**
     * All axes but the last {@code count}.
     *
     * @param count how many to leave out, from 0 to rank
     * @return the new shape
     * @throws IllegalArgumentException if there are not so many
     */
    public Shape butLast(int count) {
        requireCount("butLast", count);
        return of(Arrays.copyOf(dims, dims.length - count));
    }

    private void requireCount(String operation, int count) {
        if (count < 0 || count > dims.length) {
            throw new IllegalArgumentException(operation + ": shape " + this + " has " + dims.length
                    + " axes, so there are no " + signed(count) + " of them; give a number from 0 to " + dims.length);
        }
    }

    /**
     * This shape followed by another.
     *
     * @param that the axes to append
     * @return the new shape
     */
    public Shape followedBy(Shape that) {
        requireGiven("followedBy", "that", that);
        int[] joined = Arrays.copyOf(dims, dims.length + that.dims.length);
        System.arraycopy(that.dims, 0, joined, dims.length, that.dims.length);
        return of(joined);
    }

    /**
     * The common shape of two, by NumPy's rule: aligned at the last axis, each pair of lengths equal or one of them 1.
     *
     * @param operation who asks, for the error text
     * @param that the other shape, on the right
     * @return the common shape
     * @throws ShapeMismatchException if there is none
     */
    public Shape broadcast(String operation, Shape that) {
        requireGiven(operation, "that", that);
        if (equals(that)) {
            return this;
        }
        int rank = Math.max(dims.length, that.dims.length);
        int[] common = new int[rank];
        for (int i = 1; i <= rank; i++) {
            int left = i > dims.length ? 1 : dims[dims.length - i];
            int right = i > that.dims.length ? 1 : that.dims[that.dims.length - i];
            if (left != right && left != 1 && right != 1) {
                throw new ShapeMismatchException(operation + ": cannot broadcast " + this + " with " + that + ": axis "
                        + signed(-i) + " is " + left + " on the left and " + right + " on the right");
            }
            common[rank - i] = left == 1 ? right : left;
        }
        return of(common);
    }

    /**
     * The axes along which {@link Layout#broadcastTo} would repeat a tensor of this shape: those that are missing here
     * or have length 1 while the target is longer.
     *
     * @param target a shape that this one broadcasts to
     * @return the axes of the target, ascending
     * @throws ShapeMismatchException if this one does not broadcast to it
     */
    public int[] repeatedIn(Shape target) {
        requireGiven("repeatedIn", "target", target);
        if (!broadcastsTo(target)) {
            throw new ShapeMismatchException("repeatedIn: " + this + " cannot be repeated to " + target
                    + ": only missing axes and axes of length 1 can be repeated");
        }
        int missing = target.dims.length - dims.length;
        int[] found = new int[target.dims.length];
        int count = 0;
        for (int axis = 0; axis < target.dims.length; axis++) {
            int length = axis < missing ? 1 : dims[axis - missing];
            if (length != target.dims[axis]) {
                found[count++] = axis;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /**
     * The layout that stores a tensor of this shape row by row without gaps, from the start of its array.
     *
     * @return the layout
     */
    public Layout rowMajor() {
        Layout layout = rowMajor;
        if (layout == null) {
            layout = Layout.rowMajor(this);
            rowMajor = layout;
        }
        return layout;
    }

    /**
     * The layout in which every element is one and the same number, at the start of its array.
     *
     * @return the layout
     */
    public Layout repeated() {
        Layout layout = repeated;
        if (layout == null) {
            layout = Layout.repeated(this);
            repeated = layout;
        }
        return layout;
    }

    /**
     * Whether a tensor of this shape can be repeated to another: no axis is longer than the target's, and each is equal to
     * the target's or 1.
     *
     * @param target the other shape
     * @return true if {@link #broadcast} gives the target
     */
    public boolean broadcastsTo(Shape target) {
        requireGiven("broadcastsTo", "target", target);
        int missing = target.dims.length - dims.length;
        if (missing < 0) {
            return false;
        }
        for (int axis = 0; axis < dims.length; axis++) {
            if (dims[axis] != 1 && dims[axis] != target.dims[axis + missing]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Checks that two shapes are equal where nothing is broadcast.
     *
     * @param operation who asks, for the error text
     * @param that the shape that must equal this one
     * @param what names the two and says what to do, the end of the error text
     * @throws ShapeMismatchException if they differ
     */
    public void requireEqual(String operation, Shape that, String what) {
        if (!equals(that)) {
            throw new ShapeMismatchException(operation + ": " + this + " with " + that + ": " + what);
        }
    }

    /** Refuses a null by the name of the parameter. */
    static void requireGiven(String operation, String name, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException(
                    operation + ": the argument \"" + name + "\" is null; it has to be given");
        }
    }

    /** A whole number with a true minus sign, as in all texts of this project. */
    private static String signed(int number) {
        return number < 0 ? "−" + -(long) number : Integer.toString(number);
    }

    /**
     * The lengths as a list.
     *
     * @return an immutable list
     */
    public List<Integer> toList() {
        return Arrays.stream(dims).boxed().toList();
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Shape that && Arrays.equals(dims, that.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    /** For example {@code [2, 3]}. */
    @Override
    public String toString() {
        return Arrays.toString(dims);
    }
}
