package io.autodiff.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.DoubleFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The worst errors in {@code docs/accuracy.md} are measured here, and no function is worse than the document says. Half of the
 * numbers tried are any bits, so of every size; half lie evenly where the function is most used. They are always the same, and as
 * many as {@code -Daccuracy.draws} says; the document is of a million each. The rows measured are written to
 * {@code target/accuracy.md}.
 */
class AccuracyTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "accuracy.md");
    private static final int DRAWS = Integer.getInteger("accuracy.draws", 2000);

    /** A function, the truth, and where half of the numbers lie. */
    private record Row(UnaryFunction f, DoubleFunction<Truth> truth, double from, double to) {
        String name() {
            return f.name().toLowerCase(Locale.ROOT);
        }

        double next(Random random, boolean evenly) {
            return evenly ? from + (to - from) * random.nextDouble() : Double.longBitsToDouble(random.nextLong());
        }

        float nextFloat(Random random, boolean evenly) {
            return evenly ? (float) next(random, true) : Float.intBitsToFloat(random.nextInt());
        }

        /** Truth is asked for everywhere but at infinities, poles and NaN. */
        boolean hasValueAt(double x) {
            double pole = f == UnaryFunction.LOG ? 0 : f == UnaryFunction.LOG1P ? -1 : Double.NEGATIVE_INFINITY;
            return x > pole && Math.abs(x) <= Double.MAX_VALUE;
        }
    }

    private static final List<Row> ROWS = List.of(
            new Row(UnaryFunction.EXP, Truth::exp, -750, 710),
            new Row(UnaryFunction.EXP2, Truth::exp2, -1080, 1025),
            new Row(UnaryFunction.EXPM1, Truth::expm1, -2, 2),
            new Row(UnaryFunction.LOG, Truth::log, 0, 4),
            new Row(UnaryFunction.LOG1P, Truth::log1p, -1, 4),
            new Row(UnaryFunction.SIN, Truth::sin, -10, 10),
            new Row(UnaryFunction.COS, Truth::cos, -10, 10),
            new Row(UnaryFunction.SINH, Truth::sinh, -4, 4),
            new Row(UnaryFunction.COSH, Truth::cosh, -4, 4),
            new Row(UnaryFunction.TANH, Truth::tanh, -4, 4),
            new Row(UnaryFunction.SIGMOID, Truth::sigmoid, -8, 8),
            new Row(UnaryFunction.ERF, Truth::erf, -4, 4));

    @TestFactory
    List<DynamicTest> noneIsWorseThanTheDocumentSays() throws IOException {
        String document = Files.readString(DOCUMENT);
        Path measured = Path.of("target", "accuracy.md");
        Files.deleteIfExists(measured);
        List<DynamicTest> tests = new ArrayList<>();
        StringBuilder rows = new StringBuilder();
        for (Row row : ROWS) {
            tests.add(DynamicTest.dynamicTest(row.name(), () -> {
                double doubles = worstOfDoubles(row);
                double floats = worstOfFloats(row);
                rows.append(String.format(Locale.ROOT, "| %s | %.4f | %.8f |%n", row.name(), doubles, floats));
                Files.writeString(measured, rows);
                MatchResult said = said(document, row.name());
                assertTrue(doubles <= Double.parseDouble(said.group(1)), () -> "float64: " + doubles);
                assertTrue(floats <= Double.parseDouble(said.group(2)), () -> "float32: " + floats);
            }));
        }
        return tests;
    }

    /** What is in the document is measured. */
    @Test
    void everyRowOfTheDocumentIsHere() throws IOException {
        assertEquals(
                ROWS.stream().map(Row::name).collect(Collectors.toList()),
                row("(\\w+)")
                        .matcher(Files.readString(DOCUMENT))
                        .results()
                        .map(row -> row.group(1))
                        .collect(Collectors.toList()));
    }

    private static MatchResult said(String document, String name) {
        return row(name)
                .matcher(document)
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row " + name));
    }

    private static Pattern row(String name) {
        return Pattern.compile("(?m)^\\| " + name + " \\| [^|]* \\| ([0-9.]+) \\| ([0-9.]+) \\|");
    }

    private static double worstOfDoubles(Row row) {
        Random random = new Random(1);
        double worst = 0;
        for (int i = 0; i < DRAWS; i++) {
            double x = row.next(random, i % 2 == 0);
            if (row.hasValueAt(x)) {
                worst = Math.max(worst, row.truth.apply(x).unitsOff(row.f.apply(x)));
            }
        }
        return worst;
    }

    /** By the definition for floats, or that for doubles rounded once. */
    private static double worstOfFloats(Row row) {
        Random random = new Random(2);
        double worst = 0;
        for (int i = 0; i < DRAWS; i++) {
            float x = row.nextFloat(random, i % 2 == 0);
            if (row.hasValueAt(x)) {
                worst = Math.max(worst, row.truth.apply(x).unitsOff((float) row.f.apply(x)));
            }
        }
        return worst;
    }
}
