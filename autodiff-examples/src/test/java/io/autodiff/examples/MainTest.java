package io.autodiff.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line answers, and on which stream. */
class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String... arguments) {
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @Test
    void listNamesEveryProgramFirstInItsLine() {
        assertEquals(0, execute("list"));
        assertEquals(
                List.of("HelloGradient", "GradientByHand", "SpiralClassifier", "Bits"),
                out.toString().lines().map(line -> line.split(" ", 2)[0]).toList());
        assertEquals("", err.toString());
    }

    @Test
    void runEndsInTheResult() {
        assertEquals(0, execute("run", "HelloGradient"));
        assertEquals("f(x) = x^3 at x = 3.0 is 27.0\nresult: slope=27.0 curvature=18.0\n", text(out));
        assertEquals("", text(err));
    }

    @Test
    void aWrongNameGetsASuggestion() {
        assertUsageError(
                "There is no program `SpiralClasifier`. Did you mean `SpiralClassifier`?\n"
                        + "Try `autodiff-examples run --help`.\n",
                "run",
                "SpiralClasifier");
    }

    @Test
    void aWrongCommandGetsASuggestion() {
        assertUsageError(
                "Unmatched argument at index 0: 'lst'\nDid you mean: autodiff-examples list?\n"
                        + "Try `autodiff-examples --help`.\n",
                "lst");
    }

    @Test
    void withoutACommandItAsksForOne() {
        assertUsageError("Which command? Say `list` or `run NAME`.\nTry `autodiff-examples --help`.\n");
    }

    @Test
    void withoutANameItAsksForOne() {
        assertUsageError("Missing required parameter: 'NAME'\nTry `autodiff-examples run --help`.\n", "run");
    }

    @Test
    void aSeedIsAWholeNumber() {
        assertUsageError(
                "Invalid value for option '--seed': 'x' is not an int\nTry `autodiff-examples run --help`.\n",
                "run",
                "HelloGradient",
                "--seed",
                "x");
    }

    @Test
    void aFileInTheWayOfThePicturesIsNamed(@TempDir Path directory) throws IOException {
        assumeTrue(Pictures.possible(), "no fonts");
        Path file = Files.createFile(directory.resolve("file"));
        assertEquals(1, execute("run", "SpiralClassifier", "--out", file.toString()));
        assertEquals("Cannot write: " + file + "\n", text(err));
    }

    @Test
    void helpNamesEveryOption() {
        assertEquals(0, execute("run", "--help"));
        for (String option : List.of("--seed", "--out", "--no-pictures", "--help", "--version")) {
            assertTrue(out.toString().contains(option), option);
        }
    }

    @Test
    void versionIsPrinted() {
        assertEquals(0, execute("--version"));
        assertEquals("autodiff (not packaged)\n", text(out));
    }

    private void assertUsageError(String text, String... arguments) {
        assertEquals(2, execute(arguments));
        assertEquals(text, text(err));
        assertEquals("", text(out));
    }

    private static String text(StringWriter written) {
        return written.toString().replace(System.lineSeparator(), "\n");
    }
}
