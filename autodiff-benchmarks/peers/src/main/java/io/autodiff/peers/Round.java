package io.autodiff.peers;

import io.autodiff.peers.Contender.FailedException;
import io.autodiff.peers.Contender.Fingerprint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * The contenders in turn: all make the work ready, then all are seen to do the same, then all warm up, then each in turn does a batch,
 * in every round.
 *
 * @param rounds how many, at least 9
 * @param warmSeconds how long one warm-up of ours lasts, of five or more; one of a program lasts longer, one of a peer a quarter
 * @param batchNanos how long one batch takes, about
 * @param restNanos for so long before every batch all are seen to rest, or 0: not at all
 */
record Round(int rounds, double warmSeconds, double batchNanos, long restNanos) {
    private static final int MOST_WARM_UPS = 8;

    /** While a vector loop is being compiled, plain loops run at a speed that looks settled. */
    private static final int OUR_WARM_UPS = 5;

    private static final int THEIR_WARM_UPS = 2;

    /** A program of ours is warmed for so long at a time, as the loops that it needs wait for each other to be compiled. */
    private static final double PROGRAM_SECONDS = 2;

    /** Few works take a second; what takes so long has threads that stand in each other's way. */
    private static final double MOST_NANOS = 10e9;

    /** By then, whoever is still at work always is. */
    private static final int MOST_RESTS = 40;

    /** Times of those who did the work, and what went wrong with the others. */
    record Outcome(List<Sample> samples, List<Trouble> troubles) {}

    /** Why a contender has no times. With other numbers than ours it did other work: then there is nothing to compare. */
    record Trouble(Library library, String text, boolean unequal) {}

    /** One who is timed: so many runs a batch, and the times of the batches. */
    private record Turn(Contender contender, long runs, double[] nanos) {
        void take(int round) {
            nanos[round] = contender.time(runs);
        }

        Sample sample() {
            return new Sample(contender.title(), contender.library(), nanos);
        }
    }

    Outcome play(Row row, List<Contender> contenders) {
        List<Trouble> troubles = new ArrayList<>();
        String work = row.wholeProcess() ? row.inProcess() : row.work();
        Map<Contender, Fingerprint> ready = new LinkedHashMap<>();
        for (Contender contender : contenders) {
            attempt(contender, troubles, () -> {
                Optional<Fingerprint> fingerprint = contender.prepare(work, row.dtype());
                fingerprint.ifPresent(numbers -> ready.put(contender, numbers));
            });
        }
        keepEqual(row, ready, troubles);
        List<Turn> turns = new ArrayList<>();
        for (Contender contender : ready.keySet()) {
            attempt(contender, troubles, () -> {
                long runs = Math.max(1, Math.round(batchNanos / warm(row, contender)));
                turns.add(new Turn(contender, runs, new double[rounds]));
            });
        }
        for (int round = 0; round < rounds; round++) {
            int now = round;
            List<Turn> order = new ArrayList<>(turns);
            Collections.shuffle(order, new Random(round)); // so that nobody always follows the same
            for (Turn turn : order) {
                rest(ready.keySet());
                if (!attempt(turn.contender(), troubles, () -> turn.take(now))) {
                    turns.remove(turn);
                }
            }
        }
        List<Sample> samples = turns.stream().map(Turn::sample).toList();
        return new Outcome(samples, troubles);
    }

    /**
     * Until the time of a run falls no longer; gives it. Ours is warmed for longer, as its loops are compiled while it runs: for some
     * seconds, and for ten or more where many of them wait for the compiler. Those of the others are compiled already, but for the thin
     * layer that calls them.
     */
    private double warm(Row row, Contender contender) {
        boolean ours = contender.library().isOurs();
        double seconds = !ours ? 0.25 * warmSeconds : row.isProgram() ? PROGRAM_SECONDS : warmSeconds;
        int least = ours ? OUR_WARM_UPS : THEIR_WARM_UPS;
        double best = contender.warm(seconds);
        if (best > MOST_NANOS) {
            throw new FailedException("not timed, as one run takes " + Math.round(best / 1e9) + " s");
        }
        for (int again = 1; again < MOST_WARM_UPS; again++) {
            double each = contender.warm(seconds);
            boolean settled = each > 0.9 * best;
            best = Math.min(best, each);
            if (settled && again + 1 >= least) {
                break;
            }
        }
        return best;
    }

    /**
     * Until nobody is at work any more. When a batch of several threads is over, they still turn around for the next and would take a
     * core from another contender: those of OpenBLAS for a tenth of a second.
     */
    void rest(Collection<Contender> contenders) {
        for (int time = 0; restNanos > 0 && time < MOST_RESTS; time++) {
            Duration before = processorTime(contenders);
            LockSupport.parkNanos(restNanos);
            if (processorTime(contenders).minus(before).toNanos() < restNanos / 2) {
                return;
            }
        }
    }

    private static Duration processorTime(Collection<Contender> contenders) {
        return contenders.stream().map(Contender::processorTime).reduce(Duration.ZERO, Duration::plus);
    }

    /** Whoever has other numbers than the first, which is ours, does other work, and is not timed. */
    private static void keepEqual(Row row, Map<Contender, Fingerprint> ready, List<Trouble> troubles) {
        if (ready.isEmpty()) {
            return;
        }
        Map.Entry<Contender, Fingerprint> first = ready.entrySet().iterator().next();
        ready.entrySet().removeIf(other -> {
            boolean equal = first.getValue().agrees(other.getValue(), row.dtype());
            if (!equal) {
                String text = "UNEQUAL WORK: " + other.getKey().title() + " has " + other.getValue() + ", "
                        + first.getKey().title() + " " + first.getValue();
                troubles.add(new Trouble(other.getKey().library(), text, true));
            }
            return !equal;
        });
    }

    private static boolean attempt(Contender contender, List<Trouble> troubles, Runnable step) {
        try {
            step.run();
            return true;
        } catch (FailedException e) {
            troubles.add(new Trouble(contender.library(), contender.title() + " failed: " + e.getMessage(), false));
            return false;
        }
    }
}
