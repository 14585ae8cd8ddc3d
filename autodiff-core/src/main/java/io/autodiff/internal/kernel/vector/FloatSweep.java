package io.autodiff.internal.kernel.vector;

import io.autodiff.internal.kernel.FloatMatrix;
import io.autodiff.internal.kernel.Kernels;
import io.autodiff.internal.kernel.PairTree;
import io.autodiff.internal.kernel.Spares;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of many rows of floats, each times a number of its own: products with few rows on the left, and products of a
 * transposed matrix and one column.
 */
final class FloatSweep {
    /*
     * Memory is read once, row after row, and that sets the speed; the sums wait in the first cache. Sums over blocks wait
     * in a stack, as PairTree says.
     */

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LENGTH = SPECIES.length();

    /** How many sums are kept at a time. */
    private static final int WIDTH = 1024;

    private static final Spares<FloatSweep> SPARES = new Spares<>(FloatSweep::new);

    private final float[][] lanes = new float[Kernels.LANES][WIDTH];
    private float[][] stack = {new float[WIDTH]};

    private FloatSweep() {}

    /** out = a · b for a few rows of a; b's rows lie side by side. */
    static void addRows(int m, int n, int k, FloatMatrix a, FloatMatrix b, float[] out, int outAt) {
        FloatSweep sweep = SPARES.take();
        int width;
        for (int j = 0; j < n; j += width) {
            width = Math.min(WIDTH, n - j);
            for (int i = 0; i < m; i++) {
                sweep.addRow(width, k, a, i, b, j);
                System.arraycopy(sweep.stack[0], 0, out, outAt + i * n + j, width);
            }
        }
        SPARES.give(sweep);
    }

    /** out = a · b for a column b; a's columns lie side by side. */
    static void addColumns(int m, int k, FloatMatrix a, FloatMatrix b, float[] out, int outAt) {
        FloatSweep sweep = SPARES.take();
        int width;
        for (int i = 0; i < m; i += width) {
            width = Math.min(WIDTH, m - i);
            sweep.addColumns(width, k, a, i, b);
            System.arraycopy(sweep.stack[0], 0, out, outAt + i, width);
        }
        SPARES.give(sweep);
    }

    private void addRow(int width, int k, FloatMatrix a, int i, FloatMatrix b, int j) {
        int blocks = PairTree.blocks(k);
        for (int block = 0; block < blocks; block++) {
            float[] sums = place(PairTree.depth(block));
            Arrays.fill(sums, 0, width, 0);
            int from = block * Kernels.BLOCK;
            addRows(
                    width,
                    from,
                    Math.min(Kernels.BLOCK, k - from),
                    1,
                    b.transposed(),
                    j,
                    a.transposed().from(0, i),
                    sums);
            merge(width, block, blocks);
        }
    }

    private void addColumns(int width, int k, FloatMatrix a, int i, FloatMatrix b) {
        int blocks = PairTree.blocks(k);
        for (int block = 0; block < blocks; block++) {
            for (float[] lane : lanes) {
                Arrays.fill(lane, 0, width, 0);
            }
            int from = block * Kernels.BLOCK;
            int count = Math.min(Kernels.BLOCK, k - from);
            for (int lane = 0; lane < Math.min(Kernels.LANES, count); lane++) {
                addRows(width, from + lane, count - lane, Kernels.LANES, a, i, b, lanes[lane]);
            }
            for (int half = Kernels.LANES / 2; half > 0; half /= 2) {
                for (int lane = 0; lane < half; lane++) {
                    add(width, lanes[lane + half], lanes[lane]);
                }
            }
            System.arraycopy(lanes[0], 0, place(PairTree.depth(block)), 0, width);
            merge(width, block, blocks);
        }
    }

    /** sums[i] += a[row + i, from + p] · b[from + p] for p = 0, step, 2·step, … before count, in this order; a's columns lie side by side. */
    private static void addRows(
            int width, int from, int count, int step, FloatMatrix a, int row, FloatMatrix b, float[] sums) {
        float[] x = b.array();
        FloatMatrix left = a.from(row, from);
        FloatMatrix right = b.from(from, 0);
        int p = 0;
        for (; p + 3 * step < count; p += 4 * step) {
            float x0 = x[right.at(p, 0)];
            float x1 = x[right.at(p + step, 0)];
            float x2 = x[right.at(p + 2 * step, 0)];
            float x3 = x[right.at(p + 3 * step, 0)];
            addFour(width, x0, x1, x2, x3, left.array(), left.at(0, p), step * left.column(), sums);
        }
        for (; p < count; p += step) {
            addProduct(width, x[right.at(p, 0)], left.array(), left.at(0, p), sums);
        }
    }

    private float[] place(int depth) {
        if (depth == stack.length) {
            stack = Arrays.copyOf(stack, depth + 1);
            stack[depth] = new float[WIDTH];
        }
        return stack[depth];
    }

    private void merge(int width, int block, int blocks) {
        int top = PairTree.depth(block);
        for (int merges = PairTree.merges(block, blocks); merges > 0; merges--, top--) {
            add(width, stack[top], stack[top - 1]);
        }
    }

    private static void addFour(
            int n, float x0, float x1, float x2, float x3, float[] b, int at, int row, float[] sums) {
        int at1 = at + row;
        int at2 = at1 + row;
        int at3 = at2 + row;
        int j = 0;
        for (; j < SPECIES.loopBound(n); j += LENGTH) {
            FloatVector c = FloatVector.fromArray(SPECIES, sums, j);
            c = FloatVector.fromArray(SPECIES, b, at + j).fma(FloatVector.broadcast(SPECIES, x0), c);
            c = FloatVector.fromArray(SPECIES, b, at1 + j).fma(FloatVector.broadcast(SPECIES, x1), c);
            c = FloatVector.fromArray(SPECIES, b, at2 + j).fma(FloatVector.broadcast(SPECIES, x2), c);
            c = FloatVector.fromArray(SPECIES, b, at3 + j).fma(FloatVector.broadcast(SPECIES, x3), c);
            c.intoArray(sums, j);
        }
        for (; j < n; j++) {
            float c = Math.fma(b[at + j], x0, sums[j]);
            c = Math.fma(b[at1 + j], x1, c);
            c = Math.fma(b[at2 + j], x2, c);
            sums[j] = Math.fma(b[at3 + j], x3, c);
        }
    }

    private static void addProduct(int n, float x, float[] b, int at, float[] sums) {
        int j = 0;
        for (; j < SPECIES.loopBound(n); j += LENGTH) {
            FloatVector.fromArray(SPECIES, b, at + j)
                    .fma(FloatVector.broadcast(SPECIES, x), FloatVector.fromArray(SPECIES, sums, j))
                    .intoArray(sums, j);
        }
        for (; j < n; j++) {
            sums[j] = Math.fma(b[at + j], x, sums[j]);
        }
    }

    private static void add(int n, float[] x, float[] sums) {
        for (int j = 0; j < n; j++) {
            sums[j] += x[j];
        }
    }
}
