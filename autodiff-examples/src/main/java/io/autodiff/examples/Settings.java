package io.autodiff.examples;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What a program is told when it is run.
 *
 * @param seed the seed of its random numbers, if it draws any
 * @param out the directory for the files that it writes
 * @param pictures whether to draw
 * @param console takes the lines that it prints
 */
record Settings(int seed, Path out, boolean pictures, Consumer<String> console) {
    void print(String line) {
        console.accept(line);
    }
}
