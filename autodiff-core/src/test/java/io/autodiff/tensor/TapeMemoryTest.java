package io.autodiff.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a tape keeps alive, and for how long. */
class TapeMemoryTest {

    private static final Tensor X = Tensor.of(1, 2, 3);

    /** Makes y = eˣ and keeps no variable that holds it. The rule of exp needs y, so the tape holds its numbers. */
    private static WeakReference<Tensor> intermediateOf(Tape tape, Tensor x, List<Tensor> loss) {
        Tensor y = x.exp();
        loss.add(y.sum());
        return new WeakReference<>(tape.value(y));
    }

    @Test
    void anIntermediateResultIsCollectableAfterTheSweep() {
        try (Tape tape = Tape.open()) {
            Tensor x = tape.watch(X);
            List<Tensor> loss = new ArrayList<>();
            WeakReference<Tensor> y = intermediateOf(tape, x, loss);
            assertFalse(Garbage.takes(y), "the rule of exp needs y");
            Gradients gradients = tape.gradients(loss.get(0));
            assertTrue(Garbage.takes(y), "the sweep has passed, but the tape still holds y");
            assertNotNull(gradients.of(x));
        }
    }

    @Test
    void aTapeThatKeepsItsRulesHoldsWhatTheyNeedUntilItCloses() {
        Tape tape = Tape.open().keep();
        Tensor x = tape.watch(X);
        List<Tensor> loss = new ArrayList<>();
        WeakReference<Tensor> y = intermediateOf(tape, x, loss);
        tape.gradients(loss.get(0));
        assertFalse(Garbage.takes(y), "kept rules need y");
        tape.close();
        assertTrue(Garbage.takes(y), "the tape is closed, but still holds y");
    }

    @Test
    void gradientsDoNotHoldTheirTape() {
        List<WeakReference<Tape>> tapes = new ArrayList<>();
        Gradients gradients = gradientsOfATape(tapes);
        assertTrue(Garbage.takes(tapes.get(0)));
        assertNotNull(gradients);
    }

    @SuppressWarnings("resource") // left open on purpose
    private static Gradients gradientsOfATape(List<WeakReference<Tape>> tapes) {
        Tape tape = Tape.open();
        tapes.add(new WeakReference<>(tape));
        return tape.gradients(tape.watch(X).sum());
    }

    /** A rule that mentions only the shape of its input frees the input: sum, reshape, slice, add and their like. */
    @Test
    void rulesThatNeedNoNumbersHoldNone() {
        try (Tape tape = Tape.open()) {
            Tensor x = tape.watch(X);
            List<Tensor> loss = new ArrayList<>();
            WeakReference<Tensor> y = sumOfShifted(tape, x, loss);
            assertTrue(Garbage.takes(y));
            assertEquals(9, loss.get(0).item());
        }
    }

    private static WeakReference<Tensor> sumOfShifted(Tape tape, Tensor x, List<Tensor> loss) {
        Tensor y = x.add(1);
        loss.add(y.sum());
        return new WeakReference<>(tape.value(y));
    }

    /** Watches how many of the gradients that were pulled so far are still alive when the last rule has been applied. */
    private static final class Census implements TapeObserver {
        private final List<WeakReference<Tensor>> pulled = new ArrayList<>();
        private boolean fewAreLeft;

        @Override
        public void pulled(int index, Op op, int operand, Tensor gradient) {
            pulled.add(new WeakReference<>(gradient));
            if (index == 1) {
                fewAreLeft = Garbage.leavesAtMost(3, pulled);
            }
        }
    }

    /** 200 gradients of 1 MiB pass by; at the end the sweep holds the one it came with, and the one that it makes. */
    @Test
    void aSweepHoldsOnlyTheGradientsItIsAt() {
        Census census = new Census();
        try (Tape tape = Tape.open(census)) {
            Tensor y = tape.watch(Tensor.ones(1 << 17));
            for (int i = 0; i < 200; i++) {
                y = y.mul(0.5);
            }
            tape.gradients(y.sum());
        }
        assertEquals(201, census.pulled.size());
        assertTrue(census.fewAreLeft, "gradients that are complete and used are still held");
    }

    /** The same with a rule that needs its input: what the rules close over goes as the sweep passes. */
    @Test
    void aSweepReleasesTheRulesItHasPassed() {
        List<WeakReference<Tensor>> inputs = new ArrayList<>();
        boolean[] released = new boolean[1];
        TapeObserver atTheEnd = new TapeObserver() {
            @Override
            public void recorded(int index, Op op, Tensor y) {
                inputs.add(new WeakReference<>(y));
            }

            @Override
            public void pulled(int index, Op op, int operand, Tensor gradient) {
                if (index == 1) {
                    released[0] = Garbage.leavesAtMost(3, inputs);
                }
            }
        };
        try (Tape tape = Tape.open(atTheEnd)) {
            Tensor y = tape.watch(Tensor.ones(1 << 17));
            for (int i = 0; i < 200; i++) {
                y = y.sin();
            }
            y = y.sum();
            tape.gradients(y);
        }
        assertTrue(released[0]);
    }
}
