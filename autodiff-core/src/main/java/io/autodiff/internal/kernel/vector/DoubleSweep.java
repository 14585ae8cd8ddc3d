package io.autodiff.internal.kernel.vector;

import io.autodiff.internal.kernel.DoubleMatrix;
import io.autodiff.internal.kernel.Kernels;
import io.autodiff.internal.kernel.PairTree;
import io.autodiff.internal.kernel.Spares;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of many rows of doubles, each times a number of its own: products with few rows on the left, and products of a
 * transposed matrix and one column.
 */
final class DoubleSweep {
    /*
     * Memory is read once, row after row, and that sets the speed; the sums wait in the first cache. Sums over blocks wait
     * in a stack, as PairTree says.
     */

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LENGTH = SPECIES.length();

    /** How many sums are kept at a time. */
    private static final int WIDTH = 1024;

    private static final Spares<DoubleSweep> SPARES = new Spares<>(DoubleSweep::new);

    private final double[][] lanes = new double[Kernels.LANES][WIDTH];
    private double[][] stack = {new double[WIDTH]};

    private DoubleSweep() {}

    /** out = a · b for a few rows of a; b's rows lie side by side. */
    static void addRows(int m, int n, int k, DoubleMatrix a, DoubleMatrix b, double[] out, int outAt) {
        DoubleSweep sweep = SPARES.take();
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
    static void addColumns(int m, int k, DoubleMatrix a, DoubleMatrix b, double[] out, int outAt) {
        DoubleSweep sweep = SPARES.take();
        int width;
        for (int i = 0; i < m; i += width) {
            width = Math.min(WIDTH, m - i);
            sweep.addColumns(width, k, a, i, b);
            System.arraycopy(sweep.stack[0], 0, out, outAt + i, width);
        }
        SPARES.give(sweep);
    }

    private void addRow(int width, int k, DoubleMatrix a, int i, DoubleMatrix b, int j) {
        int blocks = PairTree.blocks(k);
        for (int block = 0; block < blocks; block++) {
            double[] sums = place(PairTree.depth(block));
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

    private void addColumns(int width, int k, DoubleMatrix a, int i, DoubleMatrix b) {
        int blocks = PairTree.blocks(k);
        for (int block = 0; block < blocks; block++) {
            for (double[] lane : lanes) {
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
            int width, int from, int count, int step, DoubleMatrix a, int row, DoubleMatrix b, double[] sums) {
        double[] x = b.array();
        DoubleMatrix left = a.from(row, from);
        DoubleMatrix right = b.from(from, 0);
        int p = 0;
        for (; p + 3 * step < count; p += 4 * step) {
            double x0 = x[right.at(p, 0)];
            double x1 = x[right.at(p + step, 0)];
            double x2 = x[right.at(p + 2 * step, 0)];
            double x3 = x[right.at(p + 3 * step, 0)];
            addFour(width, x0, x1, x2, x3, left.array(), left.at(0, p), step * left.column(), sums);
        }
        for (; p < count; p += step) {
            addProduct(width, x[right.at(p, 0)], left.array(), left.at(0, p), sums);
        }
    }

    private double[] place(int depth) {
        if (depth == stack.length) {
            stack = Arrays.copyOf(stack, depth + 1);
            stack[depth] = new double[WIDTH];
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
            int n, double x0, double x1, double x2, double x3, double[] b, int at, int row, double[] sums) {
        int at1 = at + row;
        int at2 = at1 + row;
        int at3 = at2 + row;
        int j = 0;
        for (; j < SPECIES.loopBound(n); j += LENGTH) {
            DoubleVector c = DoubleVector.fromArray(SPECIES, sums, j);
            c = DoubleVector.fromArray(SPECIES, b, at + j).fma(DoubleVector.broadcast(SPECIES, x0), c);
            c = DoubleVector.fromArray(SPECIES, b, at1 + j).fma(DoubleVector.broadcast(SPECIES, x1), c);
            c = DoubleVector.fromArray(SPECIES, b, at2 + j).fma(DoubleVector.broadcast(SPECIES, x2), c);
            c = DoubleVector.fromArray(SPECIES, b, at3 + j).fma(DoubleVector.broadcast(SPECIES, x3), c);
            c.intoArray(sums, j);
        }
        for (; j < n; j++) {
            double c = Math.fma(b[at + j], x0, sums[j]);
            c = Math.fma(b[at1 + j], x1, c);
            c = Math.fma(b[at2 + j], x2, c);
            sums[j] = Math.fma(b[at3 + j], x3, c);
        }
    }

    private static void addProduct(int n, double x, double[] b, int at, double[] sums) {
        int j = 0;
        for (; j < SPECIES.loopBound(n); j += LENGTH) {
            DoubleVector.fromArray(SPECIES, b, at + j)
                    .fma(DoubleVector.broadcast(SPECIES, x), DoubleVector.fromArray(SPECIES, sums, j))
                    .intoArray(sums, j);
        }
        for (; j < n; j++) {
            sums[j] = Math.fma(b[at + j], x, sums[j]);
        }
    }

    private static void add(int n, double[] x, double[] sums) {
        for (int j = 0; j < n; j++) {
            sums[j] += x[j];
        }
    }
}
