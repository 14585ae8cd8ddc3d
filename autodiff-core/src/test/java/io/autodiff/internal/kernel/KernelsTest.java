package io.autodiff.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Loops over numbers that need care: NaN, ∞, −0 and numbers so small that they have fewer digits. */
class KernelsTest {

    private static final double NAN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        1,
        -1,
        0.5,
        -2.5,
        3e38,
        1e-45,
        -1e-40,
        1e-310,
        Double.MIN_VALUE,
        1e308,
        -1e308,
        INF,
        -INF,
        NAN,
        1e-8,
        100.25
    };

    /** The numbers of a kind: those that the kind does not have are rounded first. */
    private static double[] special(Kind kind) {
        return Arrays.stream(SPECIAL).map(kind::rounded).toArray();
    }

    // ------------------------------------------------------------------------------------- element by element

    /** Loops of their own, and the loop for one number that is repeated, give what the table of functions says. */
    @ParameterizedTest
    @EnumSource
    void functionsOfOneNumber(Kind kind) {
        double[] x = special(kind);
        for (UnaryFunction f : UnaryFunction.values()) {
            double[] expected = mapped(x, value -> kind.of(f, value));
            assertArrayEquals(expected, unary(kind, f, x, 1), f::toString);
            for (double one : x) {
                double[] repeated = unary(kind, f, new double[] {one, 0, 0}, 0);
                assertArrayEquals(mapped(new double[] {one, one, one}, v -> kind.of(f, v)), repeated);
            }
        }
    }

    private static double[] unary(Kind kind, UnaryFunction f, double[] x, int step) {
        return kind.with(new Kind.Use<double[]>() {
            @Override
            public <A> double[] of(Kernels<A> kernels) {
                A y = kernels.allocate(x.length);
                kernels.unary(f, kernels.of(x), 0, step, y, 0, x.length);
                return Kind.numbers(kernels, y);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void functionsOfTwoNumbers(Kind kind) {
        double[] all = special(kind);
        for (BinaryFunction f : BinaryFunction.values()) {
            for (double a : all) {
                double[] repeated = new double[all.length];
                Arrays.fill(repeated, a);
                double[] expected = mapped(all, b -> kind.of(f, a, b));
                assertArrayEquals(expected, binary(kind, f, repeated, 1, all, 1), () -> f + " of " + a);
                assertArrayEquals(expected, binary(kind, f, repeated, 0, all, 1), () -> f + " of " + a);
                double[] swapped = mapped(all, b -> kind.of(f, b, a));
                assertArrayEquals(swapped, binary(kind, f, all, 1, repeated, 0), () -> f + " with " + a);
            }
        }
    }

    private static double[] binary(Kind kind, BinaryFunction f, double[] a, int aStep, double[] b, int bStep) {
        return kind.with(new Kind.Use<double[]>() {
            @Override
            public <A> double[] of(Kernels<A> kernels) {
                A y = kernels.allocate(a.length);
                kernels.binary(f, 1, a.length, kernels.of(a), 0, 0, aStep, kernels.of(b), 0, 0, bStep, y, 0);
                return Kind.numbers(kernels, y);
            }
        });
    }

    private static double[] mapped(double[] x, DoubleUnaryOperator f) {
        return Arrays.stream(x).map(f).toArray();
    }

    /** A gradient of exactly zero absorbs; the smallest other one does not, nor does NaN. */
    @ParameterizedTest
    @EnumSource
    void aGradientOfZeroAbsorbs(Kind kind) {
        double tiny = kind == Kind.FLOAT64 ? Double.MIN_VALUE : Float.MIN_VALUE;
        double[] g = {0, -0.0, 0, -0.0, tiny, -tiny, NAN, INF, 2};
        double[] s = {NAN, NAN, INF, -INF, INF, INF, 0, 0, NAN};
        double[] expected = {0, 0, 0, 0, INF, -INF, NAN, NAN, NAN};
        assertArrayEquals(expected, binary(kind, BinaryFunction.GRADIENT_PRODUCT, g, 1, s, 1));
    }

    @ParameterizedTest
    @EnumSource
    void comparisonsAreThoseOfJava(Kind kind) {
        double[] all = special(kind);
        for (double a : all) {
            boolean[][] expected = new boolean[6][all.length];
            for (int i = 0; i < all.length; i++) {
                expected[Comparison.LESS.ordinal()][i] = a < all[i];
                expected[Comparison.LESS_EQUAL.ordinal()][i] = a <= all[i];
                expected[Comparison.GREATER.ordinal()][i] = a > all[i];
                expected[Comparison.GREATER_EQUAL.ordinal()][i] = a >= all[i];
                expected[Comparison.EQUAL.ordinal()][i] = a == all[i];
                expected[Comparison.NOT_EQUAL.ordinal()][i] = a != all[i];
            }
            for (Comparison c : Comparison.values()) {
                assertArrayEquals(expected[c.ordinal()], compared(kind, c, a, all), () -> a + " " + c);
            }
        }
    }

    private static boolean[] compared(Kind kind, Comparison c, double a, double... b) {
        return kind.with(new Kind.Use<boolean[]>() {
            @Override
            public <A> boolean[] of(Kernels<A> kernels) {
                boolean[] truths = new boolean[b.length];
                kernels.compare(c, kernels.of(a), 0, 0, kernels.of(b), 0, 1, truths, 0, b.length);
                return truths;
            }
        });
    }

    /** Chosen numbers come through as they are, and what is not chosen leaves no trace. */
    @ParameterizedTest
    @EnumSource
    void selectionNeverMultiplies(Kind kind) {
        boolean[] mask = {true, false, true, false};
        double[] a = {-0.0, NAN, INF, NAN};
        double[] b = {NAN, -0.0, NAN, kind.rounded(1e-310)};
        assertArrayEquals(new double[] {-0.0, -0.0, INF, b[3]}, kind.with(new Kind.Use<double[]>() {
            @Override
            public <A> double[] of(Kernels<A> kernels) {
                A y = kernels.allocate(4);
                kernels.select(mask, 0, 1, kernels.of(a), 0, 1, kernels.of(b), 0, 1, y, 0, 4);
                return Kind.numbers(kernels, y);
            }
        }));
    }

    // ------------------------------------------------------------------------------------------ the largest of a row

    @ParameterizedTest
    @EnumSource
    void theLargestOfARow(Kind kind) {
        assertEquals(NAN, largest(kind, 1, NAN, 2));
        assertEquals(NAN, largest(kind, INF, 3, NAN));
        assertEquals(0.0, largest(kind, -0.0, 0.0));
        assertEquals(0.0, largest(kind, 0.0, -0.0));
        assertEquals(-0.0, largest(kind, -0.0, -0.0));
        assertEquals(-INF, largest(kind, -INF, -INF));
        assertEquals(kind.rounded(1e-45), largest(kind, 0, kind.rounded(1e-45), -1));
    }

    @ParameterizedTest
    @EnumSource
    void theFirstPlaceOfTheLargest(Kind kind) {
        assertEquals(0, place(kind, 5));
        assertEquals(1, place(kind, 1, 3, 3, 2));
        assertEquals(2, place(kind, 1, 2, NAN, INF, NAN));
        assertEquals(0, place(kind, NAN, NAN, INF));
        assertEquals(0, place(kind, -0.0, 0.0)); // equal numbers, so the first
        assertEquals(0, place(kind, -INF, -INF));
        assertEquals(3, place(kind, -3, -2, -INF, kind.rounded(1e-45), 0));
    }

    private static double largest(Kind kind, double... row) {
        return kind.with(new Kind.Use<Double>() {
            @Override
            public <A> Double of(Kernels<A> kernels) {
                A y = kernels.allocate(2);
                kernels.maxRows(kernels.of(twice(row)), 1, 2, row.length, y, 0);
                assertEquals(kernels.get(y, 0), kernels.get(y, 1));
                return kernels.get(y, 1);
            }
        });
    }

    private static int place(Kind kind, double... row) {
        return kind.with(new Kind.Use<Integer>() {
            @Override
            public <A> Integer of(Kernels<A> kernels) {
                int[] y = new int[2];
                kernels.argMaxRows(kernels.of(twice(row)), 1, 2, row.length, y);
                assertEquals(y[0], y[1]);
                return y[1];
            }
        });
    }

    /** The same row twice, behind a number that belongs to neither. */
    private static double[] twice(double... row) {
        double[] rows = new double[1 + 2 * row.length];
        rows[0] = 7;
        System.arraycopy(row, 0, rows, 1, row.length);
        System.arraycopy(row, 0, rows, 1 + row.length, row.length);
        return rows;
    }

    // ------------------------------------------------------------------------------------------------------- moving

    @ParameterizedTest
    @EnumSource
    void copiesTakeAnySteps(Kind kind) {
        double[] x = IntStream.range(0, 10).asDoubleStream().toArray();
        assertArrayEquals(new double[] {0, 3, 4, 5}, copied(kind, x, 3, 1, 1, 1, 3));
        assertArrayEquals(new double[] {9, 0, 6, 0}, copied(kind, x, 9, -3, 0, 2, 2));
        assertArrayEquals(new double[] {0, 0, 2, 2}, copied(kind, x, 2, 0, 3, -1, 2));
        assertArrayEquals(new double[4], copied(kind, x, 10, 1, 4, 1, 0));
    }

    private static double[] copied(Kind kind, double[] x, int at, int step, int outAt, int outStep, int n) {
        return kind.with(new Kind.Use<double[]>() {
            @Override
            public <A> double[] of(Kernels<A> kernels) {
                A y = kernels.allocate(4);
                kernels.copy(kernels.of(x), at, step, y, outAt, outStep, n);
                return Kind.numbers(kernels, y);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void addingIntoPlaces(Kind kind) {
        assertArrayEquals(new double[] {1, 10, 1, 20, 1}, kind.with(new Kind.Use<double[]>() {
            @Override
            public <A> double[] of(Kernels<A> kernels) {
                A y = kernels.of(1, 1, 1, 1, 1);
                kernels.addInto(kernels.of(0, 9, 19), 1, y, 1, 2, 2);
                return Kind.numbers(kernels, y);
            }
        }));
    }
}
