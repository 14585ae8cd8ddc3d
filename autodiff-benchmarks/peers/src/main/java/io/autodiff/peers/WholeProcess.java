package io.autodiff.peers;

import io.autodiff.tensor.DType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A process that does the work once and ends, timed from its start to its end. It prints its loss as the last word. */
final class WholeProcess implements Contender {
    private final Library library;
    private final Place place;
    private List<String> command = List.of();

    WholeProcess(Library library, Place place) {
        this.library = library;
        this.place = place;
    }

    @Override
    public Library library() {
        return library;
    }

    @Override
    public String title() {
        return library.toString();
    }

    @Override
    public Optional<Fingerprint> prepare(String work, DType dtype) {
        if (!work.equals("spiral")) {
            throw new FailedException("no whole process is known for " + work);
        }
        command = switch (library) {
            case NUMPY ->
                List.of(
                        "env",
                        "python3",
                        place.peers().resolve("spiral_numpy.py").toString(),
                        "1");
            case OURS ->
                List.of(
                        place.jdk().java().toString(),
                        "-Dio.autodiff.threads=" + place.threads(),
                        "-cp",
                        place.classPath(),
                        SpiralOnce.class.getName());
            default -> {
                List<String> words = new ArrayList<>(place.command(library, 1));
                words.addAll(List.of("once", dtype.name(), work));
                yield words;
            }
        };
        String printed = run();
        try {
            double loss = Double.parseDouble(printed);
            return Optional.of(new Fingerprint(1, loss, Math.abs(loss)));
        } catch (NumberFormatException e) {
            throw new FailedException("the process printed no loss but " + printed);
        }
    }

    /** Nothing stays warm from one process to the next but the files in memory. */
    @Override
    public double warm(double seconds) {
        return time(1);
    }

    @Override
    public double time(long runs) {
        long start = System.nanoTime();
        for (long i = 0; i < runs; i++) {
            run();
        }
        return (double) (System.nanoTime() - start) / runs;
    }

    /** Between two batches there is none. */
    @Override
    public Duration processorTime() {
        return Duration.ZERO;
    }

    @Override
    public void close() {}

    private String run() {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(place.environment(place.threads(), place.threads()));
        builder.redirectError(
                ProcessBuilder.Redirect.appendTo(place.log(library).toFile()));
        try {
            Process process = builder.start();
            if (!process.waitFor(Served.PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new FailedException("the process had not ended after " + Served.PATIENCE_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw new FailedException("the process ended with " + process.exitValue() + ": see target/"
                        + place.log(library).getFileName());
            }
            // a line, which the pipe has kept
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return printed.substring(printed.lastIndexOf(' ') + 1);
        } catch (IOException e) {
            throw new FailedException(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedException("interrupted");
        }
    }
}
