package io.autodiff.tensor;

import io.autodiff.check.BrokenLawError;
import io.autodiff.check.Case;
import io.autodiff.transform.Autodiff;
import io.autodiff.transform.Structure;
import io.autodiff.transform.Vjp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A wrong rule: one mistake, in the rule of one input of an op.
 *
 * @param mutation the mistake
 * @param input which input's rule it is in
 */
record Mutant(Mutation mutation, int input) {
    private static final int ORDERS = 3;
    private static final int POINTS = 3;

    /** What becomes of a mutant. */
    enum Fate {
        /** A law is broken, and its error is about the op by name. */
        KILLED,
        /** It is no mistake in this op: every gradient and tangent that was looked at is the right one, bit for bit. */
        EQUIVALENT,
        /** It is wrong, and no law notices. */
        ALIVE
    }

    /**
     * A mutant and what became of it.
     *
     * @param mutant which
     * @param fate what
     * @param message the error that killed it, or nothing
     */
    record Judged(Mutant mutant, Fate fate, String message) {}

    /** Every mistake that can be made in the rules of an op at one of its specimens at least. */
    static Set<Mutant> of(List<Specimen> specimens) {
        Set<Mutant> mutants = new LinkedHashSet<>();
        for (Mutation mutation : Mutations.ALL) {
            for (Specimen specimen : specimens) {
                for (int input = 0; input < specimen.inputs().size(); input++) {
                    Mutant mutant = new Mutant(mutation, input);
                    if (mutant.fits(specimen)) {
                        mutants.add(mutant);
                    }
                }
            }
        }
        return mutants;
    }

    /** Tries every mutant of an op: with laws that throw, at every specimen, until one kills it. */
    static List<Judged> judge(List<Specimen> specimens, Consumer<Case> laws) {
        return of(specimens).stream()
                .map(mutant -> mutant.judged(specimens, laws))
                .toList();
    }

    private Judged judged(List<Specimen> specimens, Consumer<Case> laws) {
        List<Specimen> where = specimens.stream().filter(this::fits).toList();
        if (where.stream().allMatch(this::isRight)) {
            return new Judged(this, Fate.EQUIVALENT, "");
        }
        for (Specimen specimen : where) {
            try {
                laws.accept(spoiled(specimen));
            } catch (BrokenLawError e) {
                return new Judged(this, Fate.KILLED, String.valueOf(e.getMessage()));
            }
        }
        return new Judged(this, Fate.ALIVE, "");
    }

    private boolean fits(Specimen specimen) {
        return input < specimen.inputs().size() && mutation.fits().test(specimen.rule(input));
    }

    /** The op with the wrong rule. */
    Case spoiled(Specimen specimen) {
        return specimen.spoiled(op -> mutation.spoil().apply(op, input));
    }

    /** The op with the right rule in the place of the wrong one. */
    Case harmless(Specimen specimen) {
        return specimen.spoiled(op -> mutation.harmless().apply(op, input));
    }

    /**
     * Whether the mutant and the op with its right rule cannot be told apart: at random points around a specimen, for random u and v, the
     * pullback Jᵀu, the tangent J·v, and both of the pullback as a function of its own, and again of its pullback, have
     * the same bits; and so has the derivative of the tangent.
     */
    boolean isRight(Specimen specimen) {
        RandomGenerator random = new SplittableRandom(1);
        for (int point = 0; point < POINTS; point++) {
            List<Tensor> x = point == 0 ? specimen.inputs() : around(specimen.inputs(), random);
            if (!sameBits(spoiled(specimen).at(x), harmless(specimen).at(x), random)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameBits(Case spoiled, Case right, RandomGenerator random) {
        Case a = spoiled;
        Case b = right;
        for (int order = 1; ; order++) {
            Tensor u = numbers(b.function().apply(b.inputs()), random);
            List<Tensor> v = b.inputs().stream().map(x -> numbers(x, random)).toList();
            if (!sameBits(pulled(a, u), pulled(b, u))
                    || !sameBits(pulled(a, u.neg()), pulled(b, u.neg())) // so that every number is met with both signs
                    || !sameBits(List.of(pushed(a, v)), List.of(pushed(b, v)))) {
                return false;
            }
            if (order == 1 && !sameBits(pulled(tangent(a, v), u), pulled(tangent(b, v), u))) {
                return false;
            }
            if (order == ORDERS) {
                return true;
            }
            a = a.pullback(u);
            b = b.pullback(u);
        }
    }

    private static List<Tensor> pulled(Case c, Tensor u) {
        Vjp<List<Tensor>> vjp = Autodiff.vjp(Structure.list(), c.function(), c.inputs());
        return vjp.pullback().apply(u);
    }

    private static Tensor pushed(Case c, List<Tensor> v) {
        return Autodiff.jvp(Structure.list(), c.function(), c.inputs(), v).tangent();
    }

    /** The tangent as a function of the inputs. */
    private static Case tangent(Case c, List<Tensor> v) {
        return Case.of(
                c.name(),
                inputs ->
                        Autodiff.jvp(Structure.list(), c.function(), inputs, v).tangent(),
                c.inputs());
    }

    private static boolean sameBits(List<Tensor> a, List<Tensor> b) {
        for (int i = 0; i < a.size(); i++) {
            if (!Arrays.equals(a.get(i).toDoubleArray(), b.get(i).toDoubleArray())) {
                return false;
            }
        }
        return a.size() == b.size();
    }

    private static List<Tensor> around(List<Tensor> x, RandomGenerator random) {
        List<Tensor> moved = new ArrayList<>();
        for (Tensor tensor : x) {
            moved.add(tensor.mul(numbers(tensor, random).mul(0.05).add(1)));
        }
        return moved;
    }

    private static Tensor numbers(Tensor like, RandomGenerator random) {
        return Tensor.of(like.shape(), random.doubles(like.size(), -1, 1).toArray());
    }

    /** For example {@code input 1 swapped}. */
    @Override
    public String toString() {
        return "input " + input + " " + mutation.name();
    }
}
