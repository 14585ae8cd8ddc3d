package io.autodiff.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A JDK of this machine: its home, and its feature version. */
record Jdk(Path home, int feature) {
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

    /** The JDK in a directory. */
    static Jdk at(Path home) {
        try {
            Matcher version = VERSION.matcher(Files.readString(home.resolve("release")));
            if (version.find()) {
                return new Jdk(home, Integer.parseInt(version.group(1)));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("there is no JDK in " + home, e);
        }
        throw new IllegalArgumentException("the file `release` in " + home + " has no JAVA_VERSION");
    }

    /** JDK 17 and the newest there is. */
    static List<Jdk> found() {
        Map<Integer, Jdk> found = new TreeMap<>();
        Jdk own = at(Path.of(System.getProperty("java.home")));
        found.put(own.feature(), own);
        try (Stream<Path> homes = Files.list(Path.of("/usr/lib/jvm"))) {
            homes.filter(home -> Files.isExecutable(home.resolve("bin/javac")) && Files.exists(home.resolve("release")))
                    .map(Jdk::at)
                    .forEach(jdk -> found.putIfAbsent(jdk.feature(), jdk));
        } catch (IOException e) {
            return List.of(own); // a system that keeps its JDKs elsewhere: name them by --jdk
        }
        return found.values().stream()
                .filter(jdk -> jdk.feature() == 17
                        || jdk.feature()
                                == found.keySet().stream()
                                        .max(Comparator.naturalOrder())
                                        .orElseThrow())
                .toList();
    }

    Path java() {
        return home.resolve("bin/java");
    }
}
