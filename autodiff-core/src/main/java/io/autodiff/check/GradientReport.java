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
     * @return the count; if it is that of all the evidence, nothing has been checked
     */
    public int discarded() {
        return (int)
                evidence.stream().filter(e -> e.verdict() == Verdict.DISCARDED).count();
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
