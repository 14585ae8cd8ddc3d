package io.autodiff.tensor;

import io.autodiff.tensor.SpoiledOps.Pull;
import io.autodiff.tensor.SpoiledOps.Push;
import io.autodiff.tensor.SpoiledOps.Rule;
import java.util.function.Predicate;

/**
 * A mistake that can be made in the rule of any op.
 *
 * @param name a few words
 * @param meaning what is wrong then
 * @param fits whether it can be made in a rule: whether shapes fit, and whether there is anything to be mistaken about
 * @param spoil makes it
 * @param harmless the same without the mistake: what a mutant is compared with, bit for bit, to see whether it is one. It asks for the
 *     rules one by one, as the mutant does: rules of a {@link JointOp} that are asked for together share what they compute, and
 *     what comes of that is rounded in another order
 */
record Mutation(String name, String meaning, Predicate<Rule> fits, Spoil spoil, Spoil harmless) {
    /** Gives an op a wrong rule for one of its inputs. */
    @FunctionalInterface
    interface Spoil {
        NaryOp apply(NaryOp op, int input);
    }

    /** A mistake in a rule from which the forward rule follows, so that both modes agree and both are wrong. */
    static Mutation both(String name, String meaning, Predicate<Rule> fits, Pull pull) {
        return new Mutation(
                name,
                meaning,
                fits,
                (op, input) -> SpoiledOps.both(op, input, pull),
                (op, input) -> SpoiledOps.both(op, input, Rule::pull));
    }

    /** A mistake in the pullback alone. */
    static Mutation reverse(String name, String meaning, Predicate<Rule> fits, Pull pull) {
        return new Mutation(
                name,
                meaning,
                fits,
                (op, input) -> SpoiledOps.reverse(op, input, pull),
                (op, input) -> SpoiledOps.reverse(op, input, Rule::pull));
    }

    /** A mistake in the forward rule alone. */
    static Mutation forward(String name, String meaning, Predicate<Rule> fits, Push push) {
        return new Mutation(
                name,
                meaning,
                fits,
                (op, input) -> SpoiledOps.forward(op, input, push),
                (op, input) -> SpoiledOps.forward(op, input, Rule::push));
    }
}
