package io.autodiff.peers;

import io.autodiff.tensor.DType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * One peer in a process of its own, which answers a line with a line:
 *
 * <pre>
 * prepare FLOAT32 matmul NN 8 8 8   →  ready 64 12.5 40.25      how many numbers result, their sum, weighted, and that of what they
 *                                                               weigh; or absent
 * warm 0.5                          →  took 1234.5              half a second of runs, and the ns of one of the last
 * time 1000                         →  took 1200.1              a thousand runs, ns each
 * once FLOAT64 spiral               →  ready 1 0.11 0.11        prepare, and the end of the process
 * </pre>
 *
 * Anything that goes wrong is answered by {@code failed} and what it was.
 */
final class PeerProcess {
    private static final double NANOS = 1e9;

    private final Peer peer;
    private Task task = new Nothing();

    private PeerProcess(Peer peer) {
        this.peer = peer;
    }

    /** The name of a {@link Library}, and the words of a request that is to be the only one. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = System.out;
        System.setOut(System.err); // libraries may print what they like, but not between our lines
        PeerProcess process = new PeerProcess(peer(Library.valueOf(arguments[0])));
        if (arguments.length > 1) {
            String request = String.join(" ", Arrays.asList(arguments).subList(1, arguments.length));
            out.println(process.answer(request));
            return;
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(process.answer(line));
        }
    }

    private static Peer peer(Library library) {
        return switch (library) {
            case OURS, NO_FLAG -> new Ours();
            case UNTRACKED -> new Untracked();
            case FMA_PEAK -> new FmaPeak();
            case LIBTORCH -> new Libtorch();
            case OPENBLAS -> new OpenBlas();
            case DJL -> new Djl();
            case ND4J -> new Nd4j();
            case NUMPY -> throw new IllegalArgumentException("NumPy speaks through numpy_peer.py");
        };
    }

    @SuppressWarnings("CatchingThrowable") // a library that does not load is an Error, and the table goes on without it
    private String answer(String line) {
        List<String> words = List.of(line.split(" ", 3));
        try {
            return switch (words.get(0)) {
                case "prepare", "once" -> prepare(words.get(2), DType.valueOf(words.get(1)));
                case "warm" -> "took " + warm(Double.parseDouble(words.get(1)));
                case "time" -> "took " + time(Long.parseLong(words.get(1)));
                default -> throw new IllegalArgumentException("no request is called " + words.get(0));
            };
        } catch (Peer.Absent e) {
            return "absent";
        } catch (Throwable e) {
            e.printStackTrace(); // a native library may fail in any way: the coordinator hears of it, the log
            // has the rest
            return "failed " + e.toString().replace('\n', ' ');
        }
    }

    /**
     * What the third run gives, as training must have taken two steps to show its gradients. Numbers are weighted by their place, so
     * that none of them can stand in for another.
     */
    private String prepare(String work, DType dtype) {
        task = new Nothing();
        task = peer.prepare(work, dtype);
        task.run();
        task.run();
        double[] numbers = task.numbers();
        double sum = 0;
        double size = 0;
        for (int i = 0; i < numbers.length; i++) {
            double weighted = (1 + i % 7) * numbers[i];
            sum += weighted;
            size += Math.abs(weighted);
        }
        return "ready " + numbers.length + " " + sum + " " + size;
    }

    private double warm(double seconds) {
        long end = System.nanoTime() + (long) (seconds * NANOS);
        long runs = 1;
        double each;
        do {
            each = time(runs);
            runs = Math.max(1, Math.min(2 * runs, (long) (seconds * NANOS / 10 / each)));
        } while (System.nanoTime() < end);
        return each;
    }

    private double time(long runs) {
        Task timed = task;
        long start = System.nanoTime();
        for (long run = 0; run < runs; run++) {
            timed.run();
        }
        return (double) (System.nanoTime() - start) / runs;
    }

    private static final class Nothing implements Task {
        @Override
        public void run() {}

        @Override
        public double[] numbers() {
            return new double[0];
        }
    }
}
