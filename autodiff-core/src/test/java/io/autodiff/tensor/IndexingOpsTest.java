package io.autodiff.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.autodiff.check.Case;
import io.autodiff.laws.OpLaws;
import io.autodiff.shape.Shape;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Mirrors {@link IndexingOps}, and the methods of {@link IndexingMethods}.
 *
 * <p>A property says in one line where every number of the result comes from, or goes to. Indices follow from a drawn number: some are
 * named twice, some not at all, half of them count from the end. Everything is linear in the tensors, and choosing and placing are
 * transposes: ⟨A·x, y⟩ = ⟨x, Aᵀ·y⟩.
 */
class IndexingOpsTest extends OpLaws {
    /** y[…, i, j, …] = x[…, indices[i, j], …]. */
    @Property
    void indexSelect(@ForAll("withAxes") Tensor x, @ForAll int choice, @ForAll @IntRange(max = 2) int rank) {
        int axis = Math.floorMod(choice, x.rank());
        if (x.size(axis) == 0) {
            return; // there is no position
        }
        IntTensor indices = indices(Shape.of(Arrays.copyOf(new int[] {3, 2}, rank)), x.size(axis), choice);
        Shape shape = x.shape()
                .butLast(x.rank() - axis)
                .followedBy(indices.shape())
                .followedBy(x.shape().last(x.rank() - axis - 1));
        Tensor expected = Reference.of(shape, index -> {
            int[] there = new int[x.rank()];
            System.arraycopy(index, 0, there, 0, axis);
            System.arraycopy(index, axis + rank, there, axis + 1, x.rank() - axis - 1);
            there[axis] = indices.get(Arrays.copyOfRange(index, axis, axis + rank));
            return x.get(there);
        });
        lawsHold(function("indexSelect", t -> t.indexSelect(axis, indices), x).linear(), expected);
    }

    /** y = x, then y[…, indices[i], …] += v[…, i, …], for every i in turn. */
    @Property
    void indexAdd(@ForAll("withAxes") Tensor x, @ForAll int choice, @ForAll @IntRange(max = 3) int count) {
        int axis = Math.floorMod(choice, x.rank());
        int n = x.size(axis) == 0 ? 0 : count;
        IntTensor indices = indices(Shape.of(n), x.size(axis), choice);
        Tensor v = numbers(x.shape().with(axis, n), choice);
        Tensor expected = Reference.of(x.shape(), index -> {
            double sum = x.get(index);
            for (int i = 0; i < n; i++) {
                boolean meets = Math.floorMod(indices.get(i), x.size(axis)) == index[axis];
                sum += meets ? v.get(with(index, axis, i)) : 0;
            }
            return sum;
        });
        lawsHold(of("indexAdd", (a, b) -> a.indexAdd(axis, indices, b), x, v).linear(), expected);
    }

    /** y[…, i, …] = x[…, indices[…, i, …], …], the other axes broadcast. */
    @Property
    void gather(@ForAll("withAxes") Tensor x, @ForAll int choice, @ForAll @IntRange(max = 3) int count) {
        int axis = Math.floorMod(choice, x.rank());
        int n = x.size(axis) == 0 ? 0 : count;
        int other = Math.floorMod(choice, 7) % x.rank();
        // One of the other axes has length 1, on the left or on the right.
        Shape narrow = other == axis ? x.shape() : x.shape().with(other, 1);
        Tensor from = choice < 0 ? x : numbers(narrow, choice);
        Shape named = (choice < 0 ? narrow : x.shape()).with(axis, n);
        IntTensor indices = indices(named, x.size(axis), choice);
        Shape shape = Reference.broadcast(from.shape().with(axis, 1), named.with(axis, 1))
                .with(axis, n);
        Tensor expected = Reference.of(shape, index -> {
            int there = Math.floorMod(indices.get(Reference.source(named, index)), x.size(axis));
            return from.get(Reference.source(from.shape(), with(index, axis, there)));
        });
        lawsHold(
                function("gather", t -> t.gather(axis - t.rank(), indices), from)
                        .linear(),
                expected);
    }

    /** y = x, then y[…, indices[…, i, …], …] += v[…, i, …], for every index in turn. */
    @Property
    void scatterAdd(@ForAll("withAxes") Tensor x, @ForAll int choice, @ForAll @IntRange(max = 3) int count) {
        int axis = Math.floorMod(choice, x.rank());
        int n = x.size(axis) == 0 ? 0 : count;
        IntTensor indices = indices(x.shape().with(axis, n), x.size(axis), choice);
        Tensor v = numbers(indices.shape(), choice);
        Tensor expected = Reference.of(x.shape(), index -> {
            double sum = x.get(index);
            for (int i = 0; i < n; i++) {
                int[] there = with(index, axis, i);
                boolean meets = Math.floorMod(indices.get(there), x.size(axis)) == index[axis];
                sum += meets ? v.get(there) : 0;
            }
            return sum;
        });
        lawsHold(
                of("scatterAdd", (a, b) -> a.scatterAdd(axis, indices, b), x, v).linear(), expected);
    }

    /** y[i] = x[a[i], b[i], …], a and b broadcast. */
    @Property
    void at(@ForAll("withAxes") Tensor x, @ForAll int choice) {
        int count = 1 + Math.floorMod(choice, x.rank());
        if (x.shape().butLast(x.rank() - count).size() == 0) {
            return; // there is no position
        }
        IntTensor[] indices = new IntTensor[count];
        for (int axis = 0; axis < count; axis++) {
            Shape shape = axis % 2 == 0 ? Shape.of(3) : Shape.of(2, 1);
            indices[axis] = indices(shape, x.size(axis), choice + axis);
        }
        Shape common = count == 1 ? Shape.of(3) : Shape.of(2, 3);
        Tensor expected = Reference.of(common.followedBy(x.shape().last(x.rank() - count)), index -> {
            int[] there = new int[x.rank()];
            int[] place = Arrays.copyOf(index, common.rank());
            for (int axis = 0; axis < count; axis++) {
                there[axis] = indices[axis].get(Reference.source(indices[axis].shape(), place));
            }
            System.arraycopy(index, common.rank(), there, count, x.rank() - count);
            return x.get(there);
        });
        lawsHold(function("at", t -> t.at(indices), x).linear(), expected);
    }

    /** The true ones in order, of a mask with as many axes or fewer. */
    @Property
    void masked(@ForAll("reals") Tensor x, @ForAll int choice) {
        int rank = Math.floorMod(choice, x.rank() + 1);
        Mask mask = mask(x.shape().butLast(x.rank() - rank), choice);
        double[] chosen = IntStream.range(0, x.size())
                .filter(i -> mask.get(Arrays.copyOf(Reference.index(x.shape(), i), rank)))
                .mapToDouble(i -> x.get(Reference.index(x.shape(), i)))
                .toArray();
        Shape shape = Shape.of(mask.count()).followedBy(x.shape().last(x.rank() - rank));
        lawsHold(function("masked", t -> t.masked(mask), x).linear(), Tensor.of(shape, chosen));
    }

    @Property
    void maskedFill(@ForAll("reals") Tensor x, @ForAll int choice) {
        Mask mask = mask(x.shape(), choice);
        Tensor expected = Reference.of(x.shape(), index -> mask.get(index) ? -2.5 : x.get(index));
        lawsHold(function("maskedFill", t -> t.maskedFill(mask, -2.5), x), expected);
    }

    /** A range on some axes and one position on others is a slice and a select each. */
    @Property
    void slice(@ForAll("withAxes") Tensor x, @ForAll int choice) {
        Region region = region(x.shape(), choice);
        Tensor expected = x;
        for (int axis = x.rank() - 1; axis >= 0; axis--) {
            int from = x.size(axis) / 2;
            switch (Math.floorMod(choice >> 2 * axis, 4)) {
                case 0 -> expected = expected.slice(axis, from, x.size(axis));
                case 1 -> expected = expected.slice(axis, 0, x.size(axis), 2);
                case 2 -> expected = x.size(axis) == 0 ? expected : expected.select(axis, from);
                default -> {}
            }
        }
        lawsHold(function("slice", t -> t.slice(region), x).linear(), expected);
    }

    /** y = v in the region, which a mask of ones among zeros finds; x elsewhere. */
    @Property
    void with(@ForAll("withAxes") Tensor x, @ForAll int choice, @ForAll Broadcast broadcast) {
        Region region = region(x.shape(), choice);
        Shape part = x.slice(region).shape();
        Shape given =
                broadcast == Broadcast.NO ? part : Shape.of(part.rank() == 0 || part.dim(-1) == 0 ? 1 : part.dim(-1));
        Tensor v = numbers(given.broadcastsTo(part) ? given : part, choice);
        Tensor inside = numbersFrom0(x.shape()).slice(region); // the row-major positions that are replaced
        Tensor wide = v.broadcastTo(part);
        double[] expected = x.toDoubleArray();
        for (int i = 0; i < inside.size(); i++) {
            expected[(int) inside.toDoubleArray()[i]] = wide.toDoubleArray()[i];
        }
        lawsHold(of("with", (a, b) -> a.with(region, b), x, v).linear(), Tensor.of(x.shape(), expected));
    }

    /** Whether the new numbers are fewer than the places. */
    enum Broadcast {
        NO,
        YES
    }

    /** The order of a stable sort, checked against that of the JDK's; 0 and −0 are equal. */
    @Property
    void argSort(@ForAll("atKinks") Tensor x, @ForAll int choice) {
        if (x.rank() == 0) {
            return;
        }
        int axis = Math.floorMod(choice, x.rank());
        Tensor signed = Tensor.where(mask(x.shape(), choice), x, x.neg());
        Tensor expected = Reference.of(x.shape(), index -> {
            double[] line = Reference.line(signed, axis, index);
            return IntStream.range(0, line.length)
                    .boxed()
                    .sorted(Comparator.comparing(i -> line[i] == 0 ? 0 : line[i]))
                    .toList()
                    .get(index[axis]);
        });
        IntTensor order = signed.argSort(axis - x.rank());
        assertArrayEquals(
                expected.toDoubleArray(), order.toTensor(DType.FLOAT64).toDoubleArray());
    }

    /** NaN comes last, as in NumPy. */
    @Property(tries = 1)
    void argSortOfNaN() {
        Tensor x = Tensor.of(Double.NaN, 1, Double.POSITIVE_INFINITY, Double.NaN, -0.0, 0);
        assertArrayEquals(new int[] {4, 5, 1, 2, 0, 3}, x.argSort(0).toArray());
    }

    @Property
    void oneHot(@ForAll @IntRange(min = 1, max = 4) int classes, @ForAll int choice) {
        IntTensor labels = Arguments.positions("test", Shape.of(classes), 0, indices(Shape.of(2, 3), classes, choice));
        Tensor expected =
                Reference.of(Shape.of(2, 3, classes), index -> labels.get(index[0], index[1]) == index[2] ? 1 : 0);
        assertEquals(expected.shape(), labels.oneHot(classes).shape());
        assertArrayEquals(expected.toDoubleArray(), labels.oneHot(classes).toDoubleArray());
        assertEquals(DType.FLOAT32, labels.oneHot(classes, DType.FLOAT32).dtype());
    }

    /** The gradients of many lookups are placed one after another, and in the order of the tape from the end. */
    @Property
    void manyLookups(@ForAll("withAxes") Tensor x, @ForAll int choice) {
        if (x.size(0) > 0) {
            IntTensor one = indices(Shape.of(4), x.size(0), choice);
            IntTensor other = indices(Shape.of(2), x.size(0), choice + 1);
            Case c = function(
                    "manyLookups",
                    t -> Tensor.concat(
                            0,
                            t.indexSelect(0, one),
                            t.square(),
                            t.indexSelect(0, other).sin()),
                    x);
            lawsHold(c);
        }
    }

    private static Case of(String name, BinaryOperator<Tensor> f, Tensor x, Tensor v) {
        return Case.of(name, inputs -> f.apply(inputs.get(0), inputs.get(1)), List.of(x, v));
    }

    /** Positions on an axis, half of them counted from the end. */
    private static IntTensor indices(Shape shape, int length, int choice) {
        Random random = new Random(choice);
        int[] values = new int[shape.size()];
        Arrays.setAll(values, i -> random.nextInt(2 * length) - length);
        return IntTensor.of(shape, values);
    }

    private static Tensor numbers(Shape shape, int choice) {
        Random random = new Random(choice);
        return Reference.of(shape, index -> random.nextGaussian());
    }

    private static Tensor numbersFrom0(Shape shape) {
        return Tensor.arange(shape.size()).reshape(shape);
    }

    private static Mask mask(Shape shape, int choice) {
        Random random = new Random(choice);
        boolean[] truths = new boolean[shape.size()];
        for (int i = 0; i < truths.length; i++) {
            truths[i] = random.nextBoolean();
        }
        return Mask.of(shape, truths);
    }

    /** Two bits of the number for each axis say what is taken of it. */
    private static Region region(Shape shape, int choice) {
        Region region = Region.all();
        for (int axis = 0; axis < shape.rank(); axis++) {
            int length = shape.dim(axis);
            switch (Math.floorMod(choice >> 2 * axis, 4)) {
                case 0 -> region = region.range(axis, length / 2, length);
                case 1 -> region = region.range(axis - shape.rank(), 0, length, 2);
                case 2 -> region = length == 0 ? region : region.at(axis, length / 2 - length);
                default -> {}
            }
        }
        return region;
    }

    private static int[] with(int[] index, int axis, int position) {
        int[] changed = index.clone();
        changed[axis] = position;
        return changed;
    }
}
