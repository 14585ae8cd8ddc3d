package io.autodiff.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodiff.shape.Shape;
import io.autodiff.tensor.DType;
import io.autodiff.tensor.IntTensor;
import io.autodiff.tensor.Pullback;
import io.autodiff.tensor.Tensor;
import io.autodiff.tensor.UnaryOp;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * The laws of models accept a right model, and each refuses the mistake that it is there for: a small network, mean
 * squared error or cross-entropy, with one thing wrong at a time.
 */
class ModelLawsTest {
    private static final Tensor INPUTS = Tensor.arange(10).reshape(5, 2).sin();
    private static final Tensor TARGETS = Tensor.arange(5).reshape(5, 1).cos();
    private static final IntTensor LABELS = IntTensor.of(2, 0, 1, 1, 0);
    private static final Tensor W1 = Tensor.arange(6).add(7).reshape(2, 3).sin();
    private static final Tensor W2 = Tensor.arange(3).add(3).reshape(3, 1).sin();
    private static final Tensor SQUARE = Tensor.arange(4).add(3).reshape(2, 2).sin();

    private static final BatchLoss<Tensor> MEAN =
            (p, x, t) -> x.matmul(p.get(0)).tanh().matmul(p.get(1)).mse(t);

    private static ModelCase<Tensor> model(BatchLoss<Tensor> loss) {
        return ModelCase.of("model", loss, List.of(W1, W2), INPUTS, TARGETS);
    }

    @Test
    void rightModels() {
        ModelCase<IntTensor> classifier = ModelCase.of(
                "classifier", (p, x, t) -> x.matmul(p.get(0)).crossEntropy(t), List.of(W1), INPUTS, LABELS);
        for (long seed = 0; seed < 20; seed++) {
            assertEquals(0, ModelLaws.hold(model(MEAN), seed).discarded());
            assertEquals(0, ModelLaws.hold(classifier, seed).discarded());
        }
    }

    /** Every class once and nothing to tell them apart by: what the rows contribute cancels, and the gradients are rounding alone. */
    @Test
    void aModelAtItsMinimum() {
        ModelCase<IntTensor> balanced = ModelCase.of(
                "balanced",
                (p, x, t) ->
                        x.matmul(p.get(0)).gelu().matmul(p.get(1)).add(p.get(2)).crossEntropy(t),
                List.of(W1, Tensor.arange(9).reshape(3, 3).sin(), Tensor.zeros(3)),
                Tensor.zeros(3, 2),
                IntTensor.of(1, 2, 0));
        for (long seed = 0; seed < 20; seed++) {
            assertEquals(0, ModelLaws.hold(balanced, seed).discarded());
        }
    }

    @Test
    void aSumInsteadOfAMean() {
        ModelCase<Tensor> sum = model((p, x, t) -> MEAN.apply(p, x, t).mul(x.size(0)));
        ModelLaws.orderDoesNotMatter(sum, 1);
        refused("model: duplicates of the batch matter", "at the loss", () -> ModelLaws.duplicatesDoNotMatter(sum));
        refused("model: parts of the batch do not make", "at the loss", () -> ModelLaws.partsMakeTheWhole(sum, 1));
    }

    /** The value is that of the mean, but the gradient that of the sum. */
    @Test
    void aMeanWithTheGradientOfASum() {
        ModelCase<Tensor> model = model((p, x, t) -> {
            Tensor mean = MEAN.apply(p, x, t);
            return mean.mul(x.size(0)).sub(mean.stopGradient().mul(x.size(0) - 1));
        });
        refused(
                "model: duplicates of the batch matter",
                "at the gradient of parameter 0, index [0, 0]",
                () -> ModelLaws.duplicatesDoNotMatter(model));
    }

    /** Every row sees the rows before it. */
    @Test
    void rowsThatSeeEachOther() {
        ModelCase<Tensor> model = model((p, x, t) -> MEAN.apply(p, x.cumSum(0), t));
        refused(
                "model: the order of the batch matters (seed 1)",
                "at the loss",
                () -> ModelLaws.orderDoesNotMatter(model, 1));
    }

    /** Inputs are brought to mean 0 over the batch: that goes with every order and with duplicates, but not with parts. */
    @Test
    void statisticsOfTheBatch() {
        ModelCase<Tensor> model = model((p, x, t) -> MEAN.apply(p, x.sub(x.mean(0)), t));
        ModelLaws.orderDoesNotMatter(model, 1);
        ModelLaws.duplicatesDoNotMatter(model);
        refused("model: parts of the batch do not make", "at the loss", () -> ModelLaws.partsMakeTheWhole(model, 1));
    }

    /** y = x, but on the way back it adds a tenth of the weights, a penalty for large ones. */
    record Decayed() implements UnaryOp {
        @Override
        public Tensor forward(Tensor x) {
            return x;
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return g -> g.add(x.mul(0.1));
        }
    }

    @Test
    void aGradientOutOfNothing() {
        ModelCase<Tensor> model =
                model((p, x, t) -> MEAN.apply(List.of(p.get(0), p.get(1).apply(new Decayed())), x, t));
        String text = refused(
                "model: a gradient of zero does not give zero",
                "at parameter 1, index [0, 0]",
                () -> ModelLaws.zeroGivesZero(model));
        assertTrue(text.contains("by the rules  " + W2.toDoubleArray()[0] * 0.1), text);
        assertTrue(text.endsWith("bound         0.0"), text);
    }

    private static BatchLoss<Tensor> twice(int first, int second) {
        return (p, x, t) -> x.matmul(p.get(first)).tanh().matmul(p.get(second)).mse(x);
    }

    private static ModelCase<Tensor> square(BatchLoss<Tensor> loss, Tensor... weights) {
        return ModelCase.of("tied", loss, List.of(weights), INPUTS, TARGETS);
    }

    @Test
    void tiedWeights() {
        ModelCase<Tensor> untied = square(twice(0, 1), SQUARE, SQUARE.neg());
        ModelLaws.tiedWeightsGetTheSum(square(twice(0, 0), SQUARE), untied, 0, 0);
        ModelLaws.tiedWeightsGetTheSum(square(twice(1, 1), W1, SQUARE), untied, 1, 1);
        refused(
                "tied: a tied weight does not get the sum of its uses",
                "at the gradient of parameter 0, index [0, 0]",
                () -> ModelLaws.tiedWeightsGetTheSum(
                        square(
                                (p, x, t) -> x.matmul(p.get(0))
                                        .tanh()
                                        .matmul(p.get(0).stopGradient())
                                        .mse(x),
                                SQUARE),
                        untied,
                        0,
                        0));
    }

    @Test
    void ownersThatDoNotFit() {
        ModelCase<Tensor> tied = square(twice(0, 0), SQUARE);
        ModelCase<Tensor> untied = square(twice(0, 1), SQUARE, SQUARE);
        assertEquals(
                "tied weights of tied: the owners [0, 1] do not fit; give for each of the 2 parameters of the untied model one"
                        + " position from 0 to 0",
                message(() -> ModelLaws.tiedWeightsGetTheSum(tied, untied, 0, 1)));
        assertEquals(
                "tied weights of tied: the owners [0] do not fit; give for each of the 2 parameters of the untied model one"
                        + " position from 0 to 0",
                message(() -> ModelLaws.tiedWeightsGetTheSum(tied, untied, 0)));
    }

    /** One call tries every law of a single model. */
    @Test
    void holdRefusesEachOfThem() {
        List<BatchLoss<Tensor>> wrong = List.of(
                (p, x, t) -> MEAN.apply(p, x, t).mul(x.size(0)),
                (p, x, t) -> MEAN.apply(p, x.cumSum(0), t),
                (p, x, t) -> MEAN.apply(p, x.sub(x.mean(0)), t),
                (p, x, t) -> MEAN.apply(List.of(p.get(0), p.get(1).apply(new Decayed())), x, t),
                (p, x, t) -> MEAN.apply(List.of(p.get(0).stopGradient(), p.get(1)), x, t));
        Consumer<BatchLoss<Tensor>> refusedForSure =
                loss -> assertThrows(BrokenLawError.class, () -> ModelLaws.hold(model(loss), 1));
        wrong.forEach(refusedForSure);
    }

    @Test
    void whatIsNoCaseIsRefused() {
        assertEquals(
                "model case model: the loss has shape [5, 1], but it has to be a single number; take its mean()",
                message(() ->
                        ModelLaws.hold(model((p, x, t) -> t.sub(x.matmul(W1).matmul(p.get(1)))), 1)));
        assertEquals(
                "model case one row: the inputs have shape [1, 2], but laws of batches need at least two rows",
                message(() -> ModelCase.of("one row", MEAN, List.of(W1, W2), INPUTS.slice(0, 0, 1), TARGETS)));
        assertEquals(
                "model case narrow: a parameter is float32, which has too few digits to prove a gradient; convert it by"
                        + " to(DType.FLOAT64)",
                message(() -> ModelCase.of("narrow", MEAN, List.of(W1.to(DType.FLOAT32), W2), INPUTS, TARGETS)));
        assertEquals(
                "model case short: the inputs have 5 rows, but the targets have shape [4, 1]; give a row of targets for each row"
                        + " of inputs",
                message(() -> ModelCase.of("short", MEAN, List.of(W1, W2), INPUTS, TARGETS.slice(0, 0, 4))));
        assertEquals(
                "model case labels: the inputs have 5 rows, but the targets have shape []; give a row of targets for each row"
                        + " of inputs",
                message(() -> ModelCase.of(
                        "labels", (p, x, t) -> p.get(0), List.of(W1), INPUTS, IntTensor.of(Shape.SCALAR, 1))));
        assertEquals(
                "model laws: the argument \"m\" is null; it has to be given",
                message(() -> ModelLaws.zeroGivesZero(null)));
    }

    /** The report names law, place, both values, how far apart they are and how far they may be. */
    private static String refused(String law, String place, Executable call) {
        String text = assertThrows(BrokenLawError.class, call).getMessage();
        List<String> lines = text.lines().map(String::strip).toList();
        assertEquals(6, lines.size(), text);
        assertTrue(lines.get(0).startsWith(law), text);
        assertTrue(lines.get(1).startsWith(place), text);
        double left = lastNumber(lines.get(2));
        double right = lastNumber(lines.get(3));
        assertEquals(Math.abs(left - right), lastNumber(lines.get(4)), text);
        assertTrue(lines.get(4).startsWith("apart") && lines.get(5).startsWith("bound"), text);
        assertTrue(lastNumber(lines.get(5)) < 1e-9, text);
        return text;
    }

    private static double lastNumber(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }

    private static String message(Executable call) {
        return assertThrows(IllegalArgumentException.class, call).getMessage();
    }
}
