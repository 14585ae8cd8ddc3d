package io.autodiff.nn;

import static io.autodiff.nn.Errors.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.autodiff.shape.ShapeMismatchException;
import io.autodiff.tensor.DType;
import io.autodiff.tensor.Tape;
import io.autodiff.tensor.Tensor;
import org.junit.jupiter.api.Test;

/**
 * A parameter is a cell for one plain tensor: setting it puts another tensor in and leaves the old one as it was, and what does not fit,
 * another shape or kind or a tensor of a tape, is refused with a text that says so.
 */
class ParameterTest {
    private final Parameter weight = Parameter.of("weight", Tensor.zeros(2, 10));

    @Test
    void printsItsNameShapeAndKind() {
        assertEquals("weight [2, 10] float64", weight.toString());
        assertEquals("b [3] float32", Parameter.of("b", Tensor.of(new float[3])).toString());
        assertEquals("weight", weight.name());
    }

    @Test
    void holdsAnotherTensorAfterSetAndLeavesTheOldOneAlone() {
        Tensor before = weight.value();
        Tensor ones = Tensor.ones(2, 10).copy();
        weight.set(ones);
        assertSame(ones, weight.value());
        assertArrayEquals(new double[20], before.toDoubleArray());
    }

    /** A view would keep the array alive that it is a view of; a compact tensor is taken as it is. */
    @Test
    void copiesAViewAndNothingElse() {
        Tensor whole = Tensor.arange(1000).copy();
        assertSame(whole, Parameter.of("p", whole).value());
        Tensor view = whole.slice(0, 3, 6);
        Parameter part = Parameter.of("p", view);
        assertNotEquals(view, part.value());
        assertSame(part.value(), part.value().copy());
        assertArrayEquals(new double[] {3, 4, 5}, part.value().toDoubleArray());
    }

    @Test
    void refusesAnotherShapeOrKind() {
        assertEquals(
                "set parameter weight [2, 10] float64: [2, 10] with [10, 2]: the shape of a parameter is fixed when it is made",
                refused(ShapeMismatchException.class, () -> weight.set(Tensor.zeros(10, 2))));
        Tensor narrow = Tensor.zeros(2, 10).to(DType.FLOAT32);
        assertEquals(
                "set parameter weight [2, 10] float64: the tensor is float32; convert it with to(DType.FLOAT64)",
                refused(IllegalArgumentException.class, () -> weight.set(narrow)));
    }

    @Test
    void refusesATensorOfATape() {
        try (Tape tape = Tape.open()) {
            Tensor watched = tape.watch(Tensor.zeros(2, 10));
            assertEquals(
                    "set parameter weight [2, 10] float64: this tensor of shape [2, 10] belongs to a tape or to tangents, and"
                            + " what outlives them must be plain numbers; take its stopGradient()",
                    refused(IllegalArgumentException.class, () -> weight.set(watched)));
            assertEquals(
                    "parameter w: this tensor of shape [2, 10] belongs to a tape or to tangents, and what outlives them must be"
                            + " plain numbers; take its stopGradient()",
                    refused(IllegalArgumentException.class, () -> Parameter.of("w", watched)));
            weight.set(watched.stopGradient());
        }
    }
}
