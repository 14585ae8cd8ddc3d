package io.autodiff.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.autodiff.laws.OpLaws;
import io.autodiff.laws.Tensors;
import io.autodiff.transform.Autodiff;
import io.autodiff.transform.TensorFunction;
import io.autodiff.transform.Vjp;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.util.FastMath;

/**
 * Mirrors {@link ElementwiseOps}, line by line: y = f(x), and dy/dx.
 *
 * <p>A property says where the inputs come from and what the function is in plain Java. {@link OpLaws#lawsHold} does
 * the rest, for shapes of every rank, empty ones too: the value is that of plain Java; the rule agrees with
 * differences of the values, the rule of the rule with differences of the rule, and so on once more; forward and
 * reverse mode agree. A slope that is off by one in a million, or a rule that breaks when it is differentiated, fails
 * here under the op's name.
 *
 * <p>A function with a kink is drawn from away of it. What happens at the kink is in {@link KinksTest}.
 */
class ElementwiseOpsTest extends OpLaws {
    // spotless:off
    @Property void neg       (@ForAll("reals")         Tensor x) { lawsHold("neg",        Tensor::neg,        v -> -v,                        x); }
    @Property void abs       (@ForAll("awayFromKinks") Tensor x) { lawsHold("abs",        Tensor::abs,        Math::abs,                      x); }
    @Property void square    (@ForAll("reals")         Tensor x) { lawsHold("square",     Tensor::square,     v -> v * v,                     x); }
    @Property void sqrt      (@ForAll("positive")      Tensor x) { lawsHold("sqrt",       Tensor::sqrt,       Math::sqrt,                     x); }
    @Property void reciprocal(@ForAll("nonzero")       Tensor x) { lawsHold("reciprocal", Tensor::reciprocal, v -> 1 / v,                     x); }
    @Property void rsqrt     (@ForAll("positive")      Tensor x) { lawsHold("rsqrt",      Tensor::rsqrt,      v -> 1 / Math.sqrt(v),          x); }

    @Property void exp       (@ForAll("reals")         Tensor x) { lawsHold("exp",        Tensor::exp,        Math::exp,                      x); }
    @Property void exp2      (@ForAll("reals")         Tensor x) { lawsHold("exp2",       Tensor::exp2,       v -> Math.pow(2, v),            x); }
    @Property void expm1     (@ForAll("reals")         Tensor x) { lawsHold("expm1",      Tensor::expm1,      Math::expm1,                    x); }
    @Property void log       (@ForAll("positive")      Tensor x) { lawsHold("log",        Tensor::log,        Math::log,                      x); }
    @Property void log2      (@ForAll("positive")      Tensor x) { lawsHold("log2",       Tensor::log2,       v -> Math.log(v) / Math.log(2), x); }
    @Property void log10     (@ForAll("positive")      Tensor x) { lawsHold("log10",      Tensor::log10,      Math::log10,                    x); }
    @Property void log1p     (@ForAll("positive")      Tensor x) { lawsHold("log1p",      Tensor::log1p,      Math::log1p,                    x); }

    @Property void sin       (@ForAll("reals")         Tensor x) { lawsHold("sin",        Tensor::sin,        Math::sin,                      x); }
    @Property void cos       (@ForAll("reals")         Tensor x) { lawsHold("cos",        Tensor::cos,        Math::cos,                      x); }
    @Property void tan       (@ForAll("inside")        Tensor x) { lawsHold("tan",        Tensor::tan,        Math::tan,                      x); }
    @Property void asin      (@ForAll("inside")        Tensor x) { lawsHold("asin",       Tensor::asin,       Math::asin,                     x); }
    @Property void acos      (@ForAll("inside")        Tensor x) { lawsHold("acos",       Tensor::acos,       Math::acos,                     x); }
    @Property void atan      (@ForAll("reals")         Tensor x) { lawsHold("atan",       Tensor::atan,       Math::atan,                     x); }
    @Property void sinh      (@ForAll("reals")         Tensor x) { lawsHold("sinh",       Tensor::sinh,       Math::sinh,                     x); }
    @Property void cosh      (@ForAll("reals")         Tensor x) { lawsHold("cosh",       Tensor::cosh,       Math::cosh,                     x); }
    @Property void tanh      (@ForAll("reals")         Tensor x) { lawsHold("tanh",       Tensor::tanh,       Math::tanh,                     x); }
    @Property void asinh     (@ForAll("reals")         Tensor x) { lawsHold("asinh",      Tensor::asinh,      FastMath::asinh,                x); }
    @Property void acosh     (@ForAll("aboveOne")      Tensor x) { lawsHold("acosh",      Tensor::acosh,      FastMath::acosh,                x); }
    @Property void atanh     (@ForAll("inside")        Tensor x) { lawsHold("atanh",      Tensor::atanh,      FastMath::atanh,                x); }

    @Property void erf       (@ForAll("reals")         Tensor x) { lawsHold("erf",        Tensor::erf,        Erf::erf,                       x); }
    @Property void erfc      (@ForAll("reals")         Tensor x) { lawsHold("erfc",       Tensor::erfc,       Erf::erfc,                      x); }
    @Property void oneMinus  (@ForAll("reals")         Tensor x) { lawsHold("oneMinus",   Tensor::oneMinus,   v -> 1 - v,                     x); }
    // spotless:on

    /*
     * The slopes that are functions of their own: they have a rule each, and the laws hold for them too.
     */

    // spotless:off
    @Property void logSlope  (@ForAll("positive") Tensor x) { lawsHold("logSlope",   t -> t.apply(ElementwiseOps.LOG_SLOPE),           v -> 1 / v,                          x); }
    @Property void asinSlope (@ForAll("inside")   Tensor x) { lawsHold("asinSlope",  t -> t.apply(ElementwiseOps.ASIN_SLOPE),          v -> 1 / Math.sqrt(1 - v * v),       x); }
    @Property void atanSlope (@ForAll("reals")    Tensor x) { lawsHold("atanSlope",  t -> t.apply(ElementwiseOps.ATAN_SLOPE),          v -> 1 / (1 + v * v),                x); }
    @Property void tanhSlope (@ForAll("reals")    Tensor x) { lawsHold("tanhSlope",  t -> t.apply(ElementwiseOps.tanhSlope(t.tanh())), v -> 1 / (Math.cosh(v) * Math.cosh(v)), x); }
    @Property void asinhSlope(@ForAll("reals")    Tensor x) { lawsHold("asinhSlope", t -> t.apply(ElementwiseOps.ASINH_SLOPE),         v -> 1 / Math.sqrt(1 + v * v),       x); }
    @Property void acoshSlope(@ForAll("aboveOne") Tensor x) { lawsHold("acoshSlope", t -> t.apply(ElementwiseOps.ACOSH_SLOPE),         v -> 1 / Math.sqrt(v * v - 1),       x); }
    @Property void atanhSlope(@ForAll("inside")   Tensor x) { lawsHold("atanhSlope", t -> t.apply(ElementwiseOps.ATANH_SLOPE),         v -> 1 / (1 - v * v),                x); }
    @Property void gaussian  (@ForAll("reals")    Tensor x) { lawsHold("gaussian",   t -> t.apply(ElementwiseOps.GAUSSIAN),            v -> Math.exp(-v * v),               x); }
    // spotless:on

    /** Plain numbers: nothing flows back. */
    @Property
    void sign(@ForAll("atKinks") Tensor x) {
        isPlain(Tensor::sign, Math::signum, x);
    }

    /** Plain numbers: nothing flows back. */
    @Property
    void floor(@ForAll("halves") Tensor x) {
        isPlain(Tensor::floor, Math::floor, x);
    }

    /** Plain numbers: nothing flows back. */
    @Property
    void ceil(@ForAll("halves") Tensor x) {
        isPlain(Tensor::ceil, Math::ceil, x);
    }

    /** Plain numbers: nothing flows back. A half goes to the even neighbour. */
    @Property
    void round(@ForAll("halves") Tensor x) {
        isPlain(Tensor::round, Math::rint, x);
    }

    static void isPlain(TensorFunction f, DoubleUnaryOperator reference, Tensor x) {
        Vjp<Tensor> vjp = Autodiff.vjp(f, x);
        assertArrayEquals(
                Reference.map(x, reference).toDoubleArray(), vjp.value().toDoubleArray());
        Tensor gradient = vjp.pullback().apply(vjp.value());
        assertArrayEquals(new double[x.size()], gradient.toDoubleArray());
    }

    /** What is far out is in {@link TailsTest}. */
    @Provide
    Arbitrary<Tensor> inside() {
        return Tensors.reals().map(x -> x.mul(0.25));
    }

    @Provide
    Arbitrary<Tensor> aboveOne() {
        return Tensors.positive().map(x -> x.add(1));
    }

    @Provide
    Arbitrary<Tensor> halves() {
        return Arbitraries.oneOf(Tensors.reals(), Tensors.atKinks().map(x -> x.mul(5)));
    }
}
