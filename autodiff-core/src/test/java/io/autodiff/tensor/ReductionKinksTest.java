package io.autodiff.tensor;

import static io.autodiff.tensor.KinksTest.gradientIs;
import static io.autodiff.tensor.KinksTest.secondSlopeIs;
import static io.autodiff.tensor.KinksTest.slopeIs;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.autodiff.shape.Shape;
import io.autodiff.transform.Autodiff;
import io.autodiff.transform.TensorFunction;
import java.util.List;
import net.jqwik.api.Example;

/**
 * More examples of {@code docs/conventions.md}, by the rule of {@link KinksTest}: sums of exponentials with infinite entries, and
 * reductions of one number and of none.
 */
class ReductionKinksTest {
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;

    /** As the first number grows, the softmax goes to (1, 0), whatever the others are. With two such numbers it depends on the way. */
    @Example
    void logSumExpOfInfinity() {
        TensorFunction f = x -> x.logSumExp();
        assertEquals(INF, f.apply(Tensor.of(INF, 1)).item());
        gradientIs(new double[] {1, 0, 0}, f, INF, 1, -INF);
        gradientIs(new double[] {NAN, NAN, 0}, f, INF, INF, 1);
        gradientIs(new double[] {0, 0}, x -> Autodiff.grad(f).apply(x).select(0, 0), INF, 1);
        TensorFunction rows = x -> x.reshape(2, 2).logSumExp(1).sum();
        gradientIs(new double[] {0, 1, 0, 1}, rows, -INF, 2, 1, INF);
        slopeIs(1, f, INF);
    }

    /** The sum of exponentials is infinite, and no scan looks ahead for the reason. */
    @Example
    void softmaxOfInfinity() {
        assertArrayEquals(new double[] {NAN, NAN}, Tensor.of(INF, 1).softmax(0).toDoubleArray());
        assertArrayEquals(
                new double[] {NAN, NAN}, Tensor.of(INF, 1).logSoftmax(0).toDoubleArray());
        assertArrayEquals(
                new double[] {1, INF}, Tensor.of(1, INF).logCumSumExp(0).toDoubleArray());
        assertEquals(
                NAN,
                Autodiff.grad(x -> x.logCumSumExp(0).sum())
                        .apply(Tensor.of(1, INF))
                        .get(1));
    }

    /** A row of one number; the shape is [], but nothing is special about it. */
    @Example
    void reductionsOfOneNumber() {
        for (double x : new double[] {-2, 0, 3}) {
            for (TensorFunction f : List.<TensorFunction>of(
                    t -> t.sum(), t -> t.mean(), t -> t.max(), t -> t.min(), t -> t.prod(), t -> t.logSumExp())) {
                assertEquals(x, f.apply(Tensor.scalar(x)).item(), 0.0);
                slopeIs(1, f, x);
                secondSlopeIs(0, f, x);
            }
            for (TensorFunction f : List.<TensorFunction>of(t -> t.variance(), t -> t.std())) {
                assertEquals(0, f.apply(Tensor.scalar(x)).item(), 0.0);
                slopeIs(0, f, x);
            }
        }
    }

    /** Functions of every element of nothing, and their gradients, are nothing. */
    @Example
    void functionsOfNothing() {
        Shape shape = Shape.of(2, 0);
        for (TensorFunction f : List.<TensorFunction>of(
                Tensor::relu,
                Tensor::abs,
                Tensor::sqrt,
                x -> x.pow(0.5),
                x -> x.mul(x),
                x -> x.maximum(x),
                x -> x.softmax(0),
                x -> x.cumProd(1))) {
            Tensor nothing = Tensor.zeros(2, 0);
            assertEquals(shape, f.apply(nothing).shape());
            TensorFunction sum = x -> f.apply(x).sum();
            assertEquals(shape, Autodiff.grad(sum).apply(nothing).shape());
            assertEquals(shape, Autodiff.hvp(sum, nothing, nothing).shape());
            assertEquals(shape, Autodiff.jvp(f, nothing, nothing).tangent().shape());
        }
    }
}
