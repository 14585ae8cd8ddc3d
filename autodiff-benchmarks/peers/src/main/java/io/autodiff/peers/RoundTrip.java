package io.autodiff.peers;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long a number takes from one thread to another and back. That says how near to each other two cores are: those that share a cache take
 * a fraction of what others take. The host of a virtual machine moves its cores, and then two threads are worth more or less than before.
 */
final class RoundTrip {
    private RoundTrip() {}

    private static final int BATCHES = 50;
    private static final int TRIPS = 1000;

    /** Between these places are more than two lines of a cache. */
    private static final int THERE = 32;

    private static final int BACK = 64;

    /** So often a thread looks before it lets others have its core: where there is one core only, that is the other thread. */
    private static final int LOOKS = 10_000;

    /** The median of some batches: in others a core was busy with something else. */
    static double nanos() {
        AtomicLongArray places = new AtomicLongArray(96);
        Thread other = new Thread(
                () -> {
                    for (int trip = 1; trip <= BATCHES * TRIPS; trip++) {
                        await(places, THERE, trip);
                        places.set(BACK, trip);
                    }
                },
                "round-trip");
        other.setDaemon(true);
        other.start();
        double[] nanos = new double[BATCHES];
        for (int batch = 0; batch < BATCHES; batch++) {
            long start = System.nanoTime();
            for (int trip = 1; trip <= TRIPS; trip++) {
                places.set(THERE, batch * TRIPS + trip);
                await(places, BACK, batch * TRIPS + trip);
            }
            nanos[batch] = (System.nanoTime() - start) / (double) TRIPS;
        }
        return Sample.median(nanos);
    }

    private static void await(AtomicLongArray places, int place, long value) {
        for (int looks = 0; places.get(place) != value; looks++) {
            if (looks < LOOKS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }

    /** For example "0.07 to 0.52 µs, median 0.11, after each of 90 rows". */
    static String summary(List<Double> trips) {
        double[] micros = trips.stream().mapToDouble(nanos -> nanos / 1e3).toArray();
        return String.format(
                Locale.ROOT,
                "%.2f to %.2f µs, median %.2f, after each of %d rows",
                Arrays.stream(micros).min().orElseThrow(),
                Arrays.stream(micros).max().orElseThrow(),
                Sample.median(micros),
                micros.length);
    }
}
