package io.autodiff.tensor;

import io.autodiff.internal.kernel.Storage;
import io.autodiff.shape.Layout;
import io.autodiff.shape.Shape;

/** Plain numbers: a storage and where the elements lie in it. Immutable; views share the storage. */
final class DenseTensor implements Tensor {
    private final DType dtype;
    private final Storage<?> storage;
    private final Layout layout;

    DenseTensor(DType dtype, Storage<?> storage, Layout layout) {
        this.dtype = dtype;
        this.storage = storage;
        this.layout = layout;
    }

    /** The plain numbers of any tensor, whatever levels it belongs to. */
    static DenseTensor of(Tensor x) {
        Tensor value = x;
        while (value instanceof LevelTensor t) {
            value = t.value();
        }
        return (DenseTensor) value;
    }

    /** Zeros like a tensor, in an array of their own. */
    static Tensor zerosLike(Tensor x) {
        return Trace.isSymbolic(x) ? x.constantLike(0) : zeros(x.shape(), x.dtype());
    }

    static DenseTensor of(Shape shape, DType dtype, double... values) {
        return new DenseTensor(dtype, dtype.of(values), shape.rowMajor());
    }

    static DenseTensor zeros(Shape shape, DType dtype) {
        return new DenseTensor(dtype, dtype.zeros(shape.size()), shape.rowMajor());
    }

    /** One number, repeated everywhere without being stored more than once. */
    static DenseTensor constant(double value, Shape shape, DType dtype) {
        return new DenseTensor(dtype, dtype.of(value), shape.repeated());
    }

    @Override
    public Shape shape() {
        return layout.shape();
    }

    @Override
    public DType dtype() {
        return dtype;
    }

    Storage<?> storage() {
        return storage;
    }

    Layout layout() {
        return layout;
    }

    /** The same numbers, found in another way. */
    DenseTensor view(Layout view) {
        return new DenseTensor(dtype, storage, view);
    }

    /** A tensor of the same kind with new numbers, side by side. */
    DenseTensor with(Storage<?> numbers, Shape shape) {
        return new DenseTensor(dtype, numbers, shape.rowMajor());
    }

    /** The number at a logical row-major position. */
    double number(int position) {
        return storage.get(layout.atPosition(position));
    }

    /** This tensor in an array that holds nothing else. */
    DenseTensor compact() {
        return layout.isContiguous() && storage.length() == size() ? this : DenseMath.copy(this);
    }

    /** As NumPy prints it. */
    @Override
    public String toString() {
        return dtype == DType.FLOAT32
                ? TensorText.float32(shape().dims(), this::number)
                : TensorText.float64(shape().dims(), this::number);
    }
}
