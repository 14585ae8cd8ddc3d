package io.autodiff.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.autodiff.check.Laws;
import io.autodiff.laws.OpLaws;
import io.autodiff.transform.Autodiff;
import io.autodiff.transform.TensorFunction;
import io.autodiff.transform.Vjp;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

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
    @Property void neg       (@ForAll("reals")         Tensor x) { lawsHold("neg",        Tensor::neg,        v -> -v,                     x); }
    @Property void abs       (@ForAll("awayFromKinks") Tensor x) { lawsHold("abs",        Tensor::abs,        Math::abs,                   x); }
    @Property void square    (@ForAll("reals")         Tensor x) { lawsHold("square",     Tensor::square,     v -> v * v,                  x); }
    @Property void sqrt      (@ForAll("positive")      Tensor x) { lawsHold("sqrt",       Tensor::sqrt,       Math::sqrt,                  x); }
    @Property void reciprocal(@ForAll("nonzero")       Tensor x) { lawsHold("reciprocal", Tensor::reciprocal, v -> 1 / v,                  x); }
    @Property void exp       (@ForAll("reals")         Tensor x) { lawsHold("exp",        Tensor::exp,        Math::exp,                   x); }
    @Property void log       (@ForAll("positive")      Tensor x) { lawsHold("log",        Tensor::log,        Math::log,                   x); }
    @Property void sin       (@ForAll("reals")         Tensor x) { lawsHold("sin",        Tensor::sin,        Math::sin,                   x); }
    @Property void cos       (@ForAll("reals")         Tensor x) { lawsHold("cos",        Tensor::cos,        Math::cos,                   x); }
    @Property void tanh      (@ForAll("reals")         Tensor x) { lawsHold("tanh",       Tensor::tanh,       Math::tanh,                  x); }
    @Property void sigmoid   (@ForAll("reals")         Tensor x) { lawsHold("sigmoid",    Tensor::sigmoid,    v -> 1 / (1 + Math.exp(-v)), x); }
    @Property void relu      (@ForAll("awayFromKinks") Tensor x) { lawsHold("relu",       Tensor::relu,       v -> v > 0 ? v : 0,          x); }
    @Property void oneMinus  (@ForAll("reals")         Tensor x) { lawsHold("oneMinus",   Tensor::oneMinus,   v -> 1 - v,                  x); }
    // spotless:on

    /** Plain numbers: nothing flows back. */
    @Property
    void sign(@ForAll("atKinks") Tensor x) {
        isPlain(Tensor::sign, Math::signum, x);
    }

    /** Plain numbers: nothing flows back. */
    @Property
    void step(@ForAll("atKinks") Tensor x) {
        isPlain(Tensor::step, v -> v > 0 ? 1 : 0, x);
    }

    private static void isPlain(TensorFunction f, DoubleUnaryOperator reference, Tensor x) {
        Vjp<Tensor> vjp = Autodiff.vjp(f, x);
        assertArrayEquals(
                Reference.map(x, reference).toDoubleArray(), vjp.value().toDoubleArray());
        Tensor gradient = vjp.pullback().apply(vjp.value());
        assertArrayEquals(new double[x.size()], gradient.toDoubleArray());
    }

    /**
     * Where exponentials round to nothing or to 1, values are still those of plain Java, and slopes stay between 0
     * and 1.
     */
    @Property
    void inTheTails(@ForAll("tails") Tensor x) {
        Laws.valueIs(function("exp", Tensor::exp, x), Reference.map(x, Math::exp));
        Laws.valueIs(function("tanh", Tensor::tanh, x), Reference.map(x, Math::tanh));
        Laws.valueIs(function("sigmoid", Tensor::sigmoid, x), Reference.map(x, v -> 1 / (1 + Math.exp(-v))));
        for (TensorFunction f : List.<TensorFunction>of(Tensor::tanh, Tensor::sigmoid)) {
            Tensor slope = Autodiff.grad(t -> f.apply(t).sum()).apply(x);
            assertEquals(x.size(), slope.greaterEqual(0).and(slope.lessEqual(1)).count());
        }
    }
}
