package io.autodiff.tensor;

import static io.autodiff.transform.Autodiff.grad;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.autodiff.check.Case;
import io.autodiff.laws.OpLaws;
import io.autodiff.laws.Pair;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Mirrors {@link PairOps}, and the methods of {@link PairMethods} that are composed of other ops. The operands broadcast, and
 * points in the plane are away from the origin, which is in {@link ElementwiseKinksTest}.
 */
class PairOpsTest extends OpLaws {
    // spotless:off
    @Property void inversion(@ForAll("pairsOverNonzero") Pair p) { holds("inversion", broadcasting(PairOps.INVERSION), (a, b) -> a / (a * a + b * b),            p); }
    @Property void direction(@ForAll("pairsOverNonzero") Pair p) { holds("direction", broadcasting(PairOps.DIRECTION), (a, b) -> a / Math.sqrt(a * a + b * b), p); }
    @Property void hypot    (@ForAll("pairsOverNonzero") Pair p) { holds("hypot",     Tensor::hypot,                   Math::hypot,                            p); }
    @Property void logAddExp(@ForAll("pairs")            Pair p) { holds("logAddExp", Tensor::logAddExp,               (a, b) -> Math.log(Math.exp(a) + Math.exp(b)), p); }
    // spotless:on

    /** The angle jumps where b is negative and a passes 0, so there a positive b is taken. */
    @Property
    void atan2(@ForAll("pairsOverNonzero") Pair p) {
        holds("atan2", (a, b) -> a.atan2(b.abs()), (a, b) -> Math.atan2(a, Math.abs(b)), p);
        holds(
                "atan2",
                (b, a) -> a.atan2(b),
                (b, a) -> Math.atan2(a, b),
                new Pair(p.left().abs(), p.right().abs()));
    }

    @Property
    void xlogy(@ForAll("pairsOfPositive") Pair p) {
        holds("xlogy", (b, a) -> a.xlogy(b), (b, a) -> a * Math.log(b), p);
    }

    @Property
    void lerpScalar(@ForAll("pairs") Pair p, @ForAll("weights") double w) {
        Case c = function("lerp", (a, b) -> a.lerp(b, w), p);
        lawsHold(c.linear(), Reference.zip(p.left(), p.right(), (a, b) -> (1 - w) * a + w * b));
    }

    /** The weights move too. */
    @Property
    void lerp(@ForAll("pairs") Pair p, @ForAll("awayFromKinks") Tensor any) {
        Tensor w = any.reshape(any.size()).slice(0, 0, Math.min(1, any.size()));
        if (w.size() == 1) { // one weight for all
            Tensor weight = w.reshape().add(0.41); // so that none is 0.5, where the formula changes
            Case c = Case.of("lerp", in -> in.get(0).lerp(in.get(1), in.get(2)), List.of(p.left(), p.right(), weight));
            double v = weight.item();
            lawsHold(c, Reference.zip(p.left(), p.right(), (a, b) -> (1 - v) * a + v * b));
        }
    }

    @Property
    void squaredDifference(@ForAll("pairs") Pair p) {
        Case c = function("squaredDifference", Tensor::squaredDifference, p);
        lawsHold(c.quadratic(), Reference.zip(p.left(), p.right(), (a, b) -> (a - b) * (a - b)));
    }

    /** −∞ has no share in what is not a number: the gradients are none either. */
    @Example
    void logAddExpOfNothingAndNaN() {
        Tensor nothing = Tensor.of(Double.NEGATIVE_INFINITY);
        Tensor nan = Tensor.of(Double.NaN);
        assertEquals(
                Double.NaN, grad(a -> a.logAddExp(nan).sum()).apply(nothing).get(0));
        assertEquals(
                Double.NaN, grad(b -> nothing.logAddExp(b).sum()).apply(nan).get(0));
    }

    private static void holds(String name, BinaryOperator<Tensor> f, DoubleBinaryOperator reference, Pair p) {
        lawsHold(function(name, f, p), Reference.zip(p.left(), p.right(), reference));
    }

    private static BinaryOperator<Tensor> broadcasting(BinaryOp op) {
        return (a, b) -> Broadcast.apply(op, a, b);
    }

    @Provide
    Arbitrary<Double> weights() {
        return Arbitraries.of(0.0, 0.25, 0.5, 0.8, 1.0, -1.0, 2.0);
    }
}
