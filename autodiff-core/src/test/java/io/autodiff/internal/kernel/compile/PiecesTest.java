package io.autodiff.internal.kernel.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodiff.internal.kernel.BinaryFunction;
import io.autodiff.internal.kernel.DoubleKernels;
import io.autodiff.internal.kernel.Expression;
import io.autodiff.internal.kernel.Kernels;
import io.autodiff.internal.kernel.Operands;
import io.autodiff.internal.kernel.UnaryFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * An expression that is cut gives the bits of the whole, wherever it is cut: for rows that are short, long, and one by one, for inputs
 * that are repeated, and for results that are inputs or constants.
 */
class PiecesTest {
    private static final int INPUTS = 3;
    private static final List<UnaryFunction> FUNCTIONS =
            List.of(UnaryFunction.SIGMOID, UnaryFunction.TANH, UnaryFunction.NEG, UnaryFunction.SIN);
    private static final List<BinaryFunction> PAIRS =
            List.of(BinaryFunction.ADD, BinaryFunction.SUB, BinaryFunction.MUL, BinaryFunction.DIV);

    @Test
    void piecesGiveTheBitsOfTheWhole() {
        int cuts = 0;
        for (int seed = 0; seed < 60; seed++) {
            Expression e = expression(new Random(seed));
            for (int most : new int[] {1, 2, 3, 7}) {
                Pieces pieces = Pieces.of(e, part -> part.terms().size(), most);
                cuts += pieces.expressions().size() - 1;
                check(e, pieces, 5, 40);
                check(e, pieces, 2, 2500);
                check(e, pieces, 300, 7);
            }
        }
        assertTrue(cuts > 400, "hardly anything was cut: " + cuts);
    }

    @Test
    void piecesAreNotTooLong() {
        Expression.Builder builder = new Expression.Builder();
        int last = builder.place(new Expression.Input(0));
        for (int i = 0; i < 30; i++) {
            last = builder.place(new Expression.Unary(UnaryFunction.SIN, last));
        }
        Expression e = builder.build(1, last);
        assertEquals(
                1, Pieces.of(e, part -> part.terms().size(), 31).expressions().size());
        assertEquals(
                2, Pieces.of(e, part -> part.terms().size(), 30).expressions().size());
        assertEquals(
                5, Pieces.of(e, part -> part.terms().size(), 8).expressions().size()); // 7 functions each, of one input
        assertEquals(30, Pieces.of(e, part -> 100, 8).expressions().size()); // the input by itself is no piece
    }

    /** Constants count, too: a polynomial has as many of them as operations. */
    @Test
    void longExpressionsAreCutIntoWhatIsCompiled() {
        for (Precision precision : Precision.values()) {
            for (int degree : new int[] {80, 150, 300}) {
                Expression e = polynomial(degree);
                List<Expression> pieces =
                        Pieces.of(e, part -> steps(part, precision), 200).expressions();
                assertTrue(pieces.size() > 1 && pieces.size() <= 2 + degree / 50, degree + ": " + pieces.size());
                pieces.forEach(piece -> assertTrue(steps(piece, precision) <= 200));
            }
        }
    }

    private static int steps(Expression e, Precision precision) {
        return Objects.requireNonNull(Functions.program(e, precision)).steps().size();
    }

    private static Expression polynomial(int degree) {
        Expression.Builder builder = new Expression.Builder();
        int x = builder.place(new Expression.Input(0));
        int y = builder.place(new Expression.Constant(1));
        for (int i = 0; i < degree; i++) {
            int product = builder.place(new Expression.Binary(BinaryFunction.MUL, y, x));
            int c = builder.place(new Expression.Constant(1.0 / (i + 2)));
            y = builder.place(new Expression.Binary(BinaryFunction.ADD, product, c));
        }
        return builder.build(1, y);
    }

    private static Expression expression(Random random) {
        Expression.Builder builder = new Expression.Builder();
        for (int i = 0; i < INPUTS; i++) {
            builder.place(new Expression.Input(i));
        }
        int last = builder.place(new Expression.Constant(random.nextGaussian()));
        for (int i = 0; i < 10; i++) {
            int a = random.nextInt(last + 1);
            last = builder.place(
                    random.nextBoolean()
                            ? new Expression.Unary(FUNCTIONS.get(random.nextInt(4)), a)
                            : new Expression.Binary(PAIRS.get(random.nextInt(4)), a, random.nextInt(last + 1)));
        }
        int[] results = new int[1 + random.nextInt(4)];
        for (int k = 1; k < results.length; k++) {
            results[k] = random.nextInt(last + 1);
        }
        results[0] = last;
        return builder.build(INPUTS, results);
    }

    private static void check(Expression e, Pieces pieces, int rows, int n) {
        Kernels<double[]> kernels = DoubleKernels.INSTANCE;
        List<double[]> arrays = new ArrayList<>();
        for (int k = 0; k < INPUTS; k++) {
            arrays.add(new Random(k).doubles(rows * (n + 3L) + 9, -2, 2).toArray());
        }
        int[] step = {1, 0, 1};
        int[] rowStep = {n + 3, 2, 0};
        int[] at = {5, 0, 1};
        Operands<double[]> in = new Operands<>(arrays, at, rowStep, step);
        List<double[]> expected = results(e, rows * n + 6);
        List<double[]> got = results(e, rows * n + 6);
        kernels.fused(e, rows, n, in, expected, 4);
        pieces.run(kernels, rows, n, in, got, 4);
        for (int k = 0; k < got.size(); k++) {
            String place = e + ", result " + k + " of " + rows + " rows of " + n;
            assertTrue(Arrays.equals(expected.get(k), got.get(k)), place);
        }
    }

    private static List<double[]> results(Expression e, int size) {
        List<double[]> results = new ArrayList<>();
        for (int k = 0; k < e.results().size(); k++) {
            results.add(new double[size]);
        }
        return results;
    }
}
