package io.autodiff.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.autodiff.check.Case;
import io.autodiff.check.Laws;
import io.autodiff.laws.OpLaws;
import io.autodiff.laws.Pair;
import io.autodiff.laws.Shapes;
import io.autodiff.laws.Tensors;
import io.autodiff.shape.Shape;
import io.autodiff.transform.Autodiff;
import io.autodiff.transform.Vjp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * Mirrors {@link MovementOps}, and the methods of {@link MovementMethods} that are composed of them.
 *
 * <p>These ops compute nothing, so a property says in one line where every number of the result comes from: y[index]
 * = x[…]. All of them are linear, and their rules are transposes: ⟨A·x, y⟩ = ⟨x, Aᵀ·y⟩ proves that without any
 * differentiation, and differences of any step are exact. That views of one array give the same bits as copies is a
 * law of its own, and holds for all of them.
 *
 * <p>Axes, positions and orders follow from drawn whole numbers, counted from the front or from the end.
 */
class MovementOpsTest extends OpLaws {
    @Property
    void reshape(@ForAll("reals") Tensor x, @ForAll int choice) {
        Shape shape = sameSize(x.shape(), choice);
        lawsHold(function("reshape", t -> t.reshape(shape), x).linear(), Tensor.of(shape, x.toDoubleArray()));
    }

    /** One length may be left open; it follows from the size. */
    @Property
    void reshapeOpen(@ForAll("withAxes") Tensor x, @ForAll int choice) {
        int[] dims = x.shape().dims();
        int axis = Math.floorMod(choice, dims.length);
        if (x.shape().with(axis, 1).size() == 0) {
            return; // any length would do
        }
        dims[axis] = -1;
        assertEquals(x.shape(), x.flatten().reshape(dims).shape());
    }

    @Property
    void flatten(@ForAll("reals") Tensor x) {
        lawsHold(function("flatten", Tensor::flatten, x).linear(), Tensor.of(x.toDoubleArray()));
    }

    /** y[index] = x[index with its positions put back in order]. */
    @Property
    void permute(@ForAll("reals") Tensor x, @ForAll int choice) {
        int[] order = order(x.rank(), choice);
        int[] dims = new int[order.length];
        for (int axis = 0; axis < order.length; axis++) {
            dims[axis] = x.size(order[axis]);
        }
        Tensor expected = Reference.of(Shape.of(dims), index -> {
            int[] from = new int[order.length];
            for (int axis = 0; axis < order.length; axis++) {
                from[order[axis]] = index[axis];
            }
            return x.get(from);
        });
        lawsHold(function("permute", t -> t.permute(order), x).linear(), expected);
    }

    /** y[…, i, j] = x[…, j, i], for any two axes; the last two if none are named. */
    @Property
    void transpose(@ForAll("matrices") Tensor x, @ForAll int one, @ForAll int other) {
        lawsHold(function("transpose", Tensor::transpose, x).linear(), exchanged(x, x.rank() - 2, x.rank() - 1));
        int first = Math.floorMod(one, x.rank());
        int second = Math.floorMod(other, x.rank());
        if (first != second) {
            Tensor expected = exchanged(x, first, second);
            lawsHold(
                    function("transpose", t -> t.transpose(first, second - t.rank()), x)
                            .linear(),
                    expected);
        }
    }

    /** The transpose of {@link ReductionOpsTest#sumTo}. */
    @Property
    void broadcastTo(@ForAll("pairs") Pair p) {
        Tensor x = p.left();
        Shape common = Reference.broadcast(x.shape(), p.right().shape());
        Tensor expected = Reference.of(common, index -> Reference.at(x, index));
        lawsHold(function("broadcastTo", t -> t.broadcastTo(common), x).linear(), expected);
    }

    /** y[…, i, …] = x[…, from + i·step, …]. */
    @Property
    void slice(@ForAll("withAxes") Tensor x, @ForAll int choice, @ForAll int a, @ForAll int b, @ForAll Stride stride) {
        int axis = Math.floorMod(choice, x.rank());
        int length = x.size(axis);
        int from = Math.min(Math.floorMod(a, length + 1), Math.floorMod(b, length + 1));
        int to = Math.max(Math.floorMod(a, length + 1), Math.floorMod(b, length + 1));
        int step = stride.length();
        Tensor expected = Reference.of(
                x.shape().with(axis, (to - from + step - 1) / step),
                index -> x.get(with(index, axis, from + index[axis] * step)));
        lawsHold(function("slice", t -> t.slice(axis, from, to, step), x).linear(), expected);
    }

    @Example
    void sliceFromTheEnd() {
        Tensor x = Tensor.arange(5);
        assertArrayEquals(new double[] {1, 2, 3}, x.slice(0, -4, -1).toDoubleArray());
        assertArrayEquals(new double[] {1, 3}, x.slice(0, -4, 5, 2).toDoubleArray());
        assertArrayEquals(new double[] {3}, x.slice(0, 3, -1).toDoubleArray());
    }

    /** Where strides lead to the same elements, no number is moved. */
    @Example
    void reshapeSharesTheNumbers() {
        DenseTensor x = DenseTensor.of(Tensor.arange(6));
        assertSame(x.storage(), DenseTensor.of(x.reshape(2, 3)).storage());
        assertSame(x.storage(), DenseTensor.of(x.reshape(2, 3).reshape(3, 2)).storage());
    }

    /** A step of a slice; named, so that a failing sample says what its numbers are. */
    enum Stride {
        ONE,
        TWO,
        THREE;

        int length() {
            return ordinal() + 1;
        }
    }

    /** y[… …] = x[…, position, …]. */
    @Property
    void select(@ForAll("withAxes") Tensor x, @ForAll int choice, @ForAll int where) {
        int axis = Math.floorMod(choice, x.rank());
        if (x.size(axis) == 0) {
            return; // there is no position
        }
        int position = Math.floorMod(where, x.size(axis));
        Tensor expected = Reference.reduce(x, new int[] {axis}, values -> values[position]);
        lawsHold(function("select", t -> t.select(axis - t.rank(), position), x).linear(), expected);
        assertArrayEquals(
                expected.toDoubleArray(),
                x.select(axis, position - x.size(axis)).toDoubleArray());
    }

    /** The transpose of {@link #slice}: zeros, with x among them. */
    @Property
    void pad(
            @ForAll("withAxes") Tensor x,
            @ForAll int choice,
            @ForAll @IntRange(max = 2) int before,
            @ForAll @IntRange(max = 2) int after) {
        int axis = Math.floorMod(choice, x.rank());
        Tensor expected = Reference.of(x.shape().with(axis, before + x.size(axis) + after), index -> {
            int from = index[axis] - before;
            return from < 0 || from >= x.size(axis) ? 0 : x.get(with(index, axis, from));
        });
        lawsHold(function("pad", t -> t.pad(axis, before, after), x).linear(), expected);
    }

    /** y[…, i, …] = x[…, i / times, …]; its transpose sums. */
    @Property
    void repeat(@ForAll("withAxes") Tensor x, @ForAll int choice, @ForAll @IntRange(max = 3) int times) {
        int axis = Math.floorMod(choice, x.rank());
        Tensor expected = Reference.of(
                x.shape().with(axis, x.size(axis) * times), index -> x.get(with(index, axis, index[axis] / times)));
        lawsHold(function("repeat", t -> t.repeat(times, axis), x).linear(), expected);
    }

    /** Of one to three parts, each of its own length; its transpose takes them apart. */
    @Property
    void concat(@ForAll("parts") Parts parts) {
        int axis = parts.axis();
        Case joined = Case.of("concat", inputs -> Tensor.concat(axis, inputs), parts.tensors());
        int length = parts.tensors().stream().mapToInt(part -> part.size(axis)).sum();
        Tensor expected = Reference.of(parts.tensors().get(0).shape().with(axis, length), index -> {
            int rest = index[axis];
            int part = 0;
            while (rest >= parts.tensors().get(part).size(axis)) {
                rest -= parts.tensors().get(part++).size(axis);
            }
            return parts.tensors().get(part).get(with(index, axis, rest));
        });
        lawsHold(joined.linear(), expected);
    }

    record Parts(int axis, List<Tensor> tensors) {}

    @Property
    void copy(@ForAll("reals") Tensor x) {
        lawsHold(function("copy", Tensor::copy, x).linear(), x);
    }

    /** Rounds as a cast does. The gradient comes back in the dtype of x. */
    @Property
    void to(@ForAll("reals") Tensor x) {
        Tensor rounded = x.to(DType.FLOAT32);
        assertArrayEquals(x.toFloatArray(), rounded.toFloatArray());
        assertArrayEquals(rounded.toDoubleArray(), rounded.to(DType.FLOAT64).toDoubleArray());

        Laws.gradientFits(function("to", t -> t.to(DType.FLOAT32), x));
        Laws.gradientFits(function("to", t -> t.to(DType.FLOAT64), rounded));
        Vjp<Tensor> vjp = Autodiff.vjp(t -> t.to(DType.FLOAT32), x);
        assertArrayEquals(rounded.toDoubleArray(), vjp.pullback().apply(rounded).toDoubleArray());
        lawsHold(
                function("to", t -> t.to(DType.FLOAT64).mul(2).to(t.dtype()), x).linear(), x.mul(2));
    }

    /** The same numbers, and nothing flows back: the gradient of f(x)·stop(x) is that of f(x)·c. */
    @Property
    void stopGradient(@ForAll("reals") Tensor x) {
        assertArrayEquals(x.toDoubleArray(), x.stopGradient().toDoubleArray());
        Tensor gradient = Autodiff.grad(t -> t.mul(t.stopGradient()).sum()).apply(x);
        assertArrayEquals(x.toDoubleArray(), gradient.toDoubleArray());
    }

    private static Tensor exchanged(Tensor x, int first, int second) {
        Shape shape = x.shape().with(first, x.size(second)).with(second, x.size(first));
        return Reference.of(shape, index -> x.get(with(with(index, first, index[second]), second, index[first])));
    }

    private static int[] with(int[] index, int axis, int position) {
        int[] changed = index.clone();
        changed[axis] = position;
        return changed;
    }

    private static int[] order(int rank, int choice) {
        List<Integer> order = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            order.add(axis);
        }
        if (choice != 0) { // so that a failure shrinks to the order that changes nothing
            Collections.shuffle(order, new Random(choice));
        }
        return order.stream().mapToInt(Integer::intValue).toArray();
    }

    /** One of the shapes with as many elements. */
    private static Shape sameSize(Shape shape, int choice) {
        List<Shape> shapes = new ArrayList<>(List.of(
                Shape.of(shape.size()),
                Shape.of(shape.size(), 1),
                shape.inserting(-1, 1),
                shape.inserting(0, 1),
                Shape.of(reversed(shape.dims()))));
        for (int rows = 2; rows < shape.size(); rows++) {
            if (shape.size() % rows == 0) {
                shapes.add(Shape.of(rows, shape.size() / rows));
            }
        }
        return shapes.get(Math.floorMod(choice, shapes.size()));
    }

    private static int[] reversed(int... dims) {
        int[] reversed = new int[dims.length];
        for (int axis = 0; axis < dims.length; axis++) {
            reversed[axis] = dims[dims.length - 1 - axis];
        }
        return reversed;
    }

    @Provide
    Arbitrary<Tensor> matrices() {
        return Tensors.reals().filter(x -> x.rank() >= 2);
    }

    @Provide
    Arbitrary<Parts> parts() {
        return Shapes.shapes()
                .filter(shape -> shape.rank() > 0 && shape.size() <= 12)
                .flatMap(shape -> Arbitraries.integers()
                        .between(0, shape.rank() - 1)
                        .flatMap(axis -> Shapes.lengths()
                                .flatMap(length -> Tensors.ofShape(shape.with(axis, length)))
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(3)
                                .map(tensors -> new Parts(axis, tensors))));
    }
}
