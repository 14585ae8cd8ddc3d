package io.autodiff.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.autodiff.check.Case;
import io.autodiff.check.GradientCheck;
import io.autodiff.check.Laws;
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
 *
 * <p>It is as long as the table has rows, and keeps their order.
 */
class KinksTest extends OpLaws {
    // Over 400 lines: a kink a line or two, in the order of docs/conventions.md, and a reader looks for them in one
    // place.

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
            for (TensorFunction spelling :
                    List.of(Tensor::relu, t -> t.maximum(0), t -> t.clamp(0, INF), t -> t.leakyRelu(0), where)) {
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

    @Example
    void minWithTies() {
        gradientIs(new double[] {0.5, 0, 0.5}, x -> x.min(), 1, 3, 1);
        gradientIs(new double[] {0.25, 0.25, 0.25, 0.25}, x -> x.min(), 0, -0.0, 0, 0);
        gradientIs(new double[] {0.5, 0.5}, x -> x.min(), INF, INF);
    }

    @Example
    void normAtZero() {
        for (TensorFunction norm :
                List.<TensorFunction>of(x -> x.norm(), x -> x.normP(1.5), x -> x.normP(3), x -> x.norm1())) {
            assertEquals(0, norm.apply(Tensor.of(0, 0)).item());
            gradientIs(new double[] {0, 0}, norm, 0, -0.0);
            gradientIs(new double[] {0, 1}, norm, 0, 2);
        }
    }

    /** However the magnitude of a number is spelled, its value and its slopes are the same. */
    @Example
    void spellingsOfAbs() {
        for (double x : new double[] {-1, -0.0, 0, 1e-300, 1}) {
            for (TensorFunction spelling : List.<TensorFunction>of(
                    Tensor::abs, t -> t.norm1(), t -> t.normInf(), t -> t.norm(), t -> t.normP(3))) {
                assertEquals(Math.abs(x), spelling.apply(Tensor.scalar(x)).item());
                slopeIs(Math.signum(x), spelling, x);
                secondSlopeIs(0, spelling, x);
            }
        }
    }

    @Example
    void normInfWithTies() {
        gradientIs(new double[] {0.5, -0.5, 0}, x -> x.normInf(), 2, -2, 1);
        gradientIs(new double[] {0, 0}, x -> x.normInf(), 0, 0);
    }

    /** Three times 0.1, divided by 3, is not 0.1, but a constant still has no deviation. */
    @Example
    void stdOfAConstant() {
        for (TensorFunction f : List.<TensorFunction>of(x -> x.std(), x -> x.stdDdof(1), x -> x.variance())) {
            assertEquals(0, f.apply(Tensor.of(0.1, 0.1, 0.1)).item());
            gradientIs(new double[] {0, 0, 0}, f, 0.1, 0.1, 0.1);
        }
    }

    /** A product has a gradient everywhere: that of each factor is the product of the others. */
    @Example
    void prodWithZeros() {
        gradientIs(new double[] {6, 3, 2}, x -> x.prod(), 1, 2, 3);
        gradientIs(new double[] {0, 3, 0}, x -> x.prod(), 1, 0, 3);
        gradientIs(new double[] {0, 0, 0}, x -> x.prod(), 0, 0, 3);
        TensorFunction second = x -> Autodiff.grad(t -> t.prod()).apply(x).select(0, 0);
        gradientIs(new double[] {0, 3, 2}, second, 1, 2, 3);
        gradientIs(new double[] {0, 3, 0}, second, 1, 0, 3);
        gradientIs(new double[] {0, 3, 0}, second, 0, 0, 3);
        gradientIs(new double[] {0, 0, 0}, second, 0, 0, 0);
    }

    /** f = a + ab + abc. */
    @Example
    void cumProdWithZeros() {
        TensorFunction sum = x -> x.cumProd(0).sum();
        gradientIs(new double[] {9, 4, 2}, sum, 1, 2, 3);
        gradientIs(new double[] {1, 4, 0}, sum, 1, 0, 3);
        gradientIs(new double[] {1, 0, 0}, sum, 0, 0, 3);
        TensorFunction second = x -> Autodiff.grad(sum).apply(x).select(0, 1); // a + ac
        gradientIs(new double[] {4, 0, 1}, second, 1, 0, 3);
        gradientIs(new double[] {4, 0, 0}, second, 0, 0, 3);
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

    /** As for logSumExp, at every position: as long as all are −∞, and after. */
    @Example
    void logCumSumExpOfMinusInfinity() {
        Tensor x = Tensor.of(-INF, -INF, 1, -INF);
        assertArrayEquals(new double[] {-INF, -INF, 1, 1}, x.logCumSumExp(0).toDoubleArray());
        gradientIs(new double[] {0, 0, 2, 0}, t -> t.logCumSumExp(0).sum(), -INF, -INF, 1, -INF);
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
        assertEquals(1, nothing.prod().item());
        assertEquals(0, nothing.norm().item());
        assertEquals(NAN, nothing.variance().item());
        assertEquals(NAN, nothing.std().item());
        assertThrows(IllegalArgumentException.class, nothing::max);
        assertThrows(IllegalArgumentException.class, nothing::min);
        assertThrows(IllegalArgumentException.class, nothing::normInf);
        for (TensorFunction f : List.<TensorFunction>of(
                x -> x.sum(), x -> x.mean(), x -> x.logSumExp(), x -> x.prod(), x -> x.norm(), x -> x.std())) {
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
                        x -> Tensor.concat(0, x.reshape(1), Tensor.of(1)).logSumExp()),
                Map.entry("min", x -> beside1(x).min()),
                Map.entry("prod", x -> Tensor.stack(0, x, x).prod()),
                Map.entry("variance", x -> beside1(x).variance()),
                Map.entry("std", x -> beside1(x).std()),
                Map.entry("norm", x -> beside1(x).norm()),
                Map.entry("norm1", x -> beside1(x).norm1()),
                Map.entry("normInf", x -> beside1(x).normInf()),
                Map.entry("normP", x -> beside1(x).normP(3)),
                Map.entry("crossEntropy", x -> beside1(x).crossEntropy(IntTensor.of(Shape.of(), 1))),
                Map.entry("cumProd", x -> Tensor.stack(0, x, x).cumProd(0).sum()),
                Map.entry("logCumSumExp", x -> beside1(x).logCumSumExp(0).sum()));
        functions.forEach((name, f) -> {
            assertEquals(NAN, f.apply(Tensor.scalar(NAN)).item(), name);
            assertEquals(NAN, Autodiff.grad(f).apply(Tensor.scalar(NAN)).item(), name);
            assertEquals(NAN, tangent(f, NAN), name);
        });
    }

    private static Tensor beside1(Tensor x) {
        return Tensor.stack(0, x, Tensor.scalar(1));
    }

    /** What an index does not choose, a triangle cuts off or a region replaces has no part in the result, whatever it is. */
    @Example
    void nanThatIsNotChosen() {
        Tensor x = Tensor.of(new double[][] {{4, NAN}, {1, 9}});
        for (TensorFunction f : List.<TensorFunction>of(
                t -> t.indexSelect(1, IntTensor.of(0)),
                t -> t.gather(1, IntTensor.of(Shape.of(2, 1), 0, 0)),
                t -> t.at(IntTensor.of(0, 1), IntTensor.of(0, 0)),
                t -> t.masked(x.less(9)),
                t -> t.maskedFill(x.notEqualTo(x), 4),
                t -> t.with(Region.all().at(1, -1), 4),
                t -> t.tril().add(1),
                t -> t.diagonal())) {
            TensorFunction sum = t -> f.apply(t).square().sqrt().sum();
            assertEquals(0, Autodiff.grad(sum).apply(x).get(0, 1));
            assertEquals(1, Autodiff.grad(sum).apply(x).get(0, 0));
            assertEquals(0, Autodiff.hvp(sum, x, Tensor.ones(2, 2)).get(0, 1));
        }
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

    @Property
    void minLiesBetween(@ForAll("atKinks") Tensor x) {
        if (x.size() > 0) {
            GradientCheck.of(t -> t.min()).named("min").at(x);
        }
    }

    @Property
    void normsLieBetween(@ForAll("atKinks") Tensor x) {
        if (x.size() > 0) {
            liesBetween("norm", t -> t.norm(), x);
            liesBetween("norm1", t -> t.norm1(), x);
            liesBetween("normInf", t -> t.normInf(), x);
            liesBetween("std", t -> t.std(), x);
        }
    }

    /** As a {@link GradientCheck} does, but numbers so near to each other that differences are no good are passed over. */
    private static void liesBetween(String name, TensorFunction f, Tensor x) {
        Laws.hold(Case.of(name, inputs -> f.apply(inputs.get(0)), List.of(x)), 1, 1984);
    }

    /** The slope of f at a number, by both modes. */
    static void slopeIs(double expected, TensorFunction f, double x) {
        assertEquals(expected, Autodiff.grad(f).apply(Tensor.scalar(x)).item(), 0.0, () -> "reverse mode at " + x);
        assertEquals(expected, tangent(f, x), 0.0, () -> "forward mode at " + x);
    }

    static double tangent(TensorFunction f, double x) {
        return Autodiff.jvp(f, Tensor.scalar(x), Tensor.scalar(1)).tangent().item();
    }

    /** The slope of the slope, reverse over reverse and forward over reverse. */
    static void secondSlopeIs(double expected, TensorFunction f, double x) {
        slopeIs(expected, t -> Autodiff.grad(f).apply(t), x);
    }

    /** The gradient of a function of one vector, by reverse mode and element by element by forward mode. */
    static void gradientIs(double[] expected, TensorFunction f, double... x) {
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
    static void gradientsAre(BinaryOperator<Tensor> f, double a, double b, double left, double right) {
        slopeIs(left, x -> f.apply(x, Tensor.scalar(b)), a);
        slopeIs(right, x -> f.apply(Tensor.scalar(a), x), b);
    }
}
