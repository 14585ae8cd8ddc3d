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
 * An element-wise function of tensors as one op: one pass over memory computes it, and one more the gradients of all arguments; where
 * gradients are differentiated again, each is an op and a pass of its own. The function is written in tensor methods: its gradients, and
 * theirs, are put together from the rules of what it uses. It is asked once for its values and once for each derivative that is wanted,
 * for each kind of number, and has to use the same methods and constants every time. {@code Autodiff.fuse} makes one.
 */
public final class Fusion {
    /** Fewer numbers than these, 16 kB of doubles, stay in a cache between several passes. */
    static final int MANY = 2048;

    private final Function<List<Tensor>, Tensor> f;
    private final Derivation derivation;
    private final Map<Key, Optional<Expression>> expressions = new ConcurrentHashMap<>();
    private final Map<Integer, Fusion> pullbacks = new ConcurrentHashMap<>();
    private final Map<Integer, Fusion> tangents = new ConcurrentHashMap<>();

    /** For tensors of a number and kind: the value if no gradients are asked for, else the gradients of those inputs. */
    private record Key(int inputs, DType dtype, List<Integer> gradients) {}

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

    /**
     * The value for inputs of one shape. A pass of its own is for many numbers: to few, and to those of a tape, the function is applied as
     * it stands, which gives the same.
     *
     * @param inputs of one shape and dtype, at least one
     * @return f of every element
     * @throws IllegalArgumentException if an input is missing, the dtypes differ, or the function returns null
     * @throws io.autodiff.shape.ShapeMismatchException if the shapes differ
     */
    public Tensor ofMany(Tensor... inputs) {
        Arguments.requireGiven("fuse", "inputs", inputs);
        for (Tensor input : inputs) {
            Arguments.requireGiven("fuse", "inputs", input);
        }
        List<Tensor> all = List.of(inputs);
        for (Tensor input : inputs) {
            if (Trace.isSymbolic(input)) {
                return value(all);
            }
        }
        boolean asItStands = false;
        for (Tensor input : inputs) {
            Engine.requireSameKind("fuse", inputs[0], input);
            inputs[0].shape().requireEqual("fuse", input.shape(), "the inputs must have one shape");
            asItStands |= input.size() < MANY || !(input instanceof DenseTensor);
        }
        return asItStands ? value(all) : apply(all);
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
        for (Tensor input : inputs) {
            if (Trace.isSymbolic(input)) { // one of several functions that are fused together
                return f.apply(inputs);
            }
        }
        Tensor first = inputs.get(0);
        Shape shape = first.shape();
        for (Tensor input : inputs) {
            Engine.requireSameKind("fuse", first, input);
            shape = shape.broadcast("fuse", input.shape());
        }
        List<Tensor> alike = new ArrayList<>();
        for (Tensor input : inputs) {
            alike.add(input.broadcastTo(shape));
        }
        Optional<Expression> expression = expression(new Key(inputs.size(), first.dtype(), List.of()));
        return expression.isPresent() ? Tensor.apply(new Fused(this, expression.get()), alike) : f.apply(alike);
    }

    /** The function is asked outside of the map: it may use other functions that are fused just now. */
    private Optional<Expression> expression(Key key) {
        Optional<Expression> known = expressions.get(key);
        if (known == null) {
            known = traced(key);
            expressions.put(key, known); // who came first has put the same
        }
        return known;
    }

    /** A derivative that uses more than element-wise methods stays as it is. */
    private Optional<Expression> traced(Key key) {
        boolean isGiven = derivation == Derivation.GIVEN && key.gradients().isEmpty();
        try {
            return Optional.of(Trace.of(
                    key.inputs(),
                    key.dtype(),
                    in -> key.gradients().isEmpty() ? List.of(value(in)) : swept(key.gradients(), in)));
        } catch (IllegalStateException | IllegalArgumentException error) {
            if (isGiven) {
                throw error;
            }
            return Optional.empty();
        }
    }

    private Tensor value(List<Tensor> inputs) {
        Tensor y = f.apply(inputs);
        if (y == null) {
            throw new IllegalArgumentException("fuse: the function returned null; it has to return a tensor");
        }
        return y;
    }

    /** (x₀, x₁, …, g) ↦ g·∂y/∂xᵢ. */
    Fusion pullback(int i) {
        return pullbacks.computeIfAbsent(
                i, k -> new Fusion(in -> swept(List.of(i), in).get(0), Derivation.DERIVATIVE));
    }

    /** g·∂y/∂xᵢ for some i, from (x₀, x₁, …, g): of plain numbers in one pass over memory. */
    List<Tensor> gradients(List<Integer> wanted, List<Tensor> in) {
        if (!in.stream().allMatch(x -> x instanceof DenseTensor)) { // to be differentiated again, one op each
            return wanted.stream().map(i -> pullback(i).apply(in)).toList();
        }
        return expression(new Key(in.size(), in.get(0).dtype(), wanted))
                .map(together -> DenseMath.fused(together, in))
                .orElseGet(() -> swept(wanted, in));
    }

    /** The same by a tape. */
    private List<Tensor> swept(List<Integer> wanted, List<Tensor> in) {
        int last = in.size() - 1;
        List<Tensor> point = new ArrayList<>(in.subList(0, last));
        try (Tape tape = Tape.open()) {
            wanted.forEach(i -> point.set(i, tape.watch(point.get(i))));
            Tensor y = f.apply(point);
            if (!tape.owns(y)) {
                return wanted.stream()
                        .<Tensor>map(i -> DenseTensor.zerosLike(in.get(i).stopGradient()))
                        .toList();
            }
            Gradients gradients = tape.gradients(y, in.get(last));
            return wanted.stream().map(i -> gradients.of(point.get(i))).toList();
        }
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
