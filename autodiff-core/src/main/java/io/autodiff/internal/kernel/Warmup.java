package io.autodiff.internal.kernel;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
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

    private static final ExecutorService THREAD =
            Executors.newSingleThreadExecutor(work -> new OwnThread("autodiff-warmup", work));

    /** The same work by plain and by vector kernels, and its name. */
    public record Trial(String name, Runnable plain, Runnable vector) {}

    private final String kind;
    private final long patienceNanos;
    private final long worth;
    private final Supplier<List<Trial>> trials;
    private final AtomicLong work = new AtomicLong();
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean done;
    private volatile boolean over;

    private volatile boolean begun;

    /** When it began; written before {@link #begun}. */
    private long start;

    /** Of the thread that warms up. */
    private List<Trial> left = List.of();

    /**
     * Nothing has been done yet.
     *
     * @param kind what is warmed up, for the log
     * @param patience after how many seconds it is given up
     * @param worth after how many operations it starts: {@link #WORTH}, or 0 to use vector kernels at once, however slow they still are
     * @param trials made when it starts
     */
    public Warmup(String kind, int patience, long worth, Supplier<List<Trial>> trials) {
        this.kind = kind;
        this.patienceNanos = patience * 1_000_000_000L;
        this.worth = worth;
        this.trials = trials;
    }

    /** Whether the vector kernels are fast now. */
    public boolean isDone() {
        return done;
    }

    /** Whether it is over: done, or given up. */
    public boolean isOver() {
        return over;
    }

    /** Whether it has begun not long ago: soon it will probably be done. */
    public boolean isSoonDone() {
        return begun && !over && System.nanoTime() - start < SOON_NANOS;
    }

    /** Notes that plain loops do so many multiplications, or other operations. */
    public void count(long operations) {
        if (!started.get() && work.addAndGet(operations) >= worth && started.compareAndSet(false, true)) {
            if (worth == 0) {
                attempt(() -> {
                    left = trials.get();
                    end(true);
                });
            } else {
                inTurn(this::begin);
            }
        }
    }

    private void inTurn(Runnable step) {
        THREAD.execute(() -> attempt(step));
    }

    /** Does a step, unless one before it has failed. */
    private void attempt(Runnable step) {
        if (over) {
            return;
        }
        boolean failed = true;
        try {
            step.run();
            failed = false;
        } catch (LinkageError | RuntimeException error) {
            log(Level.WARNING, "plain kernels stay for " + kind + ": vector ones do not run here", error);
        } finally {
            if (failed) {
                end(false);
            }
        }
    }

    private void end(boolean fast) {
        done = fast;
        over = true;
        left = List.of(); // with what the trials hold
    }

    private void begin() {
        start = System.nanoTime();
        begun = true;
        left = trials.get();
        if (left.isEmpty()) {
            end(true);
            log(Level.DEBUG, "there are no vector kernels for " + kind, null);
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
            end(true);
            log(Level.DEBUG, "vector kernels for " + kind + " are warm after " + nanos / 1_000_000 + " ms", null);
        } else if (nanos > patienceNanos) {
            String text = "plain kernels stay for " + kind + ": vector ones were not faster after " + nanos / 1_000_000
                    + " ms, in " + left.get(0).name();
            end(false);
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
