package io.autodiff.tensor;

import static io.autodiff.tensor.KinksTest.gradientsAre;
import static io.autodiff.tensor.KinksTest.secondSlopeIs;
import static io.autodiff.tensor.KinksTest.slopeIs;
import static io.autodiff.tensor.KinksTest.tangent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.autodiff.check.GradientCheck;
import io.autodiff.laws.OpLaws;
import io.autodiff.laws.Pair;
import io.autodiff.transform.Autodiff;
import io.autodiff.transform.Structure;
import io.autodiff.transform.TensorFunction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * More examples of {@code docs/conventions.md}, by the rule of {@link KinksTest}: activations, roots and logarithms, functions
 * with poles, and functions of two numbers.
 */
class ElementwiseKinksTest extends OpLaws {
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;

    @Example
    void minimumInATie() {
        gradientsAre(Tensor::minimum, 2, 2, 0.5, 0.5);
        gradientsAre(Tensor::minimum, 0.0, -0.0, 0.5, 0.5);
        slopeIs(1, x -> x.minimum(x), 2);
    }

    @Example
    void minimumAtItsBound() {
        slopeIs(0, x -> x.minimum(2), 2);
    }

    @Example
    void clampAtItsBounds() {
        for (double x : new double[] {-1, 2}) {
            slopeIs(0, t -> t.clamp(-1, 2), x);
            secondSlopeIs(0, t -> t.clamp(-1, 2), x);
        }
        slopeIs(0, t -> t.clamp(1, 1), 1);
        assertEquals(2, Tensor.scalar(7).clamp(5, 2).item());
        slopeIs(0, t -> t.relu6(), 6);
        slopeIs(0, t -> t.hardTanh(), -1);
        slopeIs(0, t -> t.hardSigmoid(), 3);
    }

    /** A bound that is infinite is none, even where x is infinite too. */
    @Example
    void infiniteBound() {
        slopeIs(1, x -> x.clamp(0, INF), INF);
        slopeIs(1, x -> x.clamp(-INF, 0), -INF);
        slopeIs(1, x -> x.minimum(INF), INF);
        slopeIs(1, x -> x.maximum(-INF), -INF);
    }

    @Example
    void leakyReluAtZero() {
        slopeIs(0.1, x -> x.leakyRelu(0.1), 0);
        slopeIs(1, x -> x.leakyRelu(1), 0);
        slopeIs(1, x -> x.leakyRelu(2), -0.0);
        slopeIs(0, x -> x.leakyRelu(-1), 0); // that is |x|
    }

    @Example
    void eluAtZero() {
        slopeIs(1, x -> x.elu(1), 0);
        slopeIs(0.5, x -> x.elu(0.5), 0);
        slopeIs(1, x -> x.elu(1.5), -0.0);
        slopeIs(0, x -> x.elu(-1), 0);
        slopeIs(1.0507009873554805, Tensor::selu, 0);
        slopeIs(1, x -> x.celu(0.5), 0);
        for (TensorFunction f : List.<TensorFunction>of(x -> x.elu(1), Tensor::selu, x -> x.celu(0.5))) {
            secondSlopeIs(0, f, 0);
        }
        assertThrows(IllegalArgumentException.class, () -> Tensor.scalar(1).celu(0));
    }

    @Example
    void hardSwishAtItsBounds() {
        slopeIs(0, Tensor::hardSwish, -3);
        slopeIs(1, Tensor::hardSwish, 3);
    }

    @Example
    void softsignAtZero() {
        slopeIs(1, Tensor::softsign, 0);
        secondSlopeIs(0, Tensor::softsign, 0);
    }

    @Example
    void rsqrtAtZero() {
        assertEquals(INF, Tensor.scalar(0).rsqrt().item());
        slopeIs(-INF, Tensor::rsqrt, 0);
        slopeIs(NAN, Tensor::rsqrt, -1);
    }

    @Example
    void logsAtTheirPoles() {
        for (TensorFunction f : List.<TensorFunction>of(
                Tensor::log2, Tensor::log10, x -> x.sub(1).log1p())) {
            assertEquals(-INF, f.apply(Tensor.scalar(0)).item());
            slopeIs(INF, f, 0);
            slopeIs(INF, f, -0.0);
            secondSlopeIs(-INF, f, 0);
        }
    }

    @Example
    void logsBelowTheirPoles() {
        for (TensorFunction f : List.<TensorFunction>of(
                Tensor::log,
                Tensor::log2,
                Tensor::log10,
                x -> x.sub(1).log1p(),
                x -> Tensor.scalar(2).xlogy(x))) {
            for (double x : new double[] {-INF, -1, -1e-9}) {
                assertEquals(NAN, f.apply(Tensor.scalar(x)).item());
                slopeIs(NAN, f, x);
                secondSlopeIs(NAN, f, x);
            }
        }
    }

    /** They are steps: their results are plain numbers, and nothing flows back, at a step as little as between two. */
    @Example
    void stepsArePlainNumbers() {
        for (TensorFunction f :
                List.<TensorFunction>of(Tensor::sign, Tensor::step, Tensor::floor, Tensor::ceil, Tensor::round)) {
            for (double x : new double[] {-0.5, -0.0, 0, 0.5, 1}) {
                slopeIs(0, f, x);
                slopeIs(1, t -> t.add(f.apply(t)), x);
            }
        }
    }

    @Example
    void inversesAtTheirEnds() {
        for (double end : new double[] {-1, 1}) {
            slopeIs(INF, Tensor::asin, end);
            secondSlopeIs(end * INF, Tensor::asin, end);
            slopeIs(-INF, Tensor::acos, end);
            slopeIs(INF, Tensor::atanh, end);
            secondSlopeIs(end * INF, Tensor::atanh, end);
            assertEquals(end * INF, Tensor.scalar(end).atanh().item());
        }
        slopeIs(INF, Tensor::acosh, 1);
        secondSlopeIs(-INF, Tensor::acosh, 1);
        secondSlopeIs(INF, x -> Autodiff.grad(Tensor::acosh).apply(x), 1);
        slopeIs(0, Tensor::acosh, INF);
    }

    @Example
    void inversesBeyondTheirEnds() {
        for (TensorFunction f : List.<TensorFunction>of(Tensor::asin, Tensor::acos, Tensor::atanh)) {
            for (double x : new double[] {-INF, -2, 2, INF}) {
                assertEquals(NAN, f.apply(Tensor.scalar(x)).item());
                slopeIs(NAN, f, x);
            }
        }
        for (double x : new double[] {-INF, -1e200, -1, 0.5}) {
            assertEquals(NAN, Tensor.scalar(x).acosh().item());
            slopeIs(NAN, Tensor::acosh, x);
        }
    }

    @Example
    void atan2AtTheOrigin() {
        gradientsAre(Tensor::atan2, 0, 0, 0, 0);
        gradientsAre(Tensor::atan2, -0.0, -0.0, 0, 0);
        gradientsAre(Tensor::atan2, 1e200, 0, 0, -1e-200);
        gradientsAre(Tensor::atan2, 1, INF, 0, 0);
    }

    @Example
    void hypotAtTheOrigin() {
        gradientsAre(Tensor::hypot, 0, 0, 0, 0);
        secondSlopeIs(0, x -> x.hypot(Tensor.scalar(0)), 0);
        gradientsAre(Tensor::hypot, -3, 0, -1, 0);
    }

    @Example
    void hypotOfInfinities() {
        gradientsAre(Tensor::hypot, -INF, 1, -1, 0);
        gradientsAre(Tensor::hypot, INF, INF, NAN, NAN);
        assertEquals(NAN, Tensor.scalar(NAN).hypot(Tensor.scalar(INF)).item());
    }

    @Example
    void logAddExpOfInfinities() {
        gradientsAre(Tensor::logAddExp, -INF, 1, 0, 1);
        gradientsAre(Tensor::logAddExp, INF, 1, 1, 0);
        assertEquals(-INF, Tensor.scalar(-INF).logAddExp(Tensor.scalar(-INF)).item());
        gradientsAre(Tensor::logAddExp, -INF, -INF, 0, 0);
        assertEquals(INF, Tensor.scalar(INF).logAddExp(Tensor.scalar(INF)).item());
        gradientsAre(Tensor::logAddExp, INF, INF, NAN, NAN);
    }

    @Example
    void xlogyAtZero() {
        for (double y : new double[] {-1, 0, 2, INF}) {
            assertEquals(0, Tensor.scalar(0).xlogy(Tensor.scalar(y)).item());
        }
        assertEquals(NAN, Tensor.scalar(0).xlogy(Tensor.scalar(NAN)).item());
        gradientsAre(Tensor::xlogy, 0, 2, Math.log(2), 0);
        gradientsAre(Tensor::xlogy, 0, 0, -INF, 0);
        gradientsAre(Tensor::xlogy, 0, -1, NAN, 0);
        gradientsAre(Tensor::xlogy, 1, -1, NAN, NAN);
    }

    /** Limits, at every order, where ∞ − ∞ or ∞·0 lies near. */
    @Example
    void activationsAtInfinity() {
        Map<TensorFunction, double[]> slopes = new LinkedHashMap<>(); // at −∞ and at ∞
        slopes.put(Tensor::sigmoid, new double[] {0, 0});
        slopes.put(Tensor::logSigmoid, new double[] {1, 0});
        slopes.put(Tensor::softplus, new double[] {0, 1});
        slopes.put(Tensor::softsign, new double[] {0, 0});
        slopes.put(x -> x.elu(1), new double[] {0, 1});
        slopes.put(x -> x.celu(0.5), new double[] {0, 1});
        slopes.put(Tensor::silu, new double[] {0, 1});
        slopes.put(Tensor::mish, new double[] {0, 1});
        slopes.put(Tensor::gelu, new double[] {0, 1});
        slopes.put(Tensor::geluTanh, new double[] {0, 1});
        slopes.put(Tensor::hardSwish, new double[] {0, 1});
        slopes.put(Tensor::tanh, new double[] {0, 0});
        slopes.put(Tensor::erf, new double[] {0, 0});
        slopes.put(Tensor::atan, new double[] {0, 0});
        slopes.forEach((f, at) -> {
            for (double size : new double[] {1e200, Double.MAX_VALUE, INF}) {
                slopeIs(at[0], f, -size);
                slopeIs(at[1], f, size);
                secondSlopeIs(0, f, -size);
                secondSlopeIs(0, f, size);
                secondSlopeIs(0, t -> Autodiff.grad(f).apply(t), -size);
                secondSlopeIs(0, t -> Autodiff.grad(f).apply(t), size);
            }
        });
    }

    @Example
    void nanInNanOut() {
        List<TensorFunction> functions = List.of(
                Tensor::rsqrt,
                Tensor::exp2,
                Tensor::expm1,
                Tensor::log2,
                Tensor::log10,
                Tensor::log1p,
                Tensor::tan,
                Tensor::asin,
                Tensor::acos,
                Tensor::atan,
                Tensor::sinh,
                Tensor::cosh,
                Tensor::asinh,
                Tensor::acosh,
                Tensor::atanh,
                Tensor::erf,
                Tensor::erfc,
                Tensor::logSigmoid,
                Tensor::softplus,
                Tensor::softsign,
                Tensor::relu6,
                x -> x.leakyRelu(0),
                x -> x.leakyRelu(0.1),
                x -> x.elu(1),
                Tensor::selu,
                x -> x.celu(1),
                Tensor::silu,
                Tensor::mish,
                Tensor::gelu,
                Tensor::geluTanh,
                Tensor::hardSigmoid,
                Tensor::hardSwish,
                Tensor::hardTanh,
                x -> x.minimum(INF),
                x -> x.clamp(-1, 1));
        for (int i = 0; i < functions.size(); i++) {
            isNaN("function " + i, functions.get(i));
        }
        List<BinaryOperator<Tensor>> pairs =
                List.of(Tensor::minimum, Tensor::atan2, Tensor::hypot, Tensor::logAddExp, Tensor::squaredDifference);
        for (int i = 0; i < pairs.size(); i++) {
            BinaryOperator<Tensor> f = pairs.get(i);
            for (double other : new double[] {0, 1, INF}) {
                isNaN("pair " + i, x -> f.apply(x, Tensor.scalar(other)));
                isNaN("pair " + i, x -> f.apply(Tensor.scalar(other), x));
            }
        }
    }

    private static void isNaN(String name, TensorFunction f) {
        assertEquals(NAN, f.apply(Tensor.scalar(NAN)).item(), name);
        assertEquals(NAN, Autodiff.grad(f).apply(Tensor.scalar(NAN)).item(), name);
        assertEquals(NAN, tangent(f, NAN), name);
    }

    // spotless:off
    @Property void minimumScalarLiesBetween(@ForAll("atKinks") Tensor x) { GradientCheck.of(t -> t.minimum(0.5)).named("minimum").at(x); }
    @Property void clampLiesBetween        (@ForAll("atKinks") Tensor x) { GradientCheck.of(t -> t.clamp(-0.5, 1)).named("clamp").at(x); }
    @Property void leakyReluLiesBetween    (@ForAll("atKinks") Tensor x) { GradientCheck.of(t -> t.leakyRelu(0.1)).named("leakyRelu").at(x); }
    @Property void eluLiesBetween          (@ForAll("atKinks") Tensor x) { GradientCheck.of(t -> t.elu(0.5)).named("elu").at(x); }
    @Property void seluLiesBetween         (@ForAll("atKinks") Tensor x) { GradientCheck.of(Tensor::selu).named("selu").at(x); }
    @Property void hardSwishLiesBetween    (@ForAll("atKinks") Tensor x) { GradientCheck.of(t -> t.mul(3).hardSwish()).named("hardSwish").at(x); }
    // spotless:on

    @Property
    void minimumLiesBetween(@ForAll("pairsAtKinks") Pair p) {
        GradientCheck.of(Structure.list(), list -> list.get(0).minimum(list.get(1)))
                .named("minimum")
                .at(List.of(p.left(), p.right()));
    }
}
