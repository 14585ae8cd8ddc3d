package io.autodiff.tensor;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A way of applying ops that notes something on the side. Each level applies an op one level down and notes what it needs:
 * a {@link Tape} the op and its rules, {@link Tangents} the derivative in one direction, a {@link Trace} what becomes of each element.
 *
 * <p>Levels are numbered as they open: one that opens later lies further in. A level belongs to the thread that opened
 * it.
 */
abstract sealed class Level implements AutoCloseable permits Tape, Tangents, Trace {
    private enum State {
        OPEN,
        FROZEN,
        CLOSED
    }

    private static final AtomicLong OPENED = new AtomicLong();

    final long depth = OPENED.incrementAndGet();
    private final Thread owner = Thread.currentThread();
    private State state = State.OPEN;

    abstract Tensor apply(UnaryOp op, LevelTensor x);

    abstract Tensor apply(BinaryOp op, Tensor a, Tensor b);

    abstract Tensor apply(NaryOp op, List<Tensor> inputs);

    /** What error texts call a level of this kind. */
    abstract String kind();

    /** The level that a tensor belongs to, or null for plain numbers. */
    static @Nullable Level of(Tensor x) {
        return x instanceof LevelTensor t ? t.level() : null;
    }

    static @Nullable Level innermost(@Nullable Level a, @Nullable Level b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.depth >= b.depth ? a : b;
    }

    /**
     * Whether a tensor belongs to this level.
     *
     * @param x any tensor
     * @return true if it was recorded here
     */
    public boolean owns(Tensor x) {
        return of(x) == this;
    }

    /**
     * A tensor as it is one level further out: without what this level knows of it.
     *
     * @param x plain numbers, or a tensor of this level or of one further out
     * @return its value if it belongs to this level, else the tensor itself
     * @throws IllegalArgumentException if it belongs to a level further in, where more is known of it
     */
    public Tensor value(Tensor x) {
        if (x instanceof LevelTensor t) {
            if (t.level() == this) {
                return t.value();
            }
            requireNotFurtherIn("value", x);
        }
        return x;
    }

    /** Ends recording. What was recorded stays, and its numbers stay readable. */
    public void freeze() {
        requireOwner("freeze");
        if (state == State.OPEN) {
            state = State.FROZEN;
        }
    }

    /** Ends this level. The numbers of its tensors stay readable; using one in an op is refused. */
    @Override
    public void close() {
        requireOwner("close");
        state = State.CLOSED;
    }

    final boolean isOpen() {
        return state == State.OPEN;
    }

    /** Refuses to record from another thread or after the end. */
    final void requireOpen(Object what) {
        if (state != State.OPEN) {
            throw new IllegalStateException(nameOf(what) + ": the " + kind() + " of this tensor is "
                    + (state == State.CLOSED ? "closed" : "frozen: its function has returned")
                    + "; its numbers can still be read, and stopGradient() makes a plain tensor of them");
        }
        requireOwner(what);
    }

    final void requireNotClosed(Object what) {
        if (state == State.CLOSED) {
            throw new IllegalStateException(
                    nameOf(what) + ": the " + kind() + " is closed and holds nothing any more; ask before it closes");
        }
        requireOwner(what);
    }

    final void requireOwner(Object what) {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException(
                    nameOf(what) + ": this " + kind() + " belongs to thread \"" + owner.getName()
                            + "\" and was used from \"" + Thread.currentThread().getName()
                            + "\"; open one in each thread, over the same plain tensors");
        }
    }

    /** Refuses a tensor that cannot enter this level because its own was opened later. */
    final void requireNotFurtherIn(String what, Tensor x) {
        Level level = of(x);
        if (level != null && level.depth > depth) {
            throw new IllegalArgumentException(what + ": this tensor of shape " + x.shape()
                    + " belongs to a level that was "
                    + "opened after this " + kind()
                    + " and lies further in; take its value(…) there first, open this one"
                    + " inside that one, or use stopGradient()");
        }
    }

    private static String nameOf(Object what) {
        return what instanceof Op op ? op.name() : what.toString();
    }
}
