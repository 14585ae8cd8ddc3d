package io.autodiff.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.autodiff.shape.Shape;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * The order of summation is a function of the shapes alone. However the numbers lie in memory, as a view or side by side, one
 * matrix or a stack of them: the same numbers give the same bits.
 */
class SameBitsTest {

    /** Numbers of both signs and very different sizes, whose sum depends on the order. */
    private static Tensor numbers(Random random, DType dtype, int... dims) {
        double[] values = new double[Shape.of(dims).size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.scalb(random.nextGaussian(), random.nextInt(30));
        }
        return Tensor.of(Shape.of(dims), values).to(dtype);
    }

    private static DType dtype(Random random) {
        return DType.values()[random.nextInt(2)];
    }

    /** A tensor that is a view: permuted, every second slice, or repeated. */
    private static Tensor view(Random random) {
        Tensor x =
                numbers(random, dtype(random), 1 + random.nextInt(40), 1 + random.nextInt(3), 1 + random.nextInt(40));
        return switch (random.nextInt(4)) {
            case 0 -> x.permute(2, 0, 1);
            case 1 -> x.slice(0, 0, x.size(0), 2).transpose();
            case 2 -> x.slice(1, 0, 1).broadcastTo(x.shape().with(1, 5)).permute(1, 2, 0);
            default -> x.slice(2, random.nextInt(x.size(2)), x.size(2));
        };
    }

    @Property
    void sumsOfViews(@ForAll Random random) {
        Tensor view = view(random);
        Tensor copy = view.copy();
        for (int[] axes : new int[][] {{}, {0}, {1}, {2}, {0, 1}, {0, 2}, {1, 2}}) {
            sameBits(copy.sum(axes), view.sum(axes));
        }
    }

    /** The order is that of the reduced elements: which other axes there are, and where, does not matter. */
    @Property
    void sumsBesideOtherAxes(@ForAll Random random) {
        Tensor x = numbers(random, dtype(random), 3, 1 + random.nextInt(600), 2);
        Tensor sums = x.sum(1);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 2; j++) {
                sameBits(
                        x.select(0, i).select(1, j).copy().sum(),
                        sums.select(0, i).select(0, j));
            }
        }
    }

    @Property
    void productsOfViews(@ForAll Random random) {
        DType dtype = dtype(random);
        int m = 1 + random.nextInt(5);
        int k = random.nextInt(600);
        int n = 1 + random.nextInt(5);
        Tensor a = numbers(random, dtype, m, k);
        Tensor b = numbers(random, dtype, k, n);
        Tensor product = a.matmul(b);
        sameBits(
                product,
                a.transpose().copy().transpose().matmul(b.transpose().copy().transpose()));
        sameBits(product, everySecond(a).matmul(everySecond(b)));
        // rows of a vector
        for (int i = 0; i < m; i++) {
            sameBits(product.select(0, i), a.select(0, i).matmul(b));
        }
    }

    /** The same matrix, as every second row of a larger one. */
    private static Tensor everySecond(Tensor x) {
        return x.repeat(2, 0).slice(0, 0, 2 * x.size(0), 2);
    }

    @Property
    void stacksOfProducts(@ForAll Random random) {
        DType dtype = dtype(random);
        int k = random.nextInt(300);
        Tensor a = numbers(random, dtype, 2, 3, 4, k);
        Tensor b = numbers(random, dtype, 3, k, 1 + random.nextInt(3));
        Tensor product = a.matmul(b);
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 3; j++) {
                Tensor one = a.select(0, i).select(0, j).matmul(b.select(0, j));
                sameBits(one, product.select(0, i).select(0, j));
            }
        }
        // one matrix for the whole stack
        Tensor shared = b.select(0, 0);
        sameBits(
                a.select(0, 1).select(0, 2).matmul(shared),
                a.matmul(shared).select(0, 1).select(0, 2));
    }

    @Property
    void dotIsAProductWithOneColumn(@ForAll Random random) {
        DType dtype = dtype(random);
        int k = random.nextInt(1000);
        Tensor a = numbers(random, dtype, k);
        Tensor b = numbers(random, dtype, k);
        sameBits(a.reshape(1, k).matmul(b.reshape(k, 1)).reshape(), a.dot(b));
        sameBits(a.dot(b), everySecond(a).dot(b));
        sameBits(a.dot(b), b.dot(a));
    }

    private static void sameBits(Tensor expected, Tensor actual) {
        // assertArrayEquals compares the bits of doubles, and every float is a double of its own
        assertArrayEquals(expected.toDoubleArray(), actual.toDoubleArray());
    }
}
