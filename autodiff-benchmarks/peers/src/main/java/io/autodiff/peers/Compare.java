package io.autodiff.peers;

import io.autodiff.peers.Round.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares us with other libraries and prints the table; what happens meanwhile goes to standard error. */
@Command(
        name = "run-peers.sh",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Builds what it needs, lets this library and others do the same work in turn, and prints a table of ratios as"
                        + " Markdown. Above 1, ours is faster.")
final class Compare implements Callable<Integer> {
    private static final Round FULL = new Round(9, 1.0, 30e6, 0);
    private static final Round QUICK = new Round(9, 0.4, 8e6, 0);

    /** Long enough to see in what the system counts processor time, ticks of 10 ms. */
    private static final long REST_NANOS = 25_000_000;

    /** A batch of several threads takes so long, at least: what it takes to wake them counts for less then. */
    private static final double LEAST_NANOS_TOGETHER = 60e6;

    @Option(
            names = "--quick",
            description =
                    "Fewer sizes, shorter batches, and not every JDK with every number of threads: the first with the"
                            + " first, the second with the second. Less than 15 minutes on a quiet machine.")
    private boolean quick;

    @Option(names = "--csv", paramLabel = "FILE", description = "Write the results there as CSV, too.")
    private @Nullable Path csv;

    @Option(
            names = "--write",
            paramLabel = "FILE",
            description = "Write the table into this Markdown file, between its markers.")
    private @Nullable Path document;

    @Option(
            names = "--jdk",
            paramLabel = "HOME",
            description = "A JDK; may be given again. If not: 17 and the newest there is.")
    private List<Path> homes = List.of();

    @Option(names = "--threads", split = ",", paramLabel = "N", description = "Numbers of threads. If not given: 1,2.")
    private List<Integer> threads = List.of();

    @Option(names = "--only", paramLabel = "REGEX", description = "Only works whose name contains this.")
    private Pattern only = Pattern.compile("");

    @Option(names = "--peers", hidden = true, required = true, description = "The directory of this module.")
    private Path peers = Path.of("");

    /** After each row with several threads, in nanoseconds. */
    private final List<Double> roundTrips = new ArrayList<>();

    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new Compare());
        System.exit(line.execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        List<Jdk> jdks =
                homes.isEmpty() ? Jdk.found() : homes.stream().map(Jdk::at).toList();
        List<Result> results = new ArrayList<>();
        keep(jdks, results); // or fail now, not in an hour
        for (Place place : places(jdks)) {
            Judge judge = new Judge(place.jdk(), place.threads());
            groups().values().forEach(rows -> results.addAll(run(rows, place, judge)));
            results.addAll(judge.means());
            keep(jdks, results);
        }
        System.out.println(table(jdks, results));
        return Report.troubles(results).isEmpty() ? 0 : 1;
    }

    /** Writes what there is, so that it stays, whatever happens next. */
    private void keep(List<Jdk> jdks, List<Result> results) throws IOException {
        if (csv != null) {
            Files.writeString(csv, Report.csv(results));
        }
        if (document != null) {
            Files.writeString(document, between(Files.readString(document), table(jdks, results)));
        }
    }

    private String table(List<Jdk> jdks, List<Result> results) throws IOException {
        return heading(jdks) + Report.markdown(results);
    }

    /** Every JDK with every number of threads; in a short run no more places than it takes to see each of both. */
    private List<Place> places(List<Jdk> jdks) {
        List<Integer> numbers = threads.isEmpty() ? List.of(1, 2) : threads;
        List<Place> places = new ArrayList<>();
        if (quick) {
            for (int i = 0; i < Math.max(jdks.size(), numbers.size()); i++) {
                places.add(new Place(peers, jdks.get(i % jdks.size()), numbers.get(i % numbers.size())));
            }
            return places;
        }
        for (Jdk jdk : jdks) {
            numbers.forEach(number -> places.add(new Place(peers, jdk, number)));
        }
        return places;
    }

    private Map<String, List<Row>> groups() {
        Map<String, List<Row>> groups = new LinkedHashMap<>();
        for (Row row : Rows.all()) {
            if ((row.quick() || !quick) && only.matcher(row.work()).find()) {
                groups.computeIfAbsent(row.group(), group -> new ArrayList<>()).add(row);
            }
        }
        return groups;
    }

    private static Round together(Round alone) {
        double batch = Math.max(alone.batchNanos(), LEAST_NANOS_TOGETHER);
        return new Round(alone.rounds(), alone.warmSeconds(), batch, REST_NANOS);
    }

    /** The rows of one group, by processes that are started for it and then ended. */
    private List<Result> run(List<Row> rows, Place place, Judge judge) {
        Map<Library, List<Contender>> contenders = new LinkedHashMap<>();
        List<Result> results = new ArrayList<>();
        Round turn = quick ? QUICK : FULL;
        Round round = place.threads() == 1 ? turn : together(turn);
        try {
            for (Row row : rows) {
                List<Contender> theirs = new ArrayList<>();
                for (Library library : row.libraries()) {
                    if (library != Library.FMA_PEAK || place.threads() == 1) {
                        theirs.addAll(contenders.computeIfAbsent(library, l -> place.start(l, row.wholeProcess())));
                    }
                }
                Outcome outcome = round.play(row, theirs);
                say(row, place, outcome);
                if (place.threads() > 1) {
                    measureRoundTrip(round, contenders.values());
                }
                results.addAll(judge.results(row, outcome));
            }
        } finally {
            contenders.values().forEach(list -> list.forEach(Contender::close));
        }
        return results;
    }

    /** One line for the impatient: everyone's median. */
    private static void say(Row row, Place place, Outcome outcome) {
        StringBuilder line = new StringBuilder(
                "JDK " + place.jdk().feature() + ", " + place.threads() + ": " + row.work() + " " + row.dtype() + ":");
        for (Sample sample : outcome.samples()) {
            line.append(String.format(Locale.ROOT, "  %s %.1f us", sample.title(), sample.median() / 1e3));
        }
        outcome.troubles().forEach(trouble -> line.append("\n    ").append(trouble.text()));
        System.err.println(line);
    }

    private void measureRoundTrip(Round round, Collection<List<Contender>> contenders) {
        round.rest(contenders.stream().flatMap(List::stream).toList());
        double nanos = RoundTrip.nanos();
        roundTrips.add(nanos);
        System.err.printf(Locale.ROOT, "    round trip between two threads %.2f us%n", nanos / 1e3);
    }

    /** The command, where a JDK stands for its home, and the machine. */
    private String heading(List<Jdk> jdks) throws IOException {
        StringBuilder command = new StringBuilder("autodiff-benchmarks/run-peers.sh");
        if (quick) {
            command.append(" --quick");
        }
        if (!homes.isEmpty()) {
            jdks.forEach(jdk -> command.append(" --jdk ").append(jdk.feature()));
        }
        if (!threads.isEmpty()) {
            command.append(" --threads ")
                    .append(threads.stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        if (!only.pattern().isEmpty()) {
            command.append(" --only '").append(only).append("'");
        }
        String processor = "a processor";
        Path cpuinfo = Path.of("/proc/cpuinfo");
        if (Files.exists(cpuinfo)) {
            Matcher model = Pattern.compile("model name\\s*: (.*)").matcher(Files.readString(cpuinfo));
            processor = model.find() ? model.group(1) : processor;
        }
        return "`" + command + "` on " + Runtime.getRuntime().availableProcessors() + " cores of " + processor + ", "
                + System.getProperty("os.name") + ", JDK "
                + String.join(
                        " and ",
                        jdks.stream()
                                .map(jdk -> Integer.toString(jdk.feature()))
                                .toList())
                + (roundTrips.isEmpty()
                        ? ""
                        : ". A round trip between two threads took " + RoundTrip.summary(roundTrips))
                + ":\n\n";
    }

    private static String between(String text, String table) {
        String start = "<!-- peers: by run-peers.sh -->\n";
        String end = "<!-- end of peers -->";
        int from = text.indexOf(start);
        int to = text.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("the document has no lines " + start.strip() + " and " + end);
        }
        return text.substring(0, from) + start + "\n" + table + "\n" + text.substring(to);
    }
}
