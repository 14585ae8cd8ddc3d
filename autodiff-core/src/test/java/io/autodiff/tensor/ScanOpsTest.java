package io.autodiff.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.autodiff.check.Case;
import io.autodiff.laws.OpLaws;
import io.autodiff.laws.Pair;
import io.autodiff.transform.Autodiff;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Mirrors {@link ScanOps}, and the methods of {@link ScanMethods}.
 *
 * <p>The reference of a scan at position i is a plain reduction of the numbers up to i. Zeros are among the numbers, one in thirty, and
 * two examples put them where a rule that divides would fail. A scan backwards is a scan between two flips, so that the direction,
 * too, has a reference of its own.
 */
class ScanOpsTest extends OpLaws {
    @Property
    void cumSum(@ForAll("withAxes") Tensor x, @ForAll int choice) {
        int axis = Math.floorMod(choice, x.rank());
        Tensor expected = scan(x, axis, ScanOpsTest::sum);
        lawsHold(function("cumSum", t -> t.cumSum(axis - t.rank()), x).linear(), expected);
        Tensor back = scan(x.flip(axis), axis, ScanOpsTest::sum).flip(axis);
        lawsHold(
                function("cumSum", t -> t.apply(new ScanOps.CumSum(axis, Direction.BACKWARDS)), x)
                        .linear(),
                back);
    }

    @Property
    void cumProd(@ForAll("withAxes") Tensor x, @ForAll int choice) {
        int axis = Math.floorMod(choice, x.rank());
        Tensor expected = scan(x, axis, ScanOpsTest::product);
        lawsHold(function("cumProd", t -> t.cumProd(axis - t.rank()), x), expected);
        Tensor back = scan(x.flip(axis), axis, ScanOpsTest::product).flip(axis);
        lawsHold(function("cumProd", t -> t.apply(new ScanOps.CumProd(axis, Direction.BACKWARDS)), x), back);
    }

    /** Full of zeros, at every order: the derivative of a product never divides. */
    @Property
    void cumProdOfZeros(@ForAll("atKinks") Tensor x, @ForAll int choice) {
        if (x.rank() > 0) {
            int axis = Math.floorMod(choice, x.rank());
            lawsHold(function("cumProd", t -> t.cumProd(axis), x), scan(x, axis, ScanOpsTest::product));
        }
    }

    @Property
    void logCumSumExp(@ForAll("withAxes") Tensor x, @ForAll int choice) {
        int axis = Math.floorMod(choice, x.rank());
        Tensor expected = scan(x, axis, ScanOpsTest::logSumExp);
        lawsHold(function("logCumSumExp", t -> t.logCumSumExp(axis - t.rank()), x), expected);
    }

    /** yᵢ = aᵢ·yᵢ₋₁ + bᵢ: the gradient of every other scan, and its own. */
    @Property
    void recurrence(@ForAll("twins") Pair p, @ForAll int choice, @ForAll Direction direction) {
        Tensor a = p.left();
        Tensor b = p.right();
        if (a.rank() == 0) {
            return;
        }
        int axis = Math.floorMod(choice, a.rank());
        Tensor expected = Reference.of(a.shape(), index -> {
            double[] factors = Reference.line(a, axis, index);
            double[] terms = Reference.line(b, axis, index);
            boolean forwards = direction == Direction.FORWARDS;
            double y = 0;
            for (int i = forwards ? 0 : terms.length - 1;
                    forwards ? i <= index[axis] : i >= index[axis];
                    i += forwards ? 1 : -1) {
                y = factors[i] * y + terms[i];
            }
            return y;
        });
        lawsHold(Case.of(new ScanOps.Recurrence(axis, direction), a, b), expected);
    }

    /** The last number of a cumulative product is the product, bit for bit. */
    @Property
    void lastOfCumProd(@ForAll("withAxes") Tensor x, @ForAll int choice) {
        int axis = Math.floorMod(choice, x.rank());
        if (x.size(axis) > 0) {
            assertArrayEquals(
                    x.prod(axis).toDoubleArray(),
                    x.cumProd(axis).select(axis, -1).toDoubleArray());
        }
    }

    /** Where one sum of exponentials would overflow, and another would have lost every digit. */
    @Example
    void farApart() {
        Tensor x = Tensor.of(-1000, 0, 1000, 999);
        assertArrayEquals(
                new double[] {-1000, 0, 1000, 1000 + Math.log1p(Math.exp(-1))},
                x.logCumSumExp(0).toDoubleArray(),
                1e-12);
        Tensor gradient = Autodiff.grad(t -> t.logCumSumExp(0).sum()).apply(x);
        double share = 1 / (1 + Math.exp(-1));
        assertArrayEquals(new double[] {1, 1, 1 + share, 1 - share}, gradient.toDoubleArray(), 1e-12);
    }

    /** What is cut off reaches nothing, even if it is NaN. */
    @Example
    void nothingComesBackFromWhatIsCutOff() {
        Tensor x = Tensor.of(2, 3, Double.NaN, Double.POSITIVE_INFINITY);
        for (Tensor gradient : List.of(
                Autodiff.grad(t -> t.cumProd(0).slice(0, 0, 2).sum()).apply(x),
                Autodiff.grad(t -> t.logCumSumExp(0).slice(0, 0, 2).sum()).apply(x))) {
            assertEquals(0, gradient.get(2));
            assertEquals(0, gradient.get(3));
            assertEquals(true, gradient.get(0) > 0 && gradient.get(1) > 0);
        }
    }

    private static Tensor scan(Tensor x, int axis, ToDoubleFunction<double[]> f) {
        return Reference.of(x.shape(), index -> {
            double[] line = Reference.line(x, axis, index);
            return f.applyAsDouble(Arrays.copyOf(line, index[axis] + 1));
        });
    }

    private static double sum(double... numbers) {
        return Arrays.stream(numbers).sum();
    }

    private static double product(double... numbers) {
        return Arrays.stream(numbers).reduce(1, (a, b) -> a * b);
    }

    private static double logSumExp(double... numbers) {
        return Math.log(Arrays.stream(numbers).map(Math::exp).sum());
    }
}
