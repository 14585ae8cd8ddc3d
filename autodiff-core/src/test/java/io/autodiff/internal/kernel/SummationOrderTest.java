package io.autodiff.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The order of summation is a contract: kernels give the bits that {@link Summation} gives, for lengths on either side of every
 * boundary of lanes, blocks and pairs.
 */
class SummationOrderTest {

    private static final int[] LENGTHS = {
        0, 1, 2, 3, 4, 5, 8, 15, 16, 17, 31, 32, 33, 255, 256, 257, 511, 512, 513, 767, 769, 1000, 1280, 4097
    };

    static Stream<Arguments> kindsAndLengths() {
        return Arrays.stream(Kind.values())
                .flatMap(kind -> Arrays.stream(LENGTHS).mapToObj(length -> arguments(kind, length)));
    }

    @ParameterizedTest
    @MethodSource("kindsAndLengths")
    void sumsAreInTheOrderOfTheContract(Kind kind, int n) {
        Summation summation = new Summation(kind);
        int rows = 3;
        int at = 5;
        double[] x = summation.numbers(at + rows * n, n);
        double[] expected = IntStream.range(0, rows)
                .mapToDouble(row -> summation.sum(Arrays.copyOfRange(x, at + row * n, at + (row + 1) * n)))
                .toArray();
        assertArrayEquals(expected, kind.with(new Kind.Use<double[]>() {
            @Override
            public <A> double[] of(Kernels<A> kernels) {
                A sums = kernels.allocate(rows);
                kernels.sumRows(kernels.of(x), at, n, 1, rows, n, sums, 0);
                return Kind.numbers(kernels, sums);
            }
        }));
    }

    /** Every lane starts from +0, so a sum of −0 alone is +0. */
    @ParameterizedTest
    @MethodSource("kindsAndLengths")
    void sumsOfNegativeZerosArePositive(Kind kind, int n) {
        double[] sums = kind.with(new Kind.Use<double[]>() {
            @Override
            public <A> double[] of(Kernels<A> kernels) {
                A x = kernels.allocate(2 * n);
                kernels.fill(x, 0, 2 * n, -0.0);
                A sums = kernels.allocate(2);
                kernels.sumRows(x, 0, n, 1, 2, n, sums, 0);
                return Kind.numbers(kernels, sums);
            }
        });
        assertArrayEquals(new double[] {0.0, 0.0}, sums);
    }

    /** Columns beside each other are summed together; few ones are not. */
    @ParameterizedTest
    @MethodSource("kindsAndLengths")
    void sumsOfColumnsAreInTheOrderOfTheContract(Kind kind, int n) {
        Summation summation = new Summation(kind);
        for (int columns : new int[] {1, 15, 16, 255, 256, 257, 600}) {
            int step = columns + 2;
            double[] x = summation.numbers(3 + n * step, n + columns);
            double[] expected = IntStream.range(0, columns)
                    .mapToDouble(column -> summation.sum(IntStream.range(0, n)
                            .mapToDouble(i -> x[3 + column + i * step])
                            .toArray()))
                    .toArray();
            assertArrayEquals(expected, kind.with(new Kind.Use<double[]>() {
                @Override
                public <A> double[] of(Kernels<A> kernels) {
                    A sums = kernels.allocate(columns);
                    kernels.sumRows(kernels.of(x), 3, 1, step, columns, n, sums, 0);
                    return Kind.numbers(kernels, sums);
                }
            }));
        }
    }

    /** Each matrix is stored in four ways; none of them may change a bit. */
    @ParameterizedTest
    @MethodSource("kindsAndLengths")
    void matrixProductsAreInTheOrderOfTheContract(Kind kind, int k) {
        for (int n : new int[] {1, 2, 3, 8}) {
            int m = 4;
            Summation summation = new Summation(kind);
            double[] a = summation.numbers(m * k, k + 1);
            double[] b = summation.numbers(k * n, k + 2);
            double[] expected = product(summation, m, n, k, a, b);
            for (Storing left : Storing.values()) {
                for (Storing right : Storing.values()) {
                    assertArrayEquals(
                            expected,
                            productByKernels(kind, left.matrix(m, k, a), right.matrix(k, n, b)),
                            () -> "n = " + n + ", " + left + " × " + right);
                }
            }
        }
    }

    private static double[] product(Summation summation, int m, int n, int k, double[] a, double[] b) {
        double[] product = new double[m * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double[] row = Arrays.copyOfRange(a, i * k, (i + 1) * k);
                double[] column = new double[k];
                for (int p = 0; p < k; p++) {
                    column[p] = b[p * n + j];
                }
                product[i * n + j] =
                        n == 1 ? summation.productOfOneColumn(row, column) : summation.product(row, column);
            }
        }
        return product;
    }

    /** A matrix somewhere in an array: element (i, j) is at at + i · row + j · column. */
    record Stored(int rows, int columns, double[] array, int at, int row, int column) {}

    /** Ways to store a matrix. */
    enum Storing {
        BY_ROWS {
            @Override
            Stored place(int rows, int columns) {
                return new Stored(rows, columns, new double[rows * columns], 0, columns, 1);
            }
        },
        BY_COLUMNS {
            @Override
            Stored place(int rows, int columns) {
                return new Stored(rows, columns, new double[rows * columns], 0, 1, rows);
            }
        },
        WITH_GAPS {
            @Override
            Stored place(int rows, int columns) {
                return new Stored(rows, columns, new double[7 + rows * (2 * columns + 3)], 7, 2 * columns + 3, 2);
            }
        },
        BACKWARDS {
            @Override
            Stored place(int rows, int columns) {
                return new Stored(rows, columns, new double[rows * columns], rows * columns - 1, -columns, -1);
            }
        };

        abstract Stored place(int rows, int columns);

        Stored matrix(int rows, int columns, double... numbers) {
            Stored stored = place(rows, columns);
            Arrays.fill(stored.array, Double.NaN); // no gap may be read
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    stored.array[stored.at + i * stored.row + j * stored.column] = numbers[i * columns + j];
                }
            }
            return stored;
        }
    }

    private static double[] productByKernels(Kind kind, Stored a, Stored b) {
        int outAt = 2;
        double[] out = kind.with(new Kind.Use<double[]>() {
            @Override
            public <A> double[] of(Kernels<A> kernels) {
                A product = kernels.allocate(outAt + a.rows * b.columns);
                kernels.matmul(
                        a.rows,
                        b.columns,
                        a.columns,
                        kernels.of(a.array),
                        a.at,
                        a.row,
                        a.column,
                        kernels.of(b.array),
                        b.at,
                        b.row,
                        b.column,
                        product,
                        outAt);
                return Kind.numbers(kernels, product);
            }
        });
        return Arrays.copyOfRange(out, outAt, out.length);
    }

    /** A row that is repeated, with a stride of 0, is as good as one that is stored as often. */
    @ParameterizedTest
    @EnumSource
    void repeatedRowsAndColumnsGiveTheSameBits(Kind kind) {
        int k = 300;
        Summation summation = new Summation(kind);
        double[] row = summation.numbers(k, 1);
        double[] b = summation.numbers(k * 2, 2);
        double[] repeated =
                IntStream.range(0, 3 * k).mapToDouble(i -> row[i % k]).toArray();
        assertArrayEquals(
                productByKernels(kind, new Stored(3, k, repeated, 0, k, 1), new Stored(k, 2, b, 0, 2, 1)),
                productByKernels(kind, new Stored(3, k, row, 0, 0, 1), new Stored(k, 2, b, 0, 2, 1)));
    }

    /** The tests above could not fail if the order made no difference to these numbers. */
    @ParameterizedTest
    @EnumSource
    void theOrderMakesADifference(Kind kind) {
        Summation summation = new Summation(kind);
        double[] x = summation.numbers(4097, 3);
        double[] y = summation.numbers(4097, 4);
        assertNotEquals(Arrays.stream(x).reduce(0, kind::add), summation.sum(x));
        assertNotEquals(summation.productOfOneColumn(x, y), summation.product(x, y));
    }

    /** Each lane starts from +0, so that the sum of nothing, and of −0, is +0. */
    @ParameterizedTest
    @EnumSource
    void theSumOfNegativeZerosIsZero(Kind kind) {
        assertEquals(0.0, new Summation(kind).sum(-0.0));
        assertEquals(0.0, kind.with(new Kind.Use<Double>() {
            @Override
            public <A> Double of(Kernels<A> kernels) {
                A sum = kernels.allocate(1);
                kernels.sumRows(kernels.of(-0.0), 0, 1, 1, 1, 1, sum, 0);
                return kernels.get(sum, 0);
            }
        }));
    }
}
