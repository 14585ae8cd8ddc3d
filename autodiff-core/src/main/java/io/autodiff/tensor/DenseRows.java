package io.autodiff.tensor;

import io.autodiff.internal.kernel.BinaryFunction;
import io.autodiff.internal.kernel.Expression;
import io.autodiff.internal.kernel.Kernels;
import io.autodiff.internal.kernel.Operand;
import io.autodiff.internal.kernel.Operands;
import io.autodiff.internal.kernel.Storage;
import io.autodiff.shape.Shape;
import java.util.List;

/**
 * What ops compute with of whole rows of plain tensors: extremes, products, probabilities, normalized rows. {@link DenseMath} has the rest.
 */
final class DenseRows {
    /** x₃·((x₀ − x₁)·x₂), and x₃. */
    private static final Expression BY_SCALE_AND_OFFSET = new Expression(
            4,
            List.of(
                    new Expression.Input(0),
                    new Expression.Input(1),
                    new Expression.Input(2),
                    new Expression.Input(3),
                    new Expression.Binary(BinaryFunction.SUB, 0, 1),
                    new Expression.Binary(BinaryFunction.MUL, 4, 2),
                    new Expression.Binary(BinaryFunction.GRADIENT_PRODUCT, 3, 5)),
            List.of(6, 3));

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

    /** The mean m and the factor r = 1/√(variance + ε) of each row. */
    record Statistics(DenseTensor mean, DenseTensor factor) {}

    /** The mean and the factor of each row, in a shape with one number for each. */
    static Statistics statistics(DenseTensor x, double epsilon, Shape shape) {
        return statistics(x, x.storage(), epsilon, shape);
    }

    private static <A> Statistics statistics(DenseTensor x, Storage<A> numbers, double epsilon, Shape shape) {
        int rows = shape.size();
        Operand<A> in = rows(x, numbers, rows);
        Storage<A> m = numbers.allocate(rows);
        Storage<A> r = numbers.allocate(rows);
        numbers.kernels()
                .rowStatistics(in.array(), in.at(), rows, x.size() / rows, epsilon, m.array(), 0, r.array(), 0);
        return new Statistics(x.with(m, shape), x.with(r, shape));
    }

    /** ((x − m)·r)·γ + β within each row, where γ and β have a number for each place in a row, or one for all. */
    static DenseTensor normalize(DenseTensor x, DenseTensor scale, DenseTensor offset, double epsilon, int rows) {
        return normalize(x, x.storage(), scale, offset, epsilon, rows);
    }

    private static <A> DenseTensor normalize(
            DenseTensor x, Storage<A> numbers, DenseTensor scale, DenseTensor offset, double epsilon, int rows) {
        Storage<A> y = numbers.allocate(x.size());
        Operands<A> in = Operands.of(rows(x, numbers, rows), row(scale, numbers), row(offset, numbers));
        numbers.kernels().normalizeRows(in, rows, x.size() / rows, epsilon, y.array(), 0);
        return x.with(y, x.shape());
    }

    /** The gradient of {@link #normalize} by x, where g is the one by its result. */
    static DenseTensor normalizeGradient(DenseTensor x, Statistics of, DenseTensor scale, DenseTensor g) {
        return normalizeGradient(x, x.storage(), of, scale, g);
    }

    private static <A> DenseTensor normalizeGradient(
            DenseTensor x, Storage<A> numbers, Statistics of, DenseTensor scale, DenseTensor g) {
        int rows = of.mean().size();
        Storage<A> out = numbers.allocate(x.size());
        Operands<A> in = Operands.of(
                rows(x, numbers, rows),
                perRow(of.mean(), numbers),
                perRow(of.factor(), numbers),
                row(scale, numbers),
                rows(g, numbers, rows));
        numbers.kernels().normalizeRowsGradient(in, rows, x.size() / rows, out.array(), 0);
        return x.with(out, x.shape());
    }

    /** The gradients of {@link #normalize} by γ and β, where g is the one by its result: Σ g·(x − m)·r and Σ g of all rows. */
    static List<Tensor> normalizeParameterGradients(DenseTensor x, Statistics of, DenseTensor g, Shape shape) {
        return normalizeParameterGradients(x, x.storage(), of, g, shape);
    }

    private static <A> List<Tensor> normalizeParameterGradients(
            DenseTensor x, Storage<A> numbers, Statistics of, DenseTensor g, Shape shape) {
        int rows = of.mean().size();
        Storage<A> byScale = numbers.allocate(shape.size());
        Storage<A> byOffset = numbers.allocate(shape.size());
        Operands<A> in = Operands.of(
                rows(x, numbers, rows),
                perRow(of.mean(), numbers),
                perRow(of.factor(), numbers),
                rows(g, numbers, rows));
        numbers.kernels()
                .sumColumns(BY_SCALE_AND_OFFSET, rows, shape.size(), in, List.of(byScale.array(), byOffset.array()), 0);
        return List.of(x.with(byScale, shape), x.with(byOffset, shape));
    }

    private static <A> Operand<A> rows(DenseTensor x, Storage<A> numbers, int rows) {
        DenseTensor in = DenseMath.contiguous(x);
        return Operand.rows(numbers.sameKind(in.storage()), in.layout().offset(), x.size() / rows);
    }

    private static <A> Operand<A> perRow(DenseTensor x, Storage<A> numbers) {
        return Operand.perRow(numbers.sameKind(x.storage()), x.layout().offset());
    }

    /** The same row again and again, or the same number. */
    private static <A> Operand<A> row(DenseTensor x, Storage<A> numbers) {
        DenseTensor in = DenseMath.contiguous(x);
        A array = numbers.sameKind(in.storage());
        int at = in.layout().offset();
        return x.size() == 1 ? Operand.single(array, at) : Operand.perColumn(array, at);
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
