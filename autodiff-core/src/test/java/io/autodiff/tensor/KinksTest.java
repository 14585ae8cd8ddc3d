package io.autodiff.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.autodiff.check.GradientCheck;
import io.autodiff.laws.OpLaws;
import io.autodiff.laws.Pair;
import io.autodiff.shape.Shape;
import io.autodiff.transform.Autodiff;
import io.autodiff.transform.Structure;
import io.autodiff.transform.TensorFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * The examples of {@code docs/conventions.md}: what a gradient is where there is no derivative, and what becomes of
 * NaN and ∞.
 *
 * <p>One rule decides every case: the gradient if there is one; else the smallest subgradient; else what continuity
 * gives; else NaN. Each example asks reverse mode, forward mode and, where it says so, the second derivative, and has
 * a row of its name in the table. Beside the examples, properties draw inputs full of zeros and ties and require
 * every slope to lie between those of both sides.
 */
class KinksTest extends OpLaws {
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;

    @Example
    void absAtZero() {
        slopeIs(0, Tensor::abs, 0);
        slopeIs(0, Tensor::abs, -0.0);
    }

    @Example
    void reluAtZero() {
        slopeIs(0, Tensor::relu, 0);
        slopeIs(0, Tensor::relu, -0.0);
    }

    /** However the same kink is spelled, its value and its slopes are the same. */
    @Example
    void spellingsOfRelu() {
        TensorFunction where = x -> Tensor.where(x.greater(0), x, x.constantLike(0));
        for (double x : new double[] {-INF, -1, -0.0, 0, Double.MIN_VALUE, 1, INF}) {
            for (TensorFunction spelling : List.of(Tensor::relu, t -> t.maximum(0), where)) {
                assertEquals(Math.max(x, 0), spelling.apply(Tensor.scalar(x)).item());
                slopeIs(x > 0 ? 1 : 0, spelling, x);
                secondSlopeIs(0, spelling, x);
            }
        }
    }

    @Example
    void maximumInATie() {
        gradientsAre(Tensor::maximum, 2, 2, 0.5, 0.5);
        gradientsAre(Tensor::maximum, 0.0, -0.0, 0.5, 0.5);
        gradientsAre(Tensor::maximum, INF, INF, 0.5, 0.5);
    }

    /** max(x, x) = x has a gradient, and the two halves add up to it. */
    @Example
    void maximumWithItself() {
        slopeIs(1, x -> x.maximum(x), 2);
    }

    @Example
    void maximumAtItsBound() {
        slopeIs(0, x -> x.maximum(2), 2);
    }

    @Example
    void maxWithTies() {
        gradientIs(new double[] {0.5, 0, 0.5}, x -> x.max(), 3, 1, 3);
        gradientIs(new double[] {0.25, 0.25, 0.25, 0.25}, x -> x.max(), 0, -0.0, 0, 0);
        gradientIs(new double[] {0.5, 0.5}, x -> x.max(), -INF, -INF);
    }

    /**
     * √x is NaN below 0, but is not taken there: its NaN reaches no gradient, not in forward mode and not at order
     * two.
     */
    @Example
    void whereOneBranchIsNaN() {
        TensorFunction root = x -> Tensor.where(x.greater(0), x.sqrt(), x.constantLike(0));
        slopeIs(0, root, -1);
        secondSlopeIs(0, root, -1);
        slopeIs(0.25, root, 4);
        secondSlopeIs(-1 / 32.0, root, 4);
    }

    /** At 0 the branch not taken has the slope ∞. */
    @Example
    void whereOneBranchIsInfinite() {
        TensorFunction guarded =
                x -> Tensor.where(x.equalTo(0), x.constantLike(1), x.sqrt().reciprocal());
        slopeIs(0, guarded, 0);
        secondSlopeIs(0, guarded, 0);
    }

    @Example
    void powAtZeroOfWholeExponents() {
        slopeIs(0, x -> x.pow(0), 0); // a constant, even though 0⁻¹ is infinite
        slopeIs(1, x -> x.pow(1), 0);
        slopeIs(0, x -> x.pow(2), 0);
        secondSlopeIs(0, x -> x.pow(0), 0);
        secondSlopeIs(0, x -> x.pow(1), 0);
        secondSlopeIs(2, x -> x.pow(2), 0);
        secondSlopeIs(0, x -> x.pow(3), 0);
    }

    @Example
    void powAtZeroOfFractions() {
        slopeIs(INF, x -> x.pow(0.5), 0);
        slopeIs(0, x -> x.pow(1.5), 0);
        secondSlopeIs(INF, x -> x.pow(1.5), 0);
        slopeIs(-INF, x -> x.pow(-1), 0);
    }

    /** ∂aᵇ/∂a = b·aᵇ⁻¹ and ∂aᵇ/∂b = aᵇ·ln a: a factor of 0 decides. */
    @Example
    void powOfTensorsAtZero() {
        gradientsAre(Tensor::pow, 0, 2, 0, 0);
        gradientsAre(Tensor::pow, 0, 1, 1, 0);
        gradientsAre(Tensor::pow, 0, 0.5, INF, 0);
        gradientsAre(Tensor::pow, 0, 0, 0, -INF);
        gradientsAre(Tensor::pow, -2, 2, -4, NAN); // a negative base has no power beside whole ones
    }

    @Example
    void sqrtAtZero() {
        slopeIs(INF, Tensor::sqrt, 0);
        secondSlopeIs(-INF, Tensor::sqrt, 0);
    }

    @Example
    void logAtZero() {
        assertEquals(-INF, Tensor.scalar(0).log().item());
        slopeIs(INF, Tensor::log, 0);
        secondSlopeIs(-INF, Tensor::log, 0);
    }

    /** An entry of −∞ adds nothing to the sum and gets nothing back. */
    @Example
    void logSumExpOfSomeMinusInfinity() {
        assertEquals(1, Tensor.of(-INF, 1).logSumExp().item());
        gradientIs(new double[] {0, 1}, x -> x.logSumExp(), -INF, 1);
    }

    @Example
    void logSumExpOfAllMinusInfinity() {
        assertEquals(-INF, Tensor.of(-INF, -INF).logSumExp().item());
        gradientIs(new double[] {0, 0}, x -> x.logSumExp(), -INF, -INF);
    }

    @Example
    void softmaxOfSomeMinusInfinity() {
        Tensor x = Tensor.of(-INF, 1, 1);
        assertArrayEquals(new double[] {0, 0.5, 0.5}, x.softmax(0).toDoubleArray());
        gradientIs(new double[] {0, 0.25, -0.25}, t -> t.softmax(0).select(0, 1), -INF, 1, 1);
        assertEquals(-INF, x.logSoftmax(0).get(0));
        gradientIs(new double[] {0, 0.5, -0.5}, t -> t.logSoftmax(0).select(0, 1), -INF, 1, 1);
    }

    @Example
    void softmaxOfAllMinusInfinity() {
        assertArrayEquals(
                new double[] {NAN, NAN}, Tensor.of(-INF, -INF).softmax(0).toDoubleArray());
        assertArrayEquals(
                new double[] {NAN, NAN}, Tensor.of(-INF, -INF).logSoftmax(0).toDoubleArray());
    }

    @Example
    void zeroGradientAbsorbs() {
        for (double slope : new double[] {NAN, INF, -INF}) {
            assertEquals(0, Tensor.scalar(0).times(Tensor.scalar(slope)).item());
            assertEquals(0, Tensor.scalar(-0.0).times(Tensor.scalar(slope)).item());
        }
        assertEquals(NAN, Tensor.scalar(1).times(Tensor.scalar(NAN)).item());
    }

    @Example
    void reductionsOfNothing() {
        Tensor nothing = Tensor.zeros(0);
        assertEquals(0, nothing.sum().item());
        assertEquals(NAN, nothing.mean().item());
        assertEquals(-INF, nothing.logSumExp().item());
        assertThrows(IllegalArgumentException.class, nothing::max);
        for (TensorFunction f : List.<TensorFunction>of(x -> x.sum(), x -> x.mean(), x -> x.logSumExp())) {
            assertEquals(Shape.of(0), Autodiff.grad(f).apply(nothing).shape());
        }
    }

    /** Value and slope, of every function of one number and of two. */
    @Example
    void nanInNanOut() {
        Map<String, TensorFunction> functions = Map.ofEntries(
                Map.entry("abs", Tensor::abs),
                Map.entry("square", Tensor::square),
                Map.entry("sqrt", Tensor::sqrt),
                Map.entry("reciprocal", Tensor::reciprocal),
                Map.entry("exp", Tensor::exp),
                Map.entry("log", Tensor::log),
                Map.entry("sin", Tensor::sin),
                Map.entry("cos", Tensor::cos),
                Map.entry("tanh", Tensor::tanh),
                Map.entry("sigmoid", Tensor::sigmoid),
                Map.entry("relu", Tensor::relu),
                Map.entry("maximum", x -> x.maximum(0)),
                Map.entry("maximum of tensors", x -> x.maximum(Tensor.scalar(0))),
                Map.entry("pow", x -> x.pow(2)),
                Map.entry(
                        "max", x -> Tensor.concat(0, x.reshape(1), Tensor.of(1)).max()),
                Map.entry(
                        "logSumExp",
                        x -> Tensor.concat(0, x.reshape(1), Tensor.of(1)).logSumExp()));
        functions.forEach((name, f) -> {
            assertEquals(NAN, f.apply(Tensor.scalar(NAN)).item(), name);
            assertEquals(NAN, Autodiff.grad(f).apply(Tensor.scalar(NAN)).item(), name);
            assertEquals(NAN, tangent(f, NAN), name);
        });
    }

    /** A power of 0 is 1 whatever the base, as IEEE says, and a comparison with NaN is false. */
    @Example
    void nanThatDoesNotMatter() {
        assertEquals(1, Tensor.scalar(NAN).pow(0).item());
        slopeIs(0, x -> x.pow(0), NAN);
        slopeIs(0, x -> Tensor.where(x.greater(0), x, x.constantLike(0)), NAN);
    }

    // spotless:off
    @Property void absLiesBetween          (@ForAll("atKinks")      Tensor x) { GradientCheck.of(Tensor::abs).named("abs").at(x); }
    @Property void reluLiesBetween         (@ForAll("atKinks")      Tensor x) { GradientCheck.of(Tensor::relu).named("relu").at(x); }
    @Property void maximumScalarLiesBetween(@ForAll("atKinks")      Tensor x) { GradientCheck.of(t -> t.maximum(0.5)).named("maximum").at(x); }
    // spotless:on

    @Property
    void maximumLiesBetween(@ForAll("pairsAtKinks") Pair p) {
        GradientCheck.of(Structure.list(), list -> list.get(0).maximum(list.get(1)))
                .named("maximum")
                .at(List.of(p.left(), p.right()));
    }

    @Property
    void maxLiesBetween(@ForAll("atKinks") Tensor x) {
        if (x.size() > 0) {
            GradientCheck.of(t -> t.max()).named("max").at(x);
        }
    }

    /** The slope of f at a number, by both modes. */
    private static void slopeIs(double expected, TensorFunction f, double x) {
        assertEquals(expected, Autodiff.grad(f).apply(Tensor.scalar(x)).item(), 0.0, () -> "reverse mode at " + x);
        assertEquals(expected, tangent(f, x), 0.0, () -> "forward mode at " + x);
    }

    private static double tangent(TensorFunction f, double x) {
        return Autodiff.jvp(f, Tensor.scalar(x), Tensor.scalar(1)).tangent().item();
    }

    /** The slope of the slope, reverse over reverse and forward over reverse. */
    private static void secondSlopeIs(double expected, TensorFunction f, double x) {
        slopeIs(expected, t -> Autodiff.grad(f).apply(t), x);
    }

    /** The gradient of a function of one vector, by reverse mode and element by element by forward mode. */
    private static void gradientIs(double[] expected, TensorFunction f, double... x) {
        assertArrayEquals(expected, Autodiff.grad(f).apply(Tensor.of(x)).toDoubleArray(), 0.0);
        for (int i = 0; i < x.length; i++) {
            double[] direction = new double[x.length];
            direction[i] = 1;
            assertEquals(
                    expected[i],
                    Autodiff.jvp(f, Tensor.of(x), Tensor.of(direction))
                            .tangent()
                            .item(),
                    0.0,
                    "forward mode, element " + i + " of " + Arrays.toString(x));
        }
    }

    /** Both gradients of a function of two numbers. */
    private static void gradientsAre(BinaryOperator<Tensor> f, double a, double b, double left, double right) {
        slopeIs(left, x -> f.apply(x, Tensor.scalar(b)), a);
        slopeIs(right, x -> f.apply(Tensor.scalar(a), x), b);
    }
}
