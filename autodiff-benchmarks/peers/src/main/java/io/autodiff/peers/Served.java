package io.autodiff.peers;

import io.autodiff.tensor.DType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A {@link PeerProcess} seen from outside: a request is a line, and so is its answer. */
final class Served implements Contender {
    /** So long a process may take for what it is asked. */
    static final long PATIENCE_SECONDS = 120;

    /** How answers begin. */
    private static final Set<String> ANSWERS = Set.of("ready", "absent", "took", "failed");

    private final Library library;
    private final String title;
    private final Path log;
    private final Process process;
    private final PrintWriter requests;
    private final BufferedReader answers;

    Served(Library library, String title, List<String> command, Map<String, String> environment, Path log) {
        this.library = library;
        this.title = title;
        this.log = log;
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(title + " does not start", e);
        }
        requests = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    @Override
    public Library library() {
        return library;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public Optional<Fingerprint> prepare(String work, DType dtype) {
        List<String> words = ask("prepare " + dtype.name() + " " + work);
        return words.get(0).equals("absent") ? Optional.empty() : Optional.of(Fingerprint.of(words));
    }

    @Override
    public double warm(double seconds) {
        return Double.parseDouble(ask("warm " + seconds).get(1));
    }

    @Override
    public double time(long runs) {
        return Double.parseDouble(ask("time " + runs).get(1));
    }

    @Override
    public Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        requests.close(); // the end of what it reads is its end
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private List<String> ask(String request) {
        requests.println(request);
        String answer;
        try {
            answer = CompletableFuture.supplyAsync(this::read).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            throw new FailedException("no answer to `" + request + "` in " + PATIENCE_SECONDS + " s");
        } catch (ExecutionException e) {
            throw new FailedException("no answer to `" + request + "`: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedException("interrupted");
        }
        if (answer.startsWith("failed")) {
            throw new FailedException(answer.substring("failed".length()).strip());
        }
        return List.of(answer.split(" ", -1));
    }

    private String read() {
        try {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (ANSWERS.contains(line.split(" ", 2)[0])) {
                    return line;
                }
                System.err.println("    " + title + " prints, unasked: " + line); // its native library, or its JVM
            }
            return "failed the process has ended: see target/" + log.getFileName();
        } catch (IOException e) {
            return "failed " + e;
        }
    }
}
