package io.autodiff.peers;

import java.util.stream.IntStream;

/** The network 784-256-128-10 with relu between its layers, a batch of 128 pictures, and what training starts from. */
final class Perceptron {
    static final int[] WIDTHS = {784, 256, 128, 10};
    static final int LAYERS = WIDTHS.length - 1;
    static final int BATCH = 128;
    static final double LEARNING_RATE = 0.1;

    private Perceptron() {}

    static double[] pictures() {
        return Inputs.numbers(1, BATCH * WIDTHS[0]);
    }

    static int[] labels() {
        return IntStream.range(0, BATCH).map(i -> 7 * i % WIDTHS[LAYERS]).toArray();
    }

    /** W of a layer, [in, out], uniform with the spread of Glorot and Bengio; the offsets start at 0. */
    static double[] weight(int layer) {
        int in = WIDTHS[layer];
        int out = WIDTHS[layer + 1];
        return Inputs.numbers(2 + layer, in * out, Math.sqrt(6.0 / (in + out)));
    }
}
