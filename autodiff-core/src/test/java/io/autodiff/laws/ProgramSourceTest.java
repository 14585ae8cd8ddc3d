package io.autodiff.laws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodiff.Snippet;
import io.autodiff.tensor.Tensor;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a failing program prints is the program: compiled and run, it has the same inputs, gives the same bits, and its
 * test passes where the laws hold. Every operation is written twice in the vocabulary, to run and to read, and this is
 * where the two are compared.
 */
class ProgramSourceTest {
    private static final int PROGRAMS = 80;

    @Test
    void printedProgramsGiveTheSameBits(@TempDir Path classes) throws Exception {
        List<Program> programs = LongStream.range(0, PROGRAMS)
                .mapToObj(seed -> Programs.ofSeed(Vocabulary.standard(), seed))
                .toList();
        assertEquals(Set.of(), unused(programs), "operations that no printed program has");
        compile(programs, classes);
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            for (int i = 0; i < programs.size(); i++) {
                compare(programs.get(i), loader.loadClass("p" + i + ".ProgramTest"));
            }
        }
    }

    private static void compare(Program program, Class<?> printed) throws ReflectiveOperationException {
        Field field = printed.getDeclaredField("INPUTS");
        field.setAccessible(true);
        List<Tensor> inputs =
                ((List<?>) field.get(null)).stream().map(Tensor.class::cast).toList();
        assertEquals(program.inputs().size(), inputs.size());
        for (int i = 0; i < inputs.size(); i++) {
            assertSameBits(program.inputs().get(i), inputs.get(i));
        }
        Method method = printed.getDeclaredMethod("program", List.class);
        method.setAccessible(true);
        assertSameBits(program.run(program.inputs()), (Tensor) method.invoke(null, inputs));
    }

    /** And its test can be run. */
    @Test
    void printedTestsPass(@TempDir Path classes) throws Exception {
        Program program = Programs.ofSeed(Vocabulary.standard(), 1);
        program.check();
        compile(List.of(program), classes);
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            Class<?> test = loader.loadClass("p0.ProgramTest");
            Constructor<?> constructor = test.getDeclaredConstructor();
            constructor.setAccessible(true);
            Method lawsHold = test.getDeclaredMethod("lawsHold");
            lawsHold.setAccessible(true);
            lawsHold.invoke(constructor.newInstance());
        }
        assertTrue(program.toString().contains("seed " + program.seed()));
    }

    private static Set<String> unused(List<Program> programs) {
        Set<String> used = programs.stream()
                .flatMap(program -> program.operations().stream())
                .map(Value::name)
                .collect(Collectors.toSet());
        return Vocabulary.standard().operations().stream()
                .map(Operation::name)
                .filter(name -> !used.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void assertSameBits(Tensor expected, Tensor actual) {
        assertEquals(expected.shape(), actual.shape());
        assertArrayEquals(expected.toDoubleArray(), actual.toDoubleArray());
    }

    private static void compile(List<Program> programs, Path classes) {
        Map<String, String> sources = new LinkedHashMap<>();
        for (int i = 0; i < programs.size(); i++) {
            sources.put("p" + i + "/ProgramTest", "package p" + i + ";\n" + programs.get(i));
        }
        Snippet.compile(sources, classes);
    }
}
