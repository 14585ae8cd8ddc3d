package io.autodiff.tensor;

import static io.autodiff.transform.Autodiff.grad;
import static io.autodiff.transform.Autodiff.hessian;
import static io.autodiff.transform.Autodiff.hvp;
import static io.autodiff.transform.Autodiff.jacobian;
import static io.autodiff.transform.Autodiff.jvp;
import static io.autodiff.transform.Autodiff.vjp;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.autodiff.shape.Shape;
import io.autodiff.transform.TensorFunction;
import io.autodiff.transform.Vjp;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Derivatives inside derivatives, each level in either mode. The functions of one number have dyadic numbers and few
 * multiplications, so that their derivatives come out exactly.
 */
class NestingTest {

    /** The derivative of a function of one number, in one of the two modes. */
    enum Mode {
        REVERSE {
            @Override
            Tensor derivative(TensorFunction f, Tensor x) {
                return grad(f).apply(x);
            }
        },
        FORWARD {
            @Override
            Tensor derivative(TensorFunction f, Tensor x) {
                return jvp(f, x, Tensor.scalar(1)).tangent();
            }
        };

        abstract Tensor derivative(TensorFunction f, Tensor x);
    }

    static Stream<Arguments> twoModes() {
        return modes().flatMap(outer -> modes().map(inner -> arguments(outer, inner)));
    }

    static Stream<Arguments> threeModes() {
        return modes().flatMap(a -> modes().flatMap(b -> modes().map(c -> arguments(a, b, c))));
    }

    private static Stream<Mode> modes() {
        return Arrays.stream(Mode.values());
    }

    private static final Tensor X = Tensor.scalar(1.5);

    // -------------------------------------------------------------------------------------- perturbation confusion

    /** d/dx (x · d/dy (x + y)) = d/dx (x · 1) = 1, and 2 where the two levels are taken for one. */
    @ParameterizedTest
    @MethodSource("twoModes")
    void theInnerDerivativeIsNotTheOuterOne(Mode outer, Mode inner) {
        Tensor slope = outer.derivative(x -> x.mul(inner.derivative(y -> x.add(y), Tensor.scalar(1))), X);
        assertEquals(1, slope.item());
    }

    /** d/dx (x · d/dy (x·y)) = d/dx x² = 2x. */
    @ParameterizedTest
    @MethodSource("twoModes")
    void aCapturedVariableIsAConstantInside(Mode outer, Mode inner) {
        Tensor slope = outer.derivative(x -> x.mul(inner.derivative(y -> x.mul(y), Tensor.scalar(2))), X);
        assertEquals(2 * 1.5, slope.item());
    }

    /** d/dx (d/dy (x·y²) at y = x) = d/dx 2x² = 4x: the same number once as variable and once as constant. */
    @ParameterizedTest
    @MethodSource("twoModes")
    void aVariableMayBeThePointOfTheInnerDerivative(Mode outer, Mode inner) {
        Tensor slope = outer.derivative(x -> inner.derivative(y -> x.mul(y.square()), x), X);
        assertEquals(4 * 1.5, slope.item());
    }

    /** d/dx (d/dy x²) = 0: what depends on the outer variable alone has no inner derivative. */
    @ParameterizedTest
    @MethodSource("twoModes")
    void aFunctionOfTheOuterVariableAloneIsConstantInside(Mode outer, Mode inner) {
        Tensor slope = outer.derivative(x -> inner.derivative(y -> x.square(), Tensor.scalar(7)), X);
        assertEquals(0, slope.item());
    }

    /** d/dx (d/dy (y·c) + x·c) where c = d/dz (x·z) = x: one inner derivative inside another's function, and beside it. */
    @ParameterizedTest
    @MethodSource("threeModes")
    void innerDerivativesMayStandSideBySideAndInEachOther(Mode a, Mode b, Mode c) {
        Tensor slope = a.derivative(
                x -> {
                    Tensor inside = b.derivative(y -> y.mul(c.derivative(z -> x.mul(z), y)), x);
                    Tensor beside = x.mul(c.derivative(z -> x.mul(z), x));
                    return inside.add(beside);
                },
                X);
        assertEquals(1 + 2 * 1.5, slope.item());
    }

    // ------------------------------------------------------------------------------------------------ orders and modes

    /** d³/dx³ x⁵ = 60·x². */
    @ParameterizedTest
    @MethodSource("threeModes")
    void threeLevelsInAnyModes(Mode a, Mode b, Mode c) {
        TensorFunction fifthPower = x -> x.square().square().mul(x);
        Tensor third = a.derivative(x -> b.derivative(y -> c.derivative(fifthPower, y), x), X);
        assertEquals(60 * 1.5 * 1.5, third.item());
    }

    /**
     * Variables of all three levels at once: d/dz (x·y·z²) at z = y is 2xy²; with x·y³ beside it, d/dy at y = x gives
     * 3x³ + 4x²; and d/dx of that is 9x² + 8x.
     */
    @ParameterizedTest
    @MethodSource("threeModes")
    void threeLevelsThatCaptureEachOther(Mode a, Mode b, Mode c) {
        Tensor slope = a.derivative(
                x -> b.derivative(
                        y -> x.mul(y.square().mul(y))
                                .add(c.derivative(z -> x.mul(y).mul(z.square()), y)),
                        x),
                X);
        assertEquals(9 * 1.5 * 1.5 + 8 * 1.5, slope.item());
    }

    /** d⁴/dx⁴ sin x = sin x, by alternating modes. */
    @Test
    void fourLevels() {
        Tensor fourth = grad(a -> jvp(
                                b -> grad(c -> jvp(Tensor::sin, c, Tensor.scalar(1))
                                                .tangent())
                                        .apply(b),
                                a,
                                Tensor.scalar(1))
                        .tangent())
                .apply(X);
        assertEquals(Math.sin(1.5), fourth.item(), 1e-15);
    }

    @ParameterizedTest
    @EnumSource
    void theValueOfAnotherLevelIsJustANumber(Mode mode) {
        // d/dx (x · stop(x)) = stop(x)
        assertEquals(1.5, mode.derivative(x -> x.mul(x.stopGradient()), X).item());
        // and a stop inside hides the inner variable and the outer one alike
        Tensor slope =
                mode.derivative(x -> x.mul(mode.derivative(y -> y.mul(x.mul(y).stopGradient()), x)), X);
        assertEquals(1.5 * 1.5, slope.item());
    }

    // --------------------------------------------------------------------------------------------- second derivatives

    private static final Tensor W = Tensor.of(new double[][] {{0.5, -1, 0.25}, {1, 0.75, -0.5}});
    private static final Tensor V = Tensor.of(0.5, -1, 2);

    /** Σ tanh²(W·x) · exp(Σx): every second derivative is there. */
    private static Tensor f(Tensor x) {
        return W.matmul(x).tanh().square().sum().mul(x.sum().exp());
    }

    private static final Tensor POINT = Tensor.of(0.25, -0.5, 0.125);

    @Test
    void hessianIsTheJacobianOfTheGradient() {
        Tensor h = hessian(NestingTest::f, POINT);
        assertEquals(Shape.of(3, 3), h.shape());
        isClose(jacobian(grad(NestingTest::f), POINT), h);
        isClose(h.transpose(), h);
    }

    @Test
    void theColumnsOfTheHessianAreHessianVectorProducts() {
        Tensor h = hessian(NestingTest::f, POINT);
        for (int column = 0; column < 3; column++) {
            Tensor unit = Tensor.eye(3).select(0, column);
            isClose(h.select(1, column), hvp(NestingTest::f, POINT, unit));
        }
    }

    @Test
    void everyNestingGivesTheSameHessianVectorProduct() {
        Tensor expected = hessian(NestingTest::f, POINT).matmul(V);
        // forward over reverse
        isClose(expected, jvp(grad(NestingTest::f), POINT, V).tangent());
        // reverse over forward
        isClose(expected, grad(x -> jvp(NestingTest::f, x, V).tangent()).apply(POINT));
        // reverse over reverse
        isClose(expected, grad(x -> grad(NestingTest::f).apply(x).dot(V)).apply(POINT));
        isClose(expected, vjp(grad(NestingTest::f), POINT).pullback().apply(V));
        // forward over forward gives uᵀ·H·v
        Tensor u = Tensor.of(1, 0.5, -0.5);
        isClose(
                expected.dot(u),
                jvp(x -> jvp(NestingTest::f, x, u).tangent(), POINT, V).tangent());
    }

    /** The derivative of all second derivatives: ∂³f/∂xᵢ∂xⱼ∂xₖ does not change with the order of i, j, k. */
    @Test
    void thirdDerivativesAreSymmetric() {
        Tensor third = jacobian(x -> hessian(NestingTest::f, x), POINT);
        assertEquals(Shape.of(3, 3, 3), third.shape());
        isClose(third, third.permute(1, 2, 0));
        isClose(third, third.permute(0, 2, 1));
        isClose(third.matmul(V), jvp(x -> hessian(NestingTest::f, x), POINT, V).tangent());
    }

    // ---------------------------------------------------------------------------------------------------- pullbacks

    @Test
    void aPullbackMayBeCalledManyTimes() {
        Vjp<Tensor> vjp = vjp(x -> W.matmul(x).tanh(), POINT);
        Tensor jacobian = jacobian(x -> W.matmul(x).tanh(), POINT);
        for (int repetition = 0; repetition < 3; repetition++) {
            for (int row = 0; row < 2; row++) {
                isClose(
                        jacobian.select(0, row),
                        vjp.pullback().apply(Tensor.eye(2).select(0, row)));
            }
        }
    }

    /** A pullback is linear, g ↦ Jᵀg, so its own derivative is J, whatever its tape: here it is older than the outer one. */
    @Test
    void aPullbackMayBeDifferentiatedByALaterTape() {
        Vjp<Tensor> vjp = vjp(x -> W.matmul(x).tanh(), POINT);
        Tensor jacobian = jacobian(x -> W.matmul(x).tanh(), POINT);
        Tensor g = Tensor.of(2, -3);
        isClose(jacobian.matmul(V), grad(u -> vjp.pullback().apply(u).dot(V)).apply(g));
        isClose(
                jacobian.transpose().matmul(g),
                jvp(u -> vjp.pullback().apply(u), Tensor.zeros(2), g).tangent());
    }

    /** d/dx ⟨Jᵀ(x)·g, v⟩ where the pullback is made inside. */
    @Test
    void aPullbackMayBeMadeInsideAnotherTape() {
        Tensor g = Tensor.of(2, -3);
        TensorFunction direct =
                x -> jvp(y -> W.matmul(y).tanh(), x, V).tangent().dot(g);
        isClose(
                grad(direct).apply(POINT),
                grad(x -> vjp(y -> W.matmul(y).tanh(), x).pullback().apply(g).dot(V))
                        .apply(POINT));
    }

    // ---------------------------------------------------------------------------------------------------- by hand

    @Test
    void tapesNestByHand() {
        try (Tape outer = Tape.open()) {
            Tensor x = outer.watch(X);
            Tensor slope;
            try (Tape inner = Tape.open()) {
                Tensor y = inner.watch(x);
                slope = inner.gradients(y.square().mul(y)).of(y);
            }
            assertEquals(3 * 1.5 * 1.5, slope.item());
            assertEquals(6 * 1.5, outer.gradients(slope).of(x).item());
        }
    }

    /** Two tapes over one tensor, neither inside the other's function: each gives its own gradient. */
    @Test
    void anInnerTapeMayTakeWhatAnOuterOneWatches() {
        try (Tape outer = Tape.open();
                Tape inner = Tape.open()) {
            Tensor x = outer.watch(X);
            Tensor y = inner.watch(Tensor.scalar(2));
            Tensor product = x.mul(y);
            assertEquals(1.5, inner.gradients(product).of(y).item());
            assertEquals(2, outer.gradients(inner.value(product)).of(x).item());
        }
    }

    // --------------------------------------------------------------------------------------------- no dependence

    @Test
    void withoutDependenceThereAreZeros() {
        Tensor floats = Tensor.of(new float[] {1, 2});
        Tensor zero = grad(x -> Tensor.scalar(3)).apply(floats);
        assertEquals(floats.shape(), zero.shape());
        assertEquals(DType.FLOAT32, zero.dtype());
        assertArrayEquals(new double[2], zero.toDoubleArray());

        assertArrayEquals(
                new double[2], jvp(x -> Tensor.ones(2), POINT, V).tangent().toDoubleArray());
        assertArrayEquals(new double[6], jacobian(x -> Tensor.ones(2), POINT).toDoubleArray());
        assertArrayEquals(new double[9], hessian(x -> x.dot(V), POINT).toDoubleArray());
        assertArrayEquals(new double[3], hvp(x -> Tensor.scalar(1), POINT, V).toDoubleArray());
        assertArrayEquals(
                new double[3],
                vjp(x -> Tensor.ones(2), POINT).pullback().apply(Tensor.ones(2)).toDoubleArray());
    }

    @Test
    void ofNothingThereIsNothing() {
        Tensor nothing = Tensor.of();
        assertEquals(Shape.of(0), grad(x -> x.exp().sum()).apply(nothing).shape());
        assertEquals(Shape.of(0, 0), hessian(x -> x.exp().sum(), nothing).shape());
        assertEquals(
                Shape.of(2, 0),
                jacobian(x -> x.sum().broadcastTo(Shape.of(2)), nothing).shape());
    }

    private static void isClose(Tensor expected, Tensor actual) {
        assertEquals(expected.shape(), actual.shape());
        assertArrayEquals(expected.toDoubleArray(), actual.toDoubleArray(), 1e-12);
    }
}
