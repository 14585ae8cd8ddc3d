package io.autodiff.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.autodiff.shape.Shape;
import org.junit.jupiter.api.Test;

/**
 * How gradients meet. The numbers are those of a sum; what is proven beside them is who owns the buffer: no gradient that was handed in is
 * written to, and from the second on no new buffer is made, however many arrive.
 */
class SlotTest {
    private static final Tensor A = Tensor.of(1, 2);
    private static final Tensor B = Tensor.of(10, 20);
    private static final Tensor C = Tensor.of(100, 200);
    private static final Tensor PIECE = Tensor.of(1000);

    private final Slot slot = new Slot();

    /** Puts a piece at a position of two, and counts how often that was asked for. */
    private static final class Counted implements Placement {
        private final Placement pad;
        private int added;

        Counted(int position) {
            pad = new MovementOps.Pad(0, position, 1, 2);
        }

        @Override
        public Shape target(Shape piece) {
            return pad.target(piece);
        }

        @Override
        public void addInto(DenseTensor target, DenseTensor piece) {
            added++;
            pad.addInto(target, piece);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return pad.pullback(x, y);
        }
    }

    @Test
    void withoutGradientsThereIsNone() {
        assertNull(slot.total());
    }

    @Test
    void theFirstIsHandedOnAsItIs() {
        slot.add(A);
        assertSame(A, slot.total());
    }

    @Test
    void theSecondMakesASumAndTheThirdIsAddedInPlace() {
        slot.add(A);
        slot.add(B);
        Tensor sum = slot.total();
        is(sum, 11, 22);
        slot.add(C);
        assertSame(sum, slot.total());
        is(sum, 111, 222);
        is(A, 1, 2);
        is(B, 10, 20);
    }

    @Test
    void aPieceIsAddedToASumInPlace() {
        slot.add(A);
        slot.add(B);
        Tensor sum = slot.total();
        Counted second = new Counted(1);
        slot.place(second, PIECE, 2);
        assertEquals(1, second.added);
        assertSame(sum, slot.total());
        is(sum, 11, 1022);
    }

    /** A single gradient may be anyone's. */
    @Test
    void aPieceIsNotAddedToWhatIsNotOwned() {
        slot.add(A);
        slot.place(new Counted(1), PIECE, 2);
        is(slot.total(), 1, 1002);
        is(A, 1, 2);
    }

    /** Until then they are small; from then on they would take more memory than their sum. */
    @Test
    void piecesWaitUntilTheyAreAsLargeAsTheWhole() {
        Counted first = new Counted(0);
        Counted second = new Counted(1);
        slot.place(first, PIECE, 2);
        assertEquals(0, first.added);
        slot.place(second, PIECE, 2);
        assertEquals(1, first.added);
        assertEquals(1, second.added);
        slot.place(second, PIECE, 2);
        assertEquals(2, second.added);
        is(slot.total(), 1000, 2000);
    }

    /** The sum of pieces is the slot's own, and is added to in place. */
    @Test
    void aGradientMeetsTheSumOfPieces() {
        slot.place(new Counted(0), PIECE, 2);
        Tensor sum = slot.total();
        slot.add(A);
        assertSame(sum, slot.total());
        is(sum, 1001, 2);
    }

    /** The sweep adds a piece and never asks its rule; who does ask has the whole. */
    @Test
    void theRuleOfASliceGivesTheWhole() {
        Tensor x = Tensor.of(1, 2, 3);
        Pullback rule = new MovementOps.Slice(0, 1, 1, 1).pullback(x, x.slice(0, 1, 2));
        is(rule.apply(Tensor.of(7)), 0, 7, 0);
    }

    private static void is(Tensor actual, double... expected) {
        assertArrayEquals(expected, actual.toDoubleArray());
    }
}
