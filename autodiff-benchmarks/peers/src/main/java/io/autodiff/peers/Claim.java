package io.autodiff.peers;

import java.util.List;

/**
 * What a row is to show: ours against the best of some peers, and the least ratio of their times to ours.
 *
 * @param ours {@link Library#OURS}, or {@link Library#NO_FLAG}
 * @param peers the best of these counts
 * @param aim on JDK 17; NaN where the ratio is reported and no more
 * @param aimLater on later JDKs
 * @param mean the title of the geometric mean that this ratio is a part of; empty if none
 */
record Claim(Library ours, List<Library> peers, double aim, double aimLater, String mean) {
    static Claim atLeast(double aim, Library... peers) {
        return new Claim(Library.OURS, List.of(peers), aim, aim, "");
    }

    static Claim reported(Library... peers) {
        return atLeast(Double.NaN, peers);
    }

    /** With the plain kernels, that need no flag. */
    Claim withNoFlag(double onJdk17, double later) {
        return new Claim(Library.NO_FLAG, peers, onJdk17, later, mean);
    }

    Claim partOf(String title) {
        return new Claim(ours, peers, aim, aimLater, title);
    }

    double aim(int jdk) {
        return jdk <= 17 ? aim : aimLater;
    }
}
