package io.autodiff.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/ops.md} is what the sources say. When they have changed, it is enough to look at {@code target/ops.md}, which this test
 * writes, and to copy it over the document.
 */
class OpsDocumentTest {
    @Test
    void theDocumentIsWhatTheSourcesSay() throws IOException {
        String text = OpsDocument.text();
        Files.writeString(Path.of("target", "ops.md"), text);
        assertEquals(
                text,
                Files.readString(Path.of("..", "docs", "ops.md")),
                "docs/ops.md is out of date; if the new text is right: cp autodiff-core/target/ops.md docs/ops.md");
    }

    @Test
    void everyOpOfEveryTableIsInIt() throws Exception {
        Set<String> tables = new TreeSet<>();
        for (Class<?> table : OpTables.tables()) {
            tables.add(table.getSimpleName());
            Set<String> names = OpSources.of(table.getSimpleName()).stream()
                    .map(OpSources.Entry::name)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(CompletenessTest.ops(table), names, () -> "ops of " + table);
        }
        assertEquals(tables, new TreeSet<>(OpsDocument.tables()));
    }

    @Test
    void everyOpHasAFormulaAndARule() {
        for (String table : OpsDocument.tables()) {
            for (OpSources.Entry entry : OpSources.of(table)) {
                assertFalse(entry.formula().isEmpty(), () -> "the formula of " + entry.name());
                assertFalse(
                        entry.rule().isEmpty(), () -> "the rule of " + entry.name() + ": Javadoc says no \"Then …\"");
            }
        }
    }

    /** A group that names a row or an op that is no more would be lost in silence. */
    @Test
    void everyGroupIsOfRowsAndOpsThatExist() throws Exception {
        Set<String> ops = new TreeSet<>();
        for (Class<?> table : OpTables.tables()) {
            ops.addAll(CompletenessTest.ops(table));
        }
        Set<String> rows = CompletenessTest.rows(OpsDocument.lines(CompletenessTest.CONVENTIONS));
        OpsDocument.GROUPS.forEach((row, group) -> {
            assertTrue(rows.contains(row), () -> "no row " + row);
            assertTrue(ops.containsAll(group), () -> row + " is about ops that are not: " + group);
        });
    }
}
