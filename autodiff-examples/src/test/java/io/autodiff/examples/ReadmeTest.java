package io.autodiff.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodiff.Snippet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the documents say is true: their programs compile, run and print what stands below them, their quotations of the sources
 * are word for word, their links lead somewhere, and their commands are known.
 *
 * <p>A block marked {@code java} is a program, and a block {@code text} right after it is what it prints. A block marked {@code
 * java from FILE}, or {@code xml from FILE}, is quoted from that file. Blocks marked {@code sh} are commands.
 */
class ReadmeTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");

    /** What short programs in the documents may use without saying so. */
    private static final String IMPORTS = """
            import static io.autodiff.transform.Autodiff.*;
            import io.autodiff.check.*;
            import io.autodiff.nn.*;
            import io.autodiff.shape.*;
            import io.autodiff.tensor.*;
            import io.autodiff.transform.*;
            import java.util.*;
            """;

    @TempDir
    Path classes;

    @TestFactory
    Stream<DynamicTest> programsPrintWhatIsBelowThem() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path document : documents()) {
            List<Fence> fences = Fence.in(document);
            for (int i = 0; i < fences.size(); i++) {
                Fence fence = fences.get(i);
                if (fence.info().equals("java")) {
                    boolean printed =
                            i + 1 < fences.size() && fences.get(i + 1).info().equals("text");
                    String expected = printed ? fences.get(i + 1).text() : "";
                    tests.add(DynamicTest.dynamicTest(
                            name(document, fence),
                            () -> assertEquals(
                                    expected, Snippet.run(IMPORTS, fence.text(), classes), name(document, fence))));
                }
            }
        }
        assertTrue(tests.size() > 1, "there are programs in the documents");
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> quotationsAreWordForWord() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path document : documents()) {
            for (Fence fence : Fence.in(document)) {
                String[] words = fence.info().split(" from ", 2);
                if (words.length == 2) {
                    String source = Files.readString(ROOT.resolve(words[1]));
                    tests.add(DynamicTest.dynamicTest(
                            name(document, fence),
                            () -> assertTrue(stripped(source).contains(stripped(fence.text())), fence.text())));
                }
            }
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> linksLeadSomewhere() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path document : documents()) {
            LINK.matcher(Files.readString(document).replaceAll("(?s)```.*?```", ""))
                    .results()
                    .map(match -> document.resolveSibling(match.group(1)))
                    .forEach(target -> tests.add(DynamicTest.dynamicTest(
                            ROOT.relativize(document) + " -> " + ROOT.relativize(target.normalize()),
                            () -> assertTrue(Files.exists(target), target + " is missing"))));
        }
        return tests.stream();
    }

    /** Whoever changes a command here has tried it. {@code .ci/run} runs the two of the README as they stand. */
    @Test
    void commandsAreTheOnesThatWereTried() throws IOException {
        assertEquals(
                List.of(
                        "./mvnw -q -DskipTests package"
                                + " && java -jar autodiff-examples/target/autodiff-examples.jar run SpiralClassifier",
                        "./mvnw verify"),
                commands("README.md"));
        assertEquals(
                List.of(
                        "./mvnw verify",
                        "./mvnw spotless:apply",
                        "./mvnw -Pbenchmarks -DskipTests package",
                        "./mvnw javadoc:aggregate",
                        ".ci/run"),
                commands("CONTRIBUTING.md"));
    }

    /** What {@code .ci/run} looks for: the commands under their headings. */
    @Test
    void theReadmeHasTheTwoCommandsUnderTheirHeadings() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        for (String heading : List.of("Run", "Test")) {
            assertTrue(readme.contains("\n## " + heading + "\n\n```sh\n"), heading);
        }
    }

    private static List<String> commands(String document) throws IOException {
        return Fence.in(ROOT.resolve(document)).stream()
                .filter(fence -> fence.info().equals("sh"))
                .flatMap(fence -> fence.text().lines())
                .toList();
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    /** Without what indents it: a quotation starts at the margin. */
    private static String stripped(String text) {
        return String.join("\n", text.lines().map(String::strip).toList());
    }

    private static String name(Path document, Fence fence) {
        return ROOT.relativize(document) + ", line " + fence.line();
    }
}
