package io.autodiff.tensor;

import io.autodiff.shape.Shape;
import io.autodiff.tensor.MovementOps.Slice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A rectangular part of a tensor: a range on some axes, one position on others, all of the rest. Immutable; it belongs to no
 * tensor and is checked when it is used.
 *
 * <pre>{@code
 * x.with(Region.all().range(0, 1, 3).at(-1, 0), 7)      // NumPy: x[1:3, ..., 0] = 7
 * }</pre>
 */
public final class Region {
    private static final Region ALL = new Region(List.of());

    /** A limit on one axis, in the caller's words: a position that drops the axis, or a range that keeps it. */
    private sealed interface Limit {}

    private record Range(int axis, int from, int to, int step) implements Limit {}

    private record Position(int axis, int position) implements Limit {}

    private final List<Limit> limits;

    private Region(List<Limit> limits) {
        this.limits = limits;
    }

    /**
     * The whole of a tensor.
     *
     * @return the region without limits
     */
    public static Region all() {
        return ALL;
    }

    /**
     * This region with a range on one more axis, as in {@link MovementMethods#slice(int, int, int)}.
     *
     * @param axis which, or counted from the end if negative
     * @param from the first position, or counted from the end if negative
     * @param to the first position that is left out, or counted from the end if negative
     * @return the smaller region
     */
    public Region range(int axis, int from, int to) {
        return range(axis, from, to, 1);
    }

    /**
     * This region with every {@code step}-th position of a range on one more axis.
     *
     * @param axis which, or counted from the end if negative
     * @param from the first position, or counted from the end if negative
     * @param to the first position that is left out, or counted from the end if negative
     * @param step at least 1
     * @return the smaller region
     */
    public Region range(int axis, int from, int to, int step) {
        return and(new Range(axis, from, to, step));
    }

    /**
     * This region with one position on one more axis. A part that is taken there has that axis dropped.
     *
     * @param axis which, or counted from the end if negative
     * @param position from 0, or counted from the end if negative
     * @return the smaller region
     */
    public Region at(int axis, int position) {
        return and(new Position(axis, position));
    }

    private Region and(Limit limit) {
        List<Limit> more = new ArrayList<>(limits);
        more.add(limit);
        return new Region(List.copyOf(more));
    }

    /** The slices, one per limited axis, none of which drops its axis. */
    List<Slice> slices(String operation, Shape shape) {
        boolean[] limited = new boolean[shape.rank()];
        List<Slice> slices = new ArrayList<>();
        for (Limit limit : limits) {
            Slice slice = slice(operation, shape, limit);
            if (limited[slice.axis()]) {
                throw new IllegalArgumentException(operation + ": " + this + " limits axis " + slice.axis()
                        + " of shape " + shape + " twice; limit each axis once");
            }
            limited[slice.axis()] = true;
            slices.add(slice);
        }
        return List.copyOf(slices);
    }

    private static Slice slice(String operation, Shape shape, Limit limit) {
        if (limit instanceof Range range) {
            return Slice.of(operation, shape, range.axis, range.from, range.to, range.step);
        }
        Position at = (Position) limit;
        int axis = shape.axis(operation, at.axis);
        return new Slice(axis, Arguments.position(operation, shape, axis, at.position), 1, 1);
    }

    /** The shape of a part of a tensor of the given shape, without the axes on which there is one position. */
    Shape shape(String operation, Shape shape) {
        Shape part = kept(slices(operation, shape), shape);
        int[] dropped = limits.stream()
                .filter(Position.class::isInstance)
                .mapToInt(limit -> shape.axis(operation, ((Position) limit).axis))
                .toArray();
        return part.without(dropped);
    }

    /** The shape of a part with every axis kept. */
    static Shape kept(List<Slice> slices, Shape shape) {
        Shape part = shape;
        for (Slice slice : slices) {
            part = part.with(slice.axis(), slice.count());
        }
        return part;
    }

    /** The part of a tensor with every axis kept. What leaves least comes first, so that a gradient grows as late as it can. */
    static Tensor part(Tensor x, List<Slice> slices) {
        List<Slice> byShare = new ArrayList<>(slices);
        byShare.sort(Comparator.comparingDouble(slice -> slice.count() / (double) x.size(slice.axis())));
        Tensor part = x;
        for (Slice slice : byShare) {
            part = part.apply(slice);
        }
        return part;
    }

    /** For example {@code region [axis 0: 1 to 3, axis −1: at 0]}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("region [");
        for (Limit limit : limits) {
            text.append(text.length() == "region [".length() ? "" : ", ");
            if (limit instanceof Range range) {
                text.append("axis ")
                        .append(range.axis)
                        .append(": ")
                        .append(range.from)
                        .append(" to ")
                        .append(range.to);
                text.append(range.step == 1 ? "" : " by " + range.step);
            } else if (limit instanceof Position at) {
                text.append("axis ").append(at.axis).append(": at ").append(at.position);
            }
        }
        return text.append(']').toString();
    }
}
