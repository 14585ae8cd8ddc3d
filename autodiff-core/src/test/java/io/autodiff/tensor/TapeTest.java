package io.autodiff.tensor;

import static io.autodiff.transform.Autodiff.grad;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What a tape writes down, what it prints, whom it tells, and which gradients it gives. */
class TapeTest {

    private static final Tensor X = Tensor.of(1, 2, 3);

    // ----------------------------------------------------------------------------------------------------- printing

    /** An op of a user's own, without parameters. */
    private record Thrice() implements UnaryOp {
        @Override
        public Tensor forward(Tensor x) {
            return x.mul(3);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return g -> g.mul(3);
        }
    }

    @Test
    void aTapePrintsItself() {
        try (Tape tape = Tape.open()) {
            Tensor w = tape.watch(Tensor.ones(3, 2));
            Tensor b = tape.watch(Tensor.of(new float[] {1}));
            Tensor y = Tensor.ones(4, 3).matmul(w).tanh().slice(0, 1, 3);
            Tensor z = Tensor.concat(1, y.mul(b.to(DType.FLOAT64)), Tensor.zeros(2, 1), y);
            z.apply(new Thrice()).pow(2).sum(1).mse(Tensor.of(1, 2));
            assertEquals("""
                    %0 = watch                        [3, 2]
                    %1 = watch                        [1] float32
                    %2 = matmul(plain, %0)            [4, 2]
                    %3 = tanh(%2)                     [4, 2]
                    %4 = slice[axis=0, start=1, step=1, count=2](%3)  [2, 2]
                    %5 = to[dtype=float64](%1)        [1]
                    %6 = broadcastTo[shape=[2, 2]](%5)  [2, 2]
                    %7 = mul(%4, %6)                  [2, 2]
                    %8 = concat[axis=1](%7, plain, %4)  [2, 5]
                    %9 = thrice(%8)                   [2, 5]
                    %10 = pow[exponent=2.0](%9)       [2, 5]
                    %11 = sum[axes=[1]](%10)          [2]
                    %12 = sub(%11, plain)             [2]
                    %13 = square(%12)                 [2]
                    %14 = sum[axes=[0]](%13)          []
                    %15 = div(%14, plain)             []
                    """, tape.toString());
        }
    }

    @Test
    void ofALongTapeTheEndsAreShown() {
        try (Tape tape = Tape.open()) {
            Tensor x = tape.watch(Tensor.scalar(1));
            for (int i = 0; i < 2000; i++) {
                x = x.neg();
            }
            List<String> lines = tape.toString().lines().toList();
            assertEquals(1001, lines.size());
            assertEquals("%499 = neg(%498)                  []", lines.get(499));
            assertEquals("… 1001 more", lines.get(500));
            assertEquals("%1501 = neg(%1500)                []", lines.get(501));
        }
    }

    @Test
    void aTapeOfAThousandLinesIsShownWhole() {
        try (Tape tape = Tape.open()) {
            Tensor x = tape.watch(Tensor.scalar(1));
            for (int i = 1; i < 1000; i++) {
                x = x.neg();
            }
            assertEquals(1000, tape.toString().lines().count());
        }
    }

    @Test
    void aClosedTapeHoldsNothing() {
        Tape tape = Tape.open();
        tape.watch(X).exp();
        tape.close();
        assertEquals("", tape.toString());
    }

    @Test
    void aTensorOfATapePrintsItsNumbers() {
        try (Tape tape = Tape.open()) {
            assertEquals(X.toString(), tape.watch(X).toString());
        }
    }

    @Test
    void anOpWithoutANameIsCalledOp() {
        UnaryOp anonymous = new UnaryOp() {
            @Override
            public Tensor forward(Tensor x) {
                return x;
            }

            @Override
            public Pullback pullback(Tensor x, Tensor y) {
                return g -> g;
            }
        };
        try (Tape tape = Tape.open()) {
            tape.watch(X).apply(anonymous);
            assertEquals(
                    "%1 = op(%0)                       [3]",
                    tape.toString().lines().toList().get(1));
        }
    }

    // ---------------------------------------------------------------------------------------------------- observers

    /** Writes down what it is told. */
    private static final class Diary implements TapeObserver {
        final List<String> lines = new ArrayList<>();

        @Override
        public void recorded(int index, Op op, Tensor y) {
            lines.add("%" + index + " = " + op.name() + " " + y.shape());
        }

        @Override
        public void pulled(int index, Op op, int operand, Tensor gradient) {
            lines.add("%" + index + " " + op.name() + " -> operand " + operand + " " + gradient.shape());
        }
    }

    @Test
    void anObserverIsToldOfEveryOpAndEveryRuleInOrder() {
        Diary diary = new Diary();
        try (Tape tape = Tape.open(diary)) {
            Tensor x = tape.watch(X);
            Tensor y = x.exp();
            y.sin(); // leads nowhere, so its rule is never asked
            tape.gradients(y.mul(x).sub(X).slice(0, 1, 3).sum());
        }
        assertEquals(
                List.of(
                        "%1 = exp [3]",
                        "%2 = sin [3]",
                        "%3 = mul [3]",
                        "%4 = sub [3]",
                        "%5 = slice [2]",
                        "%6 = sum []",
                        "%6 sum -> operand 0 [2]",
                        "%5 slice -> operand 0 [2]", // only the piece, which is placed
                        "%4 sub -> operand 0 [3]", // the other operand is plain
                        "%3 mul -> operand 0 [3]",
                        "%3 mul -> operand 1 [3]",
                        "%1 exp -> operand 0 [3]"),
                diary.lines);
    }

    @Test
    void whatIsNotWatchedIsNotRecorded() {
        Diary diary = new Diary();
        try (Tape tape = Tape.open(diary)) {
            Tensor x = tape.watch(X);
            X.exp().mul(X);
            x.stopGradient().mul(X);
            x.less(2);
            x.argMax(0);
        }
        assertEquals(List.of(), diary.lines);
    }

    /** Which number is the largest is no function that could be differentiated: it is found out without a word to the tape. */
    @Test
    void theShareOfAMaximumIsNotRecorded() {
        Diary diary = new Diary();
        try (Tape tape = Tape.open(diary)) {
            Tensor x = tape.watch(X);
            new ReductionOps.Max(List.of(0)).pullback(x, x.max(0));
        }
        assertEquals(List.of("%1 = max []"), diary.lines);
    }

    // ---------------------------------------------------------------------------------------------------- gradients

    @Test
    void keepAllowsManySweeps() {
        try (Tape tape = Tape.open().keep()) {
            Tensor x = tape.watch(X);
            Tensor y = x.square();
            for (int repetition = 0; repetition < 3; repetition++) {
                assertArrayEquals(
                        new double[] {2, 4, 6}, tape.gradients(y.sum()).of(x).toDoubleArray());
                assertArrayEquals(
                        new double[] {0, 4, 0},
                        tape.gradients(y, Tensor.of(0, 1, 0)).of(x).toDoubleArray());
            }
        }
    }

    @Test
    void withoutKeepPartsThatShareNoRuleCanBeSwept() {
        try (Tape tape = Tape.open()) {
            Tensor x = tape.watch(X);
            Tensor sum = x.exp().sum();
            Tensor norm = x.square().sum();
            tape.gradients(sum);
            assertArrayEquals(new double[] {2, 4, 6}, tape.gradients(norm).of(x).toDoubleArray());
        }
    }

    @Test
    void anIntermediateResultCanBeWatched() {
        try (Tape tape = Tape.open()) {
            Tensor x = tape.watch(X);
            Tensor y = tape.watch(x.mul(2));
            assertSame(y, tape.watch(y));
            Gradients gradients = tape.gradients(y.square().sum());
            assertArrayEquals(new double[] {4, 8, 12}, gradients.of(y).toDoubleArray());
            assertArrayEquals(new double[] {8, 16, 24}, gradients.of(x).toDoubleArray());
        }
    }

    @Test
    void toWatchAgainChangesNothing() {
        try (Tape tape = Tape.open()) {
            Tensor x = tape.watch(X);
            Gradients gradients = tape.gradients(x.sum());
            assertSame(x, tape.watch(x));
            assertArrayEquals(new double[] {1, 1, 1}, gradients.of(x).toDoubleArray());
        }
    }

    /** Its gradient may have passed by already. */
    @Test
    void whatIsWatchedDuringASweepComesTooLate() {
        List<Tensor> tensors = new ArrayList<>();
        TapeObserver late = new TapeObserver() {
            @Override
            public void recorded(int index, Op op, Tensor y) {}

            @Override
            public void pulled(int index, Op op, int operand, Tensor gradient) {
                Tensor y = tensors.get(0);
                ((LevelTensor.Tracked) y).level().watch(y);
            }
        };
        try (Tape tape = Tape.open(late)) {
            Tensor x = tape.watch(X);
            tensors.add(x.mul(2));
            Gradients gradients = tape.gradients(tensors.get(0).sum());
            assertArrayEquals(new double[] {2, 2, 2}, gradients.of(x).toDoubleArray());
            assertThrows(IllegalArgumentException.class, () -> gradients.of(tensors.get(0)));
        }
    }

    /** The sign, with the derivative that it has where it has one: a rule whose result depends on nothing may give plain zeros. */
    private record Sign() implements UnaryOp {
        @Override
        public Tensor forward(Tensor x) {
            return x.sign();
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return g -> Tensor.zeros(y.shape(), y.dtype());
        }
    }

    @Test
    void zerosMayBePlainAtEveryOrder() {
        Tensor slope = grad(x ->
                        grad(z -> z.apply(new Sign()).square().sum()).apply(x).sum())
                .apply(X);
        assertArrayEquals(new double[3], slope.toDoubleArray());
    }

    @Test
    void theOutputItselfCanBeWatched() {
        try (Tape tape = Tape.open()) {
            Tensor loss = tape.watch(tape.watch(X).sum());
            assertEquals(1, tape.gradients(loss).of(loss).item());
        }
    }

    @Test
    void aWatchedTensorIsItsOwnOutput() {
        try (Tape tape = Tape.open()) {
            Tensor x = tape.watch(X);
            Tensor g = Tensor.of(7, 8, 9);
            assertArrayEquals(g.toDoubleArray(), tape.gradients(x, g).of(x).toDoubleArray());
        }
    }

    @Test
    void findTellsZeroFromNoPath() {
        try (Tape tape = Tape.open()) {
            Tensor x = tape.watch(X);
            Tensor unused = tape.watch(Tensor.ones(2, 2));
            Gradients gradients = tape.gradients(x.mul(0).sum());
            assertArrayEquals(new double[3], gradients.find(x).orElseThrow().toDoubleArray());
            assertEquals(Optional.empty(), gradients.find(unused));
            assertArrayEquals(new double[4], gradients.of(unused).toDoubleArray());
        }
    }

    @Test
    void oneTensorWatchedTwiceIsTwoVariables() {
        try (Tape tape = Tape.open()) {
            Tensor a = tape.watch(X);
            Tensor b = tape.watch(X);
            Gradients gradients = tape.gradients(a.dot(b.mul(2)));
            assertArrayEquals(new double[] {2, 4, 6}, gradients.of(a).toDoubleArray());
            assertArrayEquals(new double[] {2, 4, 6}, gradients.of(b).toDoubleArray());
        }
    }

    @Test
    void gradientsOutliveTheirTape() {
        Tensor x;
        Gradients gradients;
        try (Tape tape = Tape.open()) {
            x = tape.watch(X);
            gradients = tape.gradients(x.square().sum());
        }
        assertArrayEquals(new double[] {2, 4, 6}, gradients.of(x).toDoubleArray());
        assertArrayEquals(new double[] {1, 2, 3}, x.toDoubleArray()); // its numbers stay readable too
    }

    /** Several gradients meet in one buffer; none of those that were handed in may change by that. */
    @Test
    void gradientsThatMeetLeaveEachOtherAlone() {
        try (Tape tape = Tape.open()) {
            Tensor x = tape.watch(X);
            Tensor y = tape.watch(x.mul(1));
            Tensor z = tape.watch(x.mul(1));
            Tensor given = Tensor.of(1, 1, 1);
            Gradients gradients = tape.gradients(y.add(z).add(x).add(x).add(y), given);
            assertArrayEquals(new double[] {2, 2, 2}, gradients.of(y).toDoubleArray());
            assertArrayEquals(new double[] {1, 1, 1}, gradients.of(z).toDoubleArray());
            assertArrayEquals(new double[] {5, 5, 5}, gradients.of(x).toDoubleArray());
            assertArrayEquals(new double[] {1, 1, 1}, given.toDoubleArray());
        }
    }

    /** Results are compact: the gradient of a sum is one number repeated, but the user's holds all of them. */
    @Test
    void gradientsHoldNoLargerArray() {
        try (Tape tape = Tape.open()) {
            Tensor x = tape.watch(X);
            Tensor gradient = tape.gradients(x.sum()).of(x);
            assertEquals(3, ((DenseTensor) gradient).storage().length());
        }
    }

    // ------------------------------------------------------------------------------------------------------ threads

    @Test
    void everyThreadHasATapeOfItsOwnAndGetsTheSameBits() throws InterruptedException, ExecutionException {
        Tensor weights = Tensor.arange(300).sin().reshape(20, 15);
        Tensor input = Tensor.arange(1000).cos().reshape(50, 20);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<String>> bits = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                bits.add(threads.submit(() -> {
                    try (Tape tape = Tape.open()) {
                        Tensor w = tape.watch(weights);
                        Tensor loss = input.matmul(w).tanh().square().mean();
                        Tensor gradient = tape.gradients(loss).of(w);
                        return loss.item() + " " + Arrays.toString(gradient.toDoubleArray());
                    }
                }));
            }
            List<String> all = new ArrayList<>();
            for (Future<String> one : bits) {
                all.add(one.get());
            }
            assertEquals(Collections.nCopies(8, all.get(0)), all);
            assertTrue(all.get(0).length() > 300);
        } finally {
            threads.shutdown();
        }
    }
}
