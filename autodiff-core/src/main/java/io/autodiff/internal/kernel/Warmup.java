package io.autodiff.internal.kernel;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells when the vector kernels of one kind are worth using: not before they have been seen to be faster than the plain ones
 * in this very process.
 */
public final class Warmup {
    /*
     * Until the JVM's second compiler has done with a vector kernel, it runs some hundred times slower than after: each
     * vector is an object. A small job would only ever see that. So plain loops serve first; when they have done enough
     * work for vectors to be worth it, a thread of its own runs the vector kernels until each is faster than its plain
     * counterpart. As the bits are the same, nobody can tell when the change comes. It never comes if the compiler fails at a
     * kernel, on a JVM that has no such compiler, or where the Vector API is not what it was.
     *
     * The thread takes turns among all that is to be warmed up, so that a kernel at which the compiler fails keeps no other waiting. In
     * its first turn a kernel runs so often that the compiler sets to work; later ones only ask whether it has done.
     */

    /** So many operations by plain loops make vectors worth it: some tens of milliseconds. */
    public static final long WORTH = 1 << 28;

    private static final long PAUSE_NANOS = 2_000_000;

    /** So often a kernel runs in its first turn, unless that takes too long: HotSpot's second compiler wants 600 calls. */
    private static final int FIRST_RUNS = 1000;

    private static final long FIRST_NANOS = 200_000_000;

    /** By then the compiler has mostly done with a kernel. */
    private static final long SOON_NANOS = 2_000_000_000;

    /** So many runs are timed together, as one may be too short for the clock. */
    private static final int TIMED_RUNS = 8;

    /** A vector kernel that is hardly faster is not used: in large arrays its advantage would be gone. */
    private static final double CLEARLY = 1.1;

    private static final String NAME = "autodiff-warmup";

    private static final Executor THREAD = Executors.newSingleThreadExecutor(work -> new OwnThread(NAME, work));

    /** The same work by plain and by vector kernels, and its name. */
    public record Trial(String name, Runnable plain, Runnable vector) {}

    /** Where it is; it never goes back. */
    private enum State {
        /** Plain loops serve, and their work is counted. */
        COUNTING,
        /** They have done enough: the vector kernels wait for their first turn. */
        WAITING,
        /** Vector kernels run, to be compiled and timed; plain loops still serve. */
        TRYING,
        /** Vector kernels serve. */
        FAST,
        /** Plain loops serve for good. */
        GIVEN_UP
    }

    private final String kind;
    private final long patienceNanos;
    private final long worth;
    private final Supplier<List<Trial>> trials;
    private final Executor thread;
    private final AtomicLong work = new AtomicLong();
    private volatile State state = State.COUNTING;

    /** When trying began; written before the state says so. */
    private long start;

    /** Of the thread that warms up. */
    private List<Trial> left = List.of();

    /**
     * Nothing has been done yet.
     *
     * @param kind what is warmed up, for the log: a plural, {@code vector kernels for products of float}
     * @param patience after how many seconds it is given up
     * @param worth after how many operations it starts: {@link #WORTH}, or 0 to use vector kernels at once, however slow they still are
     * @param trials made when it starts
     */
    public Warmup(String kind, int patience, long worth, Supplier<List<Trial>> trials) {
        this(kind, patience, worth, trials, THREAD);
    }

    /** Takes its turns on that thread. */
    Warmup(String kind, int patience, long worth, Supplier<List<Trial>> trials, Executor thread) {
        this.kind = kind;
        this.patienceNanos = patience * 1_000_000_000L;
        this.worth = worth;
        this.trials = trials;
        this.thread = thread;
    }

    /** Whether the vector kernels are fast now. */
    public boolean isDone() {
        return state == State.FAST;
    }

    /** Whether it is over: done, or given up. */
    public boolean isOver() {
        return state == State.FAST || state == State.GIVEN_UP;
    }

    /** Whether it has begun not long ago: soon it will probably be done. */
    public boolean isSoonDone() {
        return state == State.TRYING && System.nanoTime() - start < SOON_NANOS;
    }

    /** Notes that plain loops do so many multiplications, or other operations. */
    public void count(long operations) {
        if (state == State.COUNTING && work.addAndGet(operations) >= worth && endsCounting()) {
            if (worth == 0) {
                attempt(() -> {
                    left = trials.get();
                    end(State.FAST);
                });
            } else {
                inTurn(this::begin);
            }
        }
    }

    /** Ends it, unless another thread has seen as well that there is enough work, and ended it before. */
    private synchronized boolean endsCounting() {
        boolean first = state == State.COUNTING;
        if (first) {
            state = State.WAITING;
        }
        return first;
    }

    private void inTurn(Runnable step) {
        if (!OwnThread.startIfPossible(NAME, () -> thread.execute(() -> attempt(step)))) {
            end(State.GIVEN_UP);
        }
    }

    /** Does a step, unless one before it has failed. */
    private void attempt(Runnable step) {
        if (isOver()) {
            return;
        }
        boolean failed = true;
        try {
            step.run();
            failed = false;
        } catch (LinkageError | RuntimeException error) {
            log(Level.WARNING, "plain kernels stay: " + kind + " do not run here", error);
        } finally {
            if (failed) {
                end(State.GIVEN_UP);
            }
        }
    }

    private void end(State last) {
        state = last;
        left = List.of(); // with what the trials hold
    }

    private void begin() {
        start = System.nanoTime();
        state = State.TRYING;
        left = trials.get();
        if (left.isEmpty()) {
            end(State.FAST);
            log(Level.DEBUG, "nothing to try for " + kind, null);
            return;
        }
        left.forEach(trial -> inTurn(() -> runOften(trial.vector())));
        inTurn(this::ask);
    }

    private static void runOften(Runnable vector) {
        long start = System.nanoTime();
        for (int i = 0; i < FIRST_RUNS && System.nanoTime() - start < FIRST_NANOS; i++) {
            vector.run();
        }
    }

    /** Is all fast now? If not, others have their turn, and then this is asked again. */
    private void ask() {
        left = left.stream().filter(trial -> !isFast(trial)).toList();
        long nanos = System.nanoTime() - start;
        if (left.isEmpty()) {
            end(State.FAST);
            log(Level.DEBUG, kind + " are warm after " + nanos / 1_000_000 + " ms", null);
        } else if (nanos > patienceNanos) {
            String text = "plain kernels stay: " + kind + " were not faster after " + nanos / 1_000_000 + " ms, in "
                    + left.get(0).name();
            end(State.GIVEN_UP);
            log(Level.DEBUG, text, null);
        } else {
            LockSupport.parkNanos(PAUSE_NANOS); // the compiler needs a core, too
            inTurn(this::ask);
        }
    }

    private static void log(Level level, String text, @Nullable Throwable error) {
        System.getLogger("io.autodiff").log(level, text, error);
    }

    /** Best of a few times, in turn, so that what else the machine does meets both. */
    private static boolean isFast(Trial trial) {
        long plain = Long.MAX_VALUE;
        long vector = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            plain = Math.min(plain, nanos(trial.plain()));
            vector = Math.min(vector, nanos(trial.vector()));
        }
        return vector * CLEARLY < plain;
    }

    private static long nanos(Runnable work) {
        long start = System.nanoTime();
        for (int i = 0; i < TIMED_RUNS; i++) {
            work.run();
        }
        return System.nanoTime() - start;
    }
}
