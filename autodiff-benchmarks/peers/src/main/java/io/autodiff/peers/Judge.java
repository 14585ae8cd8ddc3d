package io.autodiff.peers;

import io.autodiff.peers.Round.Outcome;
import io.autodiff.peers.Round.Trouble;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes the results of a row from its times: each claim against the best of its peers, and geometric means over rows. */
final class Judge {
    private final Jdk jdk;
    private final int threads;
    private final Map<String, List<Double>> means = new LinkedHashMap<>();

    /** Of the runs on one JDK with a number of threads. */
    Judge(Jdk jdk, int threads) {
        this.jdk = jdk;
        this.threads = threads;
    }

    List<Result> results(Row row, Outcome outcome) {
        List<Result> results = new ArrayList<>();
        for (Claim claim : row.claims()) {
            if (claim.peers().contains(Library.FMA_PEAK) && threads > 1) {
                continue; // it is the peak of one core
            }
            results.add(result(row, claim, outcome));
        }
        return results;
    }

    /** The geometric means of the ratios so far. */
    List<Result> means() {
        List<Result> results = new ArrayList<>();
        means.forEach((title, ratios) -> {
            double mean =
                    Math.exp(ratios.stream().mapToDouble(Math::log).average().orElse(Double.NaN));
            double aim = Rows.MEANS.getOrDefault(title, Double.NaN);
            String of = ratios.size() + " rows";
            results.add(
                    new Result(title, "", of, jdk.feature(), threads, Double.NaN, Double.NaN, "", mean, null, aim, ""));
        });
        return results;
    }

    private Result result(Row row, Claim claim, Outcome outcome) {
        List<Trouble> troubles = outcome.troubles().stream()
                .filter(trouble ->
                        trouble.library() == claim.ours() || claim.peers().contains(trouble.library()))
                .toList();
        Optional<Sample> ours = outcome.samples().stream()
                .filter(sample -> sample.library() == claim.ours())
                .findFirst();
        Optional<Sample> best = outcome.samples().stream()
                .filter(sample -> claim.peers().contains(sample.library()))
                .min(Comparator.comparingDouble(Sample::median));
        boolean comparable =
                ours.isPresent() && best.isPresent() && troubles.stream().noneMatch(Trouble::unequal);
        double ratio = comparable ? best.get().over(ours.get()) : Double.NaN;
        if (comparable && !claim.mean().isEmpty()) {
            means.computeIfAbsent(claim.mean(), title -> new ArrayList<>()).add(ratio);
        }
        return new Result(
                row.work() + (claim.ours() == Library.NO_FLAG ? ", no flag" : ""),
                row.dtype().name().toLowerCase(Locale.ROOT),
                claim.peers().stream().map(Library::toString).collect(Collectors.joining(", ")),
                jdk.feature(),
                threads,
                ours.map(Sample::median).orElse(Double.NaN),
                best.map(Sample::median).orElse(Double.NaN),
                best.map(Sample::title).orElse(""),
                ratio,
                comparable ? best.get().interval(ours.get()) : null,
                claim.aim(jdk.feature()),
                troubles.stream().map(Trouble::text).collect(Collectors.joining("; ")));
    }
}
