package io.autodiff.nn;

import static io.autodiff.nn.Arguments.given;

import io.autodiff.shape.Shape;
import io.autodiff.shape.ShapeMismatchException;
import io.autodiff.tensor.IntTensor;
import io.autodiff.tensor.Tensor;
import java.util.function.Function;

/**
 * Inputs and targets, row by row: what a model learns from. A row is a slice along the first axis.
 *
 * @param <T> the targets: {@code IntTensor} labels, or a tensor
 */
public final class Dataset<T> {
    private final int rows;
    private final Function<int[], Tensor> inputs;
    private final Function<int[], T> targets;

    private Dataset(int rows, Function<int[], Tensor> inputs, Function<int[], T> targets) {
        this.rows = rows;
        this.inputs = inputs;
        this.targets = targets;
    }

    /**
     * Inputs with labels.
     *
     * @param inputs of shape [n, …], plain numbers
     * @param labels of shape [n, …], most often [n]
     * @return the data
     * @throws ShapeMismatchException if there are not as many labels as inputs
     */
    public static Dataset<IntTensor> of(Tensor inputs, IntTensor labels) {
        int rows = commonRows(
                given("dataset", "inputs", inputs).shape(),
                given("dataset", "labels", labels).shape());
        return new Dataset<>(rows, chooser("inputs", inputs), labels::rows);
    }

    /**
     * Inputs with targets that are numbers, or probabilities.
     *
     * @param inputs of shape [n, …], plain numbers
     * @param targets of shape [n, …], plain numbers
     * @return the data
     * @throws ShapeMismatchException if there are not as many targets as inputs
     */
    public static Dataset<Tensor> of(Tensor inputs, Tensor targets) {
        int rows = commonRows(
                given("dataset", "inputs", inputs).shape(),
                given("dataset", "targets", targets).shape());
        return new Dataset<>(rows, chooser("inputs", inputs), chooser("targets", targets));
    }

    /**
     * How many rows there are.
     *
     * @return n
     */
    public int rows() {
        return rows;
    }

    /**
     * Some of the rows, in the order named.
     *
     * @param chosen which, from 0; a row may be named more than once
     * @return their inputs and targets
     * @throws IllegalArgumentException if there is no such row
     */
    public Batch<T> batch(int... chosen) {
        for (int row : given("batch", "chosen", chosen)) {
            if (row < 0 || row >= rows) {
                throw new IllegalArgumentException("batch: there is no row " + row + " among the " + rows
                        + " rows of this data, which are counted from 0");
            }
        }
        return new Batch<>(inputs.apply(chosen), targets.apply(chosen));
    }

    private static int commonRows(Shape inputs, Shape targets) {
        if (inputs.rank() == 0 || targets.rank() == 0 || inputs.dim(0) != targets.dim(0)) {
            throw new ShapeMismatchException("dataset: inputs of shape " + inputs + " with targets of shape " + targets
                    + ": the first axis of both is the rows, and there must be as many of one as of the other");
        }
        return inputs.dim(0);
    }

    /** rows ↦ those rows of a tensor: [n, …] becomes [rows, …]. */
    private static Function<int[], Tensor> chooser(String what, Tensor tensor) {
        Tensor plain = Parameter.plain(() -> "dataset of " + what, tensor).copy();
        return rows -> plain.indexSelect(0, IntTensor.of(rows));
    }
}
