package io.autodiff.check;

import io.autodiff.shape.Shape;
import io.autodiff.tensor.DType;
import io.autodiff.tensor.IntTensor;
import io.autodiff.tensor.Tensor;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * A model with its loss, its parameters and a batch: what a law of models speaks about.
 *
 * @param name what a report calls the model
 * @param loss the mean over the rows of a batch
 * @param parameters where: plain float64 tensors
 * @param inputs the batch, a row for each example
 * @param targets what should come out, a row for each example
 * @param rows chooses rows of the targets, in the order given and as often as given
 * @param <T> the targets: a tensor, {@code IntTensor} labels, or a type of one's own
 */
public record ModelCase<T>(
        String name,
        BatchLoss<T> loss,
        List<Tensor> parameters,
        Tensor inputs,
        T targets,
        BiFunction<T, int[], T> rows) {
    public ModelCase {
        Given.require("model case", "name", name);
        Given.require("model case", "loss", loss);
        Given.require("model case", "parameters", parameters);
        Given.require("model case", "inputs", inputs);
        Given.require("model case", "targets", targets);
        Given.require("model case", "rows", rows);
        for (Tensor p : parameters) {
            Given.require("model case", "parameters", p);
            if (p.dtype() != DType.FLOAT64) {
                throw new IllegalArgumentException("model case " + name + ": a parameter is " + p.dtype()
                        + ", which has too few digits to prove a gradient; convert it by to(DType.FLOAT64)");
            }
        }
        parameters = List.copyOf(parameters); // a list that nobody can change
        if (inputs.rank() == 0 || inputs.size(0) < 2) {
            throw new IllegalArgumentException("model case " + name + ": the inputs have shape " + inputs.shape()
                    + ", but laws of batches need at least two rows");
        }
    }

    /**
     * A model whose targets are tensors.
     *
     * @param name what a report calls the model
     * @param loss the mean over the rows of a batch
     * @param parameters where
     * @param inputs the batch
     * @param targets its targets
     * @return the case
     */
    public static ModelCase<Tensor> of(
            String name, BatchLoss<Tensor> loss, List<Tensor> parameters, Tensor inputs, Tensor targets) {
        ModelCase<Tensor> c = new ModelCase<>(
                name, loss, parameters, inputs, targets, (t, chosen) -> t.indexSelect(0, IntTensor.of(chosen)));
        return c.requireRows(targets.shape());
    }

    /**
     * A model whose targets are labels.
     *
     * @param name what a report calls the model
     * @param loss the mean over the rows of a batch
     * @param parameters where
     * @param inputs the batch
     * @param labels its labels
     * @return the case
     */
    public static ModelCase<IntTensor> of(
            String name, BatchLoss<IntTensor> loss, List<Tensor> parameters, Tensor inputs, IntTensor labels) {
        return new ModelCase<>(name, loss, parameters, inputs, labels, IntTensor::rows).requireRows(labels.shape());
    }

    /** A law that chooses rows would else compare examples with the targets of others, or find none. */
    private ModelCase<T> requireRows(Shape shape) {
        if (shape.rank() == 0 || shape.dim(0) != inputs.size(0)) {
            throw new IllegalArgumentException("model case " + name + ": the inputs have " + inputs.size(0)
                    + " rows, but the targets have shape " + shape + "; give a row of targets for each row of inputs");
        }
        return this;
    }

    /**
     * The same model and batch at other parameters.
     *
     * @param point as many tensors as there are parameters
     * @return the case there
     */
    public ModelCase<T> at(List<Tensor> point) {
        return new ModelCase<>(name, loss, point, inputs, targets, rows);
    }

    /**
     * The loss on some rows of the batch as a function of the parameters, at these parameters.
     *
     * @param chosen positions of rows, in any order, as often as wanted
     * @return a case for {@link Laws}
     */
    public Case on(int... chosen) {
        Given.require("model case", "chosen", chosen);
        Tensor x = inputs.indexSelect(0, IntTensor.of(chosen));
        T t = rows.apply(targets, chosen);
        return Case.of(name, p -> scalar(loss.apply(p, x, t)), parameters);
    }

    /**
     * The loss on the whole batch as a function of the parameters, at these parameters.
     *
     * @return a case for {@link Laws}
     */
    public Case whole() {
        return Case.of(name, p -> scalar(loss.apply(p, inputs, targets)), parameters);
    }

    /** The positions of all rows, in order. */
    int[] all() {
        return IntStream.range(0, inputs.size(0)).toArray();
    }

    private Tensor scalar(Tensor value) {
        Given.require("model case " + name, "loss", value);
        if (!value.shape().equals(Shape.SCALAR)) {
            throw new IllegalArgumentException("model case " + name + ": the loss has shape " + value.shape()
                    + ", but it has to be a single number; take its mean()");
        }
        return value;
    }
}
