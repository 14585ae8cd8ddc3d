package io.autodiff.tensor;

/** Which way a scan runs along its axis. */
enum Direction {
    /** From the first position to the last. */
    FORWARDS,
    /** From the last position to the first. */
    BACKWARDS;

    /** The way in which gradients come back. */
    Direction opposite() {
        return this == FORWARDS ? BACKWARDS : FORWARDS;
    }
}
