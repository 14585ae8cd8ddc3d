package io.autodiff.internal.kernel;

import static io.autodiff.internal.kernel.Operand.perColumn;
import static io.autodiff.internal.kernel.Operand.perRow;
import static io.autodiff.internal.kernel.Operand.single;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Kernels that share their work give the bits of one thread, for every kernel that is cut, however small the parts are. */
class TeamKernelsTest {
    private static final int THREADS = 3;

    /** A kernel that fills an array of results, whatever its operands are. */
    private interface Call {
        <A> void on(Kernels<A> kernels, A a, A b, A out);
    }

    private static final int ROWS = 37;
    private static final int N = 29;

    /** x₀·x₁, and x₀. */
    private static final Expression PRODUCT = new Expression(
            2,
            List.of(new Expression.Input(0), new Expression.Input(1), new Expression.Binary(BinaryFunction.MUL, 0, 1)),
            List.of(2, 0));

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
                    kernels.rowStatistics(a, 3, ROWS, N, 1e-5, out, 0, out, ROWS);
                    kernels.rowStatistics(a, 3, 1, ROWS * N, 1e-5, out, 2 * ROWS, out, 2 * ROWS + 1);
                }
            },
            new Call() {
                @Override
                public <A> void on(Kernels<A> kernels, A a, A b, A out) {
                    Operands<A> rows = Operands.of(Operand.rows(a, 3, N), perColumn(b, 4), perColumn(b, 40));
                    kernels.normalizeRows(rows, ROWS, N, 1e-5, out, 0);
                    Operands<A> one = Operands.of(Operand.rows(a, 3, ROWS * N), perColumn(b, 4), single(b, 5));
                    kernels.normalizeRows(one, 1, ROWS * N, 1e-5, out, ROWS * N);
                }
            },
            new Call() {
                @Override
                public <A> void on(Kernels<A> kernels, A a, A b, A out) {
                    Operands<A> rows = Operands.of(
                            Operand.rows(a, 3, N), perRow(b, 4), perRow(b, 40), perColumn(b, 7), Operand.rows(a, 7, N));
                    kernels.normalizeRowsGradient(rows, ROWS, N, out, 0);
                    Operands<A> one = Operands.of(
                            Operand.rows(a, 3, ROWS * N),
                            perRow(b, 4),
                            perRow(b, 40),
                            single(b, 7),
                            Operand.rows(a, 7, ROWS * N));
                    kernels.normalizeRowsGradient(one, 1, ROWS * N, out, ROWS * N);
                }
            },
            new Call() {
                @Override
                public <A> void on(Kernels<A> kernels, A a, A b, A out) {
                    A other = kernels.allocate(kernels.length(out));
                    List<A> both = List.of(out, other);
                    int half = ROWS * N / 2;
                    kernels.sumColumns(PRODUCT, ROWS, N, Operands.of(Operand.rows(a, 3, N), perRow(b, 4)), both, 0);
                    kernels.sumColumns(
                            PRODUCT, ROWS * N / 5, 5, Operands.of(Operand.rows(a, 3, 5), perRow(b, 4)), both, N);
                    kernels.sumColumns(
                            PRODUCT, 1, half, Operands.of(Operand.rows(a, 3, half), perRow(b, 4)), both, N + 5);
                    kernels.copy(other, 0, 1, out, half + N + 5, 1, N + 5);
                }
            },
            new Call() {
                @Override
                public <A> void on(Kernels<A> kernels, A a, A b, A out) {
                    A other = kernels.allocate(ROWS + 1);
                    List<A> both = List.of(out, other);
                    kernels.sumRows(PRODUCT, ROWS, N, Operands.of(Operand.rows(a, 3, N), perRow(b, 4)), both, 0);
                    kernels.sumRows(
                            PRODUCT, 1, ROWS * N, Operands.of(Operand.rows(a, 3, ROWS * N), perRow(b, 4)), both, ROWS);
                    kernels.copy(other, 0, 1, out, ROWS + 1, 1, ROWS + 1);
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
                    kernels.logSoftmaxGradient(a, 3, b, 4, ROWS, N, out, 0);
                    kernels.logSoftmaxGradient(a, 3, b, 4, 1, ROWS * N, out, ROWS * N);
                }
            },
            new Call() {
                @Override
                public <A> void on(Kernels<A> kernels, A a, A b, A out) {
                    kernels.logSumExpRows(a, 3, ROWS, N, out, 0);
                    kernels.logSumExpRows(a, 3, 1, ROWS * N, out, ROWS);
                }
            },
            new Call() {
                @Override
                public <A> void on(Kernels<A> kernels, A a, A b, A out) {
                    int[] labels =
                            IntStream.range(0, ROWS + 1).map(i -> i * 5 % N).toArray();
                    kernels.crossEntropyRows(a, 3, labels, 1, ROWS, N, out, 0);
                    kernels.crossEntropyRows(a, 3, new int[] {ROWS * N - 1}, 0, 1, ROWS * N, out, ROWS);
                }
            },
            new Call() {
                @Override
                public <A> void on(Kernels<A> kernels, A a, A b, A out) {
                    int[] labels =
                            IntStream.range(0, ROWS + 1).map(i -> i * 5 % N).toArray();
                    kernels.crossEntropyGradient(a, 3, labels, 1, b, 4, ROWS, N, out, 0);
                    kernels.crossEntropyGradient(a, 3, new int[] {N}, 0, b, 4, 1, ROWS * N, out, ROWS * N);
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
        for (int threads : new int[] {2, THREADS, 8}) {
            Team team = new Team(threads);
            for (int call = 0; call < CALLS.size(); call++) {
                for (long grain : new long[] {1, 100, TeamKernels.GRAIN}) {
                    compare(DoubleKernels.INSTANCE, team, threads, CALLS.get(call), grain, call);
                    compare(FloatKernels.INSTANCE, team, threads, CALLS.get(call), grain, call);
                }
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

    private static <A> void compare(Kernels<A> alone, Team team, int threads, Call call, long grain, int number) {
        Random random = new Random(number);
        double[] numbers = random.doubles(ROWS * N + 100, -2, 2).toArray();
        A a = alone.of(numbers);
        A b = alone.of(random.doubles(ROWS * N + 100, -2, 2).toArray());
        double[][] results = new double[2][];
        List<Kernels<A>> ways = List.of(alone, new TeamKernels<>(alone, team, threads, grain));
        for (int way = 0; way < 2; way++) {
            A out = alone.allocate(2 * ROWS * N);
            call.on(ways.get(way), a, b, out);
            results[way] = new double[2 * ROWS * N];
            double[] result = results[way];
            Arrays.setAll(result, i -> alone.get(out, i));
        }
        assertArrayEquals(results[0], results[1], () -> "call " + number + ", " + threads + " threads, grain " + grain);
    }
}
