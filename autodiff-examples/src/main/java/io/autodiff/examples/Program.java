package io.autodiff.examples;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs, in the order in which to read them. */
enum Program {
    HELLO_GRADIENT("HelloGradient", "the first and the second derivative of x^3, a line each", HelloGradient::run),
    GRADIENT_BY_HAND(
            "GradientByHand",
            "the nodes of a computation graph, with their gradients by the tape and by hand",
            GradientByHand::run),
    SPIRAL_CLASSIFIER(
            "SpiralClassifier",
            "trains a network to tell three spiral arms apart, and draws how it went",
            SpiralClassifier::run),
    BITS("Bits", "the fingerprints of two trained networks, which are the same everywhere", Bits::run);

    /** What a program does: prints to the console and gives what stands after {@code result:} in its last line. */
    @FunctionalInterface
    interface Body {
        String run(Settings settings) throws IOException;
    }

    private final String title;
    private final String description;
    private final Body body;

    Program(String title, String description, Body body) {
        this.title = title;
        this.description = description;
        this.body = body;
    }

    /** What a user calls it: the name of its class. */
    String title() {
        return title;
    }

    String description() {
        return description;
    }

    /** Runs it; its last line says what came out, as {@code key=value} pairs. */
    void run(Settings settings) throws IOException {
        settings.print("result: " + body.run(settings));
    }

    /** The program of that name, in small letters too. */
    static Optional<Program> named(String name) {
        return Stream.of(values())
                .filter(program -> program.title.equalsIgnoreCase(name))
                .findFirst();
    }

    /** The program that someone meant who mistyped its name, or knew only a part of it. */
    static Program closestTo(String name) {
        return Stream.of(values())
                .min(Comparator.comparingInt(program -> edits(lower(name), lower(program.title))))
                .orElseThrow();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /**
     * How many letters to insert, to delete or to replace to make a part of the second word of the first (Levenshtein's distance to the
     * closest part, by Sellers' algorithm).
     */
    private static int edits(String from, String to) {
        int[] row = new int
                [to.length() + 1]; // row[j]: from what is read of `from` to a part of `to` that ends at its letter j
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return Arrays.stream(row).min().orElseThrow();
    }
}
