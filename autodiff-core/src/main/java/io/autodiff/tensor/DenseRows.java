package io.autodiff.tensor;

import io.autodiff.internal.kernel.Kernels;
import io.autodiff.internal.kernel.Storage;
import io.autodiff.shape.Shape;

/**
 * What ops compute with of whole rows of plain tensors: extremes, products, probabilities, normalized rows. {@link DenseMath} has the rest.
 */
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

    /** ln Σ eˣ along the axes, which are dropped. */
    static DenseTensor logSumExp(Tensor x, int... axes) {
        return reduce(Kernels::logSumExpRows, x, axes);
    }

    private static DenseTensor reduce(RowKernel kernel, Tensor x, int... axes) {
        DenseTensor rows = DenseMath.rows(DenseTensor.of(x), axes);
        Shape shape = x.shape().without(axes);
        return rows.with(apply(kernel, rows, rows.storage(), shape.size(), shape.size()), shape);
    }

    /** Probabilities along an axis of length 1 or more. */
    static DenseTensor softmax(Tensor x, int axis) {
        return alongAxis(Kernels::softmaxRows, x, axis);
    }

    /** Logarithms of probabilities along an axis of length 1 or more. */
    static DenseTensor logSoftmax(Tensor x, int axis) {
        return alongAxis(Kernels::logSoftmaxRows, x, axis);
    }

    /** The gradient of probabilities y along the last axis, where g is the gradient by y. */
    static DenseTensor softmaxGradient(DenseTensor y, DenseTensor g) {
        return gradient(Kernels::softmaxGradient, y, y.storage(), g);
    }

    /** The gradient of logarithms of probabilities, y, along the last axis, where g is the gradient by y. */
    static DenseTensor logSoftmaxGradient(DenseTensor y, DenseTensor g) {
        return gradient(Kernels::logSoftmaxGradient, y, y.storage(), g);
    }

    /** A kernel that makes rows of rows y and as many of their gradients g. */
    @FunctionalInterface
    private interface GradientKernel {
        <A> void apply(Kernels<A> kernels, A y, int yAt, A g, int gAt, int rows, int n, A out, int outAt);
    }

    private static <A> DenseTensor gradient(GradientKernel kernel, DenseTensor y, Storage<A> numbers, DenseTensor g) {
        DenseTensor result = DenseMath.contiguous(y);
        DenseTensor gradient = DenseMath.contiguous(g);
        Storage<A> out = numbers.allocate(y.size());
        int n = y.size(-1);
        kernel.apply(
                numbers.kernels(),
                numbers.sameKind(result.storage()),
                result.layout().offset(),
                numbers.sameKind(gradient.storage()),
                gradient.layout().offset(),
                y.size() / n,
                n,
                out.array(),
                0);
        return y.with(out, y.shape());
    }

    /** −ln of the probability of the label of each row of scores along the last axis; there is a row and a class. */
    static DenseTensor crossEntropy(DenseTensor x, IntTensor labels) {
        DenseTensor in = DenseMath.contiguous(x);
        RowKernel kernel = new RowKernel() {
            @Override
            public <A> void apply(Kernels<A> kernels, A numbers, int at, int count, int n, A y, int yAt) {
                kernels.crossEntropyRows(numbers, at, labels.values(), 0, count, n, y, yAt);
            }
        };
        return x.with(apply(kernel, in, in.storage(), labels.size(), labels.size()), labels.shape());
    }

    /** The gradient of {@link #crossEntropy} by the scores x, where g is the gradient by its result. */
    static DenseTensor crossEntropyGradient(DenseTensor x, IntTensor labels, DenseTensor g) {
        return crossEntropyGradient(x, x.storage(), labels, g);
    }

    private static <A> DenseTensor crossEntropyGradient(
            DenseTensor x, Storage<A> numbers, IntTensor labels, DenseTensor g) {
        DenseTensor scores = DenseMath.contiguous(x);
        DenseTensor gradient = DenseMath.contiguous(g);
        Storage<A> out = numbers.allocate(x.size());
        numbers.kernels()
                .crossEntropyGradient(
                        numbers.sameKind(scores.storage()),
                        scores.layout().offset(),
                        labels.values(),
                        0,
                        numbers.sameKind(gradient.storage()),
                        gradient.layout().offset(),
                        labels.size(),
                        x.size(-1),
                        out.array(),
                        0);
        return x.with(out, x.shape());
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

    /** r = 1/√(variance + ε) of each row, as in {@link #normalizeRows}, in a shape with one number for each. */
    static DenseTensor rowScales(DenseTensor x, double epsilon, Shape shape) {
        DenseTensor in = DenseMath.contiguous(x);
        RowKernel kernel = new RowKernel() {
            @Override
            public <A> void apply(Kernels<A> kernels, A numbers, int at, int count, int n, A r, int rAt) {
                kernels.rowScales(numbers, at, count, n, epsilon, r, rAt);
            }
        };
        return x.with(apply(kernel, in, in.storage(), shape.size(), shape.size()), shape);
    }

    /** The gradient of {@link #normalizeRows}, whose result is y with the scales r, where g is the gradient by y. */
    static DenseTensor normalizeRowsGradient(DenseTensor y, DenseTensor r, DenseTensor g, int rows) {
        return normalizeRowsGradient(y, y.storage(), r, g, rows);
    }

    private static <A> DenseTensor normalizeRowsGradient(
            DenseTensor y, Storage<A> numbers, DenseTensor r, DenseTensor g, int rows) {
        DenseTensor result = DenseMath.contiguous(y);
        DenseTensor scale = DenseMath.contiguous(r);
        DenseTensor gradient = DenseMath.contiguous(g);
        Storage<A> out = numbers.allocate(y.size());
        numbers.kernels()
                .normalizeRowsGradient(
                        numbers.sameKind(result.storage()),
                        result.layout().offset(),
                        numbers.sameKind(scale.storage()),
                        scale.layout().offset(),
                        numbers.sameKind(gradient.storage()),
                        gradient.layout().offset(),
                        rows,
                        y.size() / rows,
                        out.array(),
                        0);
        return y.with(out, y.shape());
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
    private static DenseTensor alongAxis(RowKernel kernel, Tensor x, int axis) {
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
}
