package io.autodiff.tensor;

import io.autodiff.tensor.OpTables.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * What PIT did to the rule of each op. The rule of a record is its pullbacks and tangents, with the lambdas in them; that of a line of a
 * table is the line, which PIT knows only by its number.
 *
 * @param mutants all of them, of whatever class
 */
record PitReport(List<Mutant> mutants) {
    private static final Path SOURCES = Path.of("src", "main", "java", "io", "autodiff", "tensor");
    private static final Set<String> RULES =
            Set.of("pullback", "left", "right", "tangent", "leftTangent", "rightTangent");

    /** One changed instruction: where it is, what was done, and whether a test noticed. */
    record Mutant(String type, String method, int line, String mutator, boolean killed) {
        /** A rule that returns null is refused by the engine, before any law is asked: to kill it shows nothing. */
        boolean returnsNull() {
            return mutator.endsWith(".NullReturnValsMutator");
        }

        String topLevelClass() {
            return type.substring(type.lastIndexOf('.') + 1).replaceAll("\\$.*", "");
        }

        /** A lambda is called {@code lambda$pullback$0} after the method that it stands in. */
        boolean isIn(Set<String> methods) {
            return methods.contains(method.replaceAll("^lambda\\$(.*)\\$\\d+$", "$1"));
        }
    }

    /** Reads {@code mutations.xml}. */
    static PitReport read(InputStream xml) throws IOException {
        try {
            DocumentBuilder parser = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
            parser.setErrorHandler(new DefaultHandler()); // which throws; without one the parser also prints
            NodeList all = parser.parse(xml).getElementsByTagName("mutation");
            List<Mutant> mutants = new ArrayList<>();
            for (int i = 0; i < all.getLength(); i++) {
                Element mutation = (Element) all.item(i);
                mutants.add(new Mutant(
                        text(mutation, "mutatedClass"),
                        text(mutation, "mutatedMethod"),
                        Integer.parseInt(text(mutation, "lineNumber")),
                        text(mutation, "mutator"),
                        Boolean.parseBoolean(mutation.getAttribute("detected"))));
            }
            return new PitReport(mutants);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("this is no report of PIT", e);
        }
    }

    private static String text(Element mutation, String tag) {
        return mutation.getElementsByTagName(tag).item(0).getTextContent();
    }

    /** The mutants in the rules of an op. */
    List<Mutant> of(Entry op) {
        return mutants.stream().filter(inRuleOf(op)).toList();
    }

    private static Predicate<Mutant> inRuleOf(Entry op) {
        String table = op.table().getName();
        return Stream.concat(Stream.of(op.table()), Stream.of(op.table().getDeclaredClasses()))
                .filter(Op.class::isAssignableFrom)
                .filter(type -> type.getSimpleName().equalsIgnoreCase(op.name()))
                .findFirst()
                .<Predicate<Mutant>>map(type -> mutant -> mutant.type().equals(type.getName()) && mutant.isIn(RULES))
                .orElseGet(() -> {
                    Lines lines = Lines.of(op);
                    return mutant -> mutant.type().equals(table) && lines.contain(mutant.line());
                });
    }

    /** The lines of a source, counted from 1, on which a constant is defined. */
    private record Lines(int first, int last) {
        static Lines of(Entry op) {
            String source = source(op.table());
            Matcher constant =
                    Pattern.compile("static final \\w+Op (\\w+)\\s*=[^;]*;").matcher(source);
            while (constant.find()) {
                if (OpTables.camelCase(constant.group(1)).equals(op.name())) {
                    return new Lines(lineOf(source, constant.start()), lineOf(source, constant.end()));
                }
            }
            throw new IllegalStateException(op + " is neither a record nor a constant in the source of its table");
        }

        private static int lineOf(String source, int position) {
            return (int) source.substring(0, position).lines().count();
        }

        boolean contain(int line) {
            return first <= line && line <= last;
        }

        private static String source(Class<?> table) {
            Path file = SOURCES.resolve(table.getSimpleName() + ".java");
            return String.join("\n", OpsDocument.lines(file)) + "\n";
        }
    }

    /** The names of the ops whose rule got no mutant, or only such as return null. */
    Set<String> withoutMutants(List<Entry> ops) {
        Set<String> without = new TreeSet<>();
        for (Entry op : ops) {
            if (of(op).stream().allMatch(Mutant::returnsNull)) {
                without.add(op.toString());
            }
        }
        return without;
    }

    /** A row for the rules of each op, one for whatever else stands in each class, and the sum. */
    String byOp(List<Entry> ops) {
        Map<String, List<Mutant>> rows = new LinkedHashMap<>();
        List<Mutant> rest = new ArrayList<>(mutants);
        for (Entry op : ops) {
            rows.put("rules of `" + op + "`", of(op));
            rest.removeAll(of(op));
        }
        rest.stream()
                .collect(Collectors.groupingBy(Mutant::topLevelClass, TreeMap::new, Collectors.toList()))
                .forEach((type, left) -> rows.put((type.endsWith("Ops") ? "the rest of `" : "`") + type + "`", left));
        rows.put("all", mutants);
        StringBuilder table = new StringBuilder("| where | mutants | killed |\n| --- | --: | --: |\n");
        rows.forEach((name, row) -> {
            long killed = row.stream().filter(Mutant::killed).count();
            table.append("| " + name + " | " + row.size() + " | " + killed + " |\n");
        });
        return table.toString();
    }
}
