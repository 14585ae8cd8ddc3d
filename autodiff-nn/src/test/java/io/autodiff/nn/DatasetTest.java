package io.autodiff.nn;

import static io.autodiff.nn.Errors.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.autodiff.shape.Shape;
import io.autodiff.shape.ShapeMismatchException;
import io.autodiff.tensor.DType;
import io.autodiff.tensor.IntTensor;
import io.autodiff.tensor.Tape;
import io.autodiff.tensor.Tensor;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * A data set hands out rows of inputs and targets together, in the order named, and holds numbers of its own: what the caller does to an
 * array later does not matter. Rows that do not fit each other, or are not there, are refused.
 */
class DatasetTest {
    private final Tensor inputs = Tensor.arange(12).reshape(4, 3);

    @Test
    void choosesRowsInTheOrderNamed() {
        Batch<IntTensor> batch =
                Dataset.of(inputs, IntTensor.of(10, 11, 12, 13)).batch(3, 0, 3);
        assertEquals(Shape.of(3, 3), batch.inputs().shape());
        assertArrayEquals(
                new double[] {9, 10, 11, 0, 1, 2, 9, 10, 11}, batch.inputs().toDoubleArray());
        assertArrayEquals(new int[] {13, 10, 13}, batch.targets().toArray());
    }

    /** A row chosen alone is the slice: for every shape, view and kind. */
    @Property(tries = 40)
    void aRowIsASlice(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 4) int rows,
            @ForAll @IntRange(max = 3) int width,
            @ForAll @IntRange(max = 2) int axes) {
        Shape shape = Shape.of(rows).followedBy(Shape.of(new int[] {width, 2}).butLast(2 - axes));
        Tensor wide = Key.of(seed).normal(shape);
        Tensor view = Tensor.concat(0, wide, wide).slice(0, 0, 2 * rows, 2);
        for (Tensor x : new Tensor[] {wide, view, wide.to(DType.FLOAT32)}) {
            Dataset<Tensor> data = Dataset.of(x, wide);
            assertEquals(rows, data.rows());
            for (int row = 0; row < rows; row++) {
                Batch<Tensor> batch = data.batch(row);
                assertEquals(shape.with(0, 1), batch.inputs().shape());
                assertEquals(x.dtype(), batch.inputs().dtype());
                assertArrayEquals(
                        x.slice(0, row, row + 1).toDoubleArray(), batch.inputs().toDoubleArray());
                assertArrayEquals(
                        wide.slice(0, row, row + 1).toDoubleArray(),
                        batch.targets().toDoubleArray());
            }
        }
    }

    @Test
    void mayBeEmpty() {
        Dataset<Tensor> none = Dataset.of(Tensor.zeros(0, 3), Tensor.zeros(0));
        assertEquals(0, none.rows());
        assertEquals(Shape.of(0, 3), none.batch().inputs().shape());
    }

    @Test
    void aLaterChangeOfTheCallersArrayDoesNotMatter() {
        double[] numbers = {1, 2};
        Dataset<Tensor> data = Dataset.of(Tensor.of(numbers), Tensor.of(numbers));
        Arrays.fill(numbers, 0);
        assertArrayEquals(new double[] {1, 2}, data.batch(0, 1).inputs().toDoubleArray());
    }

    @Test
    void refusesAnotherNumberOfTargetsThanInputs() {
        String why = ": the first axis of both is the rows, and there must be as many of one as of the other";
        assertEquals(
                "dataset: inputs of shape [4, 3] with targets of shape [3]" + why,
                refused(ShapeMismatchException.class, () -> Dataset.of(inputs, IntTensor.of(1, 2, 3))));
        assertEquals(
                "dataset: inputs of shape [4, 3] with targets of shape [3, 4]" + why,
                refused(
                        ShapeMismatchException.class,
                        () -> Dataset.of(inputs, inputs.transpose().reshape(3, 4))));
        assertEquals(
                "dataset: inputs of shape [] with targets of shape []" + why,
                refused(ShapeMismatchException.class, () -> Dataset.of(Tensor.scalar(1), Tensor.scalar(1))));
    }

    @Test
    void refusesRowsThatAreNotThere() {
        Dataset<Tensor> data = Dataset.of(inputs, inputs);
        for (int row : new int[] {-1, 4}) {
            assertEquals(
                    "batch: there is no row " + row + " among the 4 rows of this data, which are counted from 0",
                    refused(IllegalArgumentException.class, () -> data.batch(0, row)));
        }
    }

    @Test
    void refusesATensorOfATape() {
        try (Tape tape = Tape.open()) {
            Tensor watched = tape.watch(inputs);
            assertEquals(
                    "dataset of inputs: this tensor of shape [4, 3] belongs to a tape or to tangents, and what outlives them"
                            + " must be plain numbers; take its stopGradient()",
                    refused(IllegalArgumentException.class, () -> Dataset.of(watched, inputs)));
        }
    }
}
