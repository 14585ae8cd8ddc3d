package io.autodiff.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.autodiff.tensor.OpTables.Entry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Tests what {@link PitCheck} relies on: a mutant is counted for the op in whose rule it is, and a rule without mutants, or with none but
 * "return null", is found. The report is written here, as PIT would write it.
 */
class PitReportTest {
    private static final String NULL = "returns.NullReturnValsMutator";
    private static final String RECEIVER = "experimental.NakedReceiverMutator";

    private static final Entry MUL = entry("ArithmeticOps.mul");
    private static final Entry SIN = entry("ElementwiseOps.sin");
    private static final Entry INVERSION = entry("PairOps.inversion");
    private static final Entry KNOWN_OUTPUT = entry("KnownOutput.knownOutput");

    private static Entry entry(String name) {
        return OpTables.all().stream()
                .filter(op -> op.toString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static PitReport report(String... mutations) throws IOException {
        String xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<mutations partial=\"true\">\n"
                + String.join("\n", mutations) + "\n</mutations>\n";
        return PitReport.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    private static String mutation(String type, String method, int line, String mutator, boolean detected) {
        return """
                <mutation detected='DETECTED' status='KILLED' numberOfTestsRun='1'><sourceFile>Some.java</sourceFile>
                <mutatedClass>io.autodiff.tensor.TYPE</mutatedClass><mutatedMethod>METHOD</mutatedMethod>
                <lineNumber>LINE</lineNumber>
                <mutator>org.pitest.mutationtest.engine.gregor.mutators.MUTATOR</mutator></mutation>
                """.replace("DETECTED", Boolean.toString(detected))
                .replace("TYPE", type)
                .replace("METHOD", method)
                .replace("LINE", Integer.toString(line))
                .replace("MUTATOR", mutator);
    }

    @Test
    void aRecordOwnsWhatIsInItsRulesAndTheirLambdas() throws IOException {
        PitReport report = report(
                mutation("ArithmeticOps$Mul", "lambda$left$0", 9, RECEIVER, true),
                mutation("ArithmeticOps$Mul", "rightTangent", 9, RECEIVER, true),
                mutation("ArithmeticOps$Mul", "forward", 9, RECEIVER, true),
                mutation("ArithmeticOps$Div", "leftTangent", 9, RECEIVER, true),
                mutation("KnownOutput", "tangent", 9, RECEIVER, false));
        assertEquals(List.of("lambda$left$0", "rightTangent"), methods(report, MUL));
        assertEquals(List.of("tangent"), methods(report, KNOWN_OUTPUT));
    }

    private static List<String> methods(PitReport report, Entry op) {
        return report.of(op).stream().map(PitReport.Mutant::method).toList();
    }

    /** Sine stands alone on its line, and is told from its neighbours; the inversion has two. */
    @Test
    void aConstantOwnsItsLines() throws IOException {
        int sin = lineOf("ElementwiseOps", "static final UnaryOp SIN ");
        int inversion = lineOf("PairOps", "static final BinaryOp INVERSION ");
        PitReport report = report(
                mutation("ElementwiseOps", "lambda$static$13", sin - 1, RECEIVER, true),
                mutation("ElementwiseOps", "lambda$static$14", sin, RECEIVER, true),
                mutation("ElementwiseOps", "lambda$static$15", sin + 1, RECEIVER, true),
                mutation("PairOps", "lambda$static$0", inversion, RECEIVER, true),
                mutation("PairOps", "lambda$static$1", inversion + 1, RECEIVER, true),
                mutation("PairOps", "lambda$static$2", inversion + 2, RECEIVER, true));
        assertEquals(List.of("lambda$static$14"), methods(report, SIN));
        assertEquals(List.of("lambda$static$0", "lambda$static$1"), methods(report, INVERSION));
    }

    private static int lineOf(String table, String start) {
        List<String> lines = OpsDocument.lines(Path.of("src/main/java/io/autodiff/tensor/" + table + ".java"));
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(start)) {
                return i + 1;
            }
        }
        throw new AssertionError(table + " has no line " + start);
    }

    @Test
    void aRuleWithNothingButNullIsFound() throws IOException {
        String elsewhere = mutation("ArithmeticOps$Mul", "forward", 9, RECEIVER, true);
        String nothing = mutation("ArithmeticOps$Mul", "lambda$left$0", 9, NULL, true);
        String something = mutation("ArithmeticOps$Mul", "lambda$left$0", 9, RECEIVER, false);
        List<Entry> mul = List.of(MUL);
        assertEquals(Set.of("ArithmeticOps.mul"), report(elsewhere).withoutMutants(mul));
        assertEquals(Set.of("ArithmeticOps.mul"), report(elsewhere, nothing).withoutMutants(mul));
        assertEquals(Set.of(), report(nothing, something).withoutMutants(mul));
    }

    @Test
    void theTableHasEveryMutantOnce() throws IOException {
        PitReport report = report(
                mutation("ArithmeticOps$Mul", "lambda$left$0", 9, RECEIVER, true),
                mutation("ArithmeticOps$Mul", "lambda$left$0", 9, RECEIVER, false),
                mutation("ArithmeticOps$Mul", "forward", 9, RECEIVER, true),
                mutation("Slot", "add", 9, RECEIVER, false));
        assertEquals("""
                | where | mutants | killed |
                | --- | --: | --: |
                | rules of `ArithmeticOps.mul` | 2 | 1 |
                | the rest of `ArithmeticOps` | 1 | 1 |
                | `Slot` | 1 | 0 |
                | all | 4 | 2 |
                """, report.byOp(List.of(MUL)));
    }

    @Test
    void whatIsNoReportIsRefused() {
        assertThrows(IOException.class, () -> PitReport.read(new ByteArrayInputStream(new byte[] {'<'})));
    }
}
