package io.autodiff.laws;

import net.jqwik.api.statistics.Statistics;

/** Guards what a property is tried on: a kind of sample that hardly comes up is one that nothing is proven of. */
final class Shares {
    private Shares() {}

    /** Counts a sample, and fails the property in the end if fewer than one in twenty are of that kind. */
    static void atLeastFivePercent(String kind, boolean holds) {
        Statistics.label(kind).collect(holds);
        Statistics.label(kind).coverage(shares -> shares.check(true).percentage(share -> share >= 5));
    }
}
