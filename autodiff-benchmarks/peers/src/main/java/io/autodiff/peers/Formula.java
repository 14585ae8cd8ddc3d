package io.autodiff.peers;

import java.util.Locale;

/** The functions of whole tensors that are compared, forward and backward. Each library writes them in its own words. */
enum Formula {
    EXP(1),
    TANH(1),
    SIGMOID(1),
    /** x·Φ(x), with the error function. */
    GELU(1),
    RELU(1),
    ADD(2),
    /** Of every row of a square matrix. */
    SOFTMAX(1),
    /** (x − mean) / √(variance + 10⁻⁵) of every row of a square matrix, times γ, plus β. */
    LAYER_NORM(3),

    /** sigmoid(x·w + b). */
    AFFINE(3),
    /** sigmoid(x·w + b) · tanh(x·w − b): the gate of a recurrent network. */
    GATE(3),
    /** w·exp(−(x − b)²) / (1 + exp(−x)). */
    BUMP(3);

    static final double EPSILON = 1e-5;

    private final int inputs;

    Formula(int inputs) {
        this.inputs = inputs;
    }

    static Formula of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    int inputs() {
        return inputs;
    }

    /** Whether it is a program of several functions, to be made one loop of. */
    boolean isChain() {
        return this == AFFINE || this == GATE || this == BUMP;
    }

    /** The shape of an input of a function of n numbers. */
    long[] shape(int input, int n) {
        int side = (int) Math.sqrt(n);
        return switch (this) {
            case SOFTMAX -> new long[] {side, side};
            case LAYER_NORM -> input == 0 ? new long[] {side, side} : new long[] {side};
            default -> new long[] {n};
        };
    }

    double[] numbers(int input, int n) {
        return Inputs.numbers(input + 1, size(shape(input, n)), 2);
    }

    /** ∂L/∂y, where the gradient starts: of the first input's shape, as the result is. */
    double[] cotangent(int n) {
        return Inputs.numbers(9, size(shape(0, n)));
    }

    private static int size(long... shape) {
        long size = 1;
        for (long length : shape) {
            size *= length;
        }
        return Math.toIntExact(size);
    }
}
