package io.autodiff.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Compares {@link TensorText} with what NumPy prints, and tests which elements it asks for. */
class TensorTextTest {

    /** One test for every case of {@code numpy-text.txt}, which {@code src/test/python/numpy_text.py} writes. */
    @TestFactory
    Stream<DynamicTest> printsAsNumPyDoes() throws IOException {
        try (InputStream stream = TensorTextTest.class.getResourceAsStream("numpy-text.txt")) {
            assertNotNull(stream, "the resource numpy-text.txt");
            return cases(stream).stream()
                    .map(example -> DynamicTest.dynamicTest(
                            example.title(), () -> assertEquals(example.expected(), example.actual())));
        }
    }

    @Test
    void asksForEveryElementOnceAndInOrder() {
        List<Integer> asked = new ArrayList<>();
        TensorText.float64(new int[] {3, 4}, i -> {
            asked.add(i);
            return i;
        });
        assertEquals(IntStream.range(0, 12).boxed().toList(), asked);
    }

    @Test
    void aSummaryAsksOnlyForWhatItPrints() {
        List<Integer> asked = new ArrayList<>();
        TensorText.integers(new int[] {100, 2, 100}, i -> {
            asked.add(i);
            return i;
        });
        List<Integer> printed = IntStream.of(0, 1, 2, 97, 98, 99)
                .flatMap(i -> IntStream.of(0, 1).map(j -> 2 * i + j))
                .flatMap(i -> IntStream.of(0, 1, 2, 97, 98, 99).map(j -> 100 * i + j))
                .boxed()
                .toList();
        assertEquals(printed, asked);
    }

    @Test
    void aHugeArrayIsPrintedAtOnce() {
        String text = TensorText.truths(new int[] {Integer.MAX_VALUE}, i -> i > 2);
        assertEquals("[False False False ...  True  True  True]", text);
    }

    /** For the first three {@code Double.toString} gives more digits before JDK 19. */
    @Test
    void digitsAreTheShortestOnEveryJdk() {
        for (String text : List.of("2e+23", "8.41e+21", "5.684341886080802e-14", "2e-323", "5e-324")) {
            assertEquals(text, scalar(Double.parseDouble(text)));
        }
    }

    @Test
    void theTextDoesNotDependOnTheLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertEquals("[1.5e+00 2.0e+09]", TensorText.float64(new int[] {2}, i -> i == 0 ? 1.5 : 2e9));
            assertEquals("[-1 10]", TensorText.integers(new int[] {2}, i -> i == 0 ? -1 : 10));
        } finally {
            Locale.setDefault(before);
        }
    }

    private static String scalar(double value) {
        return TensorText.float64(new int[] {}, i -> value);
    }

    // ------------------------------------------------------------------------------------------------- the case format

    /** A case of the resource: its line {@code @ type [shape] values} and the lines that NumPy printed. */
    record Example(String title, String expected) {

        String actual() {
            int bracket = title.indexOf('[');
            int end = title.indexOf(']');
            int[] shape = Arrays.stream(title.substring(bracket + 1, end).split(", "))
                    .filter(length -> !length.isEmpty())
                    .mapToInt(Integer::parseInt)
                    .toArray();
            IntToDoubleFunction element = element(title.substring(end + 2).split(" "));
            return switch (title.substring(0, bracket - 1)) {
                case "float64" -> TensorText.float64(shape, element);
                case "float32" -> TensorText.float32(shape, i -> (float) element.applyAsDouble(i));
                case "int32" -> TensorText.integers(shape, i -> (int) element.applyAsDouble(i));
                case "bool" -> TensorText.truths(shape, i -> element.applyAsDouble(i) != 0);
                default -> throw new IllegalArgumentException("no such type: " + title);
            };
        }

        private static IntToDoubleFunction element(String[] values) {
            if (values[0].equals("step")) {
                double step = Double.parseDouble(values[1]);
                return i -> i * step;
            }
            double[] numbers =
                    Arrays.stream(values).mapToDouble(Example::number).toArray();
            return i -> numbers[i % numbers.length];
        }

        private static double number(String text) {
            return switch (text) {
                case "nan" -> Double.NaN;
                case "inf" -> Double.POSITIVE_INFINITY;
                case "-inf" -> Double.NEGATIVE_INFINITY;
                case "True" -> 1;
                case "False" -> 0;
                default -> Double.parseDouble(text);
            };
        }
    }

    static List<Example> cases(InputStream stream) throws IOException {
        List<Example> examples = new ArrayList<>();
        BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        List<String> text = new ArrayList<>();
        String title = "";
        for (String line : reader.lines().toList()) {
            if (line.startsWith("@ ")) {
                addExample(examples, title, text);
                title = line.substring(2);
                text.clear();
            } else {
                text.add(line);
            }
        }
        addExample(examples, title, text);
        return examples;
    }

    /** The lines before the first title are the comment at the head of the file. */
    private static void addExample(List<Example> examples, String title, List<String> text) {
        if (!title.isEmpty()) {
            examples.add(new Example(title, String.join("\n", text)));
        }
    }
}
