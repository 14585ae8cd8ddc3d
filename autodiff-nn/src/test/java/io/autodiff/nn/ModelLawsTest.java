package io.autodiff.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodiff.check.BrokenLawError;
import io.autodiff.check.ModelCase;
import io.autodiff.check.ModelLaws;
import io.autodiff.laws.OpLaws;
import io.autodiff.shape.Shape;
import io.autodiff.tensor.IntTensor;
import io.autodiff.tensor.Tape;
import io.autodiff.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/**
 * The laws of models hold for the models and losses of this package: the rows of a batch have no order, duplicates leave a
 * mean alone, parts of a batch make up the whole, and a gradient of zero gives zero. Weights that are tied get the sum of their
 * uses. All of it goes through parameters and passes as a training does.
 */
class ModelLawsTest extends OpLaws {
    /** Smooth everywhere, or nearly: a kink is met by chance once in millions of tries. */
    private static final Map<String, UnaryOperator<Tensor>> ACTIVATIONS = Map.of(
            "tanh", Tensor::tanh,
            "sigmoid", Tensor::sigmoid,
            "softplus", Tensor::softplus,
            "gelu", Tensor::gelu,
            "silu", Tensor::silu);

    @Provide
    Arbitrary<String> activations() {
        return Arbitraries.of(ACTIVATIONS.keySet().stream().sorted().toList());
    }

    /** Any model and loss of this package as a function of its parameters. */
    private static ModelCase<Tensor> model(String name, Layer layer, Loss<Tensor> loss, Tensor x, Tensor target) {
        return ModelCase.of(name, (p, rows, t) -> loss.apply(at(layer, p, rows), t), values(layer), x, target);
    }

    private static ModelCase<IntTensor> model(
            String name, Layer layer, Loss<IntTensor> loss, Tensor x, IntTensor labels) {
        return ModelCase.of(name, (p, rows, t) -> loss.apply(at(layer, p, rows), t), values(layer), x, labels);
    }

    /** The layer with other numbers in its parameters. */
    private static Tensor at(Layer layer, List<Tensor> values, Tensor x) {
        Map<Parameter, Tensor> byParameter = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            byParameter.put(layer.parameters().get(i), values.get(i));
        }
        return layer.apply(Pass.at(byParameter), x);
    }

    private static List<Tensor> values(Layer layer) {
        return layer.parameters().stream().map(Parameter::value).toList();
    }

    private static IntTensor labels(Tensor x, int classes) {
        int[] labels = new int[x.size(0)];
        Arrays.setAll(labels, i -> Math.floorMod(7 * i + 1, classes));
        return IntTensor.of(labels);
    }

    private static Sequential network(Tensor x, String activation, int outputs, Key key) {
        List<Key> keys = key.split(2);
        return Sequential.of(
                Linear.of(x.size(1), 3, keys.get(0)),
                Layer.of(ACTIVATIONS.get(activation)),
                Linear.of(3, outputs, keys.get(1)));
    }

    @Property(tries = 30)
    void linearWithMeanSquaredError(@ForAll("batches") Tensor x, @ForAll long seed) {
        List<Key> keys = Key.of(seed).split(2);
        Tensor target = keys.get(0).normal(Shape.of(x.size(0), 2));
        lawsHold(model("linear", Linear.of(x.size(1), 2, keys.get(1)), Losses.mse(), x, target));
    }

    @Property(tries = 60)
    void sequentialWithMeanSquaredError(
            @ForAll("batches") Tensor x, @ForAll("activations") String activation, @ForAll long seed) {
        List<Key> keys = Key.of(seed).split(2);
        Tensor target = keys.get(0).normal(Shape.of(x.size(0), 2));
        lawsHold(model(activation, network(x, activation, 2, keys.get(1)), Losses.mse(), x, target));
    }

    @Property(tries = 60)
    void sequentialWithCrossEntropy(
            @ForAll("batches") Tensor x, @ForAll("activations") String activation, @ForAll long seed) {
        Layer layer = network(x, activation, 3, Key.of(seed));
        lawsHold(model(activation, layer, Losses.crossEntropy(), x, labels(x, 3)));
    }

    @Property(tries = 30)
    void crossEntropyWithProbabilities(@ForAll("batches") Tensor x, @ForAll long seed) {
        List<Key> keys = Key.of(seed).split(2);
        Tensor probabilities = keys.get(0).normal(Shape.of(x.size(0), 3)).softmax(-1);
        Layer layer = network(x, "tanh", 3, keys.get(1));
        lawsHold(model("probabilities", layer, Losses.crossEntropyWithProbabilities(), x, probabilities));
    }

    /** x → tanh(x·W + b)·W + b with one layer used twice, and with two layers of equal numbers. */
    @Property(tries = 30)
    void tiedLayers(@ForAll("batches") Tensor x, @ForAll long seed) {
        ModelLaws.tiedWeightsGetTheSum(tied(x, seed, UnaryOperator.identity()), untied(x, seed), 0, 1, 0, 1);
    }

    private static ModelCase<Tensor> untied(Tensor x, long seed) {
        Linear first = Linear.of(x.size(1), x.size(1), Key.of(seed));
        Linear second = Linear.of(first.weight().value(), first.bias().value());
        Sequential model = Sequential.of(first, Layer.of(Tensor::tanh), second);
        return model("untied", model, Losses.mse(), x, x.cos());
    }

    /** With something done to the weights where they are used the second time. */
    private static ModelCase<Tensor> tied(Tensor x, long seed, UnaryOperator<Tensor> second) {
        Linear shared = Linear.of(x.size(1), x.size(1), Key.of(seed));
        Layer twice = new Layer() {
            @Override
            public Tensor apply(Pass pass, Tensor input) {
                Tensor hidden = shared.apply(pass, input).tanh();
                return hidden.matmul(second.apply(pass.of(shared.weight()))).add(second.apply(pass.of(shared.bias())));
            }

            @Override
            public List<Parameter> parameters() {
                return shared.parameters();
            }
        };
        return model("tied", twice, Losses.mse(), x, x.cos());
    }

    /** Gradients that a training accumulates over parts of a batch, each weighted by its rows, are those of the whole batch. */
    @Property(tries = 30)
    void accumulatedInTraining(@ForAll("batches") Tensor x, @ForAll long seed) {
        Layer layer = network(x, "tanh", 3, Key.of(seed));
        IntTensor labels = labels(x, 3);
        int n = x.size(0);
        BiFunction<Integer, Integer, ParameterGradients> part = (from, to) -> {
            int[] rows = new int[to - from];
            Arrays.setAll(rows, i -> from + i);
            try (Tape tape = Tape.open()) {
                Pass pass = Pass.training(tape, Key.of(0));
                Tensor scores = layer.apply(pass, x.slice(0, from, to));
                return pass.gradients(scores.crossEntropy(labels.rows(rows))).scale((to - from) / (double) n);
            }
        };
        ParameterGradients whole = part.apply(0, n);
        ParameterGradients sum = part.apply(0, 1).add(part.apply(1, n));
        for (Parameter parameter : layer.parameters()) {
            assertArrayEquals(
                    whole.of(parameter).toDoubleArray(), sum.of(parameter).toDoubleArray(), 1e-13);
        }
    }

    private static final Tensor X = Key.of(1).normal(Shape.of(4, 2));
    private static final Tensor TARGET = Key.of(2).normal(Shape.of(4, 2));
    private static final Linear LINEAR = Linear.of(2, 2, Key.of(3));

    /** Each mistake that people make with models is found by the law that it breaks. */
    @Test
    void wrongModelsAreRefused() {
        Loss<Tensor> sum = (y, t) -> y.squaredDifference(t).sum();
        Loss<Tensor> byPosition = (y, t) -> y.squaredDifference(t)
                .mul(Tensor.arange(y.size(0)).reshape(y.size(0), 1))
                .mean();
        Layer seesTheBatch = Layer.of(x -> x.sub(x.mean(0)));
        List<String> texts = new ArrayList<>();
        for (ModelCase<Tensor> wrong : List.of(
                model("sum", LINEAR, sum, X, TARGET),
                model("by position", LINEAR, byPosition, X, TARGET),
                model("sees the batch", Sequential.of(LINEAR, seesTheBatch), Losses.mse(), X, TARGET))) {
            texts.add(firstLine(() -> lawsHold(wrong)));
        }
        texts.add(firstLine(
                () -> ModelLaws.tiedWeightsGetTheSum(tied(X, 1, Tensor::stopGradient), untied(X, 1), 0, 1, 0, 1)));
        assertEquals(
                List.of(
                        "sum: duplicates of the batch matter, so the loss is no mean",
                        "by position: the order of the batch matters",
                        "sees the batch: parts of the batch do not make the whole",
                        "tied: a tied weight does not get the sum of its uses"),
                texts);
    }

    private static String firstLine(Runnable law) {
        String text = assertThrows(BrokenLawError.class, law::run).getMessage();
        assertTrue(text.contains("\n  bound "), text);
        return text.lines().findFirst().orElseThrow().replaceAll(" \\(seed .*", "");
    }
}
