package io.autodiff.internal.kernel.vector;

import io.autodiff.internal.kernel.FloatMatrix;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The four sizes of tile of a product of floats. A tile is a few rows by one or two vectors of the product, held in
 * registers while k runs: each number of a is multiplied with a whole vector of b.
 */
final class FloatTiles {
    private FloatTiles() {}

    /*
     * Each size is a file of its own with two small methods, one where the numbers of each column of a lie side by side and one for any
     * strides: the compiler does well on small methods, and on a large one it may give up. Eight rows by two vectors need 16 registers for
     * sums, which processors with vectors of 512 bits have to spare, the others not.
     */

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    /** The length of a vector. */
    static final int LENGTH = SPECIES.length();

    /** The columns of a wide tile; a narrow one has half of them. */
    static final int WIDTH = 2 * LENGTH;

    /** The rows of a low tile. */
    static final int LOW = 4;

    /** The rows of a tile where there are enough. */
    static final int HEIGHT = SPECIES.vectorBitSize() >= 512 ? 8 : LOW;

    /** The rows of the tile for what is left of a matrix. */
    static int height(int rows) {
        return rows > LOW ? HEIGHT : LOW;
    }

    /** The columns of the tile for what is left of a matrix. */
    static int width(int columns) {
        return columns > LENGTH ? WIDTH : LENGTH;
    }

    /** How many rows fill tiles. */
    static int wholeRows(int rows) {
        int rest = rows % HEIGHT;
        return rest == LOW ? rows : rows - rest;
    }

    /**
     * How many columns of b, of k numbers each, can be read where they lie: all, if memory goes on for as long as the vectors do;
     * else those that fill tiles.
     */
    static int lyingColumns(FloatMatrix b, int columns, int k) {
        int rest = columns % WIDTH;
        boolean room = rest == 0 || FloatPacking.wholeRows(b.from(0, columns - rest), k, width(rest)) == k;
        return room ? columns : columns - rest;
    }

    /** to += from, for so many rows and columns. */
    static void add(int rows, int columns, FloatMatrix from, FloatMatrix to) {
        for (int i = 0; i < rows; i++) {
            add(columns, from.array(), from.at(i, 0), to.array(), to.at(i, 0));
        }
    }

    static void add(int n, float[] from, int fromAt, float[] to, int toAt) {
        int j = 0;
        for (; j < SPECIES.loopBound(n); j += LENGTH) {
            FloatVector.fromArray(SPECIES, to, toAt + j)
                    .add(FloatVector.fromArray(SPECIES, from, fromAt + j))
                    .intoArray(to, toAt + j);
        }
        for (; j < n; j++) {
            to[toAt + j] += from[fromAt + j];
        }
    }

    /**
     * One tile, the numbers of each column of a side by side, as they are where rows are packed: number p of row i at aAt + p · aStep + i.
     *
     * @param aStep from number p of a's rows to number p + 1
     * @param bRow from number p of b's columns to number p + 1
     * @param outRow from one row of the tile to the next, in out
     * @param add whether the sums are added to what is there
     */
    static void inColumns(
            int height,
            int width,
            int k,
            float[] a,
            int aAt,
            int aStep,
            float[] b,
            int bAt,
            int bRow,
            float[] out,
            int outAt,
            int outRow,
            boolean add) {
        if (height == 8 && width == WIDTH) {
            FloatTile8x2.inColumns(k, a, aAt, aStep, b, bAt, bRow, out, outAt, outRow, add);
        } else if (height == 8) {
            FloatTile8x1.inColumns(k, a, aAt, aStep, b, bAt, bRow, out, outAt, outRow, add);
        } else if (width == WIDTH) {
            FloatTile4x2.inColumns(k, a, aAt, aStep, b, bAt, bRow, out, outAt, outRow, add);
        } else {
            FloatTile4x1.inColumns(k, a, aAt, aStep, b, bAt, bRow, out, outAt, outRow, add);
        }
    }

    /** One tile, from any strides of a: number p of row i at aAt + i · aRow + p · aColumn. */
    static void strided(
            int height,
            int width,
            int k,
            float[] a,
            int aAt,
            int aRow,
            int aColumn,
            float[] b,
            int bAt,
            int bRow,
            float[] out,
            int outAt,
            int outRow,
            boolean add) {
        if (height == 8 && width == WIDTH) {
            FloatTile8x2.strided(k, a, aAt, aRow, aColumn, b, bAt, bRow, out, outAt, outRow, add);
        } else if (height == 8) {
            FloatTile8x1.strided(k, a, aAt, aRow, aColumn, b, bAt, bRow, out, outAt, outRow, add);
        } else if (width == WIDTH) {
            FloatTile4x2.strided(k, a, aAt, aRow, aColumn, b, bAt, bRow, out, outAt, outRow, add);
        } else {
            FloatTile4x1.strided(k, a, aAt, aRow, aColumn, b, bAt, bRow, out, outAt, outRow, add);
        }
    }
}
