package io.autodiff.tensor;

import io.autodiff.internal.kernel.Expression;
import io.autodiff.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * An element-wise function of tensors as one op: one pass over memory computes it, and one more the gradient of each argument. The
 * function is written in tensor methods and is asked only once: its gradients, and theirs, are put together from the rules of what it
 * uses. {@code Autodiff.fuse} makes one.
 */
public final class Fusion {
    /** Fewer numbers than these, 16 kB of doubles, stay in a cache between several passes. */
    private static final int MANY = 2048;

    private final Function<List<Tensor>, Tensor> f;
    private final Derivation derivation;
    private final Map<Key, Optional<Expression>> expressions = new ConcurrentHashMap<>();
    private final Map<Integer, Fusion> pullbacks = new ConcurrentHashMap<>();
    private final Map<Integer, Fusion> tangents = new ConcurrentHashMap<>();

    private record Key(int inputs, DType dtype) {}

    private Fusion(Function<List<Tensor>, Tensor> f, Derivation derivation) {
        this.f = f;
        this.derivation = derivation;
    }

    private enum Derivation {
        GIVEN,
        DERIVATIVE
    }

    /**
     * Fuses a function.
     *
     * @param f element-wise methods of its tensors and constants, and nothing else
     * @return the function as one op
     */
    public static Fusion of(Function<List<Tensor>, Tensor> f) {
        Arguments.requireGiven("fuse", "f", f);
        return new Fusion(f, Derivation.GIVEN);
    }

    /** Fuses the gradient of an op, if it is put together from element-wise methods alone. */
    static Fusion gradient(Function<List<Tensor>, Tensor> f) {
        return new Fusion(f, Derivation.DERIVATIVE);
    }

    /** The value for inputs of one shape; fewer or unknown numbers are not worth a pass of their own. */
    Tensor ofMany(Tensor... inputs) {
        List<Tensor> all = List.of(inputs);
        for (Tensor input : inputs) {
            if (!(input instanceof DenseTensor) || input.size() < MANY) {
                return f.apply(all);
            }
        }
        return apply(all);
    }

    /**
     * The value of the function. The inputs are broadcast to a common shape.
     *
     * @param inputs at least one
     * @return f of every element
     * @throws IllegalStateException if the function asks for a shape, a value or anything that is not element-wise
     * @throws IllegalArgumentException if it uses a tensor from outside, or the inputs have no common shape or dtype
     */
    public Tensor apply(List<Tensor> inputs) {
        Arguments.requireGiven("fuse", "inputs", inputs);
        for (Tensor input : inputs) {
            Arguments.requireGiven("fuse", "inputs", input);
        }
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("fuse: there are no inputs; give at least one tensor");
        }
        if (inputs.stream().anyMatch(Trace::isSymbolic)) { // one of several functions that are fused together
            return f.apply(inputs);
        }
        Shape shape = inputs.get(0).shape();
        for (Tensor input : inputs) {
            Engine.requireSameKind("fuse", inputs.get(0), input);
            shape = shape.broadcast("fuse", input.shape());
        }
        Shape common = shape;
        List<Tensor> alike = inputs.stream().map(x -> x.broadcastTo(common)).toList();
        Optional<Expression> expression =
                expression(inputs.size(), inputs.get(0).dtype());
        return expression.isPresent() ? Tensor.apply(new Fused(this, expression.get()), alike) : f.apply(alike);
    }

    /** The function is asked outside of the map: it may use other functions that are fused just now. */
    private Optional<Expression> expression(int inputs, DType dtype) {
        Key key = new Key(inputs, dtype);
        Optional<Expression> known = expressions.get(key);
        if (known == null) {
            known = traced(inputs, dtype);
            expressions.put(key, known); // who came first has put the same
        }
        return known;
    }

    /** A derivative that uses more than element-wise methods stays as it is. */
    private Optional<Expression> traced(int inputs, DType dtype) {
        try {
            return Optional.of(Trace.of(inputs, dtype, f));
        } catch (IllegalStateException | IllegalArgumentException error) {
            if (derivation == Derivation.DERIVATIVE) {
                return Optional.empty();
            }
            throw error;
        }
    }

    /** (x₀, x₁, …, g) ↦ g·∂y/∂xᵢ. */
    Fusion pullback(int i) {
        return pullbacks.computeIfAbsent(
                i,
                k -> new Fusion(
                        inputs -> {
                            List<Tensor> point = new ArrayList<>(inputs.subList(0, inputs.size() - 1));
                            try (Tape tape = Tape.open()) {
                                Tensor x = tape.watch(point.get(i));
                                point.set(i, x);
                                Tensor y = f.apply(point);
                                return tape.owns(y)
                                        ? tape.gradients(y, inputs.get(inputs.size() - 1))
                                                .of(x)
                                        : DenseTensor.zerosLike(point.get(i).stopGradient());
                            }
                        },
                        Derivation.DERIVATIVE));
    }

    /** (x₀, x₁, …, dx) ↦ ∂y/∂xᵢ·dx. */
    Fusion tangent(int i) {
        return tangents.computeIfAbsent(
                i,
                k -> new Fusion(
                        inputs -> {
                            List<Tensor> point = new ArrayList<>(inputs.subList(0, inputs.size() - 1));
                            try (Tangents moving = Tangents.open()) {
                                point.set(i, moving.attach(point.get(i), inputs.get(inputs.size() - 1)));
                                return moving.tangent(f.apply(point));
                            }
                        },
                        Derivation.DERIVATIVE));
    }
}
