package io.autodiff.internal.kernel;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A few threads that help with one piece of work at a time: the parts of it are done by whoever is free, the calling thread among them.
 * No result may depend on how the work is cut into parts, or on who does them.
 */
final class Team {
    /*
     * To wake a thread that sleeps takes longer than many a product. So a helper looks out for work for a while before it goes to
     * sleep, and the caller looks out for the helpers to finish. While the team is at work for one thread, another does its work alone:
     * the cores are busy anyway.
     */

    /** For so long a helper looks out for work: a few products. */
    private static final long PATIENCE_NANOS = 200_000;

    /** So often the caller looks whether the helpers have finished before it lets others have its core: some 20 µs. */
    private static final int LOOKS = 1000;

    private final Helper[] helpers;
    private final AtomicBoolean busy = new AtomicBoolean();

    private volatile Job job = Job.NONE;

    /** One piece of work. A helper that comes late finds no part left. */
    private static final class Job {
        private static final IntConsumer NOTHING = part -> {};

        /** No work: nobody helps with it. */
        static final Job NONE = new Job(0, NOTHING);

        final int parts;
        private IntConsumer work;
        final AtomicInteger taken = new AtomicInteger();
        final AtomicInteger done = new AtomicInteger();
        private @Nullable Throwable failure;

        Job(int parts, IntConsumer work) {
            this.parts = parts;
            this.work = work;
        }

        /**
         * What it failed with, if it did. Lets go of that and of the arrays, when all parts are done: a helper may have fallen asleep over
         * this job, and keeps it until it is called.
         */
        synchronized @Nullable Throwable end() {
            Throwable result = failure;
            work = NOTHING;
            failure = null;
            return result;
        }

        /** Keeps the first failure, and the others with it. */
        private synchronized void fail(Throwable error) {
            if (failure == null) {
                failure = error;
            } else if (failure != error) {
                failure.addSuppressed(error);
            }
        }

        /** Does parts as long as there are any. */
        void help() {
            for (int part = taken.getAndIncrement(); part < parts; part = taken.getAndIncrement()) {
                try {
                    work.accept(part);
                } catch (RuntimeException | Error error) {
                    fail(error);
                } finally {
                    done.incrementAndGet();
                }
            }
        }
    }

    private final class Helper extends OwnThread {
        volatile boolean asleep;

        /** Read and written by whoever has made the team busy. */
        boolean started;

        Helper(int number) {
            super("autodiff-helper-" + number, null);
        }

        /** Calls it to work. A machine that has no thread left to give has one helper less, from then on. */
        void call() {
            if (asleep) {
                LockSupport.unpark(this);
            } else if (!started) {
                started = true;
                boolean unused = startIfPossible(getName(), this::start);
            }
        }

        @Override
        public void run() {
            Job last = Job.NONE;
            long since = System.nanoTime();
            while (true) {
                Job next = job;
                if (next != last) {
                    last = next;
                    if (next != Job.NONE) {
                        next.help();
                    }
                    since = System.nanoTime();
                } else if (System.nanoTime() - since < PATIENCE_NANOS) {
                    Thread.onSpinWait();
                } else {
                    asleep = true;
                    // Looked at again after asleep was set: whoever sets a job sees that, or the job is seen here.
                    if (job == last) {
                        LockSupport.park(Team.this);
                        boolean unused = Thread.interrupted(); // or it would not sleep any more
                    }
                    asleep = false;
                    since = System.nanoTime(); // called too late for a short job, it looks out for the next one
                }
            }
        }
    }

    /** A team of so many threads, of which the caller is one. */
    Team(int threads) {
        helpers = new Helper[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Helper(i + 1);
        }
    }

    /** Does parts 0, 1, … of a piece of work, each once, in any order; returns when all are done. */
    void run(int parts, IntConsumer work) {
        if (parts < 2 || !busy.compareAndSet(false, true)) {
            for (int part = 0; part < parts; part++) {
                work.accept(part);
            }
            return;
        }
        try {
            rethrow(shared(new Job(parts, work)));
        } finally {
            job = Job.NONE;
            busy.set(false);
        }
    }

    /** What the work failed with, if it did. */
    private @Nullable Throwable shared(Job mine) {
        job = mine;
        try {
            for (int i = 0; i < Math.min(helpers.length, mine.parts - 1); i++) {
                helpers[i].call();
            }
        } finally { // the work is done in any case: helpers may be at it
            mine.help();
            int looks = 0;
            while (mine.done.get() < mine.parts) {
                if (looks < LOOKS) {
                    looks++;
                    Thread.onSpinWait();
                } else {
                    Thread.yield(); // with more threads than cores, to the one that is waited for
                }
            }
        }
        return mine.end();
    }

    private static void rethrow(@Nullable Throwable failure) {
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }
}
