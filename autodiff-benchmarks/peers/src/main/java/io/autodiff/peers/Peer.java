package io.autodiff.peers;

import io.autodiff.tensor.DType;
import java.util.List;

/**
 * A library that is compared. A work has a name of some words, which {@link #prepare} understands, and {@code numpy_peer.py} too; a
 * peer that has no such work leaves its method as it is here.
 */
interface Peer {
    /** Makes the inputs of a work, in the one way of writing it down that a user of this library would find. */
    default Task prepare(String work, DType dtype) {
        List<String> words = List.of(work.split(" ", -1));
        return switch (words.get(0)) {
            case "matmul" -> matmul(Product.of(words), dtype);
            case "dot" -> dot(number(words, 1), dtype);
            case "matvec" -> matvec(number(words, 1), number(words, 2), dtype);
            case "forward" -> forward(Formula.of(words.get(1)), number(words, 2), dtype);
            case "gradient" -> gradient(Formula.of(words.get(1)), number(words, 2), dtype);
            case "layer" -> layer(dtype);
            case "scalars" -> scalars(number(words, 1), dtype);
            case "spiral" -> spiral();
            case "mlp" -> mlp();
            case "cost" -> cost(Cost.of(words.get(1)), dtype);
            default -> throw new IllegalArgumentException("no work is called " + work);
        };
    }

    /** C = A·B. */
    default Task matmul(Product product, DType dtype) {
        throw absent();
    }

    /** Σ aᵢ·bᵢ of n numbers. */
    default Task dot(int n, DType dtype) {
        throw absent();
    }

    /** A·x with A m×n. */
    default Task matvec(int m, int n, DType dtype) {
        throw absent();
    }

    /** y = f(x), with nothing noted for a gradient. */
    default Task forward(Formula f, int n, DType dtype) {
        throw absent();
    }

    /** y = f(x), and ∂⟨g, y⟩/∂x for every input x; by the library's own differentiation if it has one. */
    default Task gradient(Formula f, int n, DType dtype) {
        throw absent();
    }

    /** L = Σ tanh(x·W + b) for one row x of 8 numbers, and ∂L/∂W and ∂L/∂b. */
    default Task layer(DType dtype) {
        throw absent();
    }

    /** y = x·c·c·c… of single numbers, and ∂y/∂x. */
    default Task scalars(int ops, DType dtype) {
        throw absent();
    }

    /** The training of the spiral example, 3,000 steps in float64; gives its last loss. */
    default Task spiral() {
        throw absent();
    }

    /** A step of training the {@link Perceptron} in float32; gives its loss. */
    default Task mlp() {
        throw absent();
    }

    /** A loss and its gradient; gives the loss. */
    default Task cost(Cost loss, DType dtype) {
        throw absent();
    }

    /** This library does not have it, or not in a form that could be compared. */
    final class Absent extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** To be thrown. */
    static Absent absent() {
        return new Absent();
    }

    private static int number(List<String> words, int at) {
        return Integer.parseInt(words.get(at));
    }
}
