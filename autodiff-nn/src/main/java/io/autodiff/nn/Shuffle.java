package io.autodiff.nn;

import java.util.stream.IntStream;

/** In which order an epoch takes the rows of its data. */
@FunctionalInterface
public interface Shuffle {
    /**
     * The order of one epoch, relative to that of the epoch before: row i becomes the one that was at {@code order[i]}.
     *
     * @param key the randomness of this epoch
     * @param rows how many rows there are
     * @return every number from 0 to rows − 1 once
     */
    int[] order(Key key, int rows);

    /**
     * All orders, equally likely.
     *
     * @return the shuffle
     */
    static Shuffle random() {
        return Key::permutation;
    }

    /**
     * The rows as they come.
     *
     * @return the shuffle that leaves everything where it is
     */
    static Shuffle none() {
        return (key, rows) -> IntStream.range(0, rows).toArray();
    }
}
