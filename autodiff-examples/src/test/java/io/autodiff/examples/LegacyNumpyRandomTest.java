package io.autodiff.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The numbers are NumPy's own; {@code numpy_random.py} wrote them down. */
class LegacyNumpyRandomTest {
    static Stream<String> lines() throws IOException {
        return Resources.lines("numpy-random.txt");
    }

    @ParameterizedTest
    @MethodSource("lines")
    void drawsTheNumbersOfNumpy(String line) {
        String[] words = line.split(" ", -1);
        LegacyNumpyRandom random = new LegacyNumpyRandom(Integer.parseInt(words[1]));
        String[] numbers = Arrays.copyOfRange(words, 2, words.length);
        switch (words[0]) {
            case "uniform" -> assertDrawn(numbers, random::uniform, 0);
            case "normal" -> assertDrawn(numbers, random::normal, 2); // NumPy's logarithm is that of its machine
            case "permutation" ->
                assertArrayEquals(
                        Stream.of(numbers).mapToInt(Integer::parseInt).toArray(), random.permutation(numbers.length));
            default -> throw new AssertionError(words[0]);
        }
    }

    private static void assertDrawn(String[] numbers, DoubleSupplier drawn, int ulps) {
        for (String number : numbers) {
            double expected = Double.parseDouble(number);
            double actual = drawn.getAsDouble();
            assertEquals(expected, actual, ulps * Math.ulp(expected), number);
        }
    }
}
