package io.autodiff.tensor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the sources say of the ops of a table: a line of it has the rule, and the method of its name the formula; a record has both in its
 * Javadoc, "y = …. Then ∂y/∂x = …".
 */
final class OpSources {
    private static final Path MAIN = Path.of("src", "main", "java", "io", "autodiff");
    private static final Path TESTS = Path.of("src", "test", "java", "io", "autodiff", "tensor");
    private static final Pattern LINE = Pattern.compile(
            "static final \\w+ (\\w+)\\s*=\\s*(?:from\\w+\\s*\\(|new PairOp\\()\\w+\\.(\\w+),\\s*(.*?)\\);\\n",
            Pattern.DOTALL);
    private static final Pattern RECORD = Pattern.compile(" record (\\w+)\\(.*?implements");

    private OpSources() {}

    /** An op as its source has it. */
    record Entry(String name, String formula, String rule) {}

    /** In the order of the source. */
    static List<Entry> of(String table) {
        String source = read("tensor/" + table + ".java");
        List<Entry> entries = new ArrayList<>();
        for (Matcher line = LINE.matcher(source); line.find(); ) {
            String kernel = line.group(2);
            String name = OpTables.camelCase(line.group(1));
            // The rules of a pair are on two lines.
            String rule = line.group(3).lines().map(String::strip).collect(Collectors.joining(" "));
            entries.add(new Entry(name, formula(name, kernel), rules(rule)));
        }
        for (Matcher record = RECORD.matcher(source); record.find(); ) {
            String name = record.group(1).substring(0, 1).toLowerCase(Locale.ROOT)
                    + record.group(1).substring(1);
            String javadoc = javadocBefore(source, record.start());
            int then = then(javadoc);
            entries.add(new Entry(
                    name,
                    ended(javadoc.substring(0, then)),
                    ended(javadoc.substring(then).replaceFirst("^Then ", ""))));
        }
        return entries;
    }

    /** A cell is no sentence. */
    private static String ended(String sentence) {
        return sentence.strip().replaceFirst("\\.$", "");
    }

    /** Where a record's formula ends and its rule begins: at "Then", or where its transpose is named. */
    private static int then(String javadoc) {
        Matcher rule = Pattern.compile(
                        "(?<=\\. |^)(Then |Its transpose|The transpose|Their gradients|Those that tie|It selects)")
                .matcher(javadoc);
        return rule.find() ? rule.start() : javadoc.length();
    }

    /** What the property of an op, in the test that mirrors its table, says of it: from its name to the next property. */
    static String property(String table, String op) {
        String source = String.join("\n", OpsDocument.lines(TESTS.resolve(table + "Test.java")));
        Matcher property = Pattern.compile("void " + op + " *\\(.*?(?=@Property|$)", Pattern.DOTALL)
                .matcher(source);
        return property.find() ? property.group() : "";
    }

    /** {@code x -> …} as code; of a pair one after the other. */
    private static String rules(String code) {
        int comma = code.indexOf(", (");
        return comma < 0
                ? "`" + code + "`"
                : "`" + code.substring(0, comma) + "`<br>`" + code.substring(comma + 2) + "`";
    }

    /** Of the method of this name, what its Javadoc calls y; else of the kernel, what its Javadoc says. */
    private static String formula(String name, String kernel) {
        for (String family : List.of("Elementwise", "Activation", "Pair")) {
            String source = read("tensor/" + family + "Methods.java");
            int method = source.indexOf("    default Tensor " + name + "(");
            if (method >= 0) {
                Matcher y = Pattern.compile("y = [^;]*").matcher(javadocBefore(source, method));
                if (y.find()) {
                    return ended(y.group());
                }
            }
        }
        for (String kernels : List.of("UnaryFunction", "BinaryFunction")) {
            Matcher constant = Pattern.compile("    /\\*\\* (.*?)\\.? \\*/\\n    " + kernel + "\\(")
                    .matcher(read("internal/kernel/" + kernels + ".java"));
            if (constant.find()) {
                return constant.group(1);
            }
        }
        return "the slope of `" + name.replace("Slope", "") + "`";
    }

    /** The text of the Javadoc that ends last before a position, on one line and without marks. */
    private static String javadocBefore(String source, int position) {
        int start = source.lastIndexOf("/**", position);
        int end = source.indexOf("*/", start);
        return source.substring(start + 3, end)
                .replaceAll("\\n\\s*\\* ?", " ")
                .replaceAll(" @(?:param|return|throws) .*", "")
                .replaceAll("\\{@(?:link|code) (?:\\w+[.#])?(\\w+)}", "`$1`")
                .replace("&lt;", "<")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String read(String file) {
        return String.join("\n", OpsDocument.lines(MAIN.resolve(file))) + "\n";
    }
}
