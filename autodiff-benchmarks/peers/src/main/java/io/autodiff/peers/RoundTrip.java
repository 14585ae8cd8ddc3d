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

    private static final int TRIPS = 50_000;

    /** Between these places are more than two lines of a cache. */
    private static final int THERE = 32;

    private static final int BACK = 64;

    /** The mean of many trips; as many others, before them, are not counted. */
    static double nanos() {
        AtomicLongArray places = new AtomicLongArray(96);
        Thread other = new Thread(
                () -> {
                    for (int trip = 1; trip <= 2 * TRIPS; trip++) {
                        await(places, THERE, trip);
                        places.set(BACK, trip);
                    }
                },
                "round-trip");
        other.setDaemon(true);
        other.start();
        long start = System.nanoTime();
        for (int trip = 1; trip <= 2 * TRIPS; trip++) {
            places.set(THERE, trip);
            await(places, BACK, trip);
            if (trip == TRIPS) {
                start = System.nanoTime();
            }
        }
        return (System.nanoTime() - start) / (double) TRIPS;
    }

    private static void await(AtomicLongArray places, int place, long value) {
        while (places.get(place) != value) {
            Thread.onSpinWait();
        }
    }

    /** For example "0.11 to 0.52 µs, 0.14 and less in half of 90 rows". */
    static String summary(List<Double> trips) {
        double[] sorted = trips.stream().mapToDouble(nanos -> nanos / 1e3).toArray();
        Arrays.sort(sorted);
        int n = sorted.length;
        return String.format(
                Locale.ROOT,
                "%.2f to %.2f µs, %.2f and less in half of %d rows",
                sorted[0],
                sorted[n - 1],
                sorted[(n - 1) / 2],
                n);
    }
}
