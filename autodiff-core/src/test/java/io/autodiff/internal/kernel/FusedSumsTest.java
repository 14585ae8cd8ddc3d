package io.autodiff.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.autodiff.internal.kernel.Expression.Binary;
import io.autodiff.internal.kernel.Expression.Input;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sums of an expression have the bits of what one gets who writes its numbers down, and then adds them up. */
class FusedSumsTest {
    /** Below, at and above the number of lanes, of a block, of narrow rows and of what is taken at a time. */
    private static final int[] SIZES = {1, 2, 15, 16, 17, 255, 256, 257, 300, 1025};

    /** x₀·x₁, and x₀, one of its inputs. */
    private static final Expression PRODUCT =
            new Expression(2, List.of(new Input(0), new Input(1), new Binary(BinaryFunction.MUL, 0, 1)), List.of(2, 0));

    @Test
    void ofDoubles() {
        check(DoubleKernels.INSTANCE);
    }

    @Test
    void ofFloats() {
        check(FloatKernels.INSTANCE);
    }

    /** A row of more than is written down at a time. */
    @Test
    void ofLongRows() {
        for (int n : new int[] {8192, 8193, 20_000}) {
            check(DoubleKernels.INSTANCE, 3, n);
            check(FloatKernels.INSTANCE, 3, n);
        }
    }

    private static <A> void check(Kernels<A> kernels) {
        for (int rows : SIZES) {
            for (int n : SIZES) {
                check(kernels, rows, n);
            }
        }
    }

    private static <A> void check(Kernels<A> kernels, int rows, int n) {
        A x = numbers(kernels, rows * n + 3, n);
        A y = numbers(kernels, n + 1, rows);
        Operands<A> in = Operands.of(Operand.rows(x, 3, n), Operand.perColumn(y, 1));
        List<A> written = List.of(kernels.allocate(rows * n), kernels.allocate(rows * n));
        kernels.fused(PRODUCT, rows, n, in, written, 0);
        List<A> ofRows = List.of(kernels.allocate(rows), kernels.allocate(rows));
        List<A> ofColumns = List.of(kernels.allocate(n + 2), kernels.allocate(n + 2));
        kernels.sumRows(PRODUCT, rows, n, in, ofRows, 0);
        kernels.sumColumns(PRODUCT, rows, n, in, ofColumns, 2);
        for (int k = 0; k < written.size(); k++) {
            String text = rows + " rows of " + n + " numbers, result " + k;
            A expected = kernels.allocate(rows);
            kernels.sumRows(written.get(k), 0, n, 1, rows, n, expected, 0);
            assertArrayEquals(all(kernels, expected), all(kernels, ofRows.get(k)), text);
            expected = kernels.allocate(n + 2);
            kernels.sumRows(written.get(k), 0, 1, n, n, rows, expected, 2);
            assertArrayEquals(all(kernels, expected), all(kernels, ofColumns.get(k)), text);
        }
    }

    private static <A> A numbers(Kernels<A> kernels, int count, int seed) {
        double[] numbers = new Random(seed).doubles(count, -2, 2).toArray();
        numbers[count / 2] = -0.0;
        return kernels.of(numbers);
    }

    private static <A> double[] all(Kernels<A> kernels, A x) {
        double[] all = new double[kernels.length(x)];
        for (int i = 0; i < all.length; i++) {
            all[i] = kernels.get(x, i);
        }
        return all;
    }
}
