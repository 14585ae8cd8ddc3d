package io.autodiff.tensor;

import static io.autodiff.transform.Autodiff.grad;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.autodiff.check.Case;
import io.autodiff.laws.OpLaws;
import io.autodiff.laws.Pair;
import io.autodiff.shape.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Mirrors {@link ArrangementOps}, and the methods of {@link ArrangementMethods}.
 *
 * <p>Nothing is computed, so a property says where every number of the result comes from. All of it is linear, and ⟨A·x, y⟩ = ⟨x, Aᵀ·y⟩
 * proves the rules without any differentiation.
 */
class ArrangementOpsTest extends OpLaws {
    @Property
    void expandDims(@ForAll("reals") Tensor x, @ForAll int choice) {
        int axis = Math.floorMod(choice, x.rank() + 1);
        Tensor expected = Tensor.of(x.shape().inserting(axis, 1), x.toDoubleArray());
        lawsHold(function("expandDims", t -> t.expandDims(axis), x).linear(), expected);
        assertEquals(expected.shape(), x.expandDims(axis - x.rank() - 1).shape());
    }

    @Property
    void squeeze(@ForAll("reals") Tensor x, @ForAll int choice) {
        int[] ones = Arrays.stream(x.shape().axes("ones"))
                .filter(axis -> x.size(axis) == 1)
                .toArray();
        Tensor expected = Tensor.of(x.shape().without(ones), x.toDoubleArray());
        lawsHold(function("squeeze", t -> t.squeeze(), x).linear(), expected);
        if (ones.length > 0) {
            int axis = ones[Math.floorMod(choice, ones.length)];
            assertEquals(x.shape().without(axis), x.squeeze(axis).shape());
            assertEquals(x.shape().without(axis), x.squeeze(axis - x.rank()).shape());
        }
    }

    /** The other axes stay in order: without the one that moves, both indices are the same. */
    @Property
    void moveAxis(@ForAll("withAxes") Tensor x, @ForAll int choice, @ForAll int other) {
        int from = Math.floorMod(choice, x.rank());
        int to = Math.floorMod(other, x.rank());
        Shape shape = x.shape().without(from).inserting(to, x.size(from));
        Tensor expected = Reference.of(shape, index -> {
            List<Integer> there = new ArrayList<>(Arguments.list(index));
            there.add(from, there.remove(to));
            return x.get(ReductionOps.array(there));
        });
        lawsHold(function("moveAxis", t -> t.moveAxis(from, to - t.rank()), x).linear(), expected);
    }

    /** A part at a time, each a slice; joined they are the whole. */
    @Property
    void split(@ForAll("withAxes") Tensor x, @ForAll int choice, @ForAll @IntRange(min = 1, max = 3) int parts) {
        int axis = Math.floorMod(choice, x.rank());
        int length = x.size(axis);
        if (length % parts == 0) {
            for (int i = 0; i < parts; i++) {
                int part = i;
                Tensor expected = x.slice(axis, i * (length / parts), (i + 1) * (length / parts));
                lawsHold(
                        function("split", t -> t.split(axis, parts).get(part), x)
                                .linear(),
                        expected);
            }
            assertArrayEquals(
                    x.toDoubleArray(), Tensor.concat(axis, x.split(axis, parts)).toDoubleArray());
        }
    }

    @Property
    void splitSizes(@ForAll("withAxes") Tensor x, @ForAll int choice, @ForAll int first) {
        int axis = Math.floorMod(choice, x.rank());
        int length = x.size(axis);
        int size = Math.floorMod(first, length + 1);
        lawsHold(
                function(
                                "splitSizes",
                                t -> t.splitSizes(axis, size, length - size).get(1),
                                x)
                        .linear(),
                x.slice(axis, size, length));
        assertArrayEquals(
                x.toDoubleArray(),
                Tensor.concat(axis, x.splitSizes(axis, size, length - size)).toDoubleArray());
    }

    @Property
    void stack(@ForAll("twins") Pair p, @ForAll int choice) {
        int axis = Math.floorMod(choice, p.left().rank() + 1);
        Tensor expected = Reference.of(p.left().shape().inserting(axis, 2), index -> {
            List<Integer> there = new ArrayList<>(Arguments.list(index));
            Tensor part = there.remove(axis) == 0 ? p.left() : p.right();
            return part.get(ReductionOps.array(there));
        });
        lawsHold(function("stack", (a, b) -> Tensor.stack(axis, a, b), p).linear(), expected);
    }

    @Property
    void flip(@ForAll("reals") Tensor x, @ForAll int choice) {
        int[] axes = ReductionOpsTest.axes(x, choice);
        int[] flipped = x.shape().axes("flip", axes);
        Tensor expected = Reference.of(x.shape(), index -> {
            int[] there = index.clone();
            for (int axis : flipped) {
                there[axis] = x.size(axis) - 1 - index[axis];
            }
            return x.get(there);
        });
        lawsHold(function("flip", t -> t.flip(axes), x).linear(), expected);
    }

    @Property
    void roll(@ForAll("withAxes") Tensor x, @ForAll int choice, @ForAll int shift) {
        int axis = Math.floorMod(choice, x.rank());
        Tensor expected = Reference.of(x.shape(), index -> {
            int[] there = index.clone();
            there[axis] = Math.floorMod((long) index[axis] - shift, x.size(axis));
            return x.get(there);
        });
        lawsHold(function("roll", t -> t.roll(axis, shift), x).linear(), expected);
    }

    /** On an axis of 2 forth and back are the same; on a longer one the gradient goes back. */
    @Example
    void rollBack() {
        Tensor x = Tensor.of(1, 2, 3);
        Tensor weights = Tensor.of(10, 20, 30);
        Tensor gradient = grad(t -> t.roll(0, 1).dot(weights)).apply(x);
        assertArrayEquals(new double[] {20, 30, 10}, gradient.toDoubleArray());
    }

    @Property
    void tile(@ForAll("reals") Tensor x, @ForAll @Size(max = 3) List<@IntRange(max = 2) Integer> times) {
        int rank = Math.max(x.rank(), times.size());
        int[] dims = new int[rank];
        Arrays.fill(dims, 1);
        for (int i = 1; i <= x.rank(); i++) {
            dims[rank - i] = x.size(-i);
        }
        for (int i = 1; i <= times.size(); i++) {
            dims[rank - i] *= times.get(times.size() - i);
        }
        Tensor expected = Reference.of(Shape.of(dims), index -> {
            int[] there = new int[x.rank()];
            for (int i = 1; i <= there.length; i++) {
                there[there.length - i] = index[rank - i] % x.size(-i);
            }
            return x.get(there);
        });
        int[] array = ReductionOps.array(times);
        lawsHold(function("tile", t -> t.tile(array), x).linear(), expected);
    }

    /** A flip on a tape is a view and its own transpose; as an op of two axes it is one line. */
    @Example
    void onATape() {
        try (Tape tape = Tape.open()) {
            Tensor x = tape.watch(Tensor.of(new double[][] {{1, 2}, {3, 4}}));
            Tensor y = x.flip().roll(0, 3);
            assertArrayEquals(new double[] {2, 1, 4, 3}, y.toDoubleArray());
            assertEquals(3, tape.toString().lines().count());
        }
        assertEquals(
                "flip",
                Case.of(new ArrangementOps.Flip(List.of(0)), Tensor.of(1, 2)).name());
    }
}
