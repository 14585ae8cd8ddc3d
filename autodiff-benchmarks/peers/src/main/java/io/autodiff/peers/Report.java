package io.autodiff.peers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The results as text: a Markdown table with a column for every JDK and number of threads, and CSV with a line for every cell. */
final class Report {
    private Report() {}

    static String csv(List<Result> results) {
        StringBuilder csv = new StringBuilder("work,dtype,threads,jdk,ours,peer,peer_name,unit,ratio,aim\n");
        for (Result r : results) {
            csv.append(String.join(
                    ",",
                    quoted(r.work()),
                    r.dtype(),
                    Integer.toString(r.threads()),
                    Integer.toString(r.jdk()),
                    number("%.1f", r.ours()),
                    number("%.1f", r.peer()),
                    quoted(r.peerName()),
                    "ns",
                    number("%.3f", r.ratio()),
                    number("%.3f", r.aim())));
            csv.append('\n');
        }
        return csv.toString();
    }

    static String markdown(List<Result> results) {
        Map<List<String>, Map<String, Result>> rows = new LinkedHashMap<>();
        Set<String> columns = new LinkedHashSet<>();
        for (Result r : results) {
            String column = "JDK " + r.jdk() + ", " + r.threads() + (r.threads() == 1 ? " thread" : " threads");
            columns.add(column);
            rows.computeIfAbsent(List.of(r.work(), r.dtype(), r.against()), key -> new LinkedHashMap<>())
                    .put(column, r);
        }
        StringBuilder table = new StringBuilder("| work | | against the best of | aim | ")
                .append(String.join(" | ", columns))
                .append(" |\n| --- | --- | --- | --- |")
                .append(" --- |".repeat(columns.size()))
                .append('\n');
        rows.forEach((key, cells) -> {
            List<String> line = new ArrayList<>(key);
            line.add(aim(cells));
            columns.forEach(column -> line.add(cells.containsKey(column) ? cell(cells.get(column)) : ""));
            table.append("| ").append(String.join(" | ", line)).append(" |\n");
        });
        troubles(results).forEach(trouble -> table.append("\n- ").append(trouble));
        return table.toString();
    }

    /** What went wrong, each once, and where. */
    static List<String> troubles(List<Result> results) {
        Map<String, Set<String>> places = new LinkedHashMap<>();
        for (Result r : results) {
            if (!r.trouble().isEmpty()) {
                places.computeIfAbsent(r.trouble(), text -> new LinkedHashSet<>())
                        .add(r.work() + " " + r.dtype() + " (JDK " + r.jdk() + ", " + r.threads() + ")");
            }
        }
        List<String> lines = new ArrayList<>();
        places.forEach((text, where) -> lines.add(text + ": " + String.join(", ", where)));
        return lines;
    }

    /** For example {@code 1.07 (1.02–1.12) OpenBLAS}; a missed aim is printed bold. */
    private static String cell(Result r) {
        if (Double.isNaN(r.ratio())) {
            return r.trouble().isEmpty() ? "not there" : "**failed, see below**";
        }
        String ratio = number(r.ratio() < 10 ? "%.2f" : "%.0f", r.ratio());
        Sample.Interval interval = r.interval();
        String range = interval == null
                ? ""
                : " (" + number(r.ratio() < 10 ? "%.2f" : "%.0f", interval.low()) + "–"
                        + number(r.ratio() < 10 ? "%.2f" : "%.0f", interval.high()) + ")";
        return (r.missed() ? "**" + ratio + "**" : ratio)
                + range
                + (r.peerName().isEmpty() ? "" : " " + r.peerName());
    }

    /** One number, or two where they differ from JDK to JDK. */
    private static String aim(Map<String, Result> cells) {
        Set<String> aims = new LinkedHashSet<>();
        cells.values().forEach(r -> aims.add(number("%.2f", r.aim())));
        aims.remove("");
        return String.join(" / ", aims);
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
    }

    private static String quoted(String text) {
        return text.contains(",") ? '"' + text + '"' : text;
    }
}
