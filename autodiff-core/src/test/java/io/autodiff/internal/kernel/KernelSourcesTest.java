package io.autodiff.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code FloatKernels.java} is {@code DoubleKernels.java} with another word for double. */
class KernelSourcesTest {

    /** Surefire runs the tests of a module in the module's directory. */
    private static final Path SOURCES = Path.of("src", "main", "java", "io", "autodiff", "internal", "kernel");

    @Test
    void theTwoKernelsDifferInOneWord() throws IOException {
        String expected = source("DoubleKernels.java")
                // The interface speaks of double where a single number goes in or out, whatever the arrays are.
                .replaceAll("\\bdouble( (value|epsilon)\\b| get\\(|\\.\\.\\. values\\b)", "DOUBLE$1")
                .replace("double", "float")
                .replace("Double", "Float")
                .replace("DOUBLE", "double");
        assertEquals(expected, source("FloatKernels.java"));
    }

    /** The source without the comment of the class, in which each says what it is. */
    private static String source(String name) throws IOException {
        return Files.readString(SOURCES.resolve(name))
                .replaceFirst("(?s)/\\*\\*.*?\\*/\\s*public class", "public class");
    }
}
