package io.autodiff.peers;

import io.autodiff.tensor.DType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One who does works and is timed; how, is its own affair. */
interface Contender extends AutoCloseable {
    Library library();

    /** The library's name, and how it divides its threads if there is more than one way. */
    String title();

    /**
     * Makes a work ready.
     *
     * @return by which numbers its result is known, or nothing if this contender does not have such a work
     * @throws FailedException if it went wrong
     */
    Optional<Fingerprint> prepare(String work, DType dtype);

    /** Does the work for some seconds; the ns of one of the last runs. */
    double warm(double seconds);

    /** Does the work so many times; ns each. */
    double time(long runs);

    /** What it has used of all cores so far. */
    Duration processorTime();

    @Override
    void close();

    /**
     * How many numbers result, their sum, weighted by their places, and the sum of their sizes. A contender that computes nothing has
     * no numbers: a count of 0.
     */
    record Fingerprint(long count, double sum, double size) {
        /** From the words {@code ready COUNT SUM SIZE}. */
        static Fingerprint of(List<String> words) {
            return new Fingerprint(
                    Long.parseLong(words.get(1)), Double.parseDouble(words.get(2)), Double.parseDouble(words.get(3)));
        }

        /** Whether both are the same but for what roundings can do; who has no numbers contradicts nobody. */
        boolean agrees(Fingerprint that, DType dtype) {
            double tolerance = dtype == DType.FLOAT32 ? 2e-5 : 1e-9;
            return count == 0
                    || that.count == 0
                    || count == that.count && Math.abs(sum - that.sum) <= tolerance * Math.max(size, that.size);
        }
    }

    /** What a contender could not do, and why. */
    final class FailedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        FailedException(String message) {
            super(message);
        }
    }
}
