package io.autodiff.tensor;

import static io.autodiff.tensor.Known.Points.ABOVE_ONE;
import static io.autodiff.tensor.Known.Points.MARGIN;
import static io.autodiff.tensor.Known.Points.NONZERO;
import static io.autodiff.tensor.Known.Points.POSITIVE;
import static io.autodiff.tensor.Known.Points.REALS;
import static io.autodiff.tensor.Known.Points.UNIT;
import static io.autodiff.tensor.Known.Points.awayFrom;
import static io.autodiff.tensor.Known.Points.where;
import static io.autodiff.tensor.Known.one;
import static io.autodiff.tensor.Known.two;

import io.autodiff.oracles.Num;
import io.autodiff.tensor.ActivationOps.EluCurve;
import io.autodiff.tensor.ActivationOps.EluSlope;
import io.autodiff.tensor.Known.Points;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The element-wise ops as textbooks have them, line by line in the order of their tables: the name, how the library is asked, the
 * formula, and where to try it. A slope that is an op of its own has a line of its own.
 */
final class KnownOps {
    private static final Points OVER_NONZERO = where(-3, 3, x -> Math.abs(x[1]) > MARGIN);
    private static final Points OF_POSITIVE = where(-3, 3, x -> x[0] > MARGIN);
    private static final Points BY_POSITIVE = where(-3, 3, x -> x[1] > MARGIN);
    private static final Points APART = where(-3, 3, x -> Math.abs(x[0] - x[1]) > 2 * MARGIN);
    private static final Points EITHER_SIDE = where(-3, 3, x -> Math.abs(x[0]) > MARGIN);

    /** Away from the origin and from the half line where an angle jumps. */
    private static final Points ANGLES = where(-3, 3, x -> Math.abs(x[0]) > MARGIN || x[1] > MARGIN);

    private static final double SELU = 1.0507009873554805;
    private static final double SELU_ALPHA = 1.6732632423543772;

    private KnownOps() {}

    static Map<Class<?>, List<Known>> tables() {
        Map<Class<?>, List<Known>> tables = new LinkedHashMap<>();
        tables.put(ArithmeticOps.class, ARITHMETIC);
        tables.put(ElementwiseOps.class, ELEMENTWISE);
        tables.put(ActivationOps.class, ACTIVATIONS);
        tables.put(PairOps.class, PAIRS);
        return tables;
    }

    /** The first line of this name. */
    static Known known(String op) {
        return tables().values().stream()
                .flatMap(List::stream)
                .filter(known -> known.op().equals(op))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no op " + op));
    }

    // spotless:off
    private static final List<Known> ARITHMETIC = List.of(
            two("add",                Tensor::add,                               Num::add,                                             REALS),
            two("sub",                Tensor::sub,                               Num::sub,                                             REALS),
            two("mul",                Tensor::mul,                               Num::mul,                                             REALS),
            two("div",                Tensor::div,                               Num::div,                                             OVER_NONZERO),
            two("pow",                Tensor::pow,                               Num::pow,                                             OF_POSITIVE),
            one("powScalar",          x -> x.pow(0),                             x -> x.of(1),                                         NONZERO),
            one("powScalar",          x -> x.pow(1),                             x -> x,                                               REALS),
            one("powScalar",          x -> x.pow(3),                             Num::cube,                                            REALS),
            one("powScalar",          x -> x.pow(-2),                            x -> x.square().inverse(),                            NONZERO),
            one("powScalar",          x -> x.pow(2.5),                           x -> x.pow(x.of(2.5)),                                POSITIVE),
            one("powScalar",          x -> x.pow(-0.5),                          x -> x.sqrt().inverse(),                              POSITIVE),
            two("maximum",            Tensor::maximum,                           (a, b) -> a.value() > b.value() ? a : b,              APART),
            one("maximumScalar",      x -> x.maximum(0.5),                       x -> x.value() > 0.5 ? x : x.of(0.5),                 awayFrom(0.5)),
            two("minimum",            Tensor::minimum,                           (a, b) -> a.value() < b.value() ? a : b,              APART),
            one("minimumScalar",      x -> x.minimum(0.5),                       x -> x.value() < 0.5 ? x : x.of(0.5),                 awayFrom(0.5)),
            two("where",              (a, b) -> Tensor.where(a.greater(0), a, b), (a, b) -> a.value() > 0 ? a : b,                     EITHER_SIDE),
            two("times",              Tensor::times,                             Num::mul,                                             REALS),
            two("productOfGradients", (a, b) -> a.apply(ArithmeticOps.PRODUCT_OF_GRADIENTS, b), Num::mul,                              REALS));

    private static final List<Known> ELEMENTWISE = List.of(
            one("neg",        Tensor::neg,                            Num::neg,                                  REALS),
            one("abs",        Tensor::abs,                            Num::abs,                                  NONZERO),
            one("square",     Tensor::square,                         Num::square,                               REALS),
            one("sqrt",       Tensor::sqrt,                           Num::sqrt,                                 POSITIVE),
            one("reciprocal", Tensor::reciprocal,                     Num::inverse,                              NONZERO),
            one("rsqrt",      Tensor::rsqrt,                          x -> x.sqrt().inverse(),                   POSITIVE),

            one("exp",        Tensor::exp,                            Num::exp,                                  REALS),
            one("exp2",       Tensor::exp2,                           x -> x.mul(x.of(2).log()).exp(),           REALS),
            one("expm1",      Tensor::expm1,                          Num::expm1,                                REALS),
            one("logSlope",   x -> x.apply(ElementwiseOps.LOG_SLOPE), Num::inverse,                              POSITIVE),
            one("log",        Tensor::log,                            Num::log,                                  POSITIVE),
            one("log2",       Tensor::log2,                           x -> x.log().div(x.of(2).log()),           POSITIVE),
            one("log10",      Tensor::log10,                          Num::log10,                                POSITIVE),
            one("log1p",      Tensor::log1p,                          Num::log1p,                                POSITIVE),

            one("sin",        Tensor::sin,                            Num::sin,                                  REALS),
            one("cos",        Tensor::cos,                            Num::cos,                                  REALS),
            one("tan",        Tensor::tan,                            Num::tan,                                  UNIT),
            one("asinSlope",  x -> x.apply(ElementwiseOps.ASIN_SLOPE), x -> x.square().oneMinus().sqrt().inverse(), UNIT),
            one("asin",       Tensor::asin,                           Num::asin,                                 UNIT),
            one("acos",       Tensor::acos,                           Num::acos,                                 UNIT),
            one("atanSlope",  x -> x.apply(ElementwiseOps.ATAN_SLOPE), x -> x.square().add(1).inverse(),         REALS),
            one("atan",       Tensor::atan,                           Num::atan,                                 REALS),

            one("sinh",       Tensor::sinh,                           Num::sinh,                                 REALS),
            one("cosh",       Tensor::cosh,                           Num::cosh,                                 REALS),
            one("tanh",       Tensor::tanh,                           Num::tanh,                                 REALS),
            one("asinhSlope", x -> x.apply(ElementwiseOps.ASINH_SLOPE), x -> x.square().add(1).sqrt().inverse(), REALS),
            one("asinh",      Tensor::asinh,                          Num::asinh,                                REALS),
            one("acoshSlope", x -> x.apply(ElementwiseOps.ACOSH_SLOPE), x -> x.square().add(-1).sqrt().inverse(), ABOVE_ONE),
            one("acosh",      Tensor::acosh,                          Num::acosh,                                ABOVE_ONE),
            one("atanhSlope", x -> x.apply(ElementwiseOps.ATANH_SLOPE), x -> x.square().oneMinus().inverse(),    UNIT),
            one("atanh",      Tensor::atanh,                          Num::atanh,                                UNIT),

            one("gaussian",   x -> x.apply(ElementwiseOps.GAUSSIAN),  Num::gaussian,                             REALS),
            one("erf",        Tensor::erf,                            Num::erf,                                  REALS),
            one("erfc",       Tensor::erfc,                           x -> x.erf().oneMinus(),                   REALS));

    private static final List<Known> ACTIVATIONS = List.of(
            one("sigmoid",       Tensor::sigmoid,                               Num::sigmoid,                                                      REALS),
            one("logSigmoid",    Tensor::logSigmoid,                            x -> x.sigmoid().log(),                                            REALS),
            one("softplus",      Tensor::softplus,                              Num::softplus,                                                     REALS),
            one("softsign",      Tensor::softsign,                              x -> x.div(x.abs().add(1)),                                        NONZERO),
            one("relu",          Tensor::relu,                                  x -> x.value() > 0 ? x : x.of(0),                                  NONZERO),
            one("siluSlope",     x -> x.apply(ActivationOps.SILU_SLOPE),        KnownOps::siluSlope,                                               REALS),
            one("silu",          Tensor::silu,                                  x -> x.mul(x.sigmoid()),                                           REALS),
            one("mishSlope",     x -> x.apply(ActivationOps.MISH_SLOPE),        KnownOps::mishSlope,                                               REALS),
            one("mish",          Tensor::mish,                                  x -> x.mul(x.softplus().tanh()),                                   REALS),
            one("normalDensity", x -> x.apply(ActivationOps.NORMAL_DENSITY),    Num::normalDensity,                                                REALS),
            one("geluSlope",     x -> x.apply(ActivationOps.GELU_SLOPE),        x -> x.normalBelow().add(x.mul(x.normalDensity())),                REALS),
            one("gelu",          Tensor::gelu,                                  x -> x.mul(x.normalBelow()),                                       REALS),
            one("geluTanhSlope", x -> x.apply(ActivationOps.GELU_TANH_SLOPE),   KnownOps::geluTanhSlope,                                           REALS),
            one("geluTanh",      Tensor::geluTanh,                              x -> x.mul(geluArgument(x).tanh().add(1)).div(2),                  REALS),
            one("hardSwish",     Tensor::hardSwish,                             KnownOps::hardSwish,                                               awayFrom(-3, 3)),
            one("leakyRelu",     x -> x.leakyRelu(0.1),                         x -> x.value() > 0 ? x : x.mul(0.1),                               NONZERO),
            one("elu",           x -> x.elu(0.7),                               x -> x.value() > 0 ? x : x.expm1().mul(0.7),                       NONZERO),
            one("elu",           Tensor::selu,                                  x -> (x.value() > 0 ? x : x.expm1().mul(SELU_ALPHA)).mul(SELU),    NONZERO),
            one("eluSlope",      x -> x.apply(new EluSlope(0.7)),               x -> x.value() > 0 ? x.of(1) : x.exp().mul(0.7),                   NONZERO),
            one("eluCurve",      x -> x.apply(new EluCurve(0.7)),               x -> x.value() > 0 ? x.of(0) : x.exp().mul(0.7),                   NONZERO),
            one("celu",          x -> x.celu(0.7),                              x -> x.value() > 0 ? x : x.div(0.7).expm1().mul(0.7),              NONZERO));

    private static final List<Known> PAIRS = List.of(
            two("inversion", (a, b) -> a.apply(PairOps.INVERSION, b), (a, b) -> a.div(a.square().add(b.square())), OVER_NONZERO),
            two("direction", (a, b) -> a.apply(PairOps.DIRECTION, b), (a, b) -> a.div(a.hypot(b)),                 OVER_NONZERO),
            two("atan2",     Tensor::atan2,                           Num::atan2,                                  ANGLES),
            two("hypot",     Tensor::hypot,                           Num::hypot,                                  OVER_NONZERO),
            two("logAddExp", Tensor::logAddExp,                       (a, b) -> a.exp().add(b.exp()).log(),        REALS),
            two("xlogy",     Tensor::xlogy,                           (a, b) -> a.mul(b.log()),                    BY_POSITIVE));
    // spotless:on

    private static Num siluSlope(Num x) {
        Num s = x.sigmoid();
        return s.add(x.mul(s).mul(s.oneMinus()));
    }

    private static Num mishSlope(Num x) {
        Num t = x.softplus().tanh();
        return t.add(x.mul(t.square().oneMinus()).mul(x.sigmoid()));
    }

    /** √(2/π)·(x + 0.044715·x³). */
    private static Num geluArgument(Num x) {
        return x.add(x.cube().mul(44715).div(1e6)).mul(x.pi().div(2).inverse().sqrt());
    }

    private static Num geluTanhSlope(Num x) {
        Num t = geluArgument(x).tanh();
        Num slope = x.square()
                .mul(3 * 44715)
                .div(1e6)
                .add(1)
                .mul(x.pi().div(2).inverse().sqrt());
        return t.add(1).add(x.mul(t.square().oneMinus()).mul(slope)).div(2);
    }

    private static Num hardSwish(Num x) {
        return x.value() < -3 ? x.of(0) : x.value() > 3 ? x : x.mul(x.add(3)).div(6);
    }
}
