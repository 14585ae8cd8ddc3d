package io.autodiff.laws;

import static io.autodiff.laws.Operation.alongAxis;
import static io.autodiff.laws.Operation.kinked;
import static io.autodiff.laws.Operation.one;
import static io.autodiff.laws.Operation.overAxes;
import static io.autodiff.laws.Operation.overAxesToNonzero;
import static io.autodiff.laws.Operation.pair;
import static io.autodiff.laws.Operation.two;

import io.autodiff.shape.Shape;
import io.autodiff.tensor.IntTensor;
import io.autodiff.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;

/**
 * The operations that random programs are made of: every method of a tensor that has a gradient, family by family,
 * derivatives themselves among them. A family is drawn first and one of its operations second, so that sixty functions
 * of one number do not crowd out the one matrix product.
 */
public final class Vocabulary {
    static final List<Operation> PAIRS = List.of(
            pair("add", Domain.REALS, Domain.REALS, Tensor::add),
            pair("sub", Domain.REALS, Domain.REALS, Tensor::sub),
            pair("mul", Domain.REALS, Domain.REALS, Tensor::mul),
            pair("div", Domain.REALS, Domain.POSITIVE, Tensor::div),
            pair("pow", Domain.POSITIVE, Domain.REALS, Tensor::pow),
            pair("atan2", Domain.POSITIVE, Domain.REALS, Tensor::atan2),
            pair("hypot", Domain.POSITIVE, Domain.REALS, Tensor::hypot),
            pair("logAddExp", Domain.REALS, Domain.REALS, Tensor::logAddExp),
            pair("xlogy", Domain.POSITIVE, Domain.POSITIVE, Tensor::xlogy),
            pair("squaredDifference", Domain.REALS, Domain.REALS, Tensor::squaredDifference),
            two("maximum", x -> true, Vocabulary::apart, (d, a, b) -> Form.binary("$0.maximum($1)", Tensor::maximum)),
            two("minimum", x -> true, Vocabulary::apart, (d, a, b) -> Form.binary("$0.minimum($1)", Tensor::minimum)),
            two("lerp", x -> true, Operation::broadcast, (d, a, b) -> {
                double weight = d.between(0, 1);
                return Form.binary("$0.lerp($1, " + weight + ")", (x, y) -> x.lerp(y, weight));
            }),
            two(
                    "times",
                    x -> true,
                    (a, b) -> Operation.sameShape(a, b) && Smoothness.isAwayFrom(a, 0) && Smoothness.isAwayFrom(b, 0),
                    (d, a, b) -> Form.binary("$0.times($1)", Tensor::times)));

    static final List<Operation> NUMBERS = List.of(
            number("add", -2, 2, Tensor::add),
            number("sub", -2, 2, Tensor::sub),
            number("mul", -1.5, 1.5, Tensor::mul),
            number("div", 1, 3, Tensor::div),
            one("pow(number)", Domain.POSITIVE, x -> true, (d, x) -> {
                double exponent = d.between(-2, 2);
                return Form.unary("$0.pow(" + exponent + ")", t -> t.pow(exponent));
            }),
            kinked("maximum", "0.5", x -> x.maximum(0.5), 0.5),
            kinked("minimum", "0.5", x -> x.minimum(0.5), 0.5),
            kinked("clamp", "-1.0, 1.0", x -> x.clamp(-1, 1), -1, 1));

    static final List<Operation> REDUCTIONS = List.of(
            overAxes("sum", Tensor::sum),
            overAxes("sumKeeping", Tensor::sumKeeping),
            overAxes("mean", Tensor::mean),
            overAxes("meanKeeping", Tensor::meanKeeping),
            overAxes("max", Domain.REALS, Smoothness::hasGaps, Tensor::max),
            overAxes("maxKeeping", Domain.REALS, Smoothness::hasGaps, Tensor::maxKeeping),
            overAxes("min", Domain.REALS, Smoothness::hasGaps, Tensor::min),
            overAxes("minKeeping", Domain.REALS, Smoothness::hasGaps, Tensor::minKeeping),
            overAxes("prod", Tensor::prod),
            overAxes("prodKeeping", Tensor::prodKeeping),
            overAxes("logSumExp", Tensor::logSumExp),
            overAxes("logSumExpKeeping", Tensor::logSumExpKeeping),
            one("sumTo", Operation::hasAxes, (d, x) -> {
                int axis = d.below(x.rank());
                Shape shape = x.shape().keeping(axis);
                return Form.unary("$0.sumTo(" + JavaSource.of(shape) + ")", t -> t.sumTo(shape));
            }));

    static final List<Operation> STATISTICS = List.of(
            overAxes("variance", Tensor::variance),
            overAxes("varianceKeeping", Tensor::varianceKeeping),
            one(
                    "varianceDdof",
                    x -> x.rank() > 0 && x.size(-1) > 1,
                    (d, x) -> Form.unary("$0.varianceDdof(1, -1)", t -> t.varianceDdof(1, -1))),
            overAxesToNonzero("std", Tensor::std),
            overAxesToNonzero("stdKeeping", Tensor::stdKeeping),
            one(
                    "stdDdof",
                    x -> x.rank() > 0 && x.size(-1) > 1 && Smoothness.isAwayFrom(x.std(-1), 0),
                    (d, x) -> Form.unary("$0.stdDdof(1, -1)", t -> t.stdDdof(1, -1))),
            one("layerNorm", Domain.REALS, x -> true, (d, x) -> {
                int[] axes = d.someAxes(x.rank());
                String list = axes.length == 0 ? "" : ", " + Form.list(axes);
                return Form.unary("$0.layerNorm(0.5" + list + ")", t -> t.layerNorm(0.5, axes));
            }),
            two(
                    "layerNorm(scale, offset)",
                    Operation::hasAxes,
                    (x, b) -> b.rank() == 1 && b.size(0) == x.size(-1),
                    (d, x, b) -> Form.binary(
                            "$0.layerNorm($1, $1.neg(), 0.5, -1)", (t, s) -> t.layerNorm(s, s.neg(), 0.5, -1))),
            overAxesToNonzero("norm", Tensor::norm),
            overAxesToNonzero("normKeeping", Tensor::normKeeping),
            overAxes("norm1", Domain.REALS, x -> Smoothness.isAwayFrom(x, 0), Tensor::norm1),
            overAxes("normInf", Domain.POSITIVE, Smoothness::hasGaps, Tensor::normInf),
            one("normP", Domain.POSITIVE, x -> true, (d, x) -> {
                int[] axes = d.someAxes(x.rank());
                String list = axes.length == 0 ? "" : ", " + Form.list(axes);
                return Form.unary("$0.normP(2.5" + list + ")", t -> t.normP(2.5, axes));
            }));

    static final List<Operation> LINES = List.of(
            alongAxis("softmax", Tensor::softmax),
            alongAxis("logSoftmax", Tensor::logSoftmax),
            alongAxis("cumSum", Tensor::cumSum),
            alongAxis("cumProd", Tensor::cumProd),
            alongAxis("logCumSumExp", Tensor::logCumSumExp));

    static final List<Operation> PRODUCTS = List.of(
            two(
                    "matmul",
                    Operation::hasAxes,
                    Vocabulary::multiply,
                    (d, a, b) -> Form.binary("$0.matmul($1)", Tensor::matmul)),
            two("dot", x -> x.rank() == 1, Operation::sameShape, (d, a, b) -> Form.binary("$0.dot($1)", Tensor::dot)),
            two(
                    "outer",
                    x -> x.rank() == 1,
                    (a, b) -> b.rank() == 1,
                    (d, a, b) -> Form.binary("$0.outer($1)", Tensor::outer)));

    static final List<Operation> LOSSES = List.of(
            one("crossEntropy(labels)", Operation::hasAxes, (d, x) -> {
                int rows = x.size() / x.size(-1);
                IntTensor labels = IntTensor.of(x.shape().butLast(1), d.positions(rows, x.size(-1)));
                return Form.unary("$0.crossEntropy(" + JavaSource.of(labels) + ")", t -> t.crossEntropy(labels));
            }),
            two(
                    "crossEntropy",
                    Operation::hasAxes,
                    Operation::sameShape,
                    (d, a, b) ->
                            Form.binary("$0.crossEntropy($1.softmax(-1))", (x, p) -> x.crossEntropy(p.softmax(-1)))),
            two("mse", x -> true, Operation::sameShape, (d, a, b) -> Form.binary("$0.mse($1)", Tensor::mse)));

    /** Derivatives inside a program. A gradient is that of a mean square, so that it depends on where it is taken. */
    static final List<Operation> DERIVATIVES = List.of(
            Operation.of("grad", d -> {
                Value at = d.pick(x -> true);
                Value.Variable variable = new Value.Variable();
                Value body = at == null ? null : d.body(variable, at);
                return body == null || at == null
                        ? null
                        : new Derivative(
                                variable,
                                new Value.Call(
                                        "mean square",
                                        Form.unary(
                                                "$0.square().mean()",
                                                x -> x.square().mean()),
                                        List.of(body)),
                                at,
                                null);
            }),
            Operation.of("jvp", d -> {
                Value at = d.pick(x -> true);
                Value direction = at == null ? null : d.pick(x -> Operation.sameShape(x, d.numbers(at)));
                Value.Variable variable = new Value.Variable();
                Value body = at == null || direction == null ? null : d.body(variable, at);
                return body == null || at == null ? null : new Derivative(variable, body, at, direction);
            }));

    private final List<List<Operation>> families;

    private Vocabulary(List<List<Operation>> families) {
        this.families = families;
    }

    /**
     * The library's own operations.
     *
     * @return the vocabulary
     */
    public static Vocabulary standard() {
        return new Vocabulary(List.of(
                Elementwise.ALL,
                Elementwise.ACTIVATIONS,
                PAIRS,
                NUMBERS,
                REDUCTIONS,
                STATISTICS,
                LINES,
                PRODUCTS,
                PRODUCTS, // twice: two values that fit together are not often there
                LOSSES,
                Movements.ALL,
                Movements.INDEXING,
                Movements.MATRICES,
                DERIVATIVES));
    }

    /**
     * This vocabulary and a family of your own.
     *
     * @param own the operations
     * @return the larger vocabulary
     */
    public Vocabulary with(Operation... own) {
        List<List<Operation>> more = new ArrayList<>(families);
        more.add(List.of(own));
        return new Vocabulary(List.copyOf(more));
    }

    /**
     * All of it.
     *
     * @return the operations
     */
    public List<Operation> operations() {
        return families.stream().distinct().flatMap(List::stream).toList();
    }

    Operation draw(SplittableRandom random) {
        List<Operation> family = families.get(random.nextInt(families.size()));
        return family.get(random.nextInt(family.size()));
    }

    /** Every number of one is well away from that of the other. */
    private static boolean apart(Tensor a, Tensor b) {
        return Operation.broadcast(a, b) && Smoothness.isAwayFrom(a.sub(b), 0);
    }

    /** Whether a·b is a product of matrices or vectors. */
    private static boolean multiply(Tensor a, Tensor b) {
        if (a.rank() == 0 || b.rank() == 0 || a.size(-1) != b.size(b.rank() == 1 ? 0 : -2)) {
            return false;
        }
        return a.rank() <= 2
                || b.rank() <= 2
                || Operation.broadcast(
                        a.select(-1, 0).select(-1, 0), b.select(-1, 0).select(-1, 0));
    }

    private static Operation number(String name, double low, double high, BiFunction<Tensor, Double, Tensor> f) {
        return one(name + "(number)", x -> true, (d, x) -> {
            double number = d.between(low, high);
            return Form.unary("$0." + name + "(" + number + ")", t -> f.apply(t, number));
        });
    }
}
