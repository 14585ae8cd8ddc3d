package io.autodiff.nn;

import static io.autodiff.nn.Errors.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.autodiff.shape.Shape;
import io.autodiff.tensor.Tensor;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/**
 * A step of gradient descent is w − rate·∂L/∂w, by hand; it puts a new tensor into the cell and writes into none; and a rate that does
 * not go downhill is refused.
 */
class SgdTest {
    /** Bit for bit: one product, one difference, and no fused multiply-add. */
    @Property(tries = 50)
    void stepsDownhill(@ForAll long seed) {
        Key key = Key.of(seed);
        double rate = StrictMath.exp(3 * key.normal(0));
        Tensor w = key.with(0).normal(Shape.of(3, 5));
        Tensor g = key.with(1).normal(Shape.of(3, 5));
        Parameter weight = Parameter.of("weight", w);
        Sgd.of(rate).step(ParameterGradients.from(Map.of(weight, g)));
        double[] expected = new double[15];
        for (int i = 0; i < expected.length; i++) {
            double step = rate * g.toDoubleArray()[i];
            expected[i] = w.toDoubleArray()[i] - step;
        }
        assertArrayEquals(expected, weight.value().toDoubleArray());
    }

    @Test
    void putsANewTensorIntoTheCell() {
        Parameter weight = Parameter.of("weight", Tensor.of(1, 2));
        Parameter still = Parameter.of("still", Tensor.of(1, 2));
        Tensor before = weight.value();
        Tensor untouched = still.value();
        Tensor gradient = Tensor.of(10, 20);
        Sgd.of(0.1).step(ParameterGradients.from(Map.of(weight, gradient)));
        assertNotSame(before, weight.value());
        assertArrayEquals(new double[] {1, 2}, before.toDoubleArray());
        assertArrayEquals(new double[] {0, 0}, weight.value().toDoubleArray());
        assertArrayEquals(new double[] {10, 20}, gradient.toDoubleArray());
        assertSame(untouched, still.value());
    }

    @Test
    void refusesARateThatDoesNotGoDownhill() {
        for (double rate : new double[] {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertEquals(
                    "sgd: a learning rate of " + rate + " does not go downhill; give a finite number above 0",
                    refused(IllegalArgumentException.class, () -> Sgd.of(rate)));
        }
    }
}
