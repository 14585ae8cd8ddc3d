package io.autodiff.check;

import io.autodiff.check.Evidence.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a check that found nothing wrong has shown.
 *
 * @param name the function
 * @param seed where the random cotangents and directions came from
 * @param evidence a line for each order and direction
 */
public record GradientReport(String name, long seed, List<Evidence> evidence) {
    public GradientReport {
        evidence = List.copyOf(evidence); // a list that nobody can change
    }

    /**
     * How many comparisons prove nothing, because the differences' own error estimate was too large.
     *
     * @return the count
     */
    public int discarded() {
        return (int)
                evidence.stream().filter(e -> e.verdict() == Verdict.DISCARDED).count();
    }

    /** This report, if the gradient itself was compared at all; higher orders may have nothing to go by. */
    GradientReport withEvidence() {
        if (evidence.stream().allMatch(e -> e.order() > 1 || e.verdict() == Verdict.DISCARDED)) {
            throw new IllegalArgumentException(
                    "gradient check of " + name + ": nothing can be shown at this point, where "
                            + "differences of values are not finite or disagree among themselves; choose another point");
        }
        return this;
    }

    /** A line for each piece of evidence. */
    @Override
    public String toString() {
        return evidence.stream()
                .map(Evidence::toString)
                .collect(Collectors.joining(
                        "\n  ",
                        name + ", seed " + seed + ", " + discarded() + " of " + evidence.size() + " discarded\n  ",
                        ""));
    }
}
