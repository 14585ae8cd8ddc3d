package io.autodiff.internal.kernel.vector;

import io.autodiff.internal.kernel.Spares;
import java.util.Arrays;

/** Memory that products of doubles work in. */
final class DoubleScratch {
    /** What is kept between products. */
    static final Spares<DoubleScratch> SPARES = new Spares<>(DoubleScratch::new);

    /**
     * Where packed columns begin. A vector that crosses from one line of the cache to the next is read twice. The collector G1 puts long
     * arrays where a line begins, and their numbers 16 bytes behind, so 48 bytes further on is the next; other arrays may lie anywhere.
     */
    static final int START = 48 / Double.BYTES;

    /** A mebibyte: with a heap of less than 8 GB, G1 takes an array of so many numbers for a long one. */
    private static final int LONG = (1 << 20) / Double.BYTES;

    /** Packed rows of the matrix on the left. */
    double[] left = {};

    /** Packed columns of the matrix on the right, from {@link #START} on. */
    double[] right = {};

    /** A tile that reaches over the edge of the product. */
    final double[] tile = new double[DoubleTiles.HEIGHT * DoubleTiles.WIDTH];

    private final double[][] strips = new double[2][DoubleProduct.ROWS * DoubleTiles.WIDTH];
    private double[][] waiting = {};

    private DoubleScratch() {}

    double[] left(int length) {
        if (left.length < length) {
            left = new double[length];
        }
        return left;
    }

    double[] right(int length) {
        if (right.length < START + length) {
            right = new double[Math.max(START + length, LONG)];
        }
        return right;
    }

    /** Sums of blocks that wait for a partner. */
    double[] strip(int depth) {
        return strips[depth];
    }

    /** Sums of parts that wait for a partner. */
    double[] waiting(int depth) {
        return waiting[depth];
    }

    /** Makes room for so many sets of sums of parts. */
    void reserve(int count, int length) {
        if (waiting.length < count) {
            int old = waiting.length;
            waiting = Arrays.copyOf(waiting, count);
            Arrays.fill(waiting, old, count, new double[0]);
        }
        for (int i = 0; i < count; i++) {
            if (waiting[i].length < length) {
                waiting[i] = new double[length];
            }
        }
    }
}
