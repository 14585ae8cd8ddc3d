package io.autodiff.nn;

import static io.autodiff.nn.Errors.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodiff.shape.Shape;
import io.autodiff.shape.ShapeMismatchException;
import io.autodiff.tensor.DType;
import io.autodiff.tensor.Gradients;
import io.autodiff.tensor.Tape;
import io.autodiff.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A linear layer computes x·W + b for inputs of every rank and kind, against numbers worked out by hand, and starts with weights within
 * the bounds of Glorot and Bengio, the same for the same key. Its gradients are proven in {@link LayerGradientsTest}.
 */
class LinearTest {
    private final Linear layer = Linear.of(Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}}), Tensor.of(0.5, 0, -0.5));

    @Test
    void computesTheAffineMapOfEveryRank() {
        double[] row = {9.5, 12, 14.5};
        assertArrayEquals(row, layer.predict(Tensor.of(1, 2)).toDoubleArray());
        Tensor matrix = layer.predict(Tensor.of(new double[][] {{1, 2}, {0, 0}}));
        assertArrayEquals(new double[] {9.5, 12, 14.5, 0.5, 0, -0.5}, matrix.toDoubleArray());
        Tensor stack = layer.predict(Tensor.of(1, 2).broadcastTo(Shape.of(2, 4, 2)));
        assertEquals(Shape.of(2, 4, 3), stack.shape());
        assertArrayEquals(row, Arrays.copyOfRange(stack.toDoubleArray(), 21, 24));
        assertEquals(Shape.of(0, 3), layer.predict(Tensor.zeros(0, 2)).shape());
    }

    @Test
    void keepsTheKindOfItsNumbers() {
        Linear narrow = Linear.of(
                layer.weight().value().to(DType.FLOAT32), layer.bias().value().to(DType.FLOAT32));
        assertEquals(
                DType.FLOAT32, narrow.predict(Tensor.of(new float[] {1, 2})).dtype());
    }

    @Test
    void namesItsParametersAndItself() {
        assertEquals(
                "[weight [2, 3] float64, bias [3] float64]", layer.parameters().toString());
        assertEquals("Linear 2 → 3", layer.toString());
    }

    /** Bounds and spread of U[−a, a): its variance is a²/3 = 2/(in + out). */
    @Test
    void startsWithinTheGlorotBounds() {
        Linear random = Linear.of(200, 100, Key.of(1984));
        double a = Math.sqrt(6.0 / 300);
        double[] w = random.weight().value().toDoubleArray();
        assertTrue(Arrays.stream(w).allMatch(x -> -a <= x && x < a));
        assertEquals(0, Arrays.stream(w).average().orElseThrow(), 0.002);
        assertEquals(2.0 / 300, Arrays.stream(w).map(x -> x * x).average().orElseThrow(), 1e-4);
        assertTrue(Arrays.stream(w).max().orElseThrow() > 0.99 * a);
        assertArrayEquals(new double[100], random.bias().value().toDoubleArray());
    }

    @Test
    void theSameKeyGivesTheSameLayer() {
        double[] w = Linear.of(3, 4, Key.of(5)).weight().value().toDoubleArray();
        assertArrayEquals(w, Linear.of(3, 4, Key.of(5)).weight().value().toDoubleArray());
        assertTrue(!Arrays.equals(w, Linear.of(3, 4, Key.of(6)).weight().value().toDoubleArray()));
    }

    /** The loss, and the gradients of W, b and x, of few and of many numbers. */
    @Test
    void anActivationInTheSamePassGivesTheSameBits() {
        for (int rows : new int[] {3, 500}) {
            Linear linear = Linear.of(4, 10, Key.of(1));
            Tensor x = Key.of(2).normal(Shape.of(rows, 4));
            Layer apart = Sequential.of(linear, Layer.of(Tensor::tanh));
            Layer together = linear.then(Tensor::tanh);
            assertEquals(bits(apart, linear, x), bits(together, linear, x));
            assertEquals(linear.parameters(), together.parameters());
            assertEquals("Linear 4 → 10 then function", together.toString());
        }
    }

    private static List<List<Double>> bits(Layer layer, Linear linear, Tensor x) {
        try (Tape tape = Tape.open()) {
            Pass pass = Pass.training(tape, Key.of(3));
            Tensor watched = tape.watch(x);
            Tensor loss = layer.apply(pass, watched).square().sum();
            Gradients gradients = tape.gradients(loss);
            return Stream.of(
                            tape.value(loss),
                            gradients.of(watched),
                            gradients.of(pass.of(linear.weight())),
                            gradients.of(pass.of(linear.bias())))
                    .map(tensor -> Arrays.stream(tensor.toDoubleArray()).boxed().toList())
                    .toList();
        }
    }

    @Test
    void anActivationIsElementWise() {
        Layer wrong = layer.then(y -> y.softmax(-1));
        assertEquals(
                "fuse: while a function is put together its tensors stand for any numbers, without a shape and without values;"
                        + " use element-wise methods and constants only, and compute the rest outside",
                refused(IllegalStateException.class, () -> wrong.predict(Tensor.of(1, 2))));
    }

    @Test
    void refusesAnInputThatDoesNotFit() {
        assertEquals(
                "Linear 2 → 3: the input has shape [5, 3], but its last axis must have length 2; reshape it, or make the"
                        + " layer for what it is given",
                refused(ShapeMismatchException.class, () -> layer.predict(Tensor.zeros(5, 3))));
        assertEquals(
                "Linear 2 → 3: the input has shape [], but its last axis must have length 2; reshape it, or make the layer"
                        + " for what it is given",
                refused(ShapeMismatchException.class, () -> layer.predict(Tensor.scalar(1))));
        assertEquals(
                "matmul: float32 tensor [1, 2] with float64 tensor [2, 3]; convert one with to(DType.FLOAT64)",
                refused(IllegalArgumentException.class, () -> layer.predict(Tensor.of(new float[][] {{1, 2}}))));
    }

    @Test
    void refusesShapesThatMakeNoLayer() {
        for (List<Tensor> pair : List.of(
                List.of(Tensor.zeros(2, 3), Tensor.zeros(2)),
                List.of(Tensor.zeros(2, 3), Tensor.zeros(1, 3)),
                List.of(Tensor.zeros(3), Tensor.zeros(3)))) {
            assertEquals(
                    "linear: weight of shape " + pair.get(0).shape() + " with bias of shape "
                            + pair.get(1).shape() + ": the weight has shape [in, out] and the bias [out]",
                    refused(ShapeMismatchException.class, () -> Linear.of(pair.get(0), pair.get(1))));
        }
        assertEquals(
                "linear: a layer of 0 inputs and 3 outputs computes nothing; give 1 or more of each",
                refused(IllegalArgumentException.class, () -> Linear.of(0, 3, Key.of(0))));
    }
}
