package io.autodiff.nn;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Keeps the losses of one training run, and reports their mean from time to time. */
final class Progress {
    private final List<Double> means = new ArrayList<>();
    private final InstantSource clock;
    private final Instant start;
    private final Consumer<String> output;
    private double total;
    private int count;

    Progress(InstantSource clock, Consumer<String> output) {
        this.clock = clock;
        this.start = clock.instant();
        this.output = output;
    }

    void add(double loss) {
        total += loss;
        count++;
    }

    /** The mean since the last report, as a line. Epochs and iterations are counted from 1 here. */
    void report(int epoch, int iteration, int iterations) {
        double mean = total / count;
        long seconds = Duration.between(start, clock.instant()).toSeconds();
        output.accept("| epoch " + epoch + " |  iter " + iteration + " / " + iterations + " | time " + seconds
                + "[s] | loss " + twoDecimals(mean));
        means.add(mean);
        total = 0;
        count = 0;
    }

    List<Double> means() {
        return List.copyOf(means);
    }

    /**
     * The exact binary value rounded to two decimals, ties to even, as C and Python print it. {@code String.format} rounds twice:
     * it makes 1.01 of 1.005, which is below 1.005 in truth.
     */
    static String twoDecimals(double number) {
        return Double.isFinite(number)
                ? new BigDecimal(number).setScale(2, RoundingMode.HALF_EVEN).toPlainString()
                : Double.toString(number);
    }
}
