package io.autodiff.laws;

import io.autodiff.shape.Shape;
import io.autodiff.tensor.IntTensor;

/** Whole numbers, as a tensor and as Java source. */
record Indices(IntTensor tensor, String source) {
    Indices(Shape shape, int... numbers) {
        this(
                IntTensor.of(shape, numbers),
                "IntTensor.of(" + Operation.written(shape) + (numbers.length == 0 ? "" : ", ") + Form.list(numbers)
                        + ")");
    }
}
