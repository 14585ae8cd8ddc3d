package io.autodiff.tensor;

import io.autodiff.internal.kernel.Allocation;
import io.autodiff.internal.kernel.BinaryFunction;
import io.autodiff.internal.kernel.Comparison;
import io.autodiff.internal.kernel.Expression;
import io.autodiff.internal.kernel.Kernels;
import io.autodiff.internal.kernel.Operands;
import io.autodiff.internal.kernel.Storage;
import io.autodiff.internal.kernel.UnaryFunction;
import io.autodiff.shape.Layout;
import io.autodiff.shape.Runs;
import io.autodiff.shape.Shape;
import io.autodiff.tensor.LevelTensor.Symbol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What ops compute with: arithmetic on plain tensors, where ops meet kernels. It turns layouts into runs that a kernel
 * can read, and gives every result that it computes an array of its own.
 */
final class DenseMath {
    // Over 400 lines: each kind of kernel is called in one way, and none of these ways is long or makes a file of its
    // own.

    private DenseMath() {}

    /** f(x), element by element. */
    static Tensor map(UnaryFunction f, Tensor x) {
        if (Trace.plain(x) instanceof Symbol symbol) {
            return symbol.level().map(f, symbol);
        }
        DenseTensor dense = DenseTensor.of(x);
        return dense.with(map(f, dense, dense.storage()), dense.shape());
    }

    private static <A> Storage<A> map(UnaryFunction f, DenseTensor x, Storage<A> numbers) {
        Kernels<A> kernels = numbers.kernels();
        Storage<A> y = numbers.allocate(x.size());
        if (isOneRun(x.layout())) {
            kernels.unary(f, numbers.array(), x.layout().offset(), step(x.layout()), y.array(), 0, x.size());
        } else {
            DenseTensor readable = readable(x);
            A from = numbers.sameKind(readable.storage());
            Runs runs = Runs.over(readable.layout());
            runs.forEach((position, places) ->
                    kernels.unary(f, from, places[0], runs.step(0), y.array(), position, runs.length()));
        }
        return y;
    }

    /** f(a, b), element by element; equal shapes. */
    static Tensor zip(BinaryFunction f, Tensor a, Tensor b) {
        if (Trace.plain(a) instanceof Symbol symbol) {
            return symbol.level().zip(f, symbol, b);
        }
        if (Trace.plain(b) instanceof Symbol symbol) {
            return symbol.level().zip(f, a, symbol);
        }
        DenseTensor left = DenseTensor.of(a);
        DenseTensor right = DenseTensor.of(b);
        return left.with(zip(f, left, left.storage(), right), left.shape());
    }

    private static <A> Storage<A> zip(BinaryFunction f, DenseTensor a, Storage<A> numbers, DenseTensor b) {
        Kernels<A> kernels = numbers.kernels();
        Storage<A> y = numbers.allocate(a.size());
        if (isOneRun(a.layout()) && isOneRun(b.layout())) {
            int size = a.size();
            kernels.binary(
                    f,
                    1,
                    size,
                    numbers.array(),
                    a.layout().offset(),
                    size,
                    step(a.layout()),
                    numbers.sameKind(b.storage()),
                    b.layout().offset(),
                    size,
                    step(b.layout()),
                    y.array(),
                    0);
        } else {
            DenseTensor left = readable(a);
            DenseTensor right = readable(b);
            A from = numbers.sameKind(left.storage());
            A with = numbers.sameKind(right.storage());
            Runs runs = Runs.over(left.layout(), right.layout());
            runs.forEachBlock((position, places) -> kernels.binary(
                    f,
                    runs.rows(),
                    runs.length(),
                    from,
                    places[0],
                    runs.rowStep(0),
                    runs.step(0),
                    with,
                    places[1],
                    runs.rowStep(1),
                    runs.step(1),
                    y.array(),
                    position));
        }
        return y;
    }

    /** f(x, c) for one number c. */
    static Tensor zip(BinaryFunction f, Tensor x, double c) {
        return zip(f, x, x.constantLike(c));
    }

    /** The results of an expression of tensors of one shape, element by element. One that is an input is that very tensor. */
    static List<Tensor> fused(Expression e, List<Tensor> inputs) {
        Expression own = e.computed();
        List<Tensor> computed = own.results().isEmpty() ? List.of() : computed(own, inputs);
        if (own == e) {
            return computed;
        }
        List<Tensor> results = new ArrayList<>();
        for (int place : e.results()) {
            results.add(
                    e.terms().get(place) instanceof Expression.Input given
                            ? inputs.get(given.place())
                            : computed.get(own.results().indexOf(place)));
        }
        return results;
    }

    private static List<Tensor> computed(Expression e, List<Tensor> inputs) {
        DenseTensor[] readable = new DenseTensor[inputs.size()];
        Arrays.setAll(readable, k -> readable(DenseTensor.of(inputs.get(k))));
        return computed(e, readable, readable[0].storage());
    }

    private static <A> List<Tensor> computed(Expression e, DenseTensor[] inputs, Storage<A> numbers) {
        Layout[] layouts = new Layout[inputs.length];
        List<A> in = new ArrayList<>();
        for (int k = 0; k < inputs.length; k++) {
            layouts[k] = inputs[k].layout();
            in.add(numbers.sameKind(inputs[k].storage()));
        }
        DenseTensor first = inputs[0];
        List<Tensor> results = new ArrayList<>();
        List<A> out = new ArrayList<>();
        for (int k = 0; k < e.results().size(); k++) {
            Storage<A> y = numbers.allocate(first.size());
            out.add(y.array());
            results.add(first.with(y, first.shape()));
        }
        Runs runs = Runs.over(layouts);
        int[] rowStep = new int[inputs.length];
        int[] step = new int[inputs.length];
        Arrays.setAll(rowStep, runs::rowStep);
        Arrays.setAll(step, runs::step);
        runs.forEachBlock((position, places) -> numbers.kernels()
                .fused(e, runs.rows(), runs.length(), new Operands<>(in, places, rowStep, step), out, position));
        return results;
    }

    /** a ∘ b, element by element; equal shapes. */
    static Mask compare(Comparison c, Tensor a, Tensor b) {
        DenseTensor left = DenseTensor.of(a);
        return new Mask(left.shape().rowMajor(), compare(c, left, left.storage(), DenseTensor.of(b)));
    }

    private static <A> boolean[] compare(Comparison c, DenseTensor a, Storage<A> numbers, DenseTensor b) {
        boolean[] truths = Allocation.booleans(a.size());
        DenseTensor left = readable(a);
        DenseTensor right = readable(b);
        A from = numbers.sameKind(left.storage());
        A with = numbers.sameKind(right.storage());
        Runs runs = Runs.over(left.layout(), right.layout());
        runs.forEach((position, places) -> numbers.kernels()
                .compare(
                        c,
                        from,
                        places[0],
                        runs.step(0),
                        with,
                        places[1],
                        runs.step(1),
                        truths,
                        position,
                        runs.length()));
        return truths;
    }

    /** mask ? a : b, element by element; equal shapes. */
    static DenseTensor select(Mask mask, Tensor a, Tensor b) {
        DenseTensor left = readable(DenseTensor.of(a));
        return left.with(select(mask.readable(), left, left.storage(), readable(DenseTensor.of(b))), left.shape());
    }

    private static <A> Storage<A> select(Mask mask, DenseTensor a, Storage<A> numbers, DenseTensor b) {
        Storage<A> y = numbers.allocate(a.size());
        A other = numbers.sameKind(b.storage());
        Runs runs = Runs.over(mask.layout(), a.layout(), b.layout());
        runs.forEach((position, places) -> numbers.kernels()
                .select(
                        mask.truths(),
                        places[0],
                        runs.step(0),
                        numbers.array(),
                        places[1],
                        runs.step(1),
                        other,
                        places[2],
                        runs.step(2),
                        y.array(),
                        position,
                        runs.length()));
        return y;
    }

    /** Σ over the axes, which are dropped. */
    static DenseTensor sum(Tensor x, int... axes) {
        DenseTensor dense = DenseTensor.of(x);
        Shape shape = x.shape().without(axes);
        if (dense.rank() == 2 && axes.length == 1) { // the columns of a matrix are read where they stand
            Layout layout = dense.layout();
            int kept = 1 - axes[0];
            return dense.with(
                    sum(dense, dense.storage(), layout.stride(kept), layout.stride(axes[0]), shape.size()), shape);
        }
        DenseTensor rows = rows(dense, axes);
        int length = shape.size() == 0 ? 0 : rows.size() / shape.size();
        return rows.with(sum(rows, rows.storage(), length, 1, shape.size()), shape);
    }

    private static <A> Storage<A> sum(DenseTensor x, Storage<A> numbers, int rowStep, int step, int count) {
        Storage<A> y = numbers.allocate(count);
        if (count > 0) {
            numbers.kernels()
                    .sumRows(
                            numbers.array(), x.layout().offset(), rowStep, step, count, x.size() / count, y.array(), 0);
        }
        return y;
    }

    /** The same elements with the given axes last, side by side: what is reduced together stands together. */
    static DenseTensor rows(DenseTensor x, int... axes) {
        int rank = x.rank();
        if (axes.length == 0 || axes[0] == rank - axes.length) {
            return contiguous(x); // ascending, so these are the last ones
        }
        return contiguous(x.view(x.layout().permute(orderWithLast(rank, axes))));
    }

    /** The order of axes that leaves these for the end. */
    static int[] orderWithLast(int rank, int... axes) {
        boolean[] reduced = new boolean[rank];
        for (int axis : axes) {
            reduced[axis] = true;
        }
        int[] order = new int[rank];
        int next = 0;
        for (int axis = 0; axis < rank; axis++) {
            if (!reduced[axis]) {
                order[next++] = axis;
            }
        }
        for (int axis = 0; axis < rank; axis++) {
            if (reduced[axis]) {
                order[next++] = axis;
            }
        }
        return order;
    }

    /** A·B over the last two axes; equal axes before them. */
    static DenseTensor matmul(Tensor a, Tensor b) {
        DenseTensor left = DenseTensor.of(a);
        DenseTensor right = DenseTensor.of(b);
        Shape shape = left.shape().with(-1, right.shape().dim(-1));
        return left.with(matmul(left, left.storage(), right, shape), shape);
    }

    private static <A> Storage<A> matmul(DenseTensor a, Storage<A> numbers, DenseTensor b, Shape shape) {
        int rank = shape.rank();
        int m = shape.dim(-2);
        int n = shape.dim(-1);
        int k = a.shape().dim(-1);
        Storage<A> y = numbers.allocate(shape.size());
        if (shape.size() == 0) {
            return y;
        }
        Layout left = a.layout();
        Layout right = b.layout();
        A other = numbers.sameKind(b.storage());
        if (rank == 2) {
            numbers.kernels()
                    .matmul(
                            m,
                            n,
                            k,
                            numbers.array(),
                            left.offset(),
                            left.stride(0),
                            left.stride(1),
                            other,
                            right.offset(),
                            right.stride(0),
                            right.stride(1),
                            y.array(),
                            0);
            return y;
        }
        Runs batches = Runs.over(matrices(left), matrices(right));
        batches.forEach((position, places) -> {
            for (int i = 0; i < batches.length(); i++) {
                numbers.kernels()
                        .matmul(
                                m,
                                n,
                                k,
                                numbers.array(),
                                places[0] + i * batches.step(0),
                                left.stride(rank - 2),
                                left.stride(rank - 1),
                                other,
                                places[1] + i * batches.step(1),
                                right.stride(rank - 2),
                                right.stride(rank - 1),
                                y.array(),
                                (position + i) * m * n);
            }
        });
        return y;
    }

    /** The layout of the first elements of a stack of matrices. */
    private static Layout matrices(Layout layout) {
        return layout.dropLast(2);
    }

    /** Joins tensors along an axis; their other axes are equal. */
    static DenseTensor concat(List<Tensor> parts, int axis, Shape shape) {
        DenseTensor joined = DenseTensor.zeros(shape, parts.get(0).dtype());
        int start = 0;
        for (Tensor part : parts) {
            int length = part.shape().dim(axis);
            write(DenseTensor.of(part), joined, joined.layout().slice(axis, start, 1, length));
            start += length;
        }
        return joined;
    }

    /** target[place] = x, for a target that nobody else has seen yet. */
    static void write(DenseTensor x, DenseTensor target, Layout place) {
        write(x, x.storage(), target, place);
    }

    private static <A> void write(DenseTensor x, Storage<A> numbers, DenseTensor target, Layout place) {
        A to = numbers.sameKind(target.storage());
        Runs runs = Runs.over(x.layout(), place);
        runs.forEach((position, places) -> numbers.kernels()
                .copy(numbers.array(), places[0], runs.step(0), to, places[1], runs.step(1), runs.length()));
    }

    /** target += x, for a target that nobody else has seen yet. */
    static void addInto(DenseTensor target, DenseTensor x) {
        addInto(target, target.layout(), x);
    }

    /** target[place] += x, for a target that nobody else has seen yet. */
    static void addInto(DenseTensor target, Layout place, DenseTensor x) {
        DenseTensor piece = contiguous(x);
        addInto(piece, piece.storage(), target, place);
    }

    private static <A> void addInto(DenseTensor x, Storage<A> numbers, DenseTensor target, Layout place) {
        A to = numbers.sameKind(target.storage());
        Runs runs = Runs.over(x.layout(), place);
        runs.forEach((position, places) ->
                numbers.kernels().addInto(numbers.array(), places[0], to, places[1], runs.step(1), runs.length()));
    }

    /** The same numbers in an array of their own. */
    static DenseTensor copy(DenseTensor x) {
        DenseTensor fresh = DenseTensor.zeros(x.shape(), x.dtype());
        write(x, fresh, fresh.layout());
        return fresh;
    }

    /** The same numbers side by side in logical order; a copy only if they are not yet. */
    static DenseTensor contiguous(DenseTensor x) {
        return x.layout().isContiguous() ? x : copy(x);
    }

    /** The same numbers in runs that a kernel can read; a copy only if they are not yet. */
    private static DenseTensor readable(DenseTensor x) {
        return x.layout().hasPlainRuns() ? x : copy(x);
    }

    private static boolean isOneRun(Layout layout) {
        return layout.isContiguous() || layout.isConstant();
    }

    private static int step(Layout layout) {
        return layout.isContiguous() ? 1 : 0;
    }
}
