package io.autodiff.check;

import io.autodiff.tensor.BinaryOp;
import io.autodiff.tensor.NaryOp;
import io.autodiff.tensor.Tensor;
import io.autodiff.tensor.UnaryOp;
import io.autodiff.transform.Structure;
import io.autodiff.transform.TensorFunction;
import java.util.List;
import java.util.function.Function;

/**
 * Checks the gradient of a function, or the rule of an op of your own, against differences of its values. Where the
 * function is smooth on the scale of a thousandth, a gradient that is wrong by one part in a million is found, and the report
 * says where; where differences are no good, the check says so.
 *
 * <pre>{@code
 * GradientCheck.of(x -> x.sin().sum()).named("loss").orders(3).at(Tensor.of(0, 1, 2));
 * GradientCheck.check(new Cube(), Tensor.of(0.5, -1, 2));
 * }</pre>
 *
 * <p>Inputs are float64, because differences of float32 numbers have too few digits left. Random cotangents and
 * directions follow from a seed, which the report prints. {@link Laws} says what is checked.
 *
 * @param <T> what the function takes: one tensor, or a {@link Structure} of them
 */
public final class GradientCheck<T> {
    private static final long SEED = 20_251_124;

    private final Structure<T> structure;
    private final Function<T, Tensor> function;
    private final String name;
    private final int orders;
    private final long seed;

    private GradientCheck(Structure<T> structure, Function<T, Tensor> function, String name, int orders, long seed) {
        this.structure = structure;
        this.function = function;
        this.name = name;
        this.orders = orders;
        this.seed = seed;
    }

    /**
     * A check of a function of one tensor, with a result of any shape.
     *
     * @param function the function
     * @return the check, of order one
     */
    public static GradientCheck<Tensor> of(TensorFunction function) {
        Given.require("gradient check", "function", function);
        return of(Structure.tensor(), function);
    }

    /**
     * A check of a function of several tensors, with a result of any shape.
     *
     * @param structure how the argument is made of tensors
     * @param function the function
     * @param <T> the type of the argument
     * @return the check, of order one
     */
    public static <T> GradientCheck<T> of(Structure<T> structure, Function<T, Tensor> function) {
        Given.require("gradient check", "structure", structure);
        Given.require("gradient check", "function", function);
        return new GradientCheck<>(structure, function, "the function", 1, SEED);
    }

    /**
     * Checks the rule of an op, to order two, and that views as inputs give the same numbers.
     *
     * @param op the op
     * @param x where
     * @return what has been shown
     * @throws BrokenLawError if the rule is wrong
     */
    public static GradientReport check(UnaryOp op, Tensor x) {
        return check(Case.of(op, x));
    }

    /**
     * Checks the rules of an op, to order two, and that views as inputs give the same numbers.
     *
     * @param op the op
     * @param a its left input
     * @param b its right input
     * @return what has been shown
     * @throws BrokenLawError if a rule is wrong
     */
    public static GradientReport check(BinaryOp op, Tensor a, Tensor b) {
        return check(Case.of(op, a, b));
    }

    /**
     * Checks the rules of an op, to order two, and that views as inputs give the same numbers.
     *
     * @param op the op
     * @param inputs where
     * @return what has been shown
     * @throws BrokenLawError if a rule is wrong
     */
    public static GradientReport check(NaryOp op, List<Tensor> inputs) {
        return check(Case.of(op, inputs));
    }

    private static GradientReport check(Case c) {
        Laws.layoutsDoNotMatter(c, SEED);
        return Laws.hold(c, 2, SEED).withEvidence();
    }

    /**
     * The same check under a name.
     *
     * @param name what the report calls the function
     * @return the check
     */
    public GradientCheck<T> named(String name) {
        Given.require("gradient check", "name", name);
        return new GradientCheck<>(structure, function, name, orders, seed);
    }

    /**
     * The same check to a higher order. Each order proves the derivatives of the one before.
     *
     * @param orders from 1 to 3
     * @return the check
     * @throws IllegalArgumentException if it is not
     */
    public GradientCheck<T> orders(int orders) {
        if (orders < 1 || orders > 3) {
            throw new IllegalArgumentException("gradient check: order " + orders
                    + " is not from 1 to 3; differences of higher orders have no digits left");
        }
        return new GradientCheck<>(structure, function, name, orders, seed);
    }

    /**
     * The same check with other random cotangents and directions.
     *
     * @param seed any number
     * @return the check
     */
    public GradientCheck<T> seed(long seed) {
        return new GradientCheck<>(structure, function, name, orders, seed);
    }

    /**
     * Checks at a point.
     *
     * @param x plain float64 numbers
     * @return what has been shown
     * @throws BrokenLawError if a gradient is wrong
     * @throws IllegalArgumentException if nothing can be shown there, because differences of the values are no good
     */
    public GradientReport at(T x) {
        Given.require("gradient check", "x", x);
        Function<List<Tensor>, Tensor> ofList = tensors -> function.apply(structure.with(x, tensors));
        return Laws.hold(Case.of(name, ofList, structure.tensors(x)), orders, seed)
                .withEvidence();
    }
}
