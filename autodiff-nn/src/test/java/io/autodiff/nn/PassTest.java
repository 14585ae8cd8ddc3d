package io.autodiff.nn;

import static io.autodiff.nn.Errors.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodiff.shape.ShapeMismatchException;
import io.autodiff.tensor.Tape;
import io.autodiff.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * One run through a model: a parameter is bound once, watched in training and plain in inference; gradients are keyed by parameter, in
 * the order of first use, and outlive the tape; random keys are fresh and the same in every run. By small losses with known gradients.
 */
class PassTest {
    private final Parameter p = Parameter.of("p", Tensor.of(1, 2));
    private final Parameter q = Parameter.of("q", Tensor.of(3, 4));

    @Test
    void bindsAParameterOnce() {
        try (Tape tape = Tape.open()) {
            Pass pass = Pass.training(tape, Key.of(0));
            Tensor bound = pass.of(p);
            assertTrue(tape.owns(bound));
            p.set(Tensor.of(5, 6));
            assertSame(bound, pass.of(p));
        }
    }

    @Test
    void inferenceBindsPlainNumbersOnce() {
        Pass pass = Pass.inference();
        Tensor bound = pass.of(p);
        assertSame(p.value(), bound);
        p.set(Tensor.of(5, 6));
        assertSame(bound, pass.of(p));
    }

    @Test
    void givesGradientsInTheOrderOfFirstUse() {
        try (Tape tape = Tape.open()) {
            Pass pass = Pass.training(tape, Key.of(0));
            Tensor loss = pass.of(q).mul(pass.of(p)).mul(pass.of(q)).sum();
            ParameterGradients gradients = pass.gradients(loss);
            assertEquals(List.of(q, p), gradients.parameters());
            assertArrayEquals(new double[] {9, 16}, gradients.of(p).toDoubleArray());
            assertArrayEquals(new double[] {6, 16}, gradients.of(q).toDoubleArray());
        }
    }

    @Test
    void aParameterThatTheLossDoesNotDependOnGetsZeros() {
        try (Tape tape = Tape.open()) {
            Pass pass = Pass.training(tape, Key.of(0));
            pass.of(q);
            ParameterGradients gradients = pass.gradients(pass.of(p).sum());
            assertArrayEquals(new double[2], gradients.of(q).toDoubleArray());
        }
    }

    @Test
    void gradientsOutliveTheTape() {
        ParameterGradients gradients;
        try (Tape tape = Tape.open()) {
            Pass pass = Pass.training(tape, Key.of(0));
            gradients = pass.gradients(pass.of(p).square().sum());
        }
        assertArrayEquals(new double[] {2, 4}, gradients.of(p).toDoubleArray());
    }

    @Test
    void keysAreFreshAndTheSameInEveryRun() {
        try (Tape tape = Tape.open()) {
            Pass pass = Pass.training(tape, Key.of(7));
            Pass again = Pass.training(tape, Key.of(7));
            Pass other = Pass.training(tape, Key.of(8));
            Key first = pass.key();
            Key second = pass.key();
            assertNotEquals(first, second);
            assertNotEquals(Key.of(7), first);
            assertNotEquals(first, other.key());
            assertEquals(first, again.key());
            assertEquals(second, again.key());
        }
    }

    @Test
    void anotherValueLeavesTheCellAlone() {
        Tensor other = Tensor.of(7, 8);
        Pass pass = Pass.at(Map.of(p, other));
        assertSame(other, pass.of(p));
        assertSame(q.value(), pass.of(q));
        assertArrayEquals(new double[] {1, 2}, p.value().toDoubleArray());
        assertEquals(
                "pass at another value of p [2] float64: [2] with [3]: the shape of a parameter is fixed when it is made",
                refused(ShapeMismatchException.class, () -> Pass.at(Map.of(p, Tensor.zeros(3)))));
    }

    @Test
    void inferenceHasNoKeysAndNoGradients() {
        assertEquals(
                "key: this is a pass of inference, which draws no random numbers and has no key; use Pass.training(tape, key)",
                refused(IllegalStateException.class, () -> Pass.inference().key()));
        assertEquals(
                "gradients: this is a pass of inference, which records nothing; compute the loss in a pass made by"
                        + " Pass.training(tape, key)",
                refused(IllegalStateException.class, () -> Pass.inference().gradients(Tensor.scalar(1))));
    }

    @Test
    void aLossIsOneNumberOfThisPass() {
        try (Tape tape = Tape.open()) {
            Pass pass = Pass.training(tape, Key.of(0));
            assertEquals(
                    "gradients needs a scalar, but this output has shape [2]; sum it first, or give the gradient of the output"
                            + " as a second argument",
                    refused(IllegalArgumentException.class, () -> pass.gradients(pass.of(p))));
            assertEquals(
                    "gradients: this output of shape [] is not on this tape: it was not computed from a tensor that this tape"
                            + " watches; compute it from what watch(…) returned",
                    refused(IllegalArgumentException.class, () -> pass.gradients(Tensor.scalar(1))));
        }
    }
}
