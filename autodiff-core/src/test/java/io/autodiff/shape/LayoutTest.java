package io.autodiff.shape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Views of views of views lead to the same places as a model that writes every place down. */
class LayoutTest {

    /** A layout and the model of it, viewed together. */
    record Pair(Layout layout, PlacesModel model) {

        static Pair rowMajor(int... dims) {
            return new Pair(Shape.of(dims).rowMajor(), PlacesModel.rowMajor(dims));
        }

        /** One random view more. */
        Pair viewed(Random random) {
            switch (random.nextInt(4)) {
                case 0 -> {
                    int[] order = model.randomOrder(random);
                    return new Pair(layout.permute(order), model.permute(order));
                }
                case 1 -> {
                    int[] target = model.randomTarget(random);
                    return new Pair(layout.broadcastTo(Shape.of(target)), model.broadcastTo(target));
                }
                case 2 -> {
                    return sliced(random);
                }
                default -> {
                    int[] target = model.randomReshape(random);
                    Layout view = layout.reshape(Shape.of(target));
                    return view == null ? this : new Pair(view, model.reshape(target));
                }
            }
        }

        private Pair sliced(Random random) {
            if (model.dims().length == 0) {
                return this;
            }
            int axis = random.nextInt(model.dims().length);
            int length = model.dims()[axis];
            int start = length == 0 ? 0 : random.nextInt(length);
            int step = 1 + random.nextInt(3);
            // forwards, or backwards from the start
            int count = 1 + (length - 1 - start) / step;
            if (random.nextInt(4) == 0) {
                step = -step;
                count = 1 + start / -step;
            }
            count = length == 0 ? 0 : Math.min(count, random.nextInt(4));
            return new Pair(layout.slice(axis, start, step, count), model.slice(axis, start, step, count));
        }

        static Pair random(Random random) {
            Pair pair = rowMajor(PlacesModel.randomDims(random));
            for (int views = random.nextInt(6); views > 0 && pair.model.places().length < 2000; views--) {
                pair = pair.viewed(random);
            }
            return pair;
        }
    }

    @Property(tries = 2000)
    void everyViewLeadsToThePlacesOfTheModel(@ForAll Random random) {
        Pair pair = Pair.random(random);
        int[] places = pair.model.places();
        assertArrayEquals(pair.model.dims(), pair.layout.shape().dims());
        assertArrayEquals(
                places,
                IntStream.range(0, places.length).map(pair.layout::atPosition).toArray());
        assertArrayEquals(
                places,
                IntStream.range(0, places.length)
                        .map(i -> pair.layout.at(PlacesModel.index(i, pair.model.dims())))
                        .toArray());
    }

    @Property(tries = 2000)
    void aLayoutKnowsWhetherItsElementsLieSideBySide(@ForAll Random random) {
        Pair pair = Pair.random(random);
        int[] places = pair.model.places();
        boolean neighbours = IntStream.range(1, places.length).allMatch(i -> places[i] == places[0] + i);
        boolean constant = IntStream.range(1, places.length).allMatch(i -> places[i] == places[0]);
        assertEquals(neighbours, pair.layout.isContiguous(), pair.layout::toString);
        if (places.length > 0) {
            assertEquals(constant, pair.layout.isConstant(), pair.layout::toString);
        }
    }

    /** A view is returned exactly when there is one: the model finds the only strides that could do, and tries them. */
    @Property(tries = 3000)
    void reshapeReturnsAViewExactlyWhenThereIsOne(@ForAll Random random) {
        Pair pair = Pair.random(random);
        int[] target = pair.model.randomReshape(random);
        Layout view = pair.layout.reshape(Shape.of(target));
        assertEquals(
                pair.model.hasStridesAs(target),
                view != null,
                () -> pair.layout + " as " + Shape.of(target) + " gives " + view);
    }

    @Test
    void aRowMajorLayoutIsMadeOnce() {
        Shape shape = Shape.of(2, 3);
        assertSame(shape.rowMajor(), shape.rowMajor());
        assertEquals("[2, 3] strides [3, 1] offset 0", shape.rowMajor().toString());
        assertSame(shape.rowMajor(), shape.rowMajor().broadcastTo(Shape.of(2, 3)));
        Shape line = Shape.of(6);
        assertSame(line.rowMajor(), shape.rowMajor().reshape(line));
    }

    /** Where there is no element, no stride grows beyond what an int holds, and nothing lies anywhere but at the start. */
    @Test
    void emptyLayoutsLieAtTheStart() {
        int max = Integer.MAX_VALUE;
        assertEquals(
                "[0, 2147483647, 2147483647] strides [1, 1, 1] offset 0",
                Shape.of(0, max, max).rowMajor().toString());
        Layout matrix = Shape.of(2, 3).rowMajor();
        assertEquals(0, matrix.slice(1, 2, 1, 0).offset());
        assertEquals(0, matrix.diagonal(3).offset());
        assertEquals(0, matrix.diagonal(-2).offset());
    }

    /** Eight evenly spaced elements can be divided as often as eight can. */
    @Test
    void aSpacedLineCanBeReshaped() {
        Layout line = Shape.of(16).rowMajor().slice(0, 1, 2, 8);
        Layout cube = line.reshape(Shape.of(2, 2, 2));
        assertNotNull(cube);
        assertEquals("[2, 2, 2] strides [8, 4, 2] offset 1", cube.toString());
    }

    @Test
    void aTransposedMatrixCannotBeFlattened() {
        Layout transposed = Shape.of(2, 3).rowMajor().permute(1, 0);
        assertNull(transposed.reshape(Shape.of(6)));
        assertNotNull(transposed.reshape(Shape.of(3, 1, 2)));
    }

    @Test
    void aRepeatedNumberCanBeReshapedToAnything() {
        Layout repeated = Shape.SCALAR.rowMajor().broadcastTo(Shape.of(4, 6));
        assertTrue(repeated.isConstant());
        assertNotNull(repeated.reshape(Shape.of(3, 8)));
    }

    @Test
    void theMatricesOfAStackBeginWhereTheirLastIndicesAreZero() {
        Layout stack = Shape.of(5, 2, 3).rowMajor();
        assertEquals(12, stack.dropLast(2).at(2));
        assertEquals(Shape.of(5), stack.dropLast(2).shape());
        assertSame(Shape.SCALAR, stack.dropLast(3).shape());
    }

    /** Kernels read neighbours, or one number for all. */
    @Test
    void someRunsAreReadableAndSomeAreNot() {
        Layout matrix = Shape.of(4, 6).rowMajor();
        assertTrue(matrix.hasPlainRuns());
        assertTrue(matrix.slice(0, 0, 2, 2).hasPlainRuns());
        assertTrue(matrix.slice(1, 0, 1, 1).broadcastTo(Shape.of(4, 6)).hasPlainRuns());
        assertTrue(Shape.of(1, 1).rowMajor().hasPlainRuns());
        assertFalse(matrix.slice(1, 0, 2, 3).hasPlainRuns());
        assertFalse(matrix.permute(1, 0).hasPlainRuns());
    }

    /** Large strides and steps do not overflow where they lead nowhere. */
    @Test
    void aStepThatIsNotTakenMayBeLarge() {
        Layout line = Shape.of(1 << 30).rowMajor().slice(0, (1 << 30) - 1, Integer.MAX_VALUE, 1);
        assertEquals((1 << 30) - 1, line.at(0));
        assertEquals(1, line.stride(0));
        assertEquals(line.offset(), line.slice(0, 0, 0, 1).at(0));
        assertEquals(0, line.slice(0, 1, 5, 0).shape().size());
    }
}
