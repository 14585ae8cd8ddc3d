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
                Pieces pieces = Pieces.of(e, term -> 1, most);
                cuts += pieces.count() - 1;
                check(e, pieces, 5, 40);
                check(e, pieces, 2, 2500);
                check(e, pieces, 300, 7);
            }
        }
        assertTrue(cuts > 400, "hardly anything was cut: " + cuts);
    }

    @Test
    void piecesAreAboutEquallyLongAndNotTooLong() {
        Expression.Builder builder = new Expression.Builder();
        int last = builder.place(new Expression.Input(0));
        for (int i = 0; i < 30; i++) {
            last = builder.place(new Expression.Unary(UnaryFunction.SIN, last));
        }
        Expression e = builder.build(1, last);
        assertEquals(1, Pieces.of(e, term -> 1, 31).count());
        assertEquals(2, Pieces.of(e, term -> 1, 30).count());
        assertEquals(4, Pieces.of(e, term -> 1, 8).count());
        assertEquals(30, Pieces.of(e, term -> 100, 8).count()); // the input by itself is no piece
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
