package io.autodiff.peers;

import org.jspecify.annotations.Nullable;

/**
 * A cell of the table: one claim, on one JDK with a number of threads.
 *
 * @param work what was done, and whether with no flag
 * @param against the titles of the peers that were to be compared
 * @param ours ns, NaN for a mean
 * @param peer ns of the best peer
 * @param peerName its title
 * @param ratio above 1: ours is faster; NaN if there is none
 * @param interval of the ratio
 * @param aim NaN if there is none
 * @param trouble what went wrong, empty if nothing did
 */
record Result(
        String work,
        String dtype,
        String against,
        int jdk,
        int threads,
        double ours,
        double peer,
        String peerName,
        double ratio,
        Sample.@Nullable Interval interval,
        double aim,
        String trouble) {
    boolean missed() {
        return ratio < aim; // never where one of them is NaN
    }
}
