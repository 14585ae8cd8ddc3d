package io.autodiff.nn;

import static io.autodiff.transform.Autodiff.grad;
import static io.autodiff.transform.Autodiff.hvp;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.autodiff.shape.Shape;
import io.autodiff.tensor.IntTensor;
import io.autodiff.tensor.Tape;
import io.autodiff.tensor.Tensor;
import io.autodiff.transform.Structure;
import io.autodiff.transform.TensorFunction;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The gradients of every layer are those that differences give, with random cotangents. */
class LayerGradientsTest {
    /** Linear in each of x, W and b, so the differences are exact but for rounding, however long the step. */
    private static final double LINEAR_STEP = 1;

    private static final double LINEAR_BOUND = 1e-12;

    private static final double STEP = 1e-3;
    private static final double BOUND = 1e-9;

    @Property(tries = 50)
    void linear(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 4) int in,
            @ForAll @IntRange(min = 1, max = 4) int out,
            @ForAll @IntRange(max = 2) int batchAxes) {
        Key key = Key.of(seed);
        Linear layer =
                Linear.of(key.with(0).normal(Shape.of(in, out)), key.with(1).normal(Shape.of(out)));
        Shape rows = List.of(Shape.SCALAR, Shape.of(3), Shape.of(2, 3)).get(batchAxes);
        gradientsAreDifferences(
                layer, key.with(2).normal(rows.followedBy(Shape.of(in))), key, LINEAR_STEP, LINEAR_BOUND);
    }

    @Property(tries = 20)
    void functionLayer(@ForAll long seed) {
        gradientsAreDifferences(
                Layer.of(Tensor::tanh),
                Key.of(seed).normal(Shape.of(4, 3)),
                Key.of(seed).with(1),
                STEP,
                BOUND);
    }

    @Property(tries = 30)
    void sequential(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int hidden) {
        List<Key> keys = Key.of(seed).split(3);
        Sequential model = Sequential.of(
                Linear.of(2, hidden, keys.get(0)), Layer.of(Tensor::sigmoid), Linear.of(hidden, 3, keys.get(1)));
        gradientsAreDifferences(model, keys.get(2).normal(Shape.of(5, 2)), keys.get(2), STEP, BOUND);
    }

    /** x → tanh(x·W + b) twice over, with the same W and b. */
    @Property(tries = 30)
    void tiedWeights(@ForAll long seed) {
        List<Key> keys = Key.of(seed).split(2);
        Linear shared = Linear.of(3, 3, keys.get(0));
        Sequential model = Sequential.of(shared, Layer.of(Tensor::tanh), new Linear(shared.weight(), shared.bias()));
        assertEquals(List.of(shared.weight(), shared.bias()), model.parameters());
        gradientsAreDifferences(model, keys.get(1).normal(Shape.of(4, 3)), keys.get(1), STEP, BOUND);
    }

    /** The sum of what the two uses contribute, each taken alone with the other held fixed. */
    @Test
    void aTiedWeightGetsTheSumOfItsUses() {
        Linear shared = Linear.of(3, 3, Key.of(1));
        Linear first = Linear.of(shared.weight().value(), shared.bias().value());
        Linear second = Linear.of(shared.weight().value(), shared.bias().value());
        Tensor x = Key.of(2).normal(Shape.of(4, 3));
        ParameterGradients tied = gradients(Sequential.of(shared, Layer.of(Tensor::tanh), shared), x);
        ParameterGradients apart = gradients(Sequential.of(first, Layer.of(Tensor::tanh), second), x);
        assertEquals(2, tied.parameters().size());
        assertEquals(4, apart.parameters().size());
        assertArrayEquals(
                apart.of(first.weight()).add(apart.of(second.weight())).toDoubleArray(),
                tied.of(shared.weight()).toDoubleArray(),
                1e-15);
        assertArrayEquals(
                apart.of(first.bias()).add(apart.of(second.bias())).toDoubleArray(),
                tied.of(shared.bias()).toDoubleArray(),
                1e-15);
    }

    /** Two matrices of equal numbers are two parameters: values never decide. */
    @Test
    void equalNumbersAreNotTheSameParameter() {
        Tensor zeros = Tensor.zeros(2, 2);
        Sequential model = Sequential.of(Linear.of(zeros, Tensor.zeros(2)), Linear.of(zeros, Tensor.zeros(2)));
        assertEquals(4, model.parameters().size());
        assertEquals(4, gradients(model, Tensor.ones(3, 2)).parameters().size());
    }

    /** A loss is a function of the parameters like any other: its gradient, and H·v = ∂⟨v, ∂L/∂W⟩/∂W for its Hessian H. */
    @Test
    void transformsTakeParameters() {
        Linear layer = Linear.of(3, 2, Key.of(3));
        Tensor x = Key.of(4).normal(Shape.of(5, 3));
        IntTensor labels = IntTensor.of(0, 1, 1, 0, 1);
        Function<Map<Parameter, Tensor>, Tensor> loss =
                values -> layer.apply(Pass.at(values), x).crossEntropy(labels);
        Map<Parameter, Tensor> gradient = grad(Structure.<Parameter>map(), loss).apply(Differences.values(layer));
        try (Tape tape = Tape.open()) {
            Pass pass = Pass.training(tape, Key.of(0));
            ParameterGradients same = pass.gradients(layer.apply(pass, x).crossEntropy(labels));
            for (Parameter parameter : layer.parameters()) {
                assertArrayEquals(
                        same.of(parameter).toDoubleArray(),
                        gradient.get(parameter).toDoubleArray());
            }
        }
        TensorFunction ofWeight = w -> loss.apply(Map.of(layer.weight(), w));
        Tensor w = layer.weight().value();
        Tensor v = Key.of(5).normal(w.shape());
        Tensor product = hvp(ofWeight, w, v);
        Parameter weight = Parameter.of("w", w);
        double[] differences = Differences.gradient(
                moved -> grad(ofWeight).apply(moved.get(weight)).mul(v).sum().item(), Map.of(weight, w), weight, STEP);
        assertArrayEquals(differences, product.toDoubleArray(), BOUND * scale(differences));
    }

    private static ParameterGradients gradients(Layer layer, Tensor x) {
        try (Tape tape = Tape.open()) {
            Pass pass = Pass.training(tape, Key.of(0));
            return pass.gradients(layer.apply(pass, x).square().sum());
        }
    }

    /** For L = ⟨u, layer(x)⟩ with random u: ∂L/∂p and ∂L/∂x by the tape and by differences. */
    private static void gradientsAreDifferences(Layer layer, Tensor x, Key key, double h, double bound) {
        Tensor u = key.with(77).normal(layer.predict(x).shape());
        Parameter input = Parameter.of("input", x);
        Map<Parameter, Tensor> values = Differences.values(layer);
        values.put(input, x);
        try (Tape tape = Tape.open()) {
            Pass pass = Pass.training(tape, key);
            ParameterGradients gradients =
                    pass.gradients(layer.apply(pass, pass.of(input)).mul(u).sum());
            for (Parameter parameter : values.keySet()) {
                double[] expected = Differences.gradient(
                        moved -> layer.apply(Pass.at(moved), moved.get(input))
                                .mul(u)
                                .sum()
                                .item(),
                        values,
                        parameter,
                        h);
                assertArrayEquals(
                        expected,
                        gradients.of(parameter).toDoubleArray(),
                        bound * scale(expected),
                        "gradient of " + parameter);
                assertEquals(parameter.value().shape(), gradients.of(parameter).shape());
            }
        }
    }

    /** The differences are of a sum of some tens of terms, so what rounding leaves is measured by the largest of them, or by 10. */
    private static double scale(double... numbers) {
        double largest = 10;
        for (double number : numbers) {
            largest = Math.max(largest, Math.abs(number));
        }
        return largest;
    }
}
