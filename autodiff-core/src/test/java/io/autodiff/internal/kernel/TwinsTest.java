package io.autodiff.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What is written for double and for float is the same text with another word. */
class TwinsTest {
    private static final Path SOURCES = Path.of("src/main/java/io/autodiff/internal/kernel");

    /** Their comments differ: each says where the other one is. */
    private static final List<String> OWN_COMMENTS = List.of("DoubleKernels.java");

    @TestFactory
    Stream<DynamicTest> floatIsDoubleWithAnotherWord() throws IOException {
        List<Path> files;
        try (Stream<Path> tree = Files.walk(SOURCES)) {
            files = tree.filter(file -> file.getFileName().toString().startsWith("Double"))
                    .filter(file -> !OWN_COMMENTS.contains(file.getFileName().toString()))
                    .collect(Collectors.toList());
        }
        assertFalse(files.isEmpty());
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    Path twin =
                            file.resolveSibling(file.getFileName().toString().replace("Double", "Float"));
                    String expected = Files.readString(file)
                            .replace("double epsilon", "DOUBLE epsilon") // the interface speaks of double there
                            .replace("Double", "Float")
                            .replace("double", "float")
                            .replace("DOUBLE", "double");
                    // Lines break elsewhere, as the words are not equally long, and imports are in the order of their
                    // words.
                    String text = Files.readString(twin);
                    assertEquals(imports(expected), imports(text));
                    assertEquals(withoutSpaces(expected), withoutSpaces(text));
                }));
    }

    private static List<String> imports(String text) {
        return text.lines().filter(line -> line.startsWith("import ")).sorted().collect(Collectors.toList());
    }

    private static String withoutSpaces(String text) {
        return text.replaceAll("(?m)^import .*$", "").replaceAll("\\s", "");
    }
}
