package io.autodiff.tensor;

import io.autodiff.check.Case;
import io.autodiff.check.Laws;
import io.autodiff.tensor.Mutant.Fate;
import io.autodiff.tensor.Mutant.Judged;
import io.autodiff.tensor.OpTables.Entry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What became of every mutant of every op, under the laws of derivatives to order three, and the tables of it that
 * {@code docs/mutation.md} has.
 *
 * @param judged the mutants of each op
 */
record MutationReport(Map<Entry, List<Judged>> judged) {
    private static final int ORDERS = 3;
    private static final int SEEDS = 5;

    /** Of every op, made when it is first asked for, and once. */
    static MutationReport ofAllOps() {
        return Holder.ALL;
    }

    private static final class Holder {
        private static final MutationReport ALL = made();

        private static MutationReport made() {
            Map<Entry, List<Judged>> judged = new LinkedHashMap<>();
            for (Entry op : OpTables.all()) {
                judged.put(op, Mutant.judge(Specimens.of(op), MutationReport::lawsHold));
            }
            return new MutationReport(judged);
        }
    }

    /** As a property asks for them: more than once, each time at random gradients and in random directions of its own. */
    static void lawsHold(Case c) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Laws.hold(c, ORDERS, seed);
        }
    }

    /** How many met a fate, of those of one op. */
    static long count(List<Judged> mutants, Fate fate) {
        return mutants.stream().filter(each -> each.fate() == fate).count();
    }

    /** One row for each mistake, and the sum. */
    String byMutation() {
        StringBuilder table = new StringBuilder("| mistake | what the rule says | mutants | killed | equivalent |\n"
                + "| --- | --- | --: | --: | --: |\n");
        for (Mutation mutation : Mutations.ALL) {
            List<Judged> mutants = all(each -> each.mutant().mutation().equals(mutation));
            table.append(row(mutation.name() + " | " + mutation.meaning(), mutants));
        }
        return table.append(row("all |", all(each -> true))).toString();
    }

    /** One row for each op. */
    String byOp() {
        StringBuilder table = new StringBuilder("| op | mutants | killed | equivalent |\n| --- | --: | --: | --: |\n");
        judged.forEach((op, mutants) -> table.append(row("`" + op + "`", mutants)));
        return table.toString();
    }

    private List<Judged> all(Predicate<Judged> which) {
        return judged.values().stream().flatMap(List::stream).filter(which).toList();
    }

    private static String row(String first, List<Judged> mutants) {
        return "| " + first + " | " + mutants.size() + " | " + count(mutants, Fate.KILLED) + " | "
                + count(mutants, Fate.EQUIVALENT) + " |\n";
    }

    /** The document with the tables between their marks, whatever stood there. */
    String into(String document) {
        return between("by mistake", byMutation(), between("by op", byOp(), document));
    }

    /** The document with a table after the line that announces it, up to the mark of its end. */
    static String between(String mark, String table, String document) {
        String start = "<!-- " + mark + ": ";
        if (!document.contains(start)) {
            throw new IllegalArgumentException("the document has no line " + start);
        }
        int from = document.indexOf('\n', document.indexOf(start)) + 1;
        return document.substring(0, from) + table + document.substring(document.indexOf("<!-- end -->", from));
    }
}
