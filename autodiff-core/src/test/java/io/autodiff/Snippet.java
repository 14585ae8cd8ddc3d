package io.autodiff;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles and runs statements as they stand in a document, or in the text of a failure. */
public final class Snippet {
    private Snippet() {}

    /**
     * Runs it and gives what it printed. What it throws comes as the cause of an {@link
     * java.lang.reflect.InvocationTargetException}.
     *
     * @param imports what the statements may use without importing it
     * @param statements imports of their own may be among them
     * @param classes where the compiled program goes
     */
    public static String run(String imports, String statements, Path classes)
            throws IOException, ReflectiveOperationException {
        compile(Map.of("Program", program(imports, statements)), classes);
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, Snippet.class.getClassLoader())) {
            PrintStream console = System.out;
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            try {
                loader.loadClass("Program").getMethod("main").invoke(null);
            } finally {
                System.setOut(console);
            }
            return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
        }
    }

    /** Its imports first, and the rest in a method. */
    private static String program(String imports, String statements) {
        String own =
                statements.lines().filter(line -> line.startsWith("import ")).collect(Collectors.joining("\n"));
        String body =
                statements.lines().filter(line -> !line.startsWith("import ")).collect(Collectors.joining("\n"));
        return imports + own + "\npublic class Program {\npublic static void main() throws Exception {\n" + body
                + "\n}\n}\n";
    }

    /**
     * Compiles whole sources together.
     *
     * @param sources by the path of the class, for example {@code p/Test}
     * @param classes where the compiled classes go
     */
    public static void compile(Map<String, String> sources, Path classes) {
        List<JavaFileObject> files = new ArrayList<>();
        sources.forEach((path, source) -> files.add(
                new SimpleJavaFileObject(URI.create("string:///" + path + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                }));
        StringWriter complaints = new StringWriter();
        List<String> options =
                List.of("-proc:none", "-d", classes.toString(), "-classpath", System.getProperty("java.class.path"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (!compiler.getTask(complaints, null, null, options, null, files).call()) {
            throw new AssertionError(complaints + "\nin\n" + String.join("\n", sources.values()));
        }
    }
}
