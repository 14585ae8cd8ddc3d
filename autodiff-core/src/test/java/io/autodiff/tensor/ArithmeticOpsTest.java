package io.autodiff.tensor;

import io.autodiff.check.Case;
import io.autodiff.laws.OpLaws;
import io.autodiff.laws.Pair;
import io.autodiff.shape.Shape;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * Mirrors {@link ArithmeticOps}: y = f(a, b) for every pair of elements, ∂y/∂a and ∂y/∂b.
 *
 * <p>Operands broadcast: the common shape is drawn first, and each operand leaves out axes of it. So every property
 * here also proves that a gradient is summed back to the shape of its operand. Both operands move at once, and the
 * rules of both are held against differences, to order three. Sums and products are polynomials of degree two, for
 * which differences are exact: their rules agree to twelve digits.
 *
 * <p>A property named after a method with {@code Scalar} behind it is about a Java number as the second operand.
 * Kinks and special values are in {@link KinksTest}.
 */
class ArithmeticOpsTest extends OpLaws {
    @Property
    void add(@ForAll("pairs") Pair p) {
        lawsHold(function("add", Tensor::add, p).linear(), zip(p, (a, b) -> a + b));
    }

    @Property
    void addScalar(@ForAll("reals") Tensor x, @ForAll("number") double c) {
        lawsHold(function("add", a -> a.add(c), x).quadratic(), Reference.map(x, a -> a + c));
    }

    @Property
    void sub(@ForAll("pairs") Pair p) {
        lawsHold(function("sub", Tensor::sub, p).linear(), zip(p, (a, b) -> a - b));
    }

    @Property
    void subScalar(@ForAll("reals") Tensor x, @ForAll("number") double c) {
        lawsHold(function("sub", a -> a.sub(c), x).quadratic(), Reference.map(x, a -> a - c));
    }

    @Property
    void mul(@ForAll("pairs") Pair p) {
        lawsHold(function("mul", Tensor::mul, p).quadratic(), zip(p, (a, b) -> a * b));
    }

    @Property
    void mulScalar(@ForAll("reals") Tensor x, @ForAll("number") double c) {
        lawsHold(function("mul", a -> a.mul(c), x).linear(), Reference.map(x, a -> a * c));
    }

    @Property
    void div(@ForAll("pairsOverNonzero") Pair p) {
        lawsHold(function("div", Tensor::div, p), zip(p, (a, b) -> a / b));
    }

    @Property
    void divScalar(@ForAll("reals") Tensor x, @ForAll("divisors") double c) {
        lawsHold(function("div", a -> a.div(c), x).linear(), Reference.map(x, a -> a / c));
    }

    @Property
    void pow(@ForAll("pairsOfPositive") Pair p) {
        lawsHold(function("pow", Tensor::pow, p), zip(p, Math::pow));
    }

    @Property
    void powScalar(@ForAll("nonzero") Tensor any, @ForAll("exponents") double c) {
        Tensor x = c == Math.rint(c) ? any : any.abs(); // a negative base has whole powers only
        lawsHold(function("pow", a -> a.pow(c), x), Reference.map(x, a -> Math.pow(a, c)));
    }

    @Property
    void maximum(@ForAll("pairsAwayFromKinks") Pair p) {
        lawsHold(function("maximum", Tensor::maximum, p), zip(p, (a, b) -> a > b ? a : b));
    }

    @Property
    void maximumScalar(@ForAll("awayFromKinks") Tensor x, @ForAll @IntRange(min = -40, max = 40) int tenths) {
        double c = tenths / 10.0; // the numbers of x are not tenths
        lawsHold(function("maximum", a -> a.maximum(c), x), Reference.map(x, a -> a > c ? a : c));
    }

    @Property
    void minimum(@ForAll("pairsAwayFromKinks") Pair p) {
        lawsHold(function("minimum", Tensor::minimum, p), zip(p, (a, b) -> a < b ? a : b));
    }

    @Property
    void minimumScalar(@ForAll("awayFromKinks") Tensor x, @ForAll @IntRange(min = -40, max = 40) int tenths) {
        double c = tenths / 10.0; // the numbers of x are not tenths
        lawsHold(function("minimum", a -> a.minimum(c), x), Reference.map(x, a -> a < c ? a : c));
    }

    @Property
    void clamp(
            @ForAll("awayFromKinks") Tensor x,
            @ForAll @IntRange(min = -40, max = 40) int low,
            @ForAll @IntRange(min = -40, max = 40) int high) {
        lawsHold(
                function("clamp", a -> a.clamp(low / 10.0, high / 10.0), x),
                Reference.map(x, a -> Math.min(Math.max(a, low / 10.0), high / 10.0)));
    }

    @Property
    void where(@ForAll("pairs") Pair p, @ForAll long bits) {
        Shape common = Reference.broadcast(p.left().shape(), p.right().shape());
        Mask mask = mask(bits % 3 == 0 ? common.last(Math.min(1, common.rank())) : common, bits);
        Tensor chosen = Reference.of(
                common,
                index -> Reference.at(
                        Reference.at(mask.toTensor(DType.FLOAT64), index) == 1 ? p.left() : p.right(), index));
        lawsHold(function("where", (a, b) -> Tensor.where(mask, a, b), p).linear(), chosen);
    }

    @Property
    void times(@ForAll("pairs") Pair p) {
        lawsHold(function("times", Tensor::times, p).quadratic(), zip(p, (g, s) -> g * s));
    }

    /** What {@code times} needs to be differentiated. The op sees equal shapes. */
    @Property
    void productOfGradients(@ForAll("twins") Pair p) {
        Case c = Case.of(ArithmeticOps.PRODUCT_OF_GRADIENTS, p.left(), p.right());
        lawsHold(c.quadratic(), zip(p, (u, g) -> u * g));
    }

    private static Tensor zip(Pair p, DoubleBinaryOperator f) {
        return Reference.zip(p.left(), p.right(), f);
    }

    private static Mask mask(Shape shape, long bits) {
        boolean[] truths = new boolean[shape.size()];
        for (int i = 0; i < truths.length; i++) {
            truths[i] = (bits >> i & 1) == 1;
        }
        return Mask.of(shape, truths);
    }

    @Provide
    Arbitrary<Double> divisors() {
        return Arbitraries.of(List.of(1.0, -1.0, 2.0, -0.3, 7.0));
    }

    @Provide
    Arbitrary<Double> exponents() {
        return Arbitraries.of(List.of(0.0, 1.0, 2.0, 3.0, 0.5, 2.5, -1.0, -2.0, -0.5));
    }
}
