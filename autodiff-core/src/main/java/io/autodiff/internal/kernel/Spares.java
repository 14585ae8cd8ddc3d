package io.autodiff.internal.kernel;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Scratch memory that is lent and given back, so that a product need not make and clear new arrays each time.
 *
 * @param <T> what is lent; whoever borrowed it has it alone
 */
public final class Spares<T> {
    /*
     * A few slots, each empty or holding one spare. A thread looks only into the slot of its number: taking and giving back
     * are one atomic exchange and one write. Two threads that share a slot, or one that borrows twice, find it empty and make
     * a new one; the one given back last stays. No thread-local: threads come and go, and their scratch need not.
     */

    private static final int SLOTS = 16;

    private final AtomicReferenceArray<@Nullable T> slots = new AtomicReferenceArray<>(SLOTS);
    private final Supplier<T> make;

    /** Spares that are made when one is asked for and none is there. */
    public Spares(Supplier<T> make) {
        this.make = make;
    }

    /** One for the calling thread alone. */
    public T take() {
        T spare = slots.getAndSet(slot(), null);
        return spare == null ? make.get() : spare;
    }

    /** Gives one back, to be taken by anyone. */
    public void give(T spare) {
        slots.lazySet(slot(), spare);
    }

    private static int slot() {
        return (int) Thread.currentThread().getId() & SLOTS - 1;
    }
}
