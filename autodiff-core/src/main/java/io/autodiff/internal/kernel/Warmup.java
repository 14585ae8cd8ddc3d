package io.autodiff.internal.kernel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Tells when the vector kernels of one kind are worth using: not before they have been seen to be faster than the plain ones
 * in this very process.
 */
public final class Warmup {
    /*
     * Until the JVM's second compiler has done with a vector kernel, it runs some hundred times slower than after: each
     * vector is an object. A small job would only ever see that. So plain loops serve first; when they have done enough
     * work for vectors to be worth it, a thread of its own runs the vector kernels until each is faster than its plain
     * counterpart, one kind after another, because the JVM compiles them one after another too. As the bits are the same,
     * nobody can tell when the change comes. It never comes if the compiler fails at a kernel, on a JVM that has no such
     * compiler, or where the Vector API is not what it was.
     */

    /** So many operations by plain loops make vectors worth it: some tens of milliseconds. */
    public static final long WORTH = 1 << 28;

    private static final long PAUSE_NANOS = 2_000_000;

    private static final ExecutorService THREAD = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "autodiff-warmup");
        thread.setDaemon(true);
        return thread;
    });

    /** The same work by plain and by vector kernels, and its name. */
    public record Trial(String name, Runnable plain, Runnable vector) {}

    private final String kind;
    private final long patienceNanos;
    private final long worth;
    private final Supplier<List<Trial>> trials;
    private final AtomicLong work = new AtomicLong();
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean done;

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

    /** Notes that plain loops do so many multiplications, or other operations. */
    public void count(long operations) {
        if (!started.get() && work.addAndGet(operations) >= worth && started.compareAndSet(false, true)) {
            if (worth == 0) {
                run();
            } else {
                THREAD.execute(this::run);
            }
        }
    }

    private void run() {
        Logger logger = System.getLogger("io.autodiff");
        long start = System.nanoTime();
        try {
            List<Trial> made = trials.get();
            String slow = worth == 0 ? "" : slowest(made, start);
            done = slow.isEmpty();
            long millis = (System.nanoTime() - start) / 1_000_000;
            logger.log(
                    Level.DEBUG,
                    done
                            ? "vector kernels for " + kind + " are warm after " + millis + " ms"
                            : "plain kernels stay for " + kind + ": vector ones were not faster after " + millis
                                    + " ms, in " + slow);
        } catch (LinkageError | RuntimeException error) {
            logger.log(Level.WARNING, "plain kernels stay for " + kind + ": vector ones do not run here", error);
        }
    }

    /** Runs every trial until its vector kernel is the faster one; the name of one that never is, or nothing. */
    private String slowest(List<Trial> made, long start) {
        List<Trial> left = made;
        while (true) {
            left = left.stream().filter(trial -> !isFast(trial)).toList();
            if (left.isEmpty()) {
                return "";
            }
            if (System.nanoTime() - start > patienceNanos) {
                return left.get(0).name();
            }
            LockSupport.parkNanos(PAUSE_NANOS); // the compiler needs a core, too
        }
    }

    /** Best of a few runs, in turn, so that what else the machine does meets both. */
    private static boolean isFast(Trial trial) {
        long plain = Long.MAX_VALUE;
        long vector = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            plain = Math.min(plain, nanos(trial.plain()));
            vector = Math.min(vector, nanos(trial.vector()));
        }
        return vector < plain;
    }

    private static long nanos(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }
}
