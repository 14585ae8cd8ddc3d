package io.autodiff.internal.kernel.vector;

import static io.autodiff.internal.kernel.Operand.perColumn;
import static io.autodiff.internal.kernel.Operand.perRow;
import static io.autodiff.internal.kernel.Operand.rows;
import static io.autodiff.internal.kernel.Operand.single;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.autodiff.internal.kernel.BinaryFunction;
import io.autodiff.internal.kernel.DoubleKernels;
import io.autodiff.internal.kernel.DoubleMatrix;
import io.autodiff.internal.kernel.Expression;
import io.autodiff.internal.kernel.FloatKernels;
import io.autodiff.internal.kernel.Kernels;
import io.autodiff.internal.kernel.Operands;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Vector kernels of rows give the bits of the plain ones: for rows of any length, also those that end within a vector, a block or a
 * few rows taken together, for NaN, infinities and zeros of both signs.
 */
class RowsTest {
    private static final int[] LENGTHS = {
        1, 3, 10, 15, 16, 17, 63, 64, 65, 79, 80, 100, 255, 256, 257, 300, 1000, 2047, 2048, 2049, 5000
    };
    private static final double[] SPECIAL = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, -0.0};

    private interface Call {
        <A> void on(Kernels<A> kernels, int rows, int n, A x, A y, A g, A out);
    }

    @Test
    void sums() {
        check(new Call() {
            @Override
            public <A> void on(Kernels<A> kernels, int rows, int n, A x, A y, A g, A out) {
                kernels.sumRows(x, 3, n, 1, rows, n, out, 5);
            }
        });
    }

    @Test
    void maxima() {
        check(new Call() {
            @Override
            public <A> void on(Kernels<A> kernels, int rows, int n, A x, A y, A g, A out) {
                kernels.maxRows(x, 3, rows, n, out, 5);
            }
        });
    }

    /** As many numbers as an int can count: the last block ends where it does. */
    @Test
    void aSumOfProductsMayBeAsLongAsCanBe() {
        DoubleMatrix ones = new DoubleMatrix(new double[] {1}, 0, 1, 0);
        double[] sum = new double[1];
        DoubleVectorMatmul.multiply(1, 1, Integer.MAX_VALUE, ones, ones.transposed(), sum, 0);
        assertEquals(Integer.MAX_VALUE, sum[0]);
    }

    @Test
    void softmax() {
        check(new Call() {
            @Override
            public <A> void on(Kernels<A> kernels, int rows, int n, A x, A y, A g, A out) {
                kernels.softmaxRows(x, 3, rows, n, out, 5);
            }
        });
    }

    @Test
    void gradientsOfSoftmax() {
        check(new Call() {
            @Override
            public <A> void on(Kernels<A> kernels, int rows, int n, A x, A y, A g, A out) {
                kernels.softmaxGradient(y, 1, g, 4, rows, n, out, 5);
            }
        });
    }

    @Test
    void logSoftmax() {
        check(new Call() {
            @Override
            public <A> void on(Kernels<A> kernels, int rows, int n, A x, A y, A g, A out) {
                kernels.logSoftmaxRows(x, 3, rows, n, out, 5);
            }
        });
    }

    @Test
    void gradientsOfLogSoftmax() {
        check(new Call() {
            @Override
            public <A> void on(Kernels<A> kernels, int rows, int n, A x, A y, A g, A out) {
                kernels.logSoftmaxGradient(y, 1, g, 4, rows, n, out, 5);
            }
        });
    }

    @Test
    void logSumExp() {
        check(new Call() {
            @Override
            public <A> void on(Kernels<A> kernels, int rows, int n, A x, A y, A g, A out) {
                kernels.logSumExpRows(x, 3, rows, n, out, 5);
            }
        });
    }

    @Test
    void crossEntropy() {
        check(new Call() {
            @Override
            public <A> void on(Kernels<A> kernels, int rows, int n, A x, A y, A g, A out) {
                kernels.crossEntropyRows(x, 3, labels(rows, n), 2, rows, n, out, 5);
            }
        });
    }

    @Test
    void gradientsOfCrossEntropy() {
        check(new Call() {
            @Override
            public <A> void on(Kernels<A> kernels, int rows, int n, A x, A y, A g, A out) {
                kernels.crossEntropyGradient(x, 3, labels(rows, n), 2, g, 4, rows, n, out, 5);
            }
        });
    }

    /** From place 2 on, one for each row, and the first and the last number of a row among them. */
    private static int[] labels(int rows, int n) {
        int[] labels = new int[rows + 2];
        Arrays.setAll(labels, i -> i < 2 ? -1 : i % 3 == 0 ? n - 1 : (i - 2) * 31 % n);
        return labels;
    }

    /** Of a number for each row, of one row for all, and of rows that follow each other. */
    @Test
    void pairs() {
        check(new Call() {
            @Override
            public <A> void on(Kernels<A> kernels, int rows, int n, A x, A y, A g, A out) {
                kernels.binary(BinaryFunction.SUB, rows, n, x, 3, n, 1, y, 1, 1, 0, out, 5);
                kernels.binary(BinaryFunction.MUL, rows, n, out, 5, n, 1, y, 1, 0, 1, g, 2);
                kernels.binary(BinaryFunction.ADD, rows, n, g, 2, n, 1, x, 0, n, 1, out, 5);
            }
        });
    }

    @Test
    void normalizedRows() {
        check(new Call() {
            @Override
            public <A> void on(Kernels<A> kernels, int rows, int n, A x, A y, A g, A out) {
                kernels.normalizeRows(Operands.of(rows(x, 3, n), perColumn(y, 1), single(g, 2)), rows, n, 1e-5, out, 5);
            }
        });
    }

    @Test
    void means() {
        check(new Call() {
            @Override
            public <A> void on(Kernels<A> kernels, int rows, int n, A x, A y, A g, A out) {
                kernels.rowStatistics(x, 3, rows, n, 1e-5, out, 5, kernels.allocate(rows), 0);
            }
        });
    }

    @Test
    void scales() {
        check(new Call() {
            @Override
            public <A> void on(Kernels<A> kernels, int rows, int n, A x, A y, A g, A out) {
                kernels.rowStatistics(x, 3, rows, n, 1e-5, kernels.allocate(rows), 0, out, 5);
            }
        });
    }

    @Test
    void gradientsOfNormalizedRows() {
        check(new Call() {
            @Override
            public <A> void on(Kernels<A> kernels, int rows, int n, A x, A y, A g, A out) {
                Operands<A> in = Operands.of(rows(y, 1, n), perRow(x, 2), perRow(g, 3), perColumn(x, 0), rows(g, 4, n));
                kernels.normalizeRowsGradient(in, rows, n, out, 5);
            }
        });
    }

    /** h·x and h, where h = g·y: of a function of rows, and of one of its terms. */
    private static final Expression PRODUCTS = new Expression(
            3,
            List.of(
                    new Expression.Input(0),
                    new Expression.Input(1),
                    new Expression.Input(2),
                    new Expression.Binary(BinaryFunction.MUL, 2, 1),
                    new Expression.Binary(BinaryFunction.MUL, 3, 0)),
            List.of(4, 3));

    /** Also of rows that do not fill the lanes of their last block, or any. */
    @Test
    void sumsOfExpressionsAlongRows() {
        check(new Call() {
            @Override
            public <A> void on(Kernels<A> kernels, int rows, int n, A x, A y, A g, A out) {
                A other = kernels.allocate(rows);
                Operands<A> in = Operands.of(rows(x, 3, n), perColumn(y, 1), rows(g, 2, n));
                kernels.sumRows(PRODUCTS, rows, n, in, List.of(out, other), 0);
                kernels.copy(other, 0, 1, out, rows, 1, Math.min(rows, 10));
            }
        });
    }

    /** Of a few columns, and of many, of which some are left for the last pass. */
    @Test
    void sumsOfExpressionsAlongColumns() {
        check(new Call() {
            @Override
            public <A> void on(Kernels<A> kernels, int rows, int n, A x, A y, A g, A out) {
                A other = kernels.allocate(n);
                Operands<A> in = Operands.of(rows(x, 3, n), perRow(y, 1), rows(g, 2, n));
                kernels.sumColumns(PRODUCTS, rows, n, in, List.of(out, other), 0);
                kernels.copy(other, 0, 1, out, n, 1, Math.min(n, 10));
            }
        });
    }

    private static void check(Call call) {
        assumeTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
        check(call, DoubleKernels.INSTANCE, new DoubleVectorKernels(0));
        check(call, FloatKernels.INSTANCE, new FloatVectorKernels(0));
    }

    private static <A> void check(Call call, Kernels<A> plain, Kernels<A> vector) {
        for (int turn = 0; turn < 2; turn++) { // after the first, all that can be is done by vectors
            for (int n : LENGTHS) {
                for (int rows : new int[] {1, 3, n < 20 ? 400 : 70}) {
                    Random random = new Random(n);
                    List<A> in = arrays(plain, rows * n + 10, random);
                    A expected = plain.allocate(rows * n + 10);
                    A got = plain.allocate(rows * n + 10);
                    call.on(plain, rows, n, in.get(0), in.get(1), in.get(2), expected);
                    call.on(vector, rows, n, in.get(0), in.get(1), in.get(2), got);
                    assertArrayEquals(
                            numbers(plain, expected), numbers(plain, got), () -> rows + " rows of " + n + " numbers");
                }
            }
        }
    }

    private static <A> List<A> arrays(Kernels<A> kernels, int size, Random random) {
        return Stream.generate(() -> {
                    double[] numbers = random.doubles(size, -3, 3).toArray();
                    for (int i = 0; i < size / 400; i++) {
                        numbers[random.nextInt(size)] = SPECIAL[random.nextInt(SPECIAL.length)];
                    }
                    return kernels.of(numbers);
                })
                .limit(3)
                .toList();
    }

    private static <A> double[] numbers(Kernels<A> kernels, A x) {
        double[] numbers = new double[kernels.length(x)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = kernels.get(x, i);
        }
        return numbers;
    }
}
