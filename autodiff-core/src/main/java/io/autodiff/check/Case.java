package io.autodiff.check;

import io.autodiff.tensor.BilinearOp;
import io.autodiff.tensor.BinaryOp;
import io.autodiff.tensor.LinearOp;
import io.autodiff.tensor.NaryOp;
import io.autodiff.tensor.Tensor;
import io.autodiff.tensor.UnaryOp;
import io.autodiff.transform.Autodiff;
import io.autodiff.transform.Structure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A function of tensors at a point: what a law speaks about.
 *
 * @param name what a report calls the function
 * @param function the function; it takes as many tensors as there are inputs
 * @param inputs the point: plain tensors
 * @param degree what is known of the function as a polynomial
 * @param order 1 for a function, 2 for its pullback, 3 for the pullback of that
 */
public record Case(
        String name, Function<List<Tensor>, Tensor> function, List<Tensor> inputs, Degree degree, int order) {
    public Case {
        Given.require("case", "name", name);
        Given.require("case", "function", function);
        Given.require("case", "inputs", inputs);
        Given.require("case", "degree", degree);
        inputs.forEach(x -> Given.require("case", "inputs", x));
        inputs = List.copyOf(inputs); // a list that nobody can change
    }

    /**
     * A function of any number of tensors at a point.
     *
     * @param name what a report calls the function
     * @param function the function
     * @param inputs the point
     * @return the case
     */
    public static Case of(String name, Function<List<Tensor>, Tensor> function, List<Tensor> inputs) {
        return new Case(name, function, inputs, Degree.ANY, 1);
    }

    /**
     * An op at a point.
     *
     * @param op the op
     * @param x where
     * @return the case
     */
    public static Case of(UnaryOp op, Tensor x) {
        Given.require("case", "op", op);
        Given.require("case", "x", x);
        Case c = of(op.name(), inputs -> inputs.get(0).apply(op), List.of(x));
        return op instanceof LinearOp ? c.linear() : c;
    }

    /**
     * An op at a point.
     *
     * @param op the op
     * @param a its left input
     * @param b its right input
     * @return the case
     */
    public static Case of(BinaryOp op, Tensor a, Tensor b) {
        Given.require("case", "op", op);
        Given.require("case", "a", a);
        Given.require("case", "b", b);
        Case c = of(op.name(), inputs -> inputs.get(0).apply(op, inputs.get(1)), List.of(a, b));
        return op instanceof BilinearOp ? c.quadratic() : c;
    }

    /**
     * An op at a point.
     *
     * @param op the op
     * @param inputs where
     * @return the case
     */
    public static Case of(NaryOp op, List<Tensor> inputs) {
        Given.require("case", "op", op);
        return of(op.name(), tensors -> Tensor.apply(op, tensors), inputs);
    }

    /**
     * This case, of a function known to be linear in all its inputs together.
     *
     * @return the case, to be held to the closer bounds
     */
    public Case linear() {
        return new Case(name, function, inputs, Degree.LINEAR, order);
    }

    /**
     * This case, of a function known to be a polynomial of degree two at most in all its inputs together.
     *
     * @return the case, to be held to the closer bounds
     */
    public Case quadratic() {
        return new Case(name, function, inputs, Degree.QUADRATIC, order);
    }

    /**
     * The same function at another point.
     *
     * @param point as many tensors as there are inputs
     * @return the case there
     */
    public Case at(List<Tensor> point) {
        return new Case(name, function, point, degree, order);
    }

    /**
     * The pullback as a function of its own, (x, u) ↦ Jᵀ(x)·u, at this point: its derivatives are those of one order
     * higher. The gradients of several inputs are laid end to end.
     *
     * @param u the gradient of the output at which it is taken
     * @return the case
     */
    public Case pullback(Tensor u) {
        Given.require("case", "u", u);
        int count = inputs.size();
        Function<List<Tensor>, Tensor> pullback = all -> Tensor.concat(
                0,
                at(all.subList(0, count)).gradients(all.get(count)).stream()
                        .map(Tensor::flatten)
                        .toList());
        List<Tensor> point = new ArrayList<>(inputs);
        point.add(u);
        return new Case(name, pullback, point, degree, order + 1);
    }

    /** Another function of the same inputs, under the same name. */
    Case derivedBy(Function<List<Tensor>, Tensor> derivative) {
        return new Case(name, derivative, inputs, degree, order);
    }

    /** y = f(x). */
    @SuppressWarnings("ConstantValue") // null comes from code that does not check for it
    Tensor value() {
        Tensor y = function.apply(inputs);
        if (y == null) {
            throw new IllegalArgumentException(name + ": the function returned null; it has to return a tensor");
        }
        return y;
    }

    /** Jᵀ·u by reverse mode, one tensor for each input. */
    List<Tensor> gradients(Tensor u) {
        return Autodiff.vjp(Structure.list(), function, inputs).pullback().apply(u);
    }

    /** J·v by forward mode. */
    Tensor tangent(List<Tensor> v) {
        return Autodiff.jvp(Structure.list(), function, inputs, v).tangent();
    }

    /** What a report calls an input. A pullback has the gradient as its last one. */
    String inputName(int input) {
        int own = inputs.size() - (order - 1);
        if (input < own) {
            return "input " + input;
        }
        return input == own
                ? "the gradient as an input"
                : "the gradient of order " + (input - own + 1) + " as an input";
    }

    /** For example {@code tanh, order 2}. */
    String title() {
        return name + ", order " + order;
    }
}
