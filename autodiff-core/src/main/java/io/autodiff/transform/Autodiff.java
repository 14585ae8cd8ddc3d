package io.autodiff.transform;

import io.autodiff.shape.Shape;
import io.autodiff.shape.ShapeMismatchException;
import io.autodiff.tensor.DType;
import io.autodiff.tensor.Fusion;
import io.autodiff.tensor.Gradients;
import io.autodiff.tensor.Tangents;
import io.autodiff.tensor.Tape;
import io.autodiff.tensor.Tensor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Derivatives of functions. Each method takes a function and gives another one, or the value of one, that may be
 * differentiated again: {@code grad(grad(f))}, a {@code jvp} of a {@code grad}, a {@code grad} inside the function of a {@code
 * grad}. A function may use any tensor from outside; the ones it does not take as its argument are constants to it.
 *
 * <pre>{@code
 * import static io.autodiff.transform.Autodiff.*;
 *
 * Tensor slope = grad(x -> x.sin().sum()).apply(Tensor.of(0, 1, 2));
 * }</pre>
 */
public final class Autodiff {
    private Autodiff() {}

    /**
     * The gradient of a scalar function: x ↦ ∂f/∂x.
     *
     * @param f a function with a single number as its result
     * @return its gradient, of x's shape and dtype
     * @throws IllegalArgumentException when applied, if the result of f is not a single number
     */
    public static TensorFunction grad(TensorFunction f) {
        requireGiven("grad", "f", f);
        return x -> grad(Structure.tensor(), f).apply(x);
    }

    /**
     * The gradient of a scalar function of several tensors.
     *
     * @param structure how the argument is made of tensors, for example {@code Structure.list()}
     * @param f a function with a single number as its result
     * @param <T> the type of the argument
     * @return its gradient, of the argument's structure
     */
    public static <T> Function<T, T> grad(Structure<T> structure, Function<T, Tensor> f) {
        requireGiven("grad", "structure", structure);
        requireGiven("grad", "f", f);
        return x -> valueAndGrad("grad", structure, f, x).gradient();
    }

    /**
     * The value and the gradient of a scalar function, for the price of the gradient.
     *
     * @param f a function with a single number as its result
     * @return x ↦ (f(x), ∂f/∂x)
     */
    public static Function<Tensor, ValueAndGrad<Tensor>> valueAndGrad(TensorFunction f) {
        return valueAndGrad(Structure.tensor(), f);
    }

    /**
     * The value and the gradient of a scalar function of several tensors.
     *
     * @param structure how the argument is made of tensors
     * @param f a function with a single number as its result
     * @param <T> the type of the argument
     * @return x ↦ (f(x), ∂f/∂x)
     */
    public static <T> Function<T, ValueAndGrad<T>> valueAndGrad(Structure<T> structure, Function<T, Tensor> f) {
        requireGiven("valueAndGrad", "structure", structure);
        requireGiven("valueAndGrad", "f", f);
        return x -> valueAndGrad("valueAndGrad", structure, f, x);
    }

    /**
     * The value and the gradient of a scalar function that computes something else beside.
     *
     * @param structure how the argument is made of tensors
     * @param aux how what it computes beside is made of tensors
     * @param f a function with a single number, and the rest, as its result
     * @param <T> the type of the argument
     * @param <A> the type of the rest
     * @return x ↦ (f(x), ∂f/∂x, rest)
     */
    public static <T, A> Function<T, ValueGradAux<T, A>> valueAndGrad(
            Structure<T> structure, Structure<A> aux, Function<T, WithAux<A>> f) {
        requireGiven("valueAndGrad", "structure", structure);
        requireGiven("valueAndGrad", "aux", aux);
        requireGiven("valueAndGrad", "f", f);
        return x -> {
            requireGiven("valueAndGrad", "x", x);
            try (Tape tape = Tape.open()) {
                T watched = structure.map(x, tape::watch);
                WithAux<A> result = f.apply(watched);
                requireResult("valueAndGrad", result);
                requireResult("valueAndGrad", result.aux());
                requireScalar("valueAndGrad", result.value());
                Tensor value = tape.value(result.value());
                T gradient = gradients(tape, structure, watched, result.value(), one(value));
                return new ValueGradAux<>(value, gradient, aux.map(result.aux(), tape::value));
            }
        };
    }

    private static <T> ValueAndGrad<T> valueAndGrad(String name, Structure<T> structure, Function<T, Tensor> f, T x) {
        requireGiven(name, "x", x);
        try (Tape tape = Tape.open()) {
            T watched = structure.map(x, tape::watch);
            Tensor y = f.apply(watched);
            requireScalar(name, y);
            return new ValueAndGrad<>(tape.value(y), gradients(tape, structure, watched, y, one(y)));
        }
    }

    /**
     * The value of a function and its pullback, on which everything here is built.
     *
     * @param f any function
     * @param x where
     * @return f(x) and ∂L/∂f ↦ ∂L/∂x
     */
    public static Vjp<Tensor> vjp(TensorFunction f, Tensor x) {
        return vjp(Structure.tensor(), f, x);
    }

    /**
     * The value of a function of several tensors and its pullback. The rules of the function stay in memory as long as the
     * pullback does.
     *
     * @param structure how the argument is made of tensors
     * @param f any function
     * @param x where
     * @param <T> the type of the argument
     * @return f(x) and ∂L/∂f ↦ ∂L/∂x
     */
    @SuppressWarnings("resource") // frozen, not closed: the pullback sweeps it, and it goes when the pullback goes
    public static <T> Vjp<T> vjp(Structure<T> structure, Function<T, Tensor> f, T x) {
        requireGiven("vjp", "structure", structure);
        requireGiven("vjp", "f", f);
        requireGiven("vjp", "x", x);
        Tape tape = Tape.open().keep();
        T watched = structure.map(x, tape::watch);
        Tensor y = f.apply(watched);
        requireResult("vjp", y);
        tape.freeze();
        Tensor value = tape.value(y);
        return new Vjp<>(value, g -> gradients(tape, structure, watched, y, g));
    }

    private static <T> T gradients(Tape tape, Structure<T> structure, T watched, Tensor y, Tensor g) {
        if (!tape.owns(y)) { // f does not depend on its argument
            return structure.map(watched, x -> Tensor.zeros(x.shape(), x.dtype()));
        }
        Gradients gradients = tape.gradients(y, g);
        return structure.map(watched, gradients::of);
    }

    /**
     * The value of a function and its derivative in one direction, by forward mode, for about the price of the function.
     *
     * @param f any function
     * @param x where
     * @param v the direction, of x's shape and dtype
     * @return f(x) and J·v
     */
    public static Jvp jvp(TensorFunction f, Tensor x, Tensor v) {
        return jvp(Structure.tensor(), f, x, v);
    }

    /**
     * The value of a function of several tensors and its derivative in one direction.
     *
     * @param structure how the argument is made of tensors
     * @param f any function
     * @param x where
     * @param v the direction, of x's structure
     * @param <T> the type of the argument
     * @return f(x) and J·v
     */
    public static <T> Jvp jvp(Structure<T> structure, Function<T, Tensor> f, T x, T v) {
        requireGiven("jvp", "structure", structure);
        requireGiven("jvp", "f", f);
        requireGiven("jvp", "x", x);
        requireGiven("jvp", "v", v);
        try (Tangents tangents = Tangents.open()) {
            Tensor y = f.apply(moving(tangents, structure, x, v));
            requireResult("jvp", y);
            return new Jvp(tangents.value(y), tangents.tangent(y));
        }
    }

    /** The point x, every tensor of it with its part of the direction v. */
    private static <T> T moving(Tangents tangents, Structure<T> structure, T x, T v) {
        Iterator<Tensor> directions = structure.tensors(v, x).iterator();
        return structure.map(x, point -> tangents.attach(point, directions.next()));
    }

    /**
     * All partial derivatives: element [i…, j…] is ∂f[i…]/∂x[j…]. One backward pass for each element of f. Of a function of
     * several tensors, take it of each while the others are held.
     *
     * @param f any function
     * @param x where
     * @return J, of f's shape followed by x's
     */
    public static Tensor jacobian(TensorFunction f, Tensor x) {
        Vjp<Tensor> vjp = vjp(f, x);
        Shape rows = vjp.value().shape();
        Shape columns = x.shape();
        Shape shape = rows.followedBy(columns);
        if (shape.size() == 0) {
            return Tensor.zeros(shape, x.dtype());
        }
        Shape row = columns.inserting(0, 1);
        List<Tensor> gradients = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            gradients.add(
                    vjp.pullback().apply(unit(i, rows, vjp.value().dtype())).reshape(row));
        }
        return Tensor.concat(0, gradients).reshape(shape);
    }

    private static Tensor unit(int position, Shape shape, DType dtype) {
        Tensor one = Tensor.ones(Shape.of(1), dtype);
        return one.pad(0, position, shape.size() - position - 1).reshape(shape);
    }

    /**
     * All second partial derivatives of a scalar function: element [i…, j…] is ∂²f/∂x[i…]∂x[j…].
     *
     * @param f a function with a single number as its result
     * @param x where
     * @return H, of x's shape twice
     */
    public static Tensor hessian(TensorFunction f, Tensor x) {
        return jacobian(grad(f), x);
    }

    /**
     * The Hessian times a vector, H·v, without the Hessian: forward over reverse.
     *
     * @param f a function with a single number as its result
     * @param x where
     * @param v of x's shape and dtype
     * @return H·v, of x's shape
     */
    public static Tensor hvp(TensorFunction f, Tensor x, Tensor v) {
        return hvp(Structure.tensor(), f, x, v);
    }

    /**
     * The Hessian times a vector, H·v, of a scalar function of several tensors: forward over reverse.
     *
     * @param structure how the argument is made of tensors
     * @param f a function with a single number as its result
     * @param x where
     * @param v of x's structure
     * @param <T> the type of the argument
     * @return H·v, of x's structure
     */
    public static <T> T hvp(Structure<T> structure, Function<T, Tensor> f, T x, T v) {
        requireGiven("hvp", "structure", structure);
        requireGiven("hvp", "f", f);
        requireGiven("hvp", "x", x);
        requireGiven("hvp", "v", v);
        try (Tangents tangents = Tangents.open()) {
            T gradient = grad(structure, f).apply(moving(tangents, structure, x, v));
            return structure.map(gradient, tangents::tangent);
        }
    }

    /**
     * An element-wise function as one op: one pass over memory for its value, and one for its gradient, instead of one for each method
     * in it. The value is the same, bit for bit, and so is the gradient of an argument of the result's shape that is used in f alone;
     * where shares of a gradient are added, those from within f are added first.
     *
     * <p>f is asked once for its values and once for each derivative that is wanted, for each kind of number; what it said is kept. So it
     * has to use the same methods every time, and the same constants, Java numbers or tensors of rank 0: what changes, such as a learning
     * rate, is an argument.
     *
     * @param f element-wise methods of its tensor and constants, and nothing else: it is asked with a tensor that has no shape and no
     *     values
     * @return the same function
     * @throws IllegalStateException when applied, if f asks for a shape or a value, or uses anything that is not element-wise
     */
    public static TensorFunction fuse(TensorFunction f) {
        requireGiven("fuse", "f", f);
        Fusion fusion = Fusion.of(inputs -> f.apply(inputs.get(0)));
        return x -> {
            requireGiven("fuse", "x", x);
            return fusion.apply(List.of(x));
        };
    }

    /**
     * An element-wise function of two tensors, which are broadcast, as one op.
     *
     * @param f element-wise methods of its tensors and constants, and nothing else
     * @return the same function
     */
    public static BinaryOperator<Tensor> fuse(BinaryOperator<Tensor> f) {
        requireGiven("fuse", "f", f);
        Fusion fusion = Fusion.of(inputs -> f.apply(inputs.get(0), inputs.get(1)));
        return (a, b) -> {
            requireGiven("fuse", "a", a);
            requireGiven("fuse", "b", b);
            return fusion.apply(List.of(a, b));
        };
    }

    /**
     * An element-wise function of several tensors, which are broadcast, as one op.
     *
     * @param structure how the argument is made of tensors
     * @param f element-wise methods of its tensors and constants, and nothing else
     * @param <T> the type of the argument
     * @return the same function
     */
    public static <T> Function<T, Tensor> fuse(Structure<T> structure, Function<T, Tensor> f) {
        requireGiven("fuse", "structure", structure);
        requireGiven("fuse", "f", f);
        return new FormedFusion<>(structure, f);
    }

    private static Tensor one(Tensor y) {
        return Tensor.ones(y.shape(), y.dtype());
    }

    private static void requireScalar(String name, Tensor y) {
        requireResult(name, y);
        if (y.rank() != 0) {
            throw new ShapeMismatchException(
                    name + " needs a function with a scalar result, but this one returned shape " + y.shape()
                            + "; sum it first, or use jacobian or vjp");
        }
    }

    private static void requireResult(String name, @Nullable Object y) {
        if (y == null) {
            throw new IllegalArgumentException(name + ": the function returned null; it has to return a tensor");
        }
    }

    /** Refuses a null by the name of the parameter. */
    static void requireGiven(String name, String argument, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException(
                    name + ": the argument \"" + argument + "\" is null; it has to be given");
        }
    }
}
