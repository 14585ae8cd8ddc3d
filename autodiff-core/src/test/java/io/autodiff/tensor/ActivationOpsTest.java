package io.autodiff.tensor;

import io.autodiff.laws.OpLaws;
import io.autodiff.tensor.ActivationOps.EluCurve;
import io.autodiff.tensor.ActivationOps.EluSlope;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.math3.special.Erf;

/**
 * Mirrors {@link ActivationOps}, line by line, and the methods of {@link ActivationMethods} that are composed of other ops.
 *
 * <p>The reference is the textbook formula in plain Java, which overflows and loses digits far out; so the inputs here are
 * between −4 and 4, and away from kinks. Kinks are in {@link ElementwiseKinksTest}, tails in {@link TailsTest}.
 */
class ActivationOpsTest extends OpLaws {
    // spotless:off
    @Property void sigmoid    (@ForAll("reals")         Tensor x) { lawsHold("sigmoid",     Tensor::sigmoid,     v -> 1 / (1 + Math.exp(-v)),                                                         x); }
    @Property void logSigmoid (@ForAll("reals")         Tensor x) { lawsHold("logSigmoid",  Tensor::logSigmoid,  v -> -Math.log1p(Math.exp(-v)),                                                      x); }
    @Property void softplus   (@ForAll("reals")         Tensor x) { lawsHold("softplus",    Tensor::softplus,    v -> Math.log1p(Math.exp(v)),                                                        x); }
    @Property void softsign   (@ForAll("awayFromKinks") Tensor x) { lawsHold("softsign",    Tensor::softsign,    v -> v / (1 + Math.abs(v)),                                                          x); }
    @Property void relu       (@ForAll("awayFromKinks") Tensor x) { lawsHold("relu",        Tensor::relu,        v -> v > 0 ? v : 0,                                                                  x); }
    @Property void selu       (@ForAll("awayFromKinks") Tensor x) { lawsHold("selu",        Tensor::selu,        v -> 1.0507009873554805 * (v > 0 ? v : 1.6732632423543772 * Math.expm1(v)),          x); }
    @Property void silu       (@ForAll("reals")         Tensor x) { lawsHold("silu",        Tensor::silu,        v -> v / (1 + Math.exp(-v)),                                                         x); }
    @Property void mish       (@ForAll("reals")         Tensor x) { lawsHold("mish",        Tensor::mish,        v -> v * Math.tanh(Math.log1p(Math.exp(v))),                                         x); }
    @Property void gelu       (@ForAll("reals")         Tensor x) { lawsHold("gelu",        Tensor::gelu,        v -> v * 0.5 * (1 + Erf.erf(v / Math.sqrt(2))),                                      x); }
    @Property void geluTanh   (@ForAll("reals")         Tensor x) { lawsHold("geluTanh",    Tensor::geluTanh,    v -> 0.5 * v * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (v + 0.044715 * v * v * v))), x); }
    @Property void hardSigmoid(@ForAll("awayFromKinks") Tensor x) { lawsHold("hardSigmoid", Tensor::hardSigmoid, v -> Math.min(Math.max(v + 3, 0), 6) / 6,                                            x); }
    @Property void hardSwish  (@ForAll("awayFromKinks") Tensor x) { lawsHold("hardSwish",   Tensor::hardSwish,   v -> v * Math.min(Math.max(v + 3, 0), 6) / 6,                                        x); }
    @Property void hardTanh   (@ForAll("awayFromKinks") Tensor x) { lawsHold("hardTanh",    Tensor::hardTanh,    v -> Math.min(Math.max(v, -1), 1),                                                   x); }
    // spotless:on

    /** Of twice the numbers, so that some are above 6. */
    @Property
    void relu6(@ForAll("awayFromKinks") Tensor x) {
        lawsHold("relu6", t -> t.mul(2).relu6(), v -> Math.min(Math.max(2 * v, 0), 6), x);
    }

    @Property
    void leakyRelu(@ForAll("awayFromKinks") Tensor x, @ForAll("parameters") double c) {
        lawsHold("leakyRelu", t -> t.leakyRelu(c), v -> v > 0 ? v : c * v, x);
    }

    @Property
    void elu(@ForAll("awayFromKinks") Tensor x, @ForAll("parameters") double alpha) {
        lawsHold("elu", t -> t.elu(alpha), v -> v > 0 ? v : alpha * Math.expm1(v), x);
    }

    @Property
    void celu(@ForAll("awayFromKinks") Tensor x, @ForAll("positiveParameters") double alpha) {
        lawsHold("celu", t -> t.celu(alpha), v -> v > 0 ? v : alpha * Math.expm1(v / alpha), x);
    }

    /** Plain numbers: nothing flows back. */
    @Property
    void step(@ForAll("atKinks") Tensor x) {
        ElementwiseOpsTest.isPlain(Tensor::step, v -> v > 0 ? 1 : 0, x);
    }

    /*
     * The slopes that are functions of their own: they have a rule each, and the laws hold for them too.
     */

    // spotless:off
    @Property void sigmoidSlope (@ForAll("reals")         Tensor x) { lawsHold("sigmoidSlope",  t -> t.apply(ActivationOps.sigmoidSlope(t.sigmoid())), v -> Math.exp(v) / Math.pow(1 + Math.exp(v), 2),             x); }
    @Property void siluSlope    (@ForAll("reals")         Tensor x) { lawsHold("siluSlope",     t -> t.apply(ActivationOps.SILU_SLOPE),                ActivationOpsTest::siluSlope,                                x); }
    @Property void mishSlope    (@ForAll("reals")         Tensor x) { lawsHold("mishSlope",     t -> t.apply(ActivationOps.MISH_SLOPE),                ActivationOpsTest::mishSlope,                                x); }
    @Property void normalDensity(@ForAll("reals")         Tensor x) { lawsHold("normalDensity", t -> t.apply(ActivationOps.NORMAL_DENSITY),            ActivationOpsTest::density,                                  x); }
    @Property void geluSlope    (@ForAll("reals")         Tensor x) { lawsHold("geluSlope",     t -> t.apply(ActivationOps.GELU_SLOPE),                v -> 0.5 * (1 + Erf.erf(v / Math.sqrt(2))) + v * density(v), x); }
    @Property void geluTanhSlope(@ForAll("reals")         Tensor x) { lawsHold("geluTanhSlope", t -> t.apply(ActivationOps.GELU_TANH_SLOPE),           ActivationOpsTest::geluTanhSlope,                            x); }
    @Property void eluSlope     (@ForAll("awayFromKinks") Tensor x) { lawsHold("eluSlope",      t -> t.apply(new EluSlope(0.7)),                       v -> v > 0 ? 1 : 0.7 * Math.exp(v),                          x); }
    @Property void eluCurve     (@ForAll("awayFromKinks") Tensor x) { lawsHold("eluCurve",      t -> t.apply(new EluCurve(0.7)),                       v -> v > 0 ? 0 : 0.7 * Math.exp(v),                          x); }
    // spotless:on

    private static double siluSlope(double x) {
        double s = 1 / (1 + Math.exp(-x));
        return s + x * s * (1 - s);
    }

    private static double mishSlope(double x) {
        double t = Math.tanh(Math.log1p(Math.exp(x)));
        return t + x * (1 - t * t) / (1 + Math.exp(-x));
    }

    private static double density(double x) {
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    private static double geluTanhSlope(double x) {
        double t = Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x));
        return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);
    }

    @Provide
    Arbitrary<Double> parameters() {
        return Arbitraries.of(-1.0, 0.0, 0.01, 0.5, 1.0, 1.5);
    }

    @Provide
    Arbitrary<Double> positiveParameters() {
        return Arbitraries.of(0.5, 1.0, 1.5);
    }
}
