package io.autodiff.internal.kernel.vector;

import io.autodiff.internal.kernel.Spares;
import java.util.Arrays;

/** Memory that products of floats work in. */
final class FloatScratch {
    /** What is kept between products. */
    static final Spares<FloatScratch> SPARES = new Spares<>(FloatScratch::new);

    /**
     * Where packed columns begin. A vector that crosses from one line of the cache to the next is read twice. The collector G1 puts long
     * arrays where a line begins, and their numbers 16 bytes behind, so 48 bytes further on is the next; other arrays may lie anywhere.
     */
    static final int START = 48 / Float.BYTES;

    /** A mebibyte: with a heap of less than 8 GB, G1 takes an array of so many numbers for a long one. */
    private static final int LONG = (1 << 20) / Float.BYTES;

    /** Packed rows of the matrix on the left. */
    float[] left = {};

    /** Packed columns of the matrix on the right, from {@link #START} on. */
    float[] right = {};

    /** A tile that reaches over the edge of the product. */
    final float[] tile = new float[FloatTiles.HEIGHT * FloatTiles.WIDTH];

    private final float[][] strips = new float[2][FloatProduct.ROWS * FloatTiles.WIDTH];
    private float[][] waiting = {};

    private FloatScratch() {}

    float[] left(int length) {
        if (left.length < length) {
            left = new float[length];
        }
        return left;
    }

    float[] right(int length) {
        if (right.length < START + length) {
            right = new float[Math.max(START + length, LONG)];
        }
        return right;
    }

    /** Sums of blocks that wait for a partner. */
    float[] strip(int depth) {
        return strips[depth];
    }

    /** Sums of parts that wait for a partner. */
    float[] waiting(int depth) {
        return waiting[depth];
    }

    /** Makes room for so many sets of sums of parts. */
    void reserve(int count, int length) {
        if (waiting.length < count) {
            int old = waiting.length;
            waiting = Arrays.copyOf(waiting, count);
            Arrays.fill(waiting, old, count, new float[0]);
        }
        for (int i = 0; i < count; i++) {
            if (waiting[i].length < length) {
                waiting[i] = new float[length];
            }
        }
    }
}
