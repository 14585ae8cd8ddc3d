package io.autodiff.tensor;

import io.autodiff.internal.kernel.Allocation;
import io.autodiff.internal.kernel.BinaryFunction;
import io.autodiff.internal.kernel.Storage;
import io.autodiff.shape.Layout;
import io.autodiff.shape.Shape;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/**
 * What ops compute with along one axis of plain tensors: scans, choosing and placing by index, order. {@link DenseMath} has
 * the rest.
 */
final class DenseAlongAxis {
    /*
     * Seen from an axis of length n, a tensor without gaps is `outer` blocks of n slices of `width` neighbours: all that is
     * needed to find a slice is one multiplication.
     */
    private DenseAlongAxis() {}

    /** The blocks of a shape as seen from an axis. */
    private record Blocks(int outer, int n, int width) {
        static Blocks of(Shape shape, int axis) {
            if (shape.size() == 0) {
                return new Blocks(0, shape.dim(axis), 0);
            }
            int width = shape.last(shape.rank() - 1 - axis).size();
            return new Blocks(shape.butLast(shape.rank() - axis).size(), shape.dim(axis), width);
        }

        /** Where a slice starts. */
        int place(int block, int slice) {
            return (block * n + slice) * width;
        }

        /** Where a scan starts in a block. */
        int start(int block, Direction direction) {
            return place(block, direction == Direction.FORWARDS ? 0 : n - 1);
        }

        int step(Direction direction) {
            return direction == Direction.FORWARDS ? width : -width;
        }
    }

    /** yᵢ = x₀ + … + xᵢ. */
    static DenseTensor cumSum(Tensor x, int axis, Direction direction) {
        return scan(BinaryFunction.ADD, x, axis, direction);
    }

    /** yᵢ = x₀ · … · xᵢ. */
    static DenseTensor cumProd(Tensor x, int axis, Direction direction) {
        return scan(BinaryFunction.MUL, x, axis, direction);
    }

    /** yᵢ = ln(e^x₀ + … + e^xᵢ). */
    static DenseTensor logCumSumExp(Tensor x, int axis) {
        return scan(BinaryFunction.LOG_ADD_EXP, x, axis, Direction.FORWARDS);
    }

    private static DenseTensor scan(BinaryFunction f, Tensor x, int axis, Direction direction) {
        DenseTensor dense = DenseMath.contiguous(DenseTensor.of(x));
        return dense.with(scan(f, dense, dense.storage(), axis, direction), dense.shape());
    }

    private static <A> Storage<A> scan(
            BinaryFunction f, DenseTensor x, Storage<A> numbers, int axis, Direction direction) {
        Storage<A> y = numbers.allocate(x.size());
        Blocks blocks = Blocks.of(x.shape(), axis);
        int step = blocks.step(direction);
        for (int block = 0; block < blocks.outer; block++) {
            int start = blocks.start(block, direction);
            int at = x.layout().offset() + start;
            numbers.kernels().scan(f, numbers.array(), at, y.array(), start, step, blocks.n, blocks.width);
        }
        return y;
    }

    /** yᵢ = aᵢ·yᵢ₋₁ + bᵢ; equal shapes. */
    static DenseTensor recurrence(Tensor a, Tensor b, int axis, Direction direction) {
        DenseTensor factors = DenseMath.contiguous(DenseTensor.of(a));
        DenseTensor terms = DenseMath.contiguous(DenseTensor.of(b));
        return factors.with(recurrence(factors, factors.storage(), terms, axis, direction), factors.shape());
    }

    private static <A> Storage<A> recurrence(
            DenseTensor a, Storage<A> numbers, DenseTensor b, int axis, Direction direction) {
        Storage<A> y = numbers.allocate(a.size());
        A terms = numbers.sameKind(b.storage());
        Blocks blocks = Blocks.of(a.shape(), axis);
        int step = blocks.step(direction);
        for (int block = 0; block < blocks.outer; block++) {
            int start = blocks.start(block, direction);
            int aAt = a.layout().offset() + start;
            int bAt = b.layout().offset() + start;
            numbers.kernels()
                    .linearRecurrence(numbers.array(), aAt, terms, bAt, y.array(), start, step, blocks.n, blocks.width);
        }
        return y;
    }

    /** Slice i of y is slice indices[i] of x, seen in a shape that has one axis to choose from. */
    static DenseTensor indexSelect(Tensor x, Shape seen, int axis, IntTensor indices) {
        DenseTensor dense = DenseTensor.of(x);
        Layout view = dense.layout().reshape(seen);
        DenseTensor slices =
                view != null ? dense.view(view) : DenseMath.copy(dense).view(seen.rowMajor());
        Shape shape = seen.with(axis, indices.size());
        if (slices.layout().isContiguous()) {
            return dense.with(indexSelect(slices, slices.storage(), axis, indices, shape), shape);
        }
        DenseTensor y = DenseTensor.zeros(shape, dense.dtype()); // only what is chosen of a view is read
        for (int i = 0; i < indices.size(); i++) {
            DenseTensor slice = slices.view(slices.layout().slice(axis, indices.at(i), 1, 1));
            DenseMath.write(slice, y, y.layout().slice(axis, i, 1, 1));
        }
        return y;
    }

    private static <A> Storage<A> indexSelect(
            DenseTensor x, Storage<A> numbers, int axis, IntTensor indices, Shape shape) {
        Storage<A> y = numbers.allocate(shape.size());
        Blocks from = Blocks.of(x.shape(), axis);
        Blocks to = Blocks.of(shape, axis);
        for (int block = 0; block < to.outer; block++) {
            for (int i = 0; i < to.n; i++) {
                int at = x.layout().offset() + from.place(block, indices.at(i));
                numbers.kernels().copy(numbers.array(), at, 1, y.array(), to.place(block, i), 1, to.width);
            }
        }
        return y;
    }

    /**
     * Slice indices[i] of the target, seen in a shape that has one axis to choose from, += slice i of the piece, in order. The target
     * has been seen by nobody else yet.
     */
    static void indexAdd(DenseTensor target, Shape seen, int axis, IntTensor indices, DenseTensor piece) {
        DenseTensor dense = DenseMath.contiguous(piece);
        indexAdd(requirePlain(target), Blocks.of(seen, axis), axis, indices, dense, dense.storage());
    }

    private static <A> void indexAdd(
            DenseTensor target, Blocks places, int axis, IntTensor indices, DenseTensor piece, Storage<A> numbers) {
        A to = numbers.sameKind(target.storage());
        Blocks pieces = Blocks.of(piece.shape(), axis);
        for (int block = 0; block < pieces.outer; block++) {
            for (int i = 0; i < pieces.n; i++) {
                int at = piece.layout().offset() + pieces.place(block, i);
                numbers.kernels().addInto(numbers.array(), at, to, places.place(block, indices.at(i)), 1, pieces.width);
            }
        }
    }

    /** y = x at the position that the indices name along an axis; other axes equal. */
    static DenseTensor gather(Tensor x, int axis, IntTensor indices) {
        DenseTensor dense = DenseTensor.of(x);
        int[] places = places(x.shape(), axis, indices, dense.layout()::atPosition);
        return dense.with(gather(dense.storage(), places), indices.shape());
    }

    private static <A> Storage<A> gather(Storage<A> numbers, int... places) {
        Storage<A> y = numbers.allocate(places.length);
        numbers.kernels().gather(numbers.array(), places, y.array());
        return y;
    }

    /** The transpose of gather, in the order of the indices, for a target that nobody else has seen yet. */
    static void scatterAdd(DenseTensor target, int axis, IntTensor indices, DenseTensor piece) {
        DenseTensor dense = DenseMath.contiguous(piece);
        int[] places = places(target.shape(), axis, indices, position -> position);
        scatterAdd(requirePlain(target), dense.storage(), dense.layout().offset(), places);
    }

    private static <A> void scatterAdd(DenseTensor target, Storage<A> numbers, int at, int... places) {
        numbers.kernels().scatterAdd(numbers.array(), at, places, numbers.sameKind(target.storage()));
    }

    /** Where the named elements of a tensor lie, given where each lies by its logical row-major position. */
    private static int[] places(Shape shape, int axis, IntTensor indices, IntUnaryOperator placeOf) {
        Blocks from = Blocks.of(shape, axis);
        Blocks named = Blocks.of(indices.shape(), axis);
        int[] places = Allocation.ints(indices.size());
        int i = 0;
        for (int block = 0; block < named.outer; block++) {
            for (int slice = 0; slice < named.n; slice++) {
                for (int j = 0; j < named.width; j++) {
                    places[i] = placeOf.applyAsInt(from.place(block, indices.at(i)) + j);
                    i++;
                }
            }
        }
        return places;
    }

    /** What is added to is always a fresh array. */
    private static DenseTensor requirePlain(DenseTensor target) {
        if (!target.layout().isContiguous() || target.layout().offset() != 0) {
            throw new IllegalStateException("a gradient is placed in an array of its own, not in " + target.layout());
        }
        return target;
    }

    /** The first place of the largest along an axis, which is dropped. */
    static IntTensor argMax(Tensor x, int axis) {
        DenseTensor rows = DenseMath.rows(DenseTensor.of(x), axis);
        Shape shape = x.shape().without(axis);
        return new IntTensor(shape, argMax(rows, rows.storage(), shape.size()));
    }

    private static <A> int[] argMax(DenseTensor rows, Storage<A> numbers, int count) {
        int[] places = Allocation.ints(count);
        if (count > 0) {
            numbers.kernels().argMaxRows(numbers.array(), rows.layout().offset(), count, rows.size() / count, places);
        }
        return places;
    }

    /** The order that sorts each line along an axis, NaN last; equal numbers, 0 and −0 too, stay in their order. */
    static IntTensor argSort(Tensor x, int axis) {
        DenseTensor dense = DenseMath.contiguous(DenseTensor.of(x));
        Blocks blocks = Blocks.of(x.shape(), axis);
        int[] order = Allocation.ints(x.size());
        for (int block = 0; block < blocks.outer; block++) {
            for (int j = 0; j < blocks.width; j++) {
                int start = blocks.place(block, 0) + j;
                // −0 + 0 is 0, so that the two are equal here as they are in comparisons.
                int[] line = sorted(blocks.n, i -> dense.number(start + i * blocks.width) + 0.0);
                for (int i = 0; i < line.length; i++) {
                    order[start + i * blocks.width] = line[i];
                }
            }
        }
        return new IntTensor(x.shape(), order);
    }

    /** The positions 0 … n − 1 by their keys: sorted runs of 1, 2, 4, … are merged in pairs. */
    private static int[] sorted(int n, IntToDoubleFunction key) {
        int[] order = Allocation.ints(n);
        int[] merged = Allocation.ints(n);
        Arrays.setAll(order, i -> i);
        for (long run = 1; run < n; run *= 2) {
            for (long start = 0; start < n; start += 2 * run) {
                int middle = (int) Math.min(start + run, n);
                merge(order, (int) start, middle, (int) Math.min(start + 2 * run, n), merged, key);
            }
            int[] swap = order;
            order = merged;
            merged = swap;
        }
        return order;
    }

    private static void merge(int[] order, int start, int middle, int end, int[] merged, IntToDoubleFunction key) {
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            // In a tie the left one comes first, as it was.
            boolean fromLeft = right == end
                    || left < middle
                            && Double.compare(key.applyAsDouble(order[left]), key.applyAsDouble(order[right])) <= 0;
            merged[i] = fromLeft ? order[left++] : order[right++];
        }
    }
}
