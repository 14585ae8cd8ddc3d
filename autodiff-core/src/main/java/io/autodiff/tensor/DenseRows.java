package io.autodiff.tensor;

import io.autodiff.internal.kernel.Kernels;
import io.autodiff.internal.kernel.Storage;
import io.autodiff.shape.Shape;

/** What ops compute with of whole rows of plain tensors: extremes, products, probabilities, normalized rows. {@link DenseMath} has the rest. */
final class DenseRows {
    private DenseRows() {}

    /** The largest along the axes, which are dropped. */
    static DenseTensor max(Tensor x, int... axes) {
        return reduce(Kernels::maxRows, x, axes);
    }

    /** The smallest along the axes, which are dropped. */
    static DenseTensor min(Tensor x, int... axes) {
        return reduce(Kernels::minRows, x, axes);
    }

    /** Π along an axis, which is dropped. */
    static DenseTensor prod(Tensor x, int axis) {
        return reduce(Kernels::productRows, x, axis);
    }

    private static DenseTensor reduce(RowKernel kernel, Tensor x, int... axes) {
        DenseTensor rows = DenseMath.rows(DenseTensor.of(x), axes);
        Shape shape = x.shape().without(axes);
        return rows.with(apply(kernel, rows, rows.storage(), shape.size(), shape.size()), shape);
    }

    /** Probabilities along an axis of length 1 or more. */
    static DenseTensor softmax(Tensor x, int axis) {
        return alongRows(Kernels::softmaxRows, x, axis);
    }

    /** Logarithms of probabilities along an axis of length 1 or more. */
    static DenseTensor logSoftmax(Tensor x, int axis) {
        return alongRows(Kernels::logSoftmaxRows, x, axis);
    }

    /** The gradient of probabilities y along the last axis, where g is the gradient by y. */
    static DenseTensor softmaxGradient(DenseTensor y, DenseTensor g) {
        return alongPairs(
                new PairKernel() {
                    @Override
                    public <A> void apply(
                            Storage<A> numbers, A result, int yAt, A gradient, int gAt, int count, int n, A out) {
                        numbers.kernels().softmaxGradient(result, yAt, gradient, gAt, count, n, out, 0);
                    }
                },
                y,
                g,
                y.size() / y.size(-1));
    }

    /** (x − mean)·r within each row, where a row is all of the last axes. */
    static DenseTensor normalizeRows(DenseTensor x, double epsilon, int rows) {
        return alongRows(
                new RowKernel() {
                    @Override
                    public <A> void apply(Kernels<A> kernels, A in, int at, int count, int n, A out, int outAt) {
                        kernels.normalizeRows(in, at, count, n, epsilon, out, outAt);
                    }
                },
                x,
                rows);
    }

    /** r = 1/√(variance + ε) of each row, as in {@link #normalizeRows}. */
    static DenseTensor scaleRows(DenseTensor x, double epsilon, int rows, Shape shape) {
        DenseTensor in = DenseMath.contiguous(x);
        RowKernel kernel = new RowKernel() {
            @Override
            public <A> void apply(Kernels<A> kernels, A numbers, int at, int count, int n, A r, int rAt) {
                kernels.scaleRows(numbers, at, count, n, epsilon, r, rAt);
            }
        };
        return x.with(apply(kernel, in, in.storage(), rows, rows), shape);
    }

    /** The gradient of {@link #normalizeRows}, whose result is y with the scales r, where g is the gradient by y. */
    static DenseTensor normalizeRowsGradient(DenseTensor y, DenseTensor r, DenseTensor g, int rows) {
        DenseTensor scale = DenseMath.contiguous(r);
        return alongPairs(
                new PairKernel() {
                    @Override
                    public <A> void apply(
                            Storage<A> numbers, A result, int yAt, A gradient, int gAt, int count, int n, A out) {
                        A scales = numbers.sameKind(scale.storage());
                        int at = scale.layout().offset();
                        numbers.kernels()
                                .normalizeRowsGradient(result, yAt, scales, at, gradient, gAt, count, n, out, 0);
                    }
                },
                y,
                g,
                rows);
    }

    private static DenseTensor alongRows(RowKernel kernel, DenseTensor x, int rows) {
        DenseTensor in = DenseMath.contiguous(x);
        return x.with(apply(kernel, in, in.storage(), rows, x.size()), x.shape());
    }

    /** A kernel that makes one number, or one row, of each row. */
    @FunctionalInterface
    private interface RowKernel {
        <A> void apply(Kernels<A> kernels, A x, int at, int rows, int n, A out, int outAt);
    }

    private static <A> Storage<A> apply(RowKernel kernel, DenseTensor x, Storage<A> numbers, int rows, int size) {
        Storage<A> y = numbers.allocate(size);
        if (rows > 0) {
            kernel.apply(numbers.kernels(), numbers.array(), x.layout().offset(), rows, x.size() / rows, y.array(), 0);
        }
        return y;
    }

    /** Makes rows of rows along an axis: the axis is exchanged with the last one, and back. */
    private static DenseTensor alongRows(RowKernel kernel, Tensor x, int axis) {
        int last = x.rank() - 1;
        int[] order = x.shape().axes("rows");
        order[axis] = last;
        order[last] = axis;
        DenseTensor dense = DenseTensor.of(x);
        DenseTensor rows = DenseMath.contiguous(
                axis == last ? dense : dense.view(dense.layout().permute(order)));
        int count = rows.size() / rows.size(-1);
        DenseTensor y = rows.with(apply(kernel, rows, rows.storage(), count, rows.size()), rows.shape());
        return axis == last ? y : y.view(y.layout().permute(order));
    }

    /** A kernel that makes a row of a row of the result y and one of the gradient g. */
    private interface PairKernel {
        <A> void apply(Storage<A> numbers, A y, int yAt, A g, int gAt, int rows, int n, A out);
    }

    private static DenseTensor alongPairs(PairKernel kernel, DenseTensor y, DenseTensor g, int rows) {
        DenseTensor result = DenseMath.contiguous(y);
        return y.with(alongPairs(kernel, result, result.storage(), DenseMath.contiguous(g), rows), y.shape());
    }

    private static <A> Storage<A> alongPairs(
            PairKernel kernel, DenseTensor y, Storage<A> numbers, DenseTensor g, int rows) {
        Storage<A> out = numbers.allocate(y.size());
        A gradient = numbers.sameKind(g.storage());
        int n = y.size() / rows;
        kernel.apply(
                numbers,
                numbers.array(),
                y.layout().offset(),
                gradient,
                g.layout().offset(),
                rows,
                n,
                out.array());
        return out;
    }
}
