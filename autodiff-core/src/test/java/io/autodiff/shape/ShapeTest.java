package io.autodiff.shape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The lengths of axes, and what is made of them. Texts of errors are in {@code error-texts.txt}. */
class ShapeTest {

    private static final Shape CUBE = Shape.of(2, 3, 4);

    @Test
    void aShapeIsItsLengths() {
        assertEquals(3, CUBE.rank());
        assertEquals(24, CUBE.size());
        assertEquals(4, CUBE.dim(-1));
        assertEquals(2, CUBE.dim(-3));
        assertEquals(List.of(2, 3, 4), CUBE.toList());
        assertEquals("[2, 3, 4]", CUBE.toString());
        assertEquals(CUBE, Shape.of(2, 3, 4));
        assertEquals(CUBE.hashCode(), Shape.of(2, 3, 4).hashCode());
        assertNotEquals(CUBE, Shape.of(2, 12));
        assertNotEquals(CUBE, null);
    }

    @Test
    void aSingleNumberHasNoAxesAndOneElement() {
        assertSame(Shape.SCALAR, Shape.of());
        assertEquals(0, Shape.SCALAR.rank());
        assertEquals(1, Shape.SCALAR.size());
        assertEquals("[]", Shape.SCALAR.toString());
        assertArrayEquals(new int[0], Shape.SCALAR.axes("sum"));
    }

    @Test
    void noArrayIsShared() {
        int[] dims = {2, 3};
        Shape shape = Shape.of(dims);
        dims[0] = 7;
        shape.dims()[1] = 7;
        assertEquals(Shape.of(2, 3), shape);
    }

    /** An axis of length 0 makes the product 0, in whatever order the factors come. */
    @Test
    void anEmptyShapeMayHaveAnyOtherLengths() {
        int max = Integer.MAX_VALUE;
        assertEquals(0, Shape.of(0, max, max, max).size());
        assertEquals(0, Shape.of(max, max, max, 0).size());
        assertEquals(0, Shape.of(1 << 16, 1 << 16, 0).size());
        assertEquals(max, Shape.of(max, 1).size());
    }

    @Test
    void thereAreAtMostSixtyFourAxes() {
        int[] ones = new int[Shape.MAX_RANK];
        Arrays.fill(ones, 1);
        assertEquals(1, Shape.of(ones).size());
        assertThrows(ShapeMismatchException.class, () -> Shape.of(ones).inserting(0, 1));
    }

    @Test
    void axesMayCountFromTheEnd() {
        assertEquals(2, CUBE.axis("sum", -1));
        assertArrayEquals(new int[] {0, 2}, CUBE.axes("sum", -1, 0));
        assertArrayEquals(new int[] {0, 1, 2}, CUBE.axes("sum"));
    }

    @Test
    void otherShapesAreMadeOfOne() {
        assertEquals(Shape.of(2, 7, 4), CUBE.with(-2, 7));
        assertSame(CUBE, CUBE.with(-2, 3));
        assertEquals(Shape.of(1, 3, 1), CUBE.keeping(0, -1));
        assertEquals(Shape.of(3), CUBE.without(0, -1, 2));
        assertEquals(Shape.SCALAR, CUBE.without(0, 1, 2));
        assertEquals(Shape.of(5, 2, 3, 4), CUBE.inserting(0, 5));
        assertEquals(Shape.of(2, 3, 4, 5), CUBE.inserting(-1, 5));
        assertEquals(Shape.of(2, 3, 5, 4), CUBE.inserting(2, 5));
        assertEquals(Shape.of(3, 4), CUBE.last(2));
        assertEquals(Shape.of(2), CUBE.butLast(2));
        assertEquals(Shape.SCALAR, CUBE.last(0));
        assertEquals(CUBE, CUBE.butLast(0));
        assertEquals(Shape.of(2, 3, 4, 5), CUBE.followedBy(Shape.of(5)));
    }

    // ---------------------------------------------------------------------------------------------- broadcasting

    @Test
    void lengthsOfOneAreRepeated() {
        assertEquals(CUBE, CUBE.broadcast("add", Shape.of(3, 1)));
        assertSame(CUBE, CUBE.broadcast("add", Shape.of(2, 3, 4)));
        assertEquals(CUBE, Shape.of(3, 1).broadcast("add", CUBE));
        assertEquals(CUBE, CUBE.broadcast("add", Shape.SCALAR));
        assertEquals(Shape.of(2, 0), Shape.of(2, 1).broadcast("add", Shape.of(0)));
        assertArrayEquals(new int[] {0, 2}, Shape.of(3, 1).repeatedIn(CUBE));
        assertArrayEquals(new int[0], Shape.of(1, 3).repeatedIn(Shape.of(1, 3)));
    }

    @Property
    void theOrderOfOperandsDoesNotMatter(@ForAll("shapes") Shape a, @ForAll("shapes") Shape b) {
        assertEquals(broadcastOrNull(a, b), broadcastOrNull(b, a));
    }

    @Property
    void aShapeBroadcastsToATargetIfTheTargetIsTheirCommonShape(
            @ForAll("shapes") Shape a, @ForAll("shapes") Shape target) {
        assertEquals(target.equals(broadcastOrNull(a, target)), a.broadcastsTo(target));
    }

    /** By the definition: write both with as many axes, take the longer length, and require each to be that or 1. */
    @Property
    void theCommonShapeIsAsDefined(@ForAll("shapes") Shape a, @ForAll("shapes") Shape b) {
        int rank = Math.max(a.rank(), b.rank());
        int[] common = new int[rank];
        boolean fits = true;
        for (int axis = 0; axis < rank; axis++) {
            int left = axis < rank - a.rank() ? 1 : a.dim(axis - rank + a.rank());
            int right = axis < rank - b.rank() ? 1 : b.dim(axis - rank + b.rank());
            common[axis] = left == 1 ? right : left;
            fits &= (left == 1 || left == common[axis]) && (right == 1 || right == common[axis]);
        }
        assertEquals(fits ? Shape.of(common) : null, broadcastOrNull(a, b));
        if (fits) {
            assertEquals(Shape.of(common).size(), repeats(a, common) * a.size());
        }
    }

    /** How often each element occurs in the repeated tensor; of nothing, any number will do. */
    private static int repeats(Shape shape, int... common) {
        int times = 1;
        for (int axis : shape.repeatedIn(Shape.of(common))) {
            times *= common[axis];
        }
        return times;
    }

    private static Shape broadcastOrNull(Shape a, Shape b) {
        try {
            return a.broadcast("test", b);
        } catch (ShapeMismatchException refused) {
            assertFalse(refused.getMessage().isEmpty());
            return null;
        }
    }

    /** Short lengths, so that many pairs fit. */
    @Provide
    Arbitrary<Shape> shapes() {
        return Arbitraries.of(0, 1, 1, 1, 2, 3)
                .array(Integer[].class)
                .ofMaxSize(4)
                .map(dims ->
                        Shape.of(Arrays.stream(dims).mapToInt(Integer::intValue).toArray()));
    }
}
