package io.autodiff.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/**
 * Every error that a user can provoke, with its whole text, as {@code error-texts.txt} has it: the name of the case, the class
 * of the exception, the text. A text says what was asked, with its numbers; why it cannot be; what to do.
 */
class ErrorTextsTest {

    @TestFactory
    Stream<DynamicTest> everyErrorHasItsText() throws IOException {
        Map<String, String> texts = texts();
        return cases().entrySet().stream()
                .map(example -> DynamicTest.dynamicTest(
                        example.getKey(), () -> assertEquals(texts.get(example.getKey()), textOf(example.getValue()))));
    }

    /** So that the file reads in the order of the code, and holds no text that nobody writes any more. */
    @Test
    void theFileHasTheCasesInTheirOrder() throws IOException {
        assertEquals(String.join("\n", cases().keySet()), String.join("\n", texts().keySet()));
    }

    static Map<String, Executable> cases() {
        Map<String, Executable> all = new LinkedHashMap<>();
        all.putAll(ShapeErrors.cases());
        all.putAll(TensorErrors.cases());
        all.putAll(PartErrors.cases());
        all.putAll(NullErrors.cases());
        all.putAll(MemoryErrors.cases());
        all.putAll(LevelErrors.cases());
        all.putAll(RuleErrors.cases());
        all.putAll(TransformErrors.cases());
        return all;
    }

    private static String textOf(Executable code) {
        Throwable error = assertThrows(Throwable.class, code);
        // How much memory there is differs between machines.
        String text = String.valueOf(error.getMessage()).replaceAll("of the \\d+ MiB", "of the … MiB");
        return error.getClass().getSimpleName() + "\n" + text;
    }

    /** Case by case: a line {@code @ name}, then the class and the text, then an empty line. */
    private static Map<String, String> texts() throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        try (InputStream stream = ErrorTextsTest.class.getResourceAsStream("error-texts.txt")) {
            assertNotNull(stream, "the resource error-texts.txt");
            List<String> lines =
                    new ArrayList<>(new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
                            .lines()
                            .toList());
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).startsWith("@ ")) {
                    texts.put(lines.get(i).substring(2), lines.get(i + 1) + "\n" + lines.get(i + 2));
                }
            }
        }
        return texts;
    }
}
