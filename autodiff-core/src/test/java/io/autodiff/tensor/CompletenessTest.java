package io.autodiff.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodiff.tensor.OpTables.Entry;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/**
 * Nothing is unproven: every op of a table, and every method that applies one, has a property of its name in the test
 * class that mirrors the table; every row of {@code docs/conventions.md} has an example in {@link KinksTest}, {@link
 * ElementwiseKinksTest} or {@link ReductionKinksTest}, and every example a row. What is missing is found by reflection, so that an op
 * added without its promise fails the build.
 */
class CompletenessTest {
    static final Path CONVENTIONS = Path.of("..", "docs", "conventions.md");

    @Test
    void everyOpHasAProperty() throws Exception {
        List<Class<?>> tables = OpTables.tables();
        assertTrue(tables.contains(ElementwiseOps.class) && tables.size() >= 8, () -> "tables found: " + tables);
        for (Class<?> table : tables) {
            assertEquals(Set.of(), missing(ops(table), mirror(table.getSimpleName())), () -> "ops of " + table);
        }
    }

    @Test
    void everyMethodHasAProperty() throws Exception {
        Class<?>[] families = Tensor.class.getInterfaces();
        assertEquals(14, families.length);
        for (Class<?> family : families) {
            String table = family.getSimpleName().replace("Methods", "Ops");
            assertEquals(Set.of(), missing(methods(family), mirror(table)), () -> "methods of " + family);
        }
    }

    /** Error texts and a printed tape call a line of a table by the name that it has there. */
    @Test
    void everyLineOfATableSaysItsName() {
        Map<String, Op> constants = OpTables.constants();
        assertTrue(constants.size() > 50, () -> "constants found: " + constants.keySet());
        constants.forEach((name, op) -> {
            if (op instanceof ElementwiseOp || op instanceof PairOp) {
                assertEquals(name, op.name());
                assertEquals(name, op.toString());
            }
        });
    }

    /** With a number in the place of the second tensor an op is called as without. */
    @Test
    void anOpWithANumberSaysTheNameOfItsMethod() {
        assertEquals("pow", new ArithmeticOps.PowScalar(2).name());
        assertEquals("maximum", new ArithmeticOps.MaximumScalar(2).name());
        assertEquals("minimum", new ArithmeticOps.MinimumScalar(2).name());
    }

    /** A table with an op and a record that nobody has promised anything about. */
    static final class FakeOps {
        static final UnaryOp TANH = ElementwiseOps.TANH;
        static final UnaryOp LOG_OF_TANH = ElementwiseOps.TANH;

        record Nameless() implements LinearOp {
            @Override
            public Tensor forward(Tensor x) {
                return x;
            }

            @Override
            public Pullback pullback(Tensor x, Tensor y) {
                return g -> g;
            }
        }
    }

    @Test
    void anOpWithoutAPropertyIsFound() {
        assertEquals(Set.of("logOfTanh", "nameless"), missing(ops(FakeOps.class), ElementwiseOpsTest.class));
    }

    @Test
    void everyKinkHasARowAndAnExample() throws IOException {
        Set<String> rows = rows(Files.readAllLines(CONVENTIONS));
        Set<String> examples = namesOf(KinksTest.class, Example.class);
        examples.addAll(namesOf(ElementwiseKinksTest.class, Example.class));
        examples.addAll(namesOf(ReductionKinksTest.class, Example.class));
        assertTrue(rows.size() > 10, () -> "rows found: " + rows);
        assertEquals(examples, rows, "examples in the kinks tests, and rows in docs/conventions.md");
    }

    @Test
    void aKinkWithoutAnExampleIsFound() {
        assertEquals(
                Set.of("absAtZero", "invented"),
                rows(List.of("| `abs` | 0 | why | `absAtZero` |", "| else | 1 | why | `invented` |", "no row")));
    }

    /** The last cell of a row is the name of its example. */
    static Set<String> rows(List<String> lines) {
        Pattern row = Pattern.compile("\\|.*\\| `(\\w+)` \\|");
        return lines.stream()
                .map(row::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Class<?> mirror(String table) throws ClassNotFoundException {
        return Class.forName(Tensor.class.getPackageName() + "." + table + "Test");
    }

    /** The ops of a table, by the names that their properties have. */
    static Set<String> ops(Class<?> table) {
        return OpTables.ops(table).stream().map(Entry::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> methods(Class<?> family) {
        return Arrays.stream(family.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> missing(Set<String> wanted, Class<?> test) {
        Set<String> missing = new TreeSet<>(wanted);
        missing.removeAll(namesOf(test, Property.class));
        return missing;
    }

    private static Set<String> namesOf(Class<?> test, Class<? extends Annotation> kind) {
        return Arrays.stream(test.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(kind))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
