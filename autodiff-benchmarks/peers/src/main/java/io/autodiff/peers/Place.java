package io.autodiff.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where and how processes are started: with one JDK and a number of threads, from the files of this build.
 *
 * @param peers the directory {@code autodiff-benchmarks/peers}
 * @param jdk the JDK of all Java processes
 * @param threads how many each may use
 */
record Place(Path peers, Jdk jdk, int threads) {
    private static final String VECTORS = "--add-modules=jdk.incubator.vector";

    /** The contenders of a library: with several threads, libtorch may give them to its OpenBLAS or to its own loops, never to both. */
    List<Contender> start(Library library, boolean wholeProcess) {
        if (wholeProcess) {
            return List.of(new WholeProcess(library, this));
        }
        if (library == Library.LIBTORCH && threads > 1) {
            return List.of(
                    new Served(
                            library, "libtorch (products)", command(library, 1), environment(1, threads), log(library)),
                    new Served(
                            library,
                            "libtorch (loops)",
                            command(library, threads),
                            environment(threads, 1),
                            log(library)));
        }
        List<String> command = library == Library.NUMPY
                ? List.of("env", "python3", peers.resolve("numpy_peer.py").toString())
                : command(library, threads);
        return List.of(new Served(library, library.toString(), command, environment(threads, threads), log(library)));
    }

    /** {@code java … PeerProcess LIBRARY}. */
    List<String> command(Library library, int loopThreads) {
        List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
        if (library == Library.OURS || library == Library.UNTRACKED || library == Library.FMA_PEAK) {
            command.add(VECTORS);
        }
        if (!library.isOurs() && jdk.feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        Path caches = peers.resolve("target/natives");
        command.addAll(List.of(
                "-Dio.autodiff.threads=" + threads,
                "-Dpeers.threads=" + loopThreads,
                "-Dai.djl.pytorch.num_threads=" + loopThreads,
                "-Dorg.bytedeco.javacpp.cachedir=" + caches.resolve("javacpp"),
                "-DDJL_CACHE_DIR=" + caches.resolve("djl"),
                "-Doffline=true",
                "-cp",
                classPath(),
                PeerProcess.class.getName(),
                library.name()));
        return command;
    }

    /** What compiled code of this build needs, ours first. */
    String classPath() {
        try {
            return peers.resolve("target/classes") + ":"
                    + Files.readString(peers.resolve("target/classpath")).strip();
        } catch (IOException e) {
            throw new IllegalStateException("build first: run-peers.sh does", e);
        }
    }

    Map<String, String> environment(int loopThreads, int blasThreads) {
        return Map.of(
                "OPENBLAS_NUM_THREADS", Integer.toString(blasThreads),
                "OMP_NUM_THREADS", Integer.toString(loopThreads),
                "MKL_NUM_THREADS", Integer.toString(blasThreads),
                "OPT_OUT_TRACKING", "true");
    }

    /** What a process says that we do not ask for. */
    Path log(Library library) {
        return peers.resolve("target/" + library.name().toLowerCase(Locale.ROOT) + ".log");
    }
}
