package io.autodiff.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The program as a user starts it: run as named it ends in the expected result, and a mistyped name gets the closest one that there is.
 */
class ProgramTest {
    /** As {@code .ci/run} checks it with the packaged jar: {@code expected-results.txt}, where * stands for anything. */
    @ParameterizedTest
    @EnumSource
    void endsInTheExpectedResult(Program program, @TempDir Path out) throws IOException {
        List<String> console = new ArrayList<>();
        program.run(new Settings(1984, out, false, console::add));
        String last = console.get(console.size() - 1);
        String expected = Files.readAllLines(Path.of("expected-results.txt")).stream()
                .filter(line -> line.startsWith(program.title() + ": "))
                .map(line -> line.substring(program.title().length() + 2))
                .collect(Collectors.joining("\n"));
        String pattern =
                Arrays.stream(expected.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        assertTrue(last.matches(pattern), last + " is not " + expected);
    }

    @ParameterizedTest
    @CsvSource({
        "spiral, SPIRAL_CLASSIFIER",
        "spiaral, SPIRAL_CLASSIFIER",
        "bit, BITS",
        "bytes, BITS",
        "SpiralClasifier, SPIRAL_CLASSIFIER",
        "hello, HELLO_GRADIENT",
        "Hello-Gradient, HELLO_GRADIENT",
        "GRADIENTBYHAND, GRADIENT_BY_HAND",
        "byhand, GRADIENT_BY_HAND"
    })
    void whoMistypesGetsTheClosest(String name, Program closest) {
        assertEquals(closest, Program.closestTo(name));
    }
}
