package io.autodiff.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * A team does every part of a piece of work once, whoever does it: after it slept, for several threads at a time, for work within work,
 * and when a part fails. And kernels that share their work give the bits of one thread, for every kernel that is cut, however small the
 * parts are.
 */
class TeamTest {
    private static final int THREADS = 3;

    @Test
    void everyPartIsDoneOnce() {
        Team team = new Team(THREADS);
        for (int parts : new int[] {0, 1, 2, 3, 7, 1000}) {
            AtomicIntegerArray done = new AtomicIntegerArray(parts + 1);
            team.run(parts, done::incrementAndGet);
            for (int part = 0; part < parts; part++) {
                assertEquals(1, done.get(part));
            }
            assertEquals(0, done.get(parts));
        }
    }

    @Test
    void helpersWakeUpAgain() throws InterruptedException {
        Team team = new Team(THREADS);
        for (int i = 0; i < 5; i++) {
            AtomicIntegerArray done = new AtomicIntegerArray(50);
            team.run(50, done::incrementAndGet);
            assertEquals(50, sum(done));
            Thread.sleep(3);
        }
    }

    @Test
    void severalThreadsMayUseItAtOnce() throws InterruptedException {
        Team team = new Team(THREADS);
        AtomicIntegerArray done = new AtomicIntegerArray(100);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 6; t++) {
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 300; i++) {
                    team.run(100, done::incrementAndGet);
                }
            });
            thread.setUncaughtExceptionHandler((where, error) -> failure.set(error));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(null, failure.get());
        for (int part = 0; part < 100; part++) {
            assertEquals(6 * 300, done.get(part));
        }
    }

    @Test
    void workMayHaveWorkWithinIt() {
        Team team = new Team(THREADS);
        AtomicIntegerArray done = new AtomicIntegerArray(20);
        team.run(4, outer -> team.run(5, inner -> done.incrementAndGet(5 * outer + inner)));
        assertEquals(20, sum(done));
    }

    @Test
    void aFailureIsThrownAndTheTeamGoesOn() {
        Team team = new Team(THREADS);
        for (int failing : new int[] {0, 5, 99}) {
            String message = assertThrows(
                            IllegalStateException.class,
                            () -> team.run(100, part -> {
                                if (part == failing) {
                                    throw new IllegalStateException("part " + part);
                                }
                            }))
                    .getMessage();
            assertEquals("part " + failing, message);
        }
        AtomicIntegerArray done = new AtomicIntegerArray(10);
        team.run(10, done::incrementAndGet);
        assertEquals(10, sum(done));
    }

    @Test
    void noFailureIsLost() {
        IllegalStateException failure = assertThrows(
                IllegalStateException.class,
                () -> new Team(THREADS).run(5, part -> {
                    throw new IllegalStateException("part " + part);
                }));
        Set<String> messages = new TreeSet<>(Set.of(failure.getMessage()));
        for (Throwable other : failure.getSuppressed()) {
            messages.add(other.getMessage());
        }
        assertEquals(Set.of("part 0", "part 1", "part 2", "part 3", "part 4"), messages);
    }

    /** Not even if the caller's part takes so long that a helper falls asleep over the work. */
    @Test
    void aTeamHoldsNothingOfWorkThatIsDone() throws InterruptedException {
        Team team = new Team(2);
        for (int i = 0; i < 3; i++) {
            WeakReference<double[]> numbers = slowWorkOfTheCaller(team);
            for (int wait = 0; wait < 200 && numbers.get() != null; wait++) {
                System.gc();
                Thread.sleep(10);
            }
            assertNull(numbers.get());
        }
    }

    private static WeakReference<double[]> slowWorkOfTheCaller(Team team) {
        double[] numbers = new double[2];
        Thread caller = Thread.currentThread();
        team.run(2, part -> {
            numbers[part] = 1;
            if (Thread.currentThread() == caller) {
                LockSupport.parkNanos(50_000_000);
            }
        });
        assertArrayEquals(new double[] {1, 1}, numbers);
        return new WeakReference<>(numbers);
    }

    @Test
    void theNumberOfThreadsIsTheCoresOrAsAskedFor() {
        List<String> warnings = new ArrayList<>();
        assertEquals(4, Providers.threads(null, 4, warnings::add));
        assertEquals(1, Providers.threads("1", 4, warnings::add));
        assertEquals(8, Providers.threads(" 8 ", 4, warnings::add));
        assertEquals(256, Providers.threads("256", 4, warnings::add));
        assertEquals(256, Providers.threads(null, 384, warnings::add));
        assertEquals(List.of(), warnings);
        assertEquals(1, Providers.threads("0", 4, warnings::add));
        assertEquals(1, Providers.threads("-3", 4, warnings::add));
        assertEquals(256, Providers.threads("3000000000", 4, warnings::add));
        assertEquals(4, Providers.threads("many", 4, warnings::add));
        assertEquals(
                List.of(
                        "io.autodiff.threads=0 is not from 1 to 256; say how many threads may share large work, now 1",
                        "io.autodiff.threads=-3 is not from 1 to 256; say how many threads may share large work, now 1",
                        "io.autodiff.threads=3000000000 is not from 1 to 256; say how many threads may share large work,"
                                + " now 256",
                        "io.autodiff.threads=many is not a whole number; say how many threads may share large work, now 4,"
                                + " one for each core"),
                warnings);
    }

    private static int sum(AtomicIntegerArray numbers) {
        int sum = 0;
        for (int i = 0; i < numbers.length(); i++) {
            sum += numbers.get(i);
        }
        return sum;
    }

    /** A kernel that fills an array of results, whatever its operands are. */
    private interface Call {
        <A> void on(Kernels<A> kernels, A a, A b, A out);
    }

    private static final int ROWS = 37;
    private static final int N = 29;

    private static final List<Call> CALLS = List.of(
            new Call() {
                @Override
                public <A> void on(Kernels<A> kernels, A a, A b, A out) {
                    kernels.unary(UnaryFunction.TANH, a, 3, 1, out, 5, ROWS * N);
                    kernels.unary(UnaryFunction.EXP, b, 3, 0, out, 5, 40);
                    kernels.addInto(a, 9, out, 2, 2, ROWS * N / 2);
                }
            },
            new Call() {
                @Override
                public <A> void on(Kernels<A> kernels, A a, A b, A out) {
                    kernels.binary(BinaryFunction.ADD, 1, ROWS * N, a, 3, 0, 1, b, 4, 0, 1, out, 5);
                    kernels.binary(BinaryFunction.DIV, 1, 70, a, 3, 0, 1, b, 4, 0, 0, out, 50);
                }
            },
            new Call() {
                @Override
                public <A> void on(Kernels<A> kernels, A a, A b, A out) {
                    kernels.binary(BinaryFunction.SUB, ROWS, N, a, 3, N + 1, 1, b, 4, 1, 0, out, 5);
                }
            },
            new Call() {
                @Override
                public <A> void on(Kernels<A> kernels, A a, A b, A out) {
                    kernels.binary(BinaryFunction.MUL, 2, 500, a, 3, 501, 1, b, 4, 1, 0, out, 5);
                }
            },
            new Call() {
                @Override
                public <A> void on(Kernels<A> kernels, A a, A b, A out) {
                    Expression e = new Expression(
                            2,
                            List.of(
                                    new Expression.Input(0),
                                    new Expression.Input(1),
                                    new Expression.Binary(BinaryFunction.MUL, 0, 1),
                                    new Expression.Unary(UnaryFunction.SIGMOID, 2)));
                    Operands<A> rows =
                            new Operands<>(List.of(a, b), new int[] {3, 4}, new int[] {N, 1}, new int[] {1, 0});
                    kernels.fused(e, ROWS, N, rows, List.of(out), 5);
                    Operands<A> one =
                            new Operands<>(List.of(a, b), new int[] {3, 4}, new int[] {0, 0}, new int[] {1, 1});
                    kernels.fused(e, 1, 100, one, List.of(out), 40);
                    Operands<A> two =
                            new Operands<>(List.of(a, b), new int[] {3, 4}, new int[] {401, 1}, new int[] {1, 0});
                    kernels.fused(e, 2, 400, two, List.of(out), 150);
                }
            },
            new Call() {
                @Override
                public <A> void on(Kernels<A> kernels, A a, A b, A out) {
                    boolean[] mask = new boolean[ROWS * N + 1];
                    kernels.compare(Comparison.LESS, a, 3, 1, b, 4, 1, mask, 1, ROWS * N);
                    kernels.select(mask, 1, 1, a, 3, 1, b, 4, 0, out, 5, ROWS * N);
                }
            },
            new Call() {
                @Override
                public <A> void on(Kernels<A> kernels, A a, A b, A out) {
                    kernels.sumRows(a, 3, N, 1, ROWS, N, out, 5);
                    kernels.sumRows(a, 3, 1, ROWS, ROWS, N, out, 50);
                    kernels.maxRows(a, 3, ROWS, N, out, 100);
                    kernels.minRows(a, 3, ROWS, N, out, 150);
                    kernels.productRows(a, 3, ROWS, N, out, 200);
                }
            },
            new Call() {
                @Override
                public <A> void on(Kernels<A> kernels, A a, A b, A out) {
                    kernels.softmaxRows(a, 3, ROWS, N, out, 0);
                    kernels.softmaxRows(a, 3, 1, ROWS * N, out, ROWS * N);
                }
            },
            new Call() {
                @Override
                public <A> void on(Kernels<A> kernels, A a, A b, A out) {
                    kernels.softmaxGradient(a, 3, b, 4, ROWS, N, out, 0);
                    kernels.softmaxGradient(a, 3, b, 4, 1, ROWS * N, out, ROWS * N);
                }
            },
            new Call() {
                @Override
                public <A> void on(Kernels<A> kernels, A a, A b, A out) {
                    kernels.rowScales(a, 3, ROWS, N, 1e-5, out, 0);
                    kernels.rowScales(a, 3, 1, ROWS * N, 1e-5, out, ROWS * N);
                }
            },
            new Call() {
                @Override
                public <A> void on(Kernels<A> kernels, A a, A b, A out) {
                    kernels.normalizeRows(a, 3, ROWS, N, 1e-5, out, 0);
                    kernels.normalizeRows(a, 3, 1, ROWS * N, 1e-5, out, ROWS * N);
                }
            },
            new Call() {
                @Override
                public <A> void on(Kernels<A> kernels, A a, A b, A out) {
                    kernels.normalizeRowsGradient(a, 3, b, 4, a, 7, ROWS, N, out, 0);
                    kernels.normalizeRowsGradient(a, 3, b, 4, a, 7, 1, ROWS * N, out, ROWS * N);
                }
            },
            new Call() {
                @Override
                public <A> void on(Kernels<A> kernels, A a, A b, A out) {
                    kernels.logSoftmaxRows(a, 3, ROWS, N, out, 0);
                    kernels.logSoftmaxRows(a, 3, 1, ROWS * N, out, ROWS * N);
                }
            },
            new Call() {
                @Override
                public <A> void on(Kernels<A> kernels, A a, A b, A out) {
                    kernels.matmul(ROWS, 20, N, a, 3, N, 1, b, 4, 20, 1, out, 5);
                }
            },
            new Call() {
                @Override
                public <A> void on(Kernels<A> kernels, A a, A b, A out) {
                    kernels.matmul(ROWS, 1, N, a, 3, 1, ROWS, b, 4, 1, 1, out, 5);
                }
            });

    @Test
    void sharedKernelsGiveTheBitsOfOneThread() {
        Team team = new Team(THREADS);
        for (int call = 0; call < CALLS.size(); call++) {
            for (long grain : new long[] {1, 100, TeamKernels.GRAIN}) {
                compare(DoubleKernels.INSTANCE, team, CALLS.get(call), grain, call);
                compare(FloatKernels.INSTANCE, team, CALLS.get(call), grain, call);
            }
        }
    }

    /** Up to a block, a few of them, and so many that a part is several: the cuts must not show in the sum. */
    @Test
    void sharedSumsGiveTheBitsOfOneThread() {
        Team team = new Team(THREADS);
        for (int n : new int[] {0, 1, 255, 256, 257, 511, 513, 1000, 1281, 3071, 3072, 3329, 7000, 20_001}) {
            for (long grain : new long[] {1, 1000}) {
                compareSums(DoubleKernels.INSTANCE, team, n, grain);
                compareSums(FloatKernels.INSTANCE, team, n, grain);
                if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
                    VectorWays.kernels().forEach(vector -> compareSums(vector, team, n, grain));
                }
            }
        }
    }

    private static <A> void compareSums(Kernels<A> alone, Team team, int n, long grain) {
        Random random = new Random(n);
        A a = alone.of(random.doubles(16L * n + 10, -2, 2).toArray());
        A b = alone.of(random.doubles(3L * n + 10, -2, 2).toArray());
        List<A> results = new ArrayList<>();
        for (Kernels<A> way : List.of(alone, new TeamKernels<>(alone, team, THREADS, grain))) {
            A out = alone.allocate(100);
            way.sumRows(a, 3, n, 1, 2, n, out, 1);
            way.sumRows(a, 3, 1, 2, 1, n, out, 3);
            way.matmul(1, 1, n, a, 3, n, 1, b, 4, 1, 1, out, 5);
            way.matmul(2, 1, n, a, 3, n, 1, b, 4, 1, 1, out, 7);
            way.matmul(2, 3, n, a, 3, 1, 2, b, 4, 3, 1, out, 10);
            way.matmul(15, 3, n, a, 3, n, 1, b, 4, 3, 1, out, 20); // cut within sums
            way.matmul(16, 1, n, a, 3, n, 1, b, 4, 1, 1, out, 70); // cut between rows
            results.add(out);
        }
        for (int i = 0; i < 100; i++) {
            int at = i;
            assertEquals(
                    alone.get(results.get(0), i),
                    alone.get(results.get(1), i),
                    () -> "result " + at + " of sums of " + n + ", grain " + grain);
        }
    }

    /** So many sums that a part of each would need too much room are computed by one thread. */
    @Test
    void longSumsAreCutAndTooManyAreNot() {
        assertEquals(8, calls(1, 1, 2000));
        assertEquals(1, calls(1, 1, 256));
        assertEquals(2, calls(1, 1 << 16, 257));
        assertEquals(1, calls(1, (1 << 16) + 1, 257));
    }

    /** How many products one product becomes, for a team of two. */
    private static int calls(int m, int n, int k) {
        AtomicIntegerArray calls = new AtomicIntegerArray(1);
        Kernels<double[]> counting = new DoubleKernels() {
            @Override
            public void matmul(
                    int m,
                    int n,
                    int k,
                    double[] a,
                    int aAt,
                    int aRow,
                    int aColumn,
                    double[] b,
                    int bAt,
                    int bRow,
                    int bColumn,
                    double[] out,
                    int outAt) {
                calls.incrementAndGet(0);
            }
        };
        new TeamKernels<>(counting, new Team(2), 2, 1)
                .matmul(m, n, k, new double[1], 0, 0, 0, new double[1], 0, 0, 0, new double[n * m], 0);
        return calls.get(0);
    }

    /** Rows are shared, unless each is worth more threads than there are rows; columns are not cut so narrow that they are read one by one. */
    @Test
    void rowsAreCutWhereItIsWorthIt() {
        assertEquals(List.of(1, 1, 1, 1, 1, 1, 1), rows(8, kernels -> softmax(kernels, 7, 8000)));
        assertEquals(List.of(), rows(8, kernels -> softmax(kernels, 2, 100_000)));
        assertEquals(
                Set.of(24), Set.copyOf(rows(2, kernels -> sumOfColumns(kernels, 24, 10_000)))); // parts of long columns
        assertEquals(List.of(32, 32), rows(2, kernels -> sumOfColumns(kernels, 64, 10_000)));
        assertEquals(List.of(16, 16, 16, 16), rows(8, kernels -> sumOfColumns(kernels, 64, 10_000)));
    }

    private static void softmax(Kernels<double[]> kernels, int rows, int n) {
        kernels.softmaxRows(new double[rows * n], 0, rows, n, new double[rows * n], 0);
    }

    private static void sumOfColumns(Kernels<double[]> kernels, int columns, int n) {
        kernels.sumRows(new double[columns * n], 0, 1, columns, columns, n, new double[columns], 0);
    }

    /** How many rows each part has of a piece of work that a team shares. */
    private static List<Integer> rows(int threads, Consumer<Kernels<double[]>> work) {
        List<Integer> parts = Collections.synchronizedList(new ArrayList<>());
        Kernels<double[]> noting = new DoubleKernels() {
            @Override
            public void softmaxRows(double[] x, int at, int rows, int n, double[] out, int outAt) {
                parts.add(rows);
            }

            @Override
            public void sumRows(double[] x, int at, int rowStep, int step, int rows, int n, double[] out, int outAt) {
                if (rowStep == 1) {
                    parts.add(rows);
                } else {
                    super.sumRows(x, at, rowStep, step, rows, n, out, outAt);
                }
            }
        };
        work.accept(new TeamKernels<>(noting, new Team(threads), threads, TeamKernels.GRAIN));
        return List.copyOf(parts);
    }

    private static <A> void compare(Kernels<A> alone, Team team, Call call, long grain, int number) {
        Random random = new Random(number);
        double[] numbers = random.doubles(ROWS * N + 100, -2, 2).toArray();
        A a = alone.of(numbers);
        A b = alone.of(random.doubles(ROWS * N + 100, -2, 2).toArray());
        double[][] results = new double[2][];
        List<Kernels<A>> ways = List.of(alone, new TeamKernels<>(alone, team, THREADS, grain));
        for (int way = 0; way < 2; way++) {
            A out = alone.allocate(2 * ROWS * N);
            call.on(ways.get(way), a, b, out);
            results[way] = new double[2 * ROWS * N];
            double[] result = results[way];
            Arrays.setAll(result, i -> alone.get(out, i));
        }
        assertArrayEquals(results[0], results[1], () -> "call " + number + ", grain " + grain);
    }
}
