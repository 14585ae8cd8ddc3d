package io.autodiff.laws;

import io.autodiff.check.Case;
import io.autodiff.check.Laws;
import io.autodiff.check.ModelCase;
import io.autodiff.check.ModelLaws;
import io.autodiff.tensor.BinaryOp;
import io.autodiff.tensor.DType;
import io.autodiff.tensor.NaryOp;
import io.autodiff.tensor.Tensor;
import io.autodiff.tensor.UnaryOp;
import io.autodiff.transform.TensorFunction;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.PropagationMode;

/**
 * The base class of property tests of ops and models: the input spaces by name, and every law in one call.
 *
 * <pre>{@code
 * class CubeTest extends OpLaws {
 *     @Property void cube(@ForAll("reals") Tensor x) { lawsHold(new Cube(), x); }
 * }
 * }</pre>
 *
 * <p>A failure ends with a few lines of Java to paste into a test or into jshell, which fail in the same way; jqwik prints
 * the sample, shrunk, and the seed, and {@code @Property(seed = "…")} with that seed tries the same samples again.
 *
 * <p>A comparison with differences that cannot decide is discarded, and counted: a property fails if more than one in
 * fifty are.
 */
@AddLifecycleHook(value = DiscardLimit.class, propagateTo = PropagationMode.ALL_DESCENDANTS)
public abstract class OpLaws {
    /** To which order of derivative the laws are asked for. */
    public static final int ORDERS = 3;

    /** For test classes to extend. */
    protected OpLaws() {}

    /**
     * Every law, to order three: the value is that of a reference in plain Java, gradients are those of differences,
     * both modes agree, the pullback is linear, layouts do not matter, and float32 is float64 rounded.
     *
     * @param c the function at a point
     * @param reference its value there
     */
    protected static void lawsHold(Case c, Tensor reference) {
        Trial.of(c).require("Laws.valueIs(c, " + JavaSource.of(reference) + ");", () -> Laws.valueIs(c, reference));
        lawsHold(c);
    }

    /**
     * Every law but that of the value, for which there is no reference.
     *
     * @param c the function at a point. Differences need float64, so at float32 inputs they are taken at the same
     *     numbers in float64, which float32 has to round to
     */
    protected static void lawsHold(Case c) {
        hold(c, Trial::of);
    }

    /**
     * Every law, for an op of one's own.
     *
     * @param op the op
     * @param x where
     */
    protected static void lawsHold(UnaryOp op, Tensor x) {
        hold(Case.of(op, x), c -> Trial.of(op, c.inputs()));
    }

    /**
     * Every law, for an op of one's own.
     *
     * @param op the op
     * @param pair where; both of the shapes that the op wants
     */
    protected static void lawsHold(BinaryOp op, Pair pair) {
        hold(Case.of(op, pair.left(), pair.right()), c -> Trial.of(op, c.inputs()));
    }

    /**
     * Every law, for an op of one's own.
     *
     * @param op the op
     * @param inputs where; as many and of the shapes that the op wants
     */
    protected static void lawsHold(NaryOp op, List<Tensor> inputs) {
        hold(Case.of(op, inputs), c -> Trial.of(op, c.inputs()));
    }

    /**
     * Every law, for a function of any number of tensors.
     *
     * @param name what a report calls it
     * @param f the function
     * @param inputs where
     */
    protected static void lawsHold(String name, Function<List<Tensor>, Tensor> f, List<Tensor> inputs) {
        lawsHold(Case.of(name, f, inputs));
    }

    /**
     * Every law of a model and its loss, which is a mean over the rows of a batch: {@link ModelLaws}.
     *
     * @param m the model with its parameters and a batch
     * @param <T> its targets
     */
    protected static <T> void lawsHold(ModelCase<T> m) {
        long seed = seed(m.parameters());
        Trial.of(m)
                .require(
                        "ModelLaws.hold(m, " + seed + "L);",
                        () -> DiscardLimit.count(ModelLaws.hold(m, seed).evidence()));
    }

    private static void hold(Case c, Function<Case, Trial> trial) {
        long seed = seed(c.inputs());
        Case wide = c.at(c.inputs().stream().map(x -> x.to(DType.FLOAT64)).toList());
        trial.apply(wide)
                .require(
                        "Laws.hold(c, " + ORDERS + ", " + seed + "L);",
                        () -> DiscardLimit.count(Laws.hold(wide, ORDERS, seed).evidence()));
        Trial own = trial.apply(c);
        own.require("Laws.layoutsDoNotMatter(c, " + seed + "L);", () -> Laws.layoutsDoNotMatter(c, seed));
        own.require("Laws.float32RoundsFloat64(c, " + seed + "L);", () -> Laws.float32RoundsFloat64(c, seed));
    }

    /**
     * Every law, for a function of one number applied to every element.
     *
     * @param name what a report calls it
     * @param f the method
     * @param reference the function of one number in plain Java
     * @param x where
     */
    protected static void lawsHold(String name, TensorFunction f, DoubleUnaryOperator reference, Tensor x) {
        double[] expected = Arrays.stream(x.toDoubleArray()).map(reference).toArray();
        lawsHold(function(name, f, x), Tensor.of(x.shape(), expected));
    }

    /**
     * Every law of derivatives to order two, for a whole program.
     *
     * @param program the program
     */
    protected static void lawsHold(Program program) {
        DiscardLimit.count(program.check().evidence());
    }

    /**
     * A function of one tensor at a point.
     *
     * @param name what a report calls it
     * @param f the function
     * @param x where
     * @return the case
     */
    protected static Case function(String name, TensorFunction f, Tensor x) {
        return Case.of(name, inputs -> f.apply(inputs.get(0)), List.of(x));
    }

    /**
     * A function of two tensors at a point.
     *
     * @param name what a report calls it
     * @param f the function
     * @param pair where
     * @return the case
     */
    protected static Case function(String name, BinaryOperator<Tensor> f, Pair pair) {
        return Case.of(name, inputs -> f.apply(inputs.get(0), inputs.get(1)), List.of(pair.left(), pair.right()));
    }

    /** The same numbers give the same cotangents and directions, so that a failing sample fails again. */
    private static long seed(List<Tensor> inputs) {
        long seed = 1;
        for (Tensor input : inputs) {
            seed = 31 * seed + Arrays.hashCode(input.toDoubleArray());
        }
        return seed;
    }

    /** Numbers from −3 to 3. */
    @Provide
    protected Arbitrary<Tensor> reals() {
        return Tensors.reals();
    }

    /** Numbers from ¼ to 4. */
    @Provide
    protected Arbitrary<Tensor> positive() {
        return Tensors.positive();
    }

    /** Numbers from ¼ to 4, of either sign. */
    @Provide
    protected Arbitrary<Tensor> nonzero() {
        return Tensors.nonzero();
    }

    /** Numbers away from 0 and from each other. */
    @Provide
    protected Arbitrary<Tensor> awayFromKinks() {
        return Tensors.awayFromKinks();
    }

    /** Numbers full of zeros and of ties. */
    @Provide
    protected Arbitrary<Tensor> atKinks() {
        return Tensors.atKinks();
    }

    /** Large numbers. */
    @Provide
    protected Arbitrary<Tensor> tails() {
        return Tensors.tails();
    }

    /** Tensors of at least one axis, of numbers from −3 to 3. */
    @Provide
    protected Arbitrary<Tensor> withAxes() {
        return Tensors.reals().filter(x -> x.rank() > 0);
    }

    /** Numbers from −3 to 3 in float32. */
    @Provide
    protected Arbitrary<Tensor> float32() {
        return Tensors.reals().map(x -> x.to(DType.FLOAT32));
    }

    /** A batch of 2 to 5 rows and 1 to 3 columns, of numbers from −3 to 3. */
    @Provide
    protected Arbitrary<Tensor> batches() {
        return Tensors.batches();
    }

    /** A single number from −3 to 3. */
    @Provide
    protected Arbitrary<Double> number() {
        return Numbers.reals();
    }

    /** Two tensors that broadcast. */
    @Provide
    protected Arbitrary<Pair> pairs() {
        return Tensors.pairs();
    }

    /** Two tensors that broadcast, the right one without numbers near 0. */
    @Provide
    protected Arbitrary<Pair> pairsOverNonzero() {
        return Tensors.pairsOverNonzero();
    }

    /** Two tensors that broadcast, the left one positive. */
    @Provide
    protected Arbitrary<Pair> pairsOfPositive() {
        return Tensors.pairsOfPositive();
    }

    /** Two tensors that broadcast, with many ties. */
    @Provide
    protected Arbitrary<Pair> pairsAtKinks() {
        return Tensors.pairsAtKinks();
    }

    /** Two tensors that broadcast, without ties. */
    @Provide
    protected Arbitrary<Pair> pairsAwayFromKinks() {
        return Tensors.pairsAwayFromKinks();
    }

    /** Whole programs of 5 to 40 operations. */
    @Provide
    protected Arbitrary<Program> programs() {
        return Programs.programs();
    }

    /** Two tensors of one shape. */
    @Provide
    protected Arbitrary<Pair> twins() {
        return Tensors.twins();
    }
}
