package io.autodiff.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A function of pairs of short rows, by itself or as a part of an expression, gives what its definition gives for each pair of
 * numbers, however the rows lie: side by side, apart,
 * backwards, repeated, or one number for a row; for fewer rows than are taken at a time, and for more.
 */
class ShortRowsTest {
    private static final BinaryFunction[] FUNCTIONS = {
        BinaryFunction.ADD, BinaryFunction.SUB, BinaryFunction.GRADIENT_PRODUCT, BinaryFunction.POW
    };

    private static final int OUT_AT = 3;

    @ParameterizedTest
    @EnumSource
    void pairsAreThoseOfTheDefinition(Kind kind) {
        for (int n : new int[] {1, 2, 3, 10, 16, 17}) {
            for (int rows : new int[] {1, 2, 30, 1024, 1500}) {
                int[][] ways = {{n, 1}, {n + 2, 1}, {-n, 1}, {0, 1}, {1, 0}, {0, 0}, {2, 0}};
                for (int i = 0; i < ways.length; i++) {
                    int[] other = ways[(i * 3 + n + rows) % ways.length];
                    compare(kind, FUNCTIONS[i % FUNCTIONS.length], rows, n, ways[i], other);
                    compare(kind, FUNCTIONS[i % FUNCTIONS.length], rows, n, other, ways[i]);
                }
            }
        }
    }

    /** A way is the step from row to row and that within a row. */
    private static void compare(Kind kind, BinaryFunction f, int rows, int n, int[] aWay, int[] bWay) {
        int size = rows * (n + 2);
        Random random = new Random(size);
        double[] a = random.doubles(size, 0.5, 2).map(kind::rounded).toArray();
        double[] b = random.doubles(size, 0.5, 2).map(kind::rounded).toArray();
        int aAt = aWay[0] < 0 ? size - n : 1;
        int bAt = bWay[0] < 0 ? size - n : 1;
        List<double[]> out = kind.with(new Kind.Use<List<double[]>>() {
            @Override
            public <A> List<double[]> of(Kernels<A> kernels) {
                A y = kernels.allocate(rows * n + OUT_AT);
                A left = kernels.of(a);
                A right = kernels.of(b);
                kernels.binary(f, rows, n, left, aAt, aWay[0], aWay[1], right, bAt, bWay[0], bWay[1], y, OUT_AT);
                A fused = kernels.allocate(rows * n + OUT_AT);
                A sum = kernels.allocate(rows * n + OUT_AT);
                Operands<A> in = new Operands<>(
                        List.of(left, right), new int[] {aAt, bAt}, new int[] {aWay[0], bWay[0]}, new int[] {
                            aWay[1], bWay[1]
                        });
                kernels.fused(withSum(f), rows, n, in, List.of(fused, sum), OUT_AT);
                return Stream.of(y, fused, sum)
                        .map(array -> Kind.numbers(kernels, array))
                        .toList();
            }
        });
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < n; i++) {
                double x = a[aAt + row * aWay[0] + i * aWay[1]];
                double y = b[bAt + row * bWay[0] + i * bWay[1]];
                String where = f + " of row " + row + " of " + rows + ", number " + i + " of " + n;
                int place = OUT_AT + row * n + i;
                double expected = kind.rounded(kind.of(f, x, y));
                assertEquals(expected, out.get(0)[place], where);
                assertEquals(expected, out.get(1)[place], where + ", fused");
                assertEquals(kind.add(expected, y), out.get(2)[place], where + ", and the sum with the second");
            }
        }
    }

    /** f(a, b), and f(a, b) + b. */
    private static Expression withSum(BinaryFunction f) {
        List<Expression.Term> terms = List.of(
                new Expression.Input(0),
                new Expression.Input(1),
                new Expression.Binary(f, 0, 1),
                new Expression.Binary(BinaryFunction.ADD, 2, 1));
        return new Expression(2, terms, List.of(2, 3));
    }
}
