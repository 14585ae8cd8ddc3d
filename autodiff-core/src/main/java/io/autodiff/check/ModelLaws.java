package io.autodiff.check;

import io.autodiff.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What holds for every model whose loss is a mean over the rows of a batch, one law a method. Each throws a {@link
 * BrokenLawError} if it does not hold, naming the law, the parameter, the index, both values and the bound.
 *
 * <p>Write L(B) for the loss on a batch B of n rows, and ∇L(B) for its gradients with respect to the parameters. A loss
 * is compared together with its gradients: a mean that is right may still have the gradient of something else.
 */
public final class ModelLaws {
    /*
     * Both sides of a law are the same sum in another order, so they differ by rounding alone. Its size goes by the
     * largest number of the gradient, since small ones may be what is left of large ones.
     */
    private static final double ROUNDING = 1e-11;

    /** What rows contribute to a mean is about as large as this, and may cancel. */
    private static final double ROWS = 1;

    /** Derivatives of losses are proven to order two: what a Newton step, or a penalty on a gradient, needs. */
    private static final int ORDERS = 2;

    private record At(Tensor loss, List<Tensor> gradients) {
        static At of(Case c) {
            Tensor loss = c.value();
            return new At(loss, c.gradients(loss.constantLike(1)));
        }

        /** a·this + b·that. */
        At mixed(double a, At that, double b) {
            List<Tensor> sums = new ArrayList<>();
            for (int p = 0; p < gradients.size(); p++) {
                sums.add(gradients.get(p).mul(a).add(that.gradients.get(p).mul(b)));
            }
            return new At(loss.mul(a).add(that.loss.mul(b)), sums);
        }
    }

    private ModelLaws() {}

    /**
     * Every law of a single model: those of {@link Laws} for its loss as a function of the parameters, to order two,
     * and {@link #orderDoesNotMatter}, {@link #duplicatesDoNotMatter}, {@link #partsMakeTheWhole} and {@link
     * #zeroGivesZero}.
     *
     * @param m the model
     * @param seed of everything that is chosen at random
     * @param <T> its targets
     * @return what has been shown by differences
     */
    public static <T> GradientReport hold(ModelCase<T> m, long seed) {
        Given.require("model laws", "m", m);
        orderDoesNotMatter(m, seed);
        duplicatesDoNotMatter(m);
        partsMakeTheWhole(m, seed);
        zeroGivesZero(m);
        return Laws.hold(m.whole(), ORDERS, seed, ROWS);
    }

    /**
     * L(πB) = L(B) and ∇L(πB) = ∇L(B): the rows of a batch have no order. π is a random cycle through all rows, so that
     * none stays where it was.
     *
     * @param m the model
     * @param seed of the order
     * @param <T> its targets
     */
    public static <T> void orderDoesNotMatter(ModelCase<T> m, long seed) {
        Given.require("model laws", "m", m);
        int[] order = cycle(m.all(), new SplittableRandom(seed));
        require(
                m,
                "the order of the batch matters (seed " + seed + ")",
                "rows " + Arrays.toString(order),
                At.of(m.on(order)),
                "rows in order",
                At.of(m.whole()));
    }

    /** S. Sattolo, "An algorithm to generate a random cyclic permutation", 1986: a shuffle that leaves nothing in its place. */
    private static int[] cycle(int[] order, RandomGenerator random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i);
            int moved = order[i];
            order[i] = order[j];
            order[j] = moved;
        }
        return order;
    }

    /**
     * L(BB) = L(B) and ∇L(BB) = ∇L(B): every row twice leaves a mean alone. It doubles a sum.
     *
     * @param m the model
     * @param <T> its targets
     */
    public static <T> void duplicatesDoNotMatter(ModelCase<T> m) {
        Given.require("model laws", "m", m);
        int[] once = m.all();
        int[] twice = IntStream.concat(Arrays.stream(once), Arrays.stream(once)).toArray();
        require(
                m,
                "duplicates of the batch matter, so the loss is no mean",
                "every row twice",
                At.of(m.on(twice)),
                "every row once",
                At.of(m.whole()));
    }

    /**
     * (k·L(B₁) + (n − k)·L(B₂)) / n = L(B) for the first k rows B₁ and the rest B₂, and the same for the gradients:
     * what is accumulated over parts of a batch is what the whole batch gives.
     *
     * @param m the model
     * @param seed of k
     * @param <T> its targets
     */
    public static <T> void partsMakeTheWhole(ModelCase<T> m, long seed) {
        Given.require("model laws", "m", m);
        int[] all = m.all();
        int n = all.length;
        int k = 1 + new SplittableRandom(seed).nextInt(n - 1);
        At first = At.of(m.on(Arrays.copyOf(all, k)));
        At rest = At.of(m.on(Arrays.copyOfRange(all, k, n)));
        require(
                m,
                "parts of the batch do not make the whole (seed " + seed + ")",
                "accumulated over " + k + " and " + (n - k) + " rows",
                first.mixed((double) k / n, rest, (double) (n - k) / n),
                "all " + n + " rows at once",
                At.of(m.whole()));
    }

    /**
     * Jᵀ·0 = 0, exactly: what does not count in the end has no influence. A rule that adds something of its own on the
     * way back, a penalty for large weights for example, shows here.
     *
     * @param m the model
     * @param <T> its targets
     */
    public static <T> void zeroGivesZero(ModelCase<T> m) {
        Given.require("model laws", "m", m);
        Case c = m.whole();
        List<Tensor> gradients = c.gradients(c.value().constantLike(0));
        Claim claim = new Claim(m.name(), "a gradient of zero does not give zero", "by the rules", "expected");
        for (int p = 0; p < gradients.size(); p++) {
            Tensor g = gradients.get(p);
            claim.require("parameter " + p, g, g.constantLike(0), new double[g.size()]);
        }
    }

    /**
     * f(w) = L(w, w) has the gradient ∂₁L(w, w) + ∂₂L(w, w): a weight that is used in several places gets the sum of
     * what each use contributes.
     *
     * @param tied the model whose weights are used several times
     * @param untied the same model with a parameter of its own for each use; their numbers do not count
     * @param owner for each parameter of the untied model, the position of the one in the tied model that it stands
     *     for a use of
     * @param <T> the targets
     * @throws IllegalArgumentException if the owners do not fit the two models
     */
    public static <T> void tiedWeightsGetTheSum(ModelCase<T> tied, ModelCase<T> untied, int... owner) {
        Given.require("model laws", "tied", tied);
        Given.require("model laws", "untied", untied);
        Given.require("model laws", "owner", owner);
        int count = tied.parameters().size();
        if (owner.length != untied.parameters().size() || !Arrays.stream(owner).allMatch(p -> 0 <= p && p < count)) {
            throw new IllegalArgumentException("tied weights of " + tied.name() + ": the owners "
                    + Arrays.toString(owner) + " do not fit; give for each of the "
                    + untied.parameters().size() + " parameters of the untied model one position from 0 to "
                    + (count - 1));
        }
        At apart = At.of(
                untied.at(Arrays.stream(owner).mapToObj(tied.parameters()::get).toList())
                        .whole());
        List<Tensor> sums = new ArrayList<>();
        tied.parameters().forEach(w -> sums.add(w.constantLike(0)));
        for (int use = 0; use < owner.length; use++) {
            sums.set(owner[use], sums.get(owner[use]).add(apart.gradients().get(use)));
        }
        require(
                tied,
                "a tied weight does not get the sum of its uses",
                "tied",
                At.of(tied.whole()),
                "sum over its uses",
                new At(apart.loss(), sums));
    }

    /** Both sides of a law: first the losses, then the gradients, one parameter after the other. */
    private static void require(
            ModelCase<?> m, String disagreement, String leftName, At left, String rightName, At right) {
        Claim claim = new Claim(m.name(), disagreement, leftName, rightName);
        claim.require("the loss", left.loss().item(), right.loss().item(), bound(left.loss(), right.loss()));
        for (int p = 0; p < left.gradients().size(); p++) {
            Tensor a = left.gradients().get(p);
            Tensor b = right.gradients().get(p);
            double[] bounds = new double[a.size()];
            Arrays.fill(bounds, bound(a, b));
            claim.require("the gradient of parameter " + p, a, b, bounds);
        }
    }

    private static double bound(Tensor a, Tensor b) {
        return ROUNDING * (ROWS + Vectors.largest(a) + Vectors.largest(b));
    }
}
