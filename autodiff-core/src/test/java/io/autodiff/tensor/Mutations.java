package io.autodiff.tensor;

import static io.autodiff.tensor.Mutation.both;
import static io.autodiff.tensor.Mutation.forward;
import static io.autodiff.tensor.Mutation.reverse;

import io.autodiff.shape.Shape;
import io.autodiff.tensor.SpoiledOps.Rule;
import java.util.List;
import java.util.function.Predicate;

/**
 * The mistakes that people make in rules, one a line: a wrong factor, a forgotten transpose or axis, sides that are
 * swapped, the slope of another function, a rule that cannot be differentiated.
 *
 * <p>G is the gradient of the output, which comes in, and P the gradient of the input, which the right rule gives.
 */
final class Mutations {
    private static final Predicate<Rule> ALWAYS = rule -> true;

    private Mutations() {}

    // spotless:off
    /** Mistakes that can be made in the rule of any op that they fit. */
    static final List<Mutation> ALL = List.of(
            both("scaled",              "(1 + 10⁻⁶)·P",                                     ALWAYS,                    (r, g) -> scaled(r.pull(g))),
            both("negated",             "−P",                                               ALWAYS,                    (r, g) -> r.pull(g).neg()),
            both("twice",               "P is added twice",                                 ALWAYS,                    (r, g) -> r.pull(g).add(r.pull(g))),
            both("half",                "a factor 2 is dropped: P/2",                       ALWAYS,                    (r, g) -> r.pull(g).mul(0.5)),
            both("without x",           "a factor x is dropped: P/x",                       ALWAYS,                    (r, g) -> r.pull(g).div(r.x())),
            both("without y",           "a factor y is dropped: P/y",                       Mutations::keepsShape,     (r, g) -> r.pull(g).div(r.y())),
            both("zero",                "0",                                                ALWAYS,                    (r, g) -> r.pull(g).mul(0)),
            both("untouched",           "G comes back as it is",                            Mutations::keepsShape,     (r, g) -> g),
            both("output for slope",    "G·y",                                              Mutations::keepsShape,     (r, g) -> g.times(r.y())),
            both("sign lost",           "the P of G without its signs",                     ALWAYS,                    (r, g) -> r.pull(g.abs())),
            both("reversed",            "the numbers of P in the opposite order",           ALWAYS,                    (r, g) -> reversed(r.pull(g))),
            both("transposed",          "Pᵀ",                                               Mutations::isSquare,       (r, g) -> r.pull(g).transpose()),
            both("gradient transposed", "the P of Gᵀ",                                      Mutations::givesSquare,    (r, g) -> r.pull(g.transpose())),
            both("inputs transposed",   "the P of xᵀ: a transpose in the rule is forgotten", Mutations::areSquare,     (r, g) -> r.with(Tensor::transpose).pull(g)),
            both("op for transpose",    "a linear op itself, where its transpose should be", Mutations::isEndomorphism, (r, g) -> Tensor.apply(r.op(), List.of(g))),
            both("first slice",         "an axis is forgotten: P is 0 beyond its first slice", r -> r.x().rank() > 0,  (r, g) -> firstSlice(r.pull(g), 0)),
            both("first column",        "the same for the last axis",                       r -> r.x().rank() > 1,     (r, g) -> firstSlice(r.pull(g), -1)),
            both("swapped",             "the P of the other side",                          Mutations::hasTwin,        (r, g) -> r.of(r.op(), r.next()).pull(g)),
            both("sin for cos",         "the P of another function: of the next op of the table", Mutations::hasNeighbour, (r, g) -> neighbour(r).pull(g)),
            both("moved",               "the P of another x: 1¼·x + ¼",                     ALWAYS,                    (r, g) -> r.with(r.input(), moved(r.x())).pull(g)),
            both("other side moved",    "the P of another second input",                    Mutations::hasOther,       (r, g) -> otherMoved(r).pull(g)),
            both("output moved",        "the P of another y: ¾·y",                          ALWAYS,                    (r, g) -> r.with(r.y().mul(0.75)).pull(g)),
            both("output for input",    "the P of y in the place of x",                     Mutations::keepsShape,     (r, g) -> r.with(r.input(), r.y()).pull(g)),
            both("stopped",             "P is right, but computed from numbers that are cut off: wrong from order two", ALWAYS, (r, g) -> stopped(r).pull(g)),
            reverse("scaled, reverse",  "(1 + 10⁻⁶)·P, and forward mode is right",          ALWAYS,                    (r, g) -> scaled(r.pull(g))),
            reverse("stopped, reverse", "P is right but cut off, and so forward mode is right", ALWAYS,                (r, g) -> stopped(r).pull(g)),
            forward("scaled, forward",  "the tangent times 1 + 10⁻⁶, and P is right",       ALWAYS,                    (r, dx) -> scaled(r.push(dx))),
            forward("zero, forward",    "no tangent, and P is right",                       ALWAYS,                    (r, dx) -> r.push(dx).mul(0)),
            forward("moved, forward",   "the tangent of another x, and P is right",         ALWAYS,                    (r, dx) -> r.with(r.input(), moved(r.x())).push(dx)),
            forward("stopped, forward", "the tangent is right but cut off, and P is right", ALWAYS,                    (r, dx) -> stopped(r).push(dx)));
    // spotless:on

    private static Tensor scaled(Tensor x) {
        return x.mul(1 + 1e-6);
    }

    private static Tensor reversed(Tensor x) {
        return x.flatten().flip(0).reshape(x.shape());
    }

    private static Tensor firstSlice(Tensor x, int axis) {
        return x.slice(axis, 0, 1).pad(axis, 0, x.size(axis) - 1);
    }

    private static Tensor moved(Tensor x) {
        return x.mul(1.25).add(0.25);
    }

    private static Rule otherMoved(Rule rule) {
        return rule.with(rule.next(), moved(rule.inputs().get(rule.next())));
    }

    private static Rule stopped(Rule rule) {
        return rule.with(Tensor::stopGradient).with(rule.y().stopGradient());
    }

    private static Rule neighbour(Rule rule) {
        return rule.of(SpoiledOps.listed(OpTables.neighbour(opOf(rule)).orElseThrow()), rule.input());
    }

    private static boolean hasNeighbour(Rule rule) {
        return OpTables.neighbour(opOf(rule)).isPresent();
    }

    private static Op opOf(Rule rule) {
        return SpoiledOps.original(rule.op());
    }

    private static boolean keepsShape(Rule rule) {
        return rule.x().shape().equals(rule.y().shape());
    }

    private static boolean isEndomorphism(Rule rule) {
        return opOf(rule) instanceof LinearOp && keepsShape(rule);
    }

    private static boolean isSquare(Rule rule) {
        return isSquare(rule.x().shape());
    }

    private static boolean givesSquare(Rule rule) {
        return isSquare(rule.y().shape());
    }

    private static boolean areSquare(Rule rule) {
        return rule.inputs().stream().allMatch(x -> isSquare(x.shape()));
    }

    private static boolean isSquare(Shape shape) {
        return shape.rank() > 1 && shape.dim(-1) == shape.dim(-2);
    }

    private static boolean hasOther(Rule rule) {
        return rule.inputs().size() > 1;
    }

    private static boolean hasTwin(Rule rule) {
        return hasOther(rule)
                && rule.inputs().get(rule.next()).shape().equals(rule.x().shape());
    }
}
