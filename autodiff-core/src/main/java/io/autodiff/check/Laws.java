package io.autodiff.check;

import io.autodiff.check.Differences.Estimate;
import io.autodiff.check.Evidence.Verdict;
import io.autodiff.tensor.DType;
import io.autodiff.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * What "right" means: the laws that every differentiable function obeys, one a method. Each throws a {@link
 * BrokenLawError} if it does not hold.
 *
 * <p>J is the Jacobian of f at x, u a random gradient of the output (never all ones), v a random direction of the
 * inputs; both follow from the seed. ⟨u, J·v⟩ = ⟨Jᵀu, v⟩ ties everything together: forward mode and differences know
 * the left side, the pullback the right one.
 *
 * <p>The derivatives of a function are proven to order n by the same laws for its pullback, which is a function too:
 * {@link Case#pullback}.
 */
public final class Laws {
    /*
     * Why these bounds: five points at h = 10⁻³ agree with a correct rule to 10⁻⁸ of the terms in 99.4 % of random
     * cases, and to 10⁻⁷ at order two, beside what their own error estimate admits. Anything looser hides bugs: a
     * slope that is wrong by one in a million must not pass.
     */
    private static final double FIRST_ORDER = 1e-8;
    private static final double HIGHER_ORDER = 1e-7;
    private static final double POLYNOMIAL = 1e-12;
    private static final double SOUND = 1e-7;

    /** Two ways to compute the same number, both without an error but that of rounding. */
    private static final double ROUNDING = 1e-11;

    private Laws() {}

    /**
     * The laws of derivatives, for a function and for its pullbacks up to an order: {@link #gradientFits}, {@link
     * #pullbackIsSlope}, {@link #forwardIsReverse}, {@link #pullbackIsLinear}, below the highest order {@link
     * #modesCommute}, and for a linear function {@link #pullbackIsTranspose}.
     *
     * @param c the function, at float64 inputs
     * @param orders 1 for the gradient, 2 for the gradient of the gradient, 3 for one more
     * @param seed of the random cotangents and directions
     * @return what has been shown
     */
    public static GradientReport hold(Case c, int orders, long seed) {
        return hold(c, orders, seed, 0);
    }

    /** The same for a function in which numbers of a known size may cancel: at its minimum a gradient is rounding alone. */
    static GradientReport hold(Case c, int orders, long seed, double cancelling) {
        Given.require("laws", "c", c);
        List<Evidence> evidence = new ArrayList<>();
        Case derived = c;
        for (int order = 1; order <= orders; order++) {
            if (order > 1) {
                derived = derived.pullback(Vectors.random(derived.value(), generator(derived, seed)));
            }
            gradientFits(derived);
            evidence.add(pullbackIsSlope(derived, seed));
            forwardIsReverse(derived, seed, cancelling);
            pullbackIsLinear(derived, seed);
            if (order < orders) {
                modesCommute(derived, seed);
            }
            if (derived.degree() == Degree.LINEAR) {
                pullbackIsTranspose(derived, seed);
            }
        }
        return new GradientReport(c.name(), seed, evidence);
    }

    /**
     * f(x) = the reference, which is computed in plain Java: |y − r| ≤ 10⁻¹³·(1 + |r|).
     *
     * @param c the function
     * @param reference what it should be, of the same shape
     */
    public static void valueIs(Case c, Tensor reference) {
        Given.require("laws", "c", c);
        Given.require("laws", "reference", reference);
        Tensor y = c.value();
        if (!y.shape().equals(reference.shape())) {
            throw new BrokenLawError(
                    c.title() + ": the value has shape " + y.shape() + ", but the reference " + reference.shape());
        }
        double[] bounds = Arrays.stream(reference.toDoubleArray())
                .map(r -> 1e-13 * (1 + Math.abs(r)))
                .toArray();
        new Claim(c, "the value is wrong", "computed", "reference").require("the output", y, reference, bounds);
    }

    /**
     * A gradient has the shape and dtype of the input that it belongs to.
     *
     * <p>A rule that is wrong about it does not get so far: the tape refuses what it pulls, under the name of the op. So this fails only if
     * the tape, or the {@code vjp} on top of it, hands out something else than was pulled; it is what a law may rely on.
     *
     * @param c the function
     */
    public static void gradientFits(Case c) {
        Given.require("laws", "c", c);
        Tensor y = c.value();
        List<Tensor> gradients = c.gradients(y.constantLike(1));
        for (int input = 0; input < gradients.size(); input++) {
            Tensor x = c.inputs().get(input);
            Tensor g = gradients.get(input);
            if (!g.shape().equals(x.shape()) || g.dtype() != x.dtype()) {
                throw new BrokenLawError(c.title() + ": the gradient of " + c.inputName(input) + " is " + g.dtype()
                        + " " + g.shape() + ", but the input " + x.dtype() + " " + x.shape());
            }
        }
    }

    /**
     * ⟨Jᵀu, v⟩ by the pullback = ⟨u, J·v⟩ by differences. Where they disagree, every element is looked at alone: one
     * that is at a kink must have a gradient between the slopes of both sides.
     *
     * @param c the function, at float64 inputs
     * @param seed of u and v
     * @return what has been shown
     */
    public static Evidence pullbackIsSlope(Case c, long seed) {
        Given.require("laws", "c", c);
        RandomGenerator random = generator(c, seed);
        Tensor u = Vectors.random(c.value(), random);
        List<Tensor> gradients = c.gradients(u);
        List<Tensor> v = Vectors.uphill(c.inputs(), gradients, random);
        if (Vectors.size(v) == 0) {
            return new Evidence(c.order(), Verdict.AGREES, 0, 0); // nothing can be moved
        }
        double[] weights = u.toDoubleArray();
        Estimate slope = Differences.central(c, v);
        double rule = Vectors.dot(gradients, v);
        double apart = Math.abs(rule - slope.dot(weights));
        double bound = bound(c, slope, weights);
        if (isSound(slope, weights) && apart <= bound) {
            return new Evidence(c.order(), Verdict.AGREES, apart, bound);
        }
        Claim claim = new Claim(c, "the gradient is wrong (seed " + seed + ")", "by the rule", "by differences");
        if (new Elements(c, u, claim).findKink(gradients)) {
            return new Evidence(c.order(), Verdict.AT_A_KINK, apart, bound);
        }
        if (isSound(slope, weights)) {
            throw claim.broken("a random direction", rule, slope.dot(weights), bound);
        }
        return new Evidence(c.order(), Verdict.DISCARDED, apart, bound);
    }

    /** How far a right gradient may be from differences: a part of the terms, and what the differences may be off. */
    static double bound(Case c, Estimate slope, double... u) {
        double part = c.degree() != Degree.ANY ? POLYNOMIAL : c.order() == 1 ? FIRST_ORDER : HIGHER_ORDER;
        return part * slope.terms(u) + slope.error(u);
    }

    /** Whether differences are good enough to prove anything. */
    static boolean isSound(Estimate slope, double... u) {
        return slope.isSound(SOUND, u);
    }

    /**
     * ⟨u, J·v⟩ by forward mode = ⟨Jᵀu, v⟩ by reverse mode, to rounding. The two modes have rules of their own.
     *
     * @param c the function
     * @param seed of u and v
     */
    public static void forwardIsReverse(Case c, long seed) {
        forwardIsReverse(c, seed, 0);
    }

    private static void forwardIsReverse(Case c, long seed, double cancelling) {
        Given.require("laws", "c", c);
        RandomGenerator random = generator(c, seed);
        List<Tensor> u = List.of(Vectors.random(c.value(), random));
        List<Tensor> gradients = c.gradients(u.get(0));
        List<Tensor> v = Vectors.uphill(c.inputs(), gradients, random);
        List<Tensor> tangent = List.of(c.tangent(v));
        double bound = ROUNDING * (cancelling + Vectors.terms(u, tangent) + Vectors.terms(gradients, v));
        new Claim(c, "the modes disagree (seed " + seed + ")", "forward ⟨u, J·v⟩", "reverse ⟨Jᵀu, v⟩")
                .require("a random direction", Vectors.dot(u, tangent), Vectors.dot(gradients, v), bound);
    }

    /**
     * ∂/∂x ⟨u, J(x)·v⟩ by reverse over forward mode = ∂/∂t Jᵀ(x + t·v)·u by forward over reverse mode, to rounding. Both
     * are the second derivative of ⟨u, f⟩ along v, and the first of them is the only one that differentiates a forward rule.
     *
     * @param c the function
     * @param seed of u and v
     */
    public static void modesCommute(Case c, long seed) {
        Given.require("laws", "c", c);
        RandomGenerator random = generator(c, seed);
        Tensor u = Vectors.random(c.value(), random);
        List<Tensor> v = new ArrayList<>();
        c.inputs().forEach(x -> v.add(Vectors.random(x, random)));
        List<Tensor> reverseOverForward = c.derivedBy(x -> c.at(x).tangent(v)).gradients(u);
        Claim claim = new Claim(
                c, "the modes do not commute (seed " + seed + ")", "reverse over forward", "forward over reverse");
        for (int input = 0; input < v.size(); input++) {
            int own = input;
            Tensor forwardOverReverse =
                    c.derivedBy(x -> c.at(x).gradients(u).get(own)).tangent(v);
            double[] bounds = new double[forwardOverReverse.size()];
            Arrays.fill(bounds, ROUNDING * (1 + Vectors.largest(forwardOverReverse)));
            claim.require(c.inputName(input), reverseOverForward.get(input), forwardOverReverse, bounds);
        }
    }

    /**
     * Jᵀ(2u + w) = 2·Jᵀu + Jᵀw, to rounding. The numbers of u and w are about 1, and so are the terms that may cancel.
     *
     * @param c the function
     * @param seed of u and w
     */
    public static void pullbackIsLinear(Case c, long seed) {
        Given.require("laws", "c", c);
        RandomGenerator random = generator(c, seed);
        Tensor u = Vectors.random(c.value(), random);
        Tensor w = Vectors.random(c.value(), random);
        List<Tensor> together = c.gradients(u.mul(2).add(w));
        List<Tensor> ofU = c.gradients(u);
        List<Tensor> ofW = c.gradients(w);
        Claim claim = new Claim(c, "the pullback is not linear (seed " + seed + ")", "Jᵀ(2u + w)", "2·Jᵀu + Jᵀw");
        for (int input = 0; input < together.size(); input++) {
            Tensor apart = ofU.get(input).mul(2).add(ofW.get(input));
            double[] bounds = new double[apart.size()];
            Arrays.fill(bounds, ROUNDING * (1 + Vectors.largest(ofU.get(input)) + Vectors.largest(ofW.get(input))));
            claim.require(c.inputName(input), together.get(input), apart, bounds);
        }
    }

    /**
     * ⟨A·x, y⟩ = ⟨x, Aᵀ·y⟩ for a linear function A and its pullback Aᵀ, within 4 ulp·n, n being the number of
     * products. Needs no differentiation at all. The numbers are positive, so that in sums of them nothing cancels.
     *
     * @param c the linear function; its inputs count only by their shapes
     * @param seed of x and y
     */
    public static void pullbackIsTranspose(Case c, long seed) {
        Given.require("laws", "c", c);
        RandomGenerator random = generator(c, seed);
        List<Tensor> x = c.inputs().stream()
                .map(input -> Vectors.positive(input, random))
                .toList();
        if (Vectors.size(x) == 0) {
            return; // there is no matrix to transpose
        }
        Tensor ax = c.at(x).value();
        Tensor y = Vectors.positive(ax, random);
        List<Tensor> aty = c.at(x).gradients(y);
        double terms = Math.max(Vectors.terms(List.of(ax), List.of(y)), Vectors.terms(x, aty));
        double bound = 4 * Math.ulp(1.0) * Math.max(ax.size(), Vectors.size(x)) * terms;
        new Claim(c, "the pullback is not the transpose (seed " + seed + ")", "⟨A·x, y⟩", "⟨x, Aᵀ·y⟩")
                .require("random x and y", Vectors.dot(List.of(ax), List.of(y)), Vectors.dot(x, aty), bound);
    }

    /**
     * Numbers are numbers, however they lie in memory: inputs that are views, transposed, strided or repeated, give
     * exactly the same value and the same gradient as copies of them.
     *
     * @param c the function
     * @param seed of u
     */
    public static void layoutsDoNotMatter(Case c, long seed) {
        Given.require("laws", "c", c);
        sameNumbers(c, Layouts::transposed, seed);
        sameNumbers(c, Layouts::strided, seed);
        for (int axis = 0; axis < 4; axis++) {
            int repeated = axis;
            sameNumbers(c, x -> Layouts.repeated(x, repeated), seed);
        }
    }

    private static void sameNumbers(Case c, UnaryOperator<Tensor> view, long seed) {
        List<Tensor> views = c.inputs().stream().map(view).toList();
        Case ofViews = c.at(views);
        Case ofCopies = c.at(views.stream().map(Tensor::copy).toList());
        Tensor y = ofCopies.value();
        Claim claim = new Claim(c, "the layout of an input matters (seed " + seed + ")", "of views", "of copies");
        claim.require("the output", ofViews.value(), y, new double[y.size()]);
        Tensor u = Vectors.random(y, generator(c, seed));
        List<Tensor> gradients = ofViews.gradients(u);
        List<Tensor> expected = ofCopies.gradients(u);
        for (int input = 0; input < gradients.size(); input++) {
            Tensor g = expected.get(input);
            claim.require(c.inputName(input), gradients.get(input), g, new double[g.size()]);
        }
    }

    /**
     * float32 is float64 rounded, for the value and for the gradient: |y₃₂ − y₆₄| ≤ n·2⁻²³·(1 + |y| + Σ |∂y/∂xᵢ·xᵢ|),
     * where n grows with the length of the sums. Rounding an input by one part in 2²⁴ moves y by that part of the
     * sum, which no float32 code can avoid; the 1 stands for numbers on the way.
     *
     * @param c a function that takes float32 inputs as well as float64 ones
     * @param seed of the gradient of the output
     */
    public static void float32RoundsFloat64(Case c, long seed) {
        Given.require("laws", "c", c);
        rounds(c);
        rounds(c.pullback(Vectors.random(c.value(), generator(c, seed))));
    }

    private static void rounds(Case c) {
        List<Tensor> narrow = c.inputs().stream().map(x -> x.to(DType.FLOAT32)).toList();
        Case exact = c.at(narrow.stream().map(x -> x.to(DType.FLOAT64)).toList());
        Tensor rounded = c.at(narrow).value();
        if (rounded.dtype() != DType.FLOAT32) {
            throw new BrokenLawError(c.title() + ": float32 inputs gave a " + rounded.dtype() + " output");
        }
        double n = 8 + Vectors.size(c.inputs());
        Tensor bounds = exact.value().abs().add(sensitivity(exact)).add(1).mul(n * 0x1p-23);
        new Claim(c, "float32 is not float64 rounded", "in float32", "in float64")
                .require("the output", rounded, exact.value(), bounds.toDoubleArray());
    }

    /** Σ |∂y/∂xᵢ·xᵢ|, one column of J after the other. */
    private static Tensor sensitivity(Case c) {
        Tensor sum = c.value().constantLike(0);
        for (int input = 0; input < c.inputs().size(); input++) {
            Tensor x = c.inputs().get(input);
            double[] numbers = x.toDoubleArray();
            for (int position = 0; position < numbers.length; position++) {
                double part = Math.abs(numbers[position]) / Vectors.scale(numbers[position]);
                sum = sum.add(c.tangent(Vectors.along(c.inputs(), input, position))
                        .abs()
                        .mul(part));
            }
        }
        return sum;
    }

    private static RandomGenerator generator(Case c, long seed) {
        return new SplittableRandom(seed + c.order());
    }
}
