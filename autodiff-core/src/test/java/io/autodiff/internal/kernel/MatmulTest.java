package io.autodiff.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to multiply matrices gives the bits of the definition, on sizes chosen to hurt. */
class MatmulTest {
    private static final int[] LENGTHS = {
        0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 64, 100, 255, 256, 257, 511, 513, 1000, 1025
    };

    private static final double[] SPECIAL = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        -0.0,
        0.0,
        Double.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL / 3,
        Double.MAX_VALUE,
        Float.MAX_VALUE
    };

    /** A way to multiply. */
    record Way<A>(
            String name,
            Kernels<A> kernels,
            MatmulReference.Arithmetic arithmetic,
            MatmulReference.Product<A> product) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Way<?>> ways() {
        Way<double[]> doubles = new Way<>(
                "plain double", DoubleKernels.INSTANCE, MatmulReference.DOUBLE, DoubleKernels.INSTANCE::matmul);
        Way<float[]> floats =
                new Way<>("plain float", FloatKernels.INSTANCE, MatmulReference.FLOAT, FloatKernels.INSTANCE::matmul);
        List<Way<?>> ways = ModuleLayer.boot().findModule(Providers.MODULE).isEmpty() ? List.of() : VectorWays.all();
        return Stream.concat(Stream.of(doubles, floats), ways.stream());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void smallProductsOfEverySize(Way<?> way) {
        Random random = new Random(1);
        for (int m : LENGTHS) {
            for (int n : LENGTHS) {
                for (int k : LENGTHS) {
                    if ((long) m * n * k <= 8_000) {
                        check(way, m, n, k, Layouts.any(random), random, 0);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void largeProducts(Way<?> way) {
        Random random = new Random(2);
        int left = 60;
        while (left > 0) {
            int m = LENGTHS[random.nextInt(LENGTHS.length)];
            int n = LENGTHS[random.nextInt(LENGTHS.length)];
            int k = LENGTHS[random.nextInt(LENGTHS.length)];
            long work = (long) m * n * k;
            if (work > 8_000 && work <= 3_000_000) {
                check(way, m, n, k, Layouts.any(random), random, 0);
                left--;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void manyBlocks(Way<?> way) {
        Random random = new Random(3);
        for (int blocks = 1; blocks <= 17; blocks++) {
            for (int rest : new int[] {-1, 0, 1}) {
                check(way, 4, 18, 256 * blocks + rest, Layouts.any(random), random, 0);
                check(way, 2, 17, 256 * blocks + rest, Layouts.any(random), random, 0);
                check(way, 5, 1, 256 * blocks + rest, Layouts.any(random), random, 0);
            }
        }
        // one column: more blocks than are summed at a time, and rows in fours and alone
        for (int rows : new int[] {1, 4, 7}) {
            for (int k : new int[] {256 * 63 + 255, 256 * 64, 256 * 64 + 1, 256 * 65 + 19, 256 * 130}) {
                check(way, rows, 1, k, Layouts.any(random), random, 0);
            }
        }
        for (int rows : new int[] {62, 63, 64, 65, 130}) {
            check(way, rows, 1, 256, Layouts.any(random), random, 0);
            check(way, rows, 1, 700, Layouts.any(random), random, 0);
        }
        // the same where all rows lie as vector kernels take them: as many blocks together as there is space for, and
        // one more
        for (int k : new int[] {256 * 20 + 19, 256 * 21, 256 * 31 + 255, 256 * 32, 256 * 32 + 1, 256 * 64 + 1}) {
            check(way, 7, 1, k, Layouts.IN_ROWS, random, 0);
        }
        // more rows and columns than are packed at a time
        check(way, 250, 1030, 33, Layouts.any(random), random, 0);
        check(way, 5, 2100, 17, Layouts.any(random), random, 0);
        check(way, 40, 530, 1025, Layouts.any(random), random, 0);
        check(way, 5, 1030, 1025, Layouts.any(random), random, 0);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void everyLayout(Way<?> way) {
        Random random = new Random(4);
        int[][] sizes = {
            {1, 33, 40},
            {3, 40, 257},
            {4, 16, 20},
            {9, 31, 33},
            {16, 32, 256},
            {30, 10, 2},
            {33, 65, 31},
            {64, 7, 64},
            {50, 70, 40},
            {20, 70, 300},
            {257, 1, 33},
            {300, 1, 513},
            {1, 1, 1025},
            {9, 20, 1000}
        };
        for (int[] size : sizes) {
            for (Layouts layouts : Layouts.all()) {
                check(way, size[0], size[1], size[2], layouts, random, 0);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void specialNumbers(Way<?> way) {
        Random random = new Random(5);
        for (int one : new int[] {1, 20, 2000}) {
            for (int k : new int[] {1, 3, 17, 256, 300, 1025}) {
                check(way, 17, 35, k, Layouts.any(random), random, one);
                check(way, 2, 35, k, Layouts.any(random), random, one);
                check(way, 17, 5, k, Layouts.any(random), random, one);
                check(way, 17, 1, k, Layouts.any(random), random, one);
            }
        }
    }

    /**
     * How a matrix lies in memory.
     *
     * @param transposed columns instead of rows side by side
     * @param gap how far apart numbers are that would be neighbours
     * @param margin what is left out between rows, and before the first one
     * @param backwards the last row first
     */
    record Lie(boolean transposed, int gap, int margin, boolean backwards) {
        int row(int columns) {
            int step = transposed ? gap : columns * gap + margin;
            return backwards ? -step : step;
        }

        int column(int rows) {
            return transposed ? rows * gap + margin : gap;
        }

        /** Where the first number is. */
        int at(int rows, int columns) {
            return margin + (backwards && rows > 0 ? (1 - rows) * row(columns) : 0);
        }

        /** Where memory ends: with the last number. */
        int end(int rows, int columns) {
            return rows == 0 || columns == 0
                    ? margin
                    : margin + (rows - 1) * Math.abs(row(columns)) + (columns - 1) * column(rows) + 1;
        }
    }

    record Layouts(Lie a, Lie b) {
        static final Layouts IN_ROWS = new Layouts(new Lie(false, 1, 0, false), new Lie(false, 1, 0, false));

        static List<Layouts> all() {
            List<Lie> lies = Stream.of(false, true)
                    .flatMap(transposed -> Stream.of(
                            new Lie(transposed, 1, 0, false),
                            new Lie(transposed, 1, 0, true),
                            new Lie(transposed, 1, 5, false),
                            new Lie(transposed, 3, 2, false)))
                    .toList();
            return lies.stream()
                    .flatMap(a -> lies.stream().map(b -> new Layouts(a, b)))
                    .toList();
        }

        static Layouts any(Random random) {
            List<Layouts> all = all();
            return all.get(random.nextInt(all.size()));
        }
    }

    /** Multiplies random matrices; one number in so many is a special one, none for 0. */
    private static <A> void check(Way<A> way, int m, int n, int k, Layouts layouts, Random random, int special) {
        Kernels<A> kernels = way.kernels();
        int aRow = layouts.a().row(k);
        int aColumn = layouts.a().column(m);
        int bRow = layouts.b().row(n);
        int bColumn = layouts.b().column(k);
        A a = numbers(kernels, layouts.a().end(m, k), random, special);
        A b = numbers(kernels, layouts.b().end(k, n), random, special);
        int outAt = random.nextInt(4);
        A out = kernels.allocate(outAt + m * n + 1);
        kernels.fill(out, 0, outAt, 7);
        kernels.fill(out, outAt + m * n, 1, 7);
        A expected = kernels.allocate(kernels.length(out));
        kernels.copy(out, 0, 1, expected, 0, 1, kernels.length(out));
        int aAt = layouts.a().at(m, k);
        int bAt = layouts.b().at(k, n);
        MatmulReference.multiply(
                way.arithmetic(), kernels, m, n, k, a, aAt, aRow, aColumn, b, bAt, bRow, bColumn, expected, outAt);
        way.product().matmul(m, n, k, a, aAt, aRow, aColumn, b, bAt, bRow, bColumn, out, outAt);
        if (!Arrays.equals(bits(kernels, expected), bits(kernels, out))) {
            for (int i = 0; i < kernels.length(out); i++) {
                String where = m + " × " + k + " × " + n + " " + layouts + ", place " + (i - outAt);
                assertEquals(kernels.get(expected, i), kernels.get(out, i), where);
            }
        }
    }

    private static <A> A numbers(Kernels<A> kernels, int n, Random random, int special) {
        A numbers = kernels.allocate(n);
        for (int i = 0; i < n; i++) {
            double number = special > 0 && random.nextInt(special) == 0
                    ? SPECIAL[random.nextInt(SPECIAL.length)]
                    : random.nextGaussian();
            kernels.set(numbers, i, number);
        }
        return numbers;
    }

    /** The bits; one NaN is as good as another. */
    private static <A> long[] bits(Kernels<A> kernels, A x) {
        long[] bits = new long[kernels.length(x)];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Double.doubleToLongBits(kernels.get(x, i));
        }
        return bits;
    }
}
