package io.autodiff.nn;

import static io.autodiff.nn.Errors.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.autodiff.shape.Shape;
import io.autodiff.tensor.IntTensor;
import io.autodiff.tensor.Tape;
import io.autodiff.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A null is refused by the name of the argument, where it is given, and never reaches anything else. */
class NullsTest {
    private static final Tensor NO_TENSOR = null;
    private static final Parameter NO_PARAMETER = null;
    private static final Layer NO_LAYER = null;

    private final Parameter p = Parameter.of("p", Tensor.zeros(2));
    private final Linear layer = Linear.of(2, 2, Key.of(0));
    private final ParameterGradients none = ParameterGradients.from(Map.of());
    private final Trainer<Tensor> trainer =
            Trainer.of(layer, Losses.mse(), Sgd.of(1)).batchSize(1);
    private final Dataset<Tensor> data = Dataset.of(Tensor.zeros(1, 2), Tensor.zeros(1, 2));

    @Test
    void argumentsAreRefusedByName() {
        Map<String, Executable> cases = new LinkedHashMap<>();
        cases.put("parameter: the argument \"name\"", () -> Parameter.of(null, Tensor.zeros(2)));
        cases.put("parameter w: the argument \"value\"", () -> Parameter.of("w", null));
        cases.put("set parameter p [2] float64: the argument \"value\"", () -> p.set(null));
        cases.put("parametersOf: the argument \"parts\"", () -> Module.parametersOf(null));
        cases.put("layer: the argument \"function\"", () -> Layer.of(null));
        cases.put("layer: the argument \"x\"", () -> Layer.of(Tensor::tanh).predict(null));
        cases.put("pass: the argument \"tape\"", () -> Pass.training(null, Key.of(0)));
        cases.put("pass: the argument \"key\"", () -> Pass.training(Tape.open(), null));
        cases.put("pass: the argument \"values\"", () -> Pass.at(null));
        cases.put("pass: the argument \"parameter\"", () -> Pass.inference().of(NO_PARAMETER));
        cases.put(
                "gradients: the argument \"loss\"",
                () -> Pass.training(Tape.open(), Key.of(0)).gradients(null));
        cases.put("gradients: the argument \"gradients\"", () -> ParameterGradients.from(null));
        cases.put("gradients: the argument \"parameter\"", () -> none.of(NO_PARAMETER));
        cases.put(
                "gradient of parameter p [2] float64: the argument \"value\"",
                () -> ParameterGradients.from(Collections.singletonMap(p, NO_TENSOR)));
        cases.put("add: the argument \"that\"", () -> none.add(null));
        cases.put("linear: the argument \"weight\"", () -> new Linear(NO_PARAMETER, p));
        cases.put("linear: the argument \"bias\"", () -> new Linear(layer.weight(), NO_PARAMETER));
        cases.put("linear: the argument \"key\"", () -> Linear.of(1, 1, null));
        cases.put("Linear 2 → 2: the argument \"x\"", () -> layer.predict(null));
        cases.put("Linear 2 → 2: the argument \"pass\"", () -> layer.apply(null, Tensor.zeros(2)));
        cases.put("sequential: the argument \"layers\"", () -> Sequential.of(layer, NO_LAYER));
        cases.put("sgd: the argument \"gradients\"", () -> Sgd.of(1).step(null));
        cases.put("dataset: the argument \"inputs\"", () -> Dataset.of(NO_TENSOR, Tensor.zeros(2)));
        cases.put("dataset: the argument \"targets\"", () -> Dataset.of(Tensor.zeros(2), NO_TENSOR));
        cases.put("dataset: the argument \"labels\"", () -> Dataset.of(Tensor.zeros(2), (IntTensor) null));
        cases.put("batch: the argument \"chosen\"", () -> data.batch((int[]) null));
        cases.put("trainer: the argument \"model\"", () -> Trainer.of(null, Losses.mse(), Sgd.of(1)));
        cases.put("trainer: the argument \"loss\"", () -> Trainer.of(layer, null, Sgd.of(1)));
        cases.put("trainer: the argument \"optimizer\"", () -> Trainer.of(layer, Losses.mse(), null));
        cases.put("shuffle: the argument \"shuffle\"", () -> trainer.shuffle(null));
        cases.put("key: the argument \"key\"", () -> trainer.key(null));
        cases.put("clock: the argument \"clock\"", () -> trainer.clock(null));
        cases.put("output: the argument \"output\"", () -> trainer.output(null));
        cases.put("fit: the argument \"data\"", () -> trainer.fit(null));
        cases.put("uniform: the argument \"shape\"", () -> Key.of(0).uniform((Shape) null));
        cases.put("normal: the argument \"shape\"", () -> Key.of(0).normal((Shape) null));
        cases.put("history: the argument \"losses\"", () -> new History(null, 1));
        List<String> expected = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        cases.forEach((start, what) -> {
            expected.add(start + " is null; it has to be given");
            texts.add(refused(IllegalArgumentException.class, what));
        });
        assertEquals(expected, texts);
    }

    @Test
    void functionsHaveToReturnSomething() {
        assertEquals(
                "the function of a layer returned null; it has to return a value",
                refused(
                        IllegalArgumentException.class,
                        () -> Layer.of(x -> null).predict(Tensor.zeros(2))));
        assertEquals(
                "the shuffle returned null; it has to return a value",
                refused(
                        IllegalArgumentException.class,
                        () -> trainer.shuffle((key, rows) -> null).fit(data)));
        Loss<Tensor> nothing = (prediction, target) -> null;
        assertEquals(
                "the loss returned null; it has to return a value",
                refused(
                        IllegalArgumentException.class,
                        () -> Trainer.of(layer, nothing, Sgd.of(1)).batchSize(1).fit(data)));
    }
}
