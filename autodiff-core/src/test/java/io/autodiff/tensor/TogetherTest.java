package io.autodiff.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Pullbacks that share their work do it once for each sweep, and each gives its own gradient. */
class TogetherTest {
    /** y = a·b + c: the three gradients are computed by one call. */
    private record Affine(AtomicInteger calls) implements JointOp {
        @Override
        public String name() {
            return "affine";
        }

        @Override
        public Tensor forward(List<Tensor> in) {
            return in.get(0).mul(in.get(1)).add(in.get(2));
        }

        private List<Tensor> gradients(List<Tensor> in, Tensor g) {
            calls.incrementAndGet();
            return List.of(g.mul(in.get(1)), g.mul(in.get(0)), g);
        }

        @Override
        public List<Pullback> pullbacks(List<Integer> wanted, List<Tensor> in, Tensor y) {
            return Together.pullbacks(wanted.size(), g -> {
                List<Tensor> all = gradients(in, g);
                return wanted.stream().map(all::get).toList();
            });
        }
    }

    @Test
    void theWorkIsDoneOnceASweep() {
        AtomicInteger calls = new AtomicInteger();
        try (Tape tape = Tape.open().keep()) {
            Tensor a = tape.watch(Tensor.of(2, 3));
            Tensor c = tape.watch(Tensor.of(7, 8));
            Tensor y = Tensor.apply(new Affine(calls), List.of(a, Tensor.of(4, 5), c));
            for (int sweep = 1; sweep <= 3; sweep++) {
                Gradients gradients = tape.gradients(y, Tensor.of(1, sweep));
                assertArrayEquals(new double[] {4, 5 * sweep}, gradients.of(a).toDoubleArray());
                assertArrayEquals(new double[] {1, sweep}, gradients.of(c).toDoubleArray());
                assertEquals(sweep, calls.get());
            }
            Tensor again = Tensor.of(1, 1);
            tape.gradients(y, again);
            assertArrayEquals(
                    new double[] {4, 5}, tape.gradients(y, again).of(a).toDoubleArray());
            assertEquals(5, calls.get());
        }
    }

    @Test
    void oneInputMayBeGivenTwice() {
        try (Tape tape = Tape.open()) {
            Tensor a = tape.watch(Tensor.of(2, 3));
            Tensor y = Tensor.apply(new Affine(new AtomicInteger()), List.of(a, a, a));
            assertArrayEquals(
                    new double[] {5, 7},
                    tape.gradients(y, Tensor.of(1, 1)).of(a).toDoubleArray());
        }
    }
}
