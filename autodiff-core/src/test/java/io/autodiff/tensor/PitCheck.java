package io.autodiff.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Looks over PIT's report: a rule that PIT could not spoil is a rule that it has not tested, whatever the score. Run by the Maven profile
 * {@code mutation} when PIT is done, and by no other build, since then there is no report; {@link PitReportTest} tests it in every build.
 *
 * <p>The counts of each op go to {@code target/pit-reports/by-op.md}, and with {@code -Dmutation.write=true} into
 * {@code docs/mutation.md}.
 */
class PitCheck {
    private static final Path REPORTS = Path.of("target", "pit-reports");
    private static final Path DOCUMENT = Path.of("..", "docs", "mutation.md");

    /** Rules that hand on what they were given, g ↦ g or dy/dx = y: there is nothing in them that could be changed. */
    private static final Set<String> IDENTITIES =
            new TreeSet<>(List.of("ArithmeticOps.add", "ElementwiseOps.exp", "MovementOps.copy"));

    private static PitReport report;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream xml = Files.newInputStream(REPORTS.resolve("mutations.xml"))) {
            report = PitReport.read(xml);
        }
    }

    /** An identity that got mutants after all is none any more, and has to leave the list. */
    @Test
    void everyRuleHasMutants() {
        assertEquals(
                IDENTITIES,
                report.withoutMutants(OpTables.all()),
                "ops whose rule PIT did not spoil, other than by returning null");
    }

    @Test
    void theMutantsOfEveryOpAreListed() throws IOException {
        String table = report.byOp(OpTables.all());
        Files.writeString(REPORTS.resolve("by-op.md"), table);
        if (Boolean.getBoolean("mutation.write")) {
            Files.writeString(DOCUMENT, MutationReport.between("by rule", table, Files.readString(DOCUMENT)));
        }
    }
}
