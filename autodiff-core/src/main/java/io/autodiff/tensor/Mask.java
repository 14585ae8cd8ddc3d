package io.autodiff.tensor;

import io.autodiff.internal.kernel.Allocation;
import io.autodiff.shape.Layout;
import io.autodiff.shape.Shape;
import io.autodiff.shape.ShapeMismatchException;
import java.util.function.IntPredicate;

/** Truth values, one per element: what comparisons give. Immutable; there is no gradient through them, by type. */
public final class Mask {
    private final Layout layout;
    private final boolean[] truths;

    Mask(Layout layout, boolean[] truths) {
        this.layout = layout;
        this.truths = truths;
    }

    /**
     * Truth values along one axis.
     *
     * @param truths the values, copied
     * @return the mask
     */
    public static Mask of(boolean... truths) {
        Arguments.requireGiven("mask", "truths", truths);
        return of(Shape.of(truths.length), truths);
    }

    /**
     * Truth values of any shape.
     *
     * @param shape the shape
     * @param truths the values in row-major order, copied
     * @return the mask
     * @throws ShapeMismatchException if their number is not the shape's size
     */
    public static Mask of(Shape shape, boolean... truths) {
        Arguments.requireGiven("mask", "truths", truths);
        Arguments.requireCount("mask", shape, truths.length);
        return new Mask(shape.rowMajor(), truths.clone());
    }

    /**
     * The shape.
     *
     * @return the lengths of the axes
     */
    public Shape shape() {
        return layout.shape();
    }

    /**
     * One truth value.
     *
     * @param index one whole number per axis
     * @return the value there
     */
    public boolean get(int... index) {
        return truths[layout.at(Arguments.checkedIndex("mask", shape(), index))];
    }

    /**
     * The opposite of every truth value.
     *
     * @return ¬mask
     */
    public Mask not() {
        return map(position -> !truths[layout.atPosition(position)]);
    }

    /**
     * Where both are true.
     *
     * @param that a mask of the same shape
     * @return this ∧ that
     */
    public Mask and(Mask that) {
        Arguments.requireGiven("and", "that", that);
        shape().requireEqual("and", that.shape(), "two masks must have the same shape");
        return map(position -> truths[layout.atPosition(position)] && that.truths[that.layout.atPosition(position)]);
    }

    /**
     * Where at least one is true.
     *
     * @param that a mask of the same shape
     * @return this ∨ that
     */
    public Mask or(Mask that) {
        Arguments.requireGiven("or", "that", that);
        shape().requireEqual("or", that.shape(), "two masks must have the same shape");
        return map(position -> truths[layout.atPosition(position)] || that.truths[that.layout.atPosition(position)]);
    }

    private Mask map(IntPredicate truth) {
        boolean[] result = Allocation.booleans(shape().size());
        for (int i = 0; i < result.length; i++) {
            result[i] = truth.test(i);
        }
        return new Mask(shape().rowMajor(), result);
    }

    /**
     * How many are true.
     *
     * @return the count
     */
    public int count() {
        int count = 0;
        for (int i = 0; i < shape().size(); i++) {
            count += truths[layout.atPosition(i)] ? 1 : 0;
        }
        return count;
    }

    /**
     * Numbers: 1 where true, 0 where false.
     *
     * @param dtype their kind
     * @return plain numbers
     */
    public Tensor toTensor(DType dtype) {
        Arguments.requireGiven("toTensor", "dtype", dtype);
        return Tensor.where(this, Tensor.scalar(1).to(dtype), Tensor.scalar(0).to(dtype));
    }

    /**
     * All truth values in an array of the caller's own.
     *
     * @return the values in row-major order
     */
    public boolean[] toArray() {
        boolean[] values = Allocation.booleans(shape().size());
        for (int i = 0; i < values.length; i++) {
            values[i] = truths[layout.atPosition(i)];
        }
        return values;
    }

    /** The row-major places of those that are true. */
    IntTensor places() {
        int[] places = Allocation.ints(count());
        int next = 0;
        for (int i = 0; next < places.length; i++) {
            if (truths[layout.atPosition(i)]) {
                places[next++] = i;
            }
        }
        return new IntTensor(Shape.of(places.length), places);
    }

    /** This mask, repeated along missing axes and axes of length 1. */
    Mask broadcastTo(Shape target) {
        return shape().equals(target) ? this : new Mask(layout.broadcastTo(target), truths);
    }

    /** This mask in runs that a kernel can read. */
    Mask readable() {
        return layout.hasPlainRuns() ? this : new Mask(shape().rowMajor(), toArray());
    }

    Layout layout() {
        return layout;
    }

    boolean[] truths() {
        return truths;
    }

    /** As NumPy prints it. */
    @Override
    public String toString() {
        return TensorText.truths(shape().dims(), position -> truths[layout.atPosition(position)]);
    }
}
