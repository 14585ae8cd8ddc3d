package io.autodiff.tensor;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Every op that there is, found by reflection and not from a list that somebody has to keep: the constants and the records
 * of the tables, the classes whose names end in {@code Ops}, and the ops that stand in no table.
 */
final class OpTables {
    private static final List<Class<?>> TABLES = classes("[A-Za-z]+Ops");

    private OpTables() {}

    /**
     * An op: a constant, or a record with parameters.
     *
     * @param table the class that it stands in, its own if it stands in no table
     * @param name its name in lower camel case, as that of its property
     * @param matches whether an op is this one
     */
    record Entry(Class<?> table, String name, Predicate<Op> matches) {
        /** For example {@code ElementwiseOps.tanh}. */
        @Override
        public String toString() {
            return table.getSimpleName() + "." + name;
        }
    }

    /** Every class of the package of ops whose name says that it is a table. */
    static List<Class<?>> tables() {
        return TABLES;
    }

    /** The ops of all tables, and after them those that stand in none. */
    static List<Entry> all() {
        List<Entry> all = new ArrayList<>();
        for (Class<?> table : tables()) {
            all.addAll(ops(table));
        }
        all.addAll(outsideTables());
        return all;
    }

    /** The constants of a table in the order in which they stand, then its records by name. */
    static List<Entry> ops(Class<?> table) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Field field : constants(table)) {
            String name = camelCase(field.getName());
            Op op = valueOf(field);
            entries.put(name, new Entry(table, name, other -> other == op));
        }
        Stream.of(table.getDeclaredClasses())
                .filter(Op.class::isAssignableFrom)
                .sorted(Comparator.comparing(Class::getSimpleName))
                .map(type -> new Entry(table, lowerCase(type.getSimpleName()), type::isInstance))
                .forEach(entry -> entries.putIfAbsent(entry.name(), entry)); // ADD = new Add() is one op
        return List.copyOf(entries.values());
    }

    /** The constants of all tables, by the names that their properties have. */
    static Map<String, Op> constants() {
        Map<String, Op> constants = new LinkedHashMap<>();
        for (Class<?> table : tables()) {
            constants(table).forEach(field -> constants.put(camelCase(field.getName()), valueOf(field)));
        }
        return constants;
    }

    /** The constant that comes after an op among those of its table with as many inputs, the first after the last. */
    static Optional<Op> neighbour(Op op) {
        for (Class<?> table : tables()) {
            List<Op> ops = constants(table).stream()
                    .map(OpTables::valueOf)
                    .filter(other -> (other instanceof UnaryOp) == (op instanceof UnaryOp))
                    .toList();
            int at = ops.indexOf(op);
            if (at >= 0 && ops.size() > 1) {
                return Optional.of(ops.get((at + 1) % ops.size()));
            }
        }
        return Optional.empty();
    }

    /** Records that are ops of their own: no line of a table is one of them. */
    private static List<Entry> outsideTables() {
        List<Op> constants = new ArrayList<>();
        for (Class<?> table : tables()) {
            constants(table).forEach(field -> constants.add(valueOf(field)));
        }
        return classes("[A-Za-z]+").stream()
                .filter(type -> Op.class.isAssignableFrom(type) && type.isRecord())
                .filter(type -> constants.stream().noneMatch(type::isInstance))
                .map(type -> new Entry(type, lowerCase(type.getSimpleName()), type::isInstance))
                .toList();
    }

    private static List<Field> constants(Class<?> table) {
        return Stream.of(table.getDeclaredFields())
                .filter(field -> Op.class.isAssignableFrom(field.getType()) && Modifier.isStatic(field.getModifiers()))
                .toList();
    }

    private static Op valueOf(Field constant) {
        try {
            return (Op) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(constant + " is not visible in its package; an op of a table is", e);
        }
    }

    /** The top-level classes of the package of ops that have such a name. */
    private static List<Class<?>> classes(String name) {
        URI location = URI.create(
                Tensor.class.getProtectionDomain().getCodeSource().getLocation().toString());
        String packageName = Tensor.class.getPackageName();
        List<Class<?>> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(location).resolve(packageName.replace('.', '/')))) {
            for (String file :
                    files.map(path -> path.getFileName().toString()).sorted().toList()) {
                if (file.matches(name + "\\.class")) {
                    found.add(Class.forName(packageName + "." + file.replace(".class", "")));
                }
            }
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("the compiled classes of " + packageName + " cannot be listed", e);
        }
        return found;
    }

    private static String lowerCase(String type) {
        return type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
    }

    /** {@code LOG_SUM_EXP} becomes {@code logSumExp}. */
    static String camelCase(String constant) {
        StringBuilder name = new StringBuilder();
        for (String word : constant.toLowerCase(Locale.ROOT).split("_", -1)) {
            name.append(name.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return name.toString();
    }
}
