package io.autodiff.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.autodiff.shape.Shape;
import io.autodiff.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Layers one after the other are the composition of their functions, nested or not, and have each parameter once, tied ones too.
 */
class SequentialTest {
    private final Linear first = Linear.of(2, 3, Key.of(1));
    private final Linear second = Linear.of(3, 3, Key.of(2));

    @Test
    void appliesInOrder() {
        Sequential model = Sequential.of(Layer.of(x -> x.add(1)), Layer.of(x -> x.mul(2)));
        assertArrayEquals(new double[] {4, 6}, model.predict(Tensor.of(1, 2)).toDoubleArray());
        Tensor x = Tensor.of(1, 2);
        assertSame(x, Sequential.of().predict(x));
    }

    @Test
    void nests() {
        Sequential inner = Sequential.of(first, Layer.of(Tensor::sigmoid));
        Sequential model = Sequential.of(inner, second);
        Tensor x = Key.of(3).normal(Shape.of(4, 2));
        assertArrayEquals(
                second.predict(first.predict(x).sigmoid()).toDoubleArray(),
                model.predict(x).toDoubleArray());
        assertEquals("Sequential[Sequential[Linear 2 → 3, function], Linear 3 → 3]", model.toString());
    }

    @Test
    void hasEachParameterOnceInOrder() {
        Sequential model = Sequential.of(first, second, second, Sequential.of(second, first));
        assertEquals(List.of(first.weight(), first.bias(), second.weight(), second.bias()), model.parameters());
        assertEquals(List.of(), Layer.of(Tensor::relu).parameters());
    }

    @Test
    void predictsTheSameTwice() {
        Tensor x = Key.of(3).normal(Shape.of(4, 2));
        Sequential model = Sequential.of(first, second);
        assertArrayEquals(model.predict(x).toDoubleArray(), model.predict(x).toDoubleArray());
    }
}
