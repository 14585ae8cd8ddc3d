package io.autodiff.internal.kernel.vector;

import io.autodiff.internal.kernel.FloatMatrix;
import io.autodiff.internal.kernel.Kernels;
import io.autodiff.internal.kernel.PairTree;

/** Sums of floats over one part of k, for one column of tiles after another. */
final class FloatStrip {
    /*
     * A column of tiles is computed block by block: the columns of b for one block stay in the first cache while the tiles
     * are computed. The sums of blocks wait in a stack, as PairTree says, small enough for the second cache; its place 0 is
     * where the sums go in the end, unless they are to be added to what is there.
     *
     * A tile that reaches over the edge is computed aside, and what there is of it is moved.
     */

    private final FloatScratch scratch;
    private final FloatMatrix a;
    private final int rows;
    private final int wholeRows;
    private final FloatMatrix b;
    private final int columns;
    private final int lyingColumns;
    private final int length;
    private final boolean add;

    /**
     * Sums of products of so many numbers each.
     *
     * @param wholeRows so many rows of a are read where they lie, the others are packed
     * @param lyingColumns so many columns of b are read where they lie, the others have been packed
     * @param add whether sums are added to what is there
     */
    FloatStrip(
            FloatScratch scratch,
            FloatMatrix a,
            int rows,
            int wholeRows,
            FloatMatrix b,
            int columns,
            int lyingColumns,
            int length,
            boolean add) {
        this.scratch = scratch;
        this.a = a;
        this.rows = rows;
        this.wholeRows = wholeRows;
        this.b = b;
        this.columns = columns;
        this.lyingColumns = lyingColumns;
        this.length = length;
        this.add = add;
    }

    /** Packs the columns of b that are not read where they lie. */
    static void pack(FloatScratch scratch, FloatMatrix b, int columns, int lyingColumns, int length) {
        if (lyingColumns == columns) {
            return; // and no memory is reserved
        }
        float[] to = scratch.right((columns - lyingColumns + FloatTiles.WIDTH) * length);
        int width;
        for (int j = lyingColumns; j < columns; j += width) {
            width = FloatTiles.width(columns - j);
            int there = Math.min(width, columns - j);
            FloatPacking.columns(b.from(0, j), length, there, width, to, packedAt(j, lyingColumns, length));
        }
    }

    /** Where column j begins among those that have been packed. */
    private static int packedAt(int j, int lyingColumns, int length) {
        return FloatScratch.START + (j - lyingColumns) * length;
    }

    private void packRows() {
        float[] to = scratch.left((rows - wholeRows + FloatTiles.HEIGHT) * length);
        int height;
        for (int i = wholeRows; i < rows; i += height) {
            height = FloatTiles.height(rows - i);
            FloatPacking.rows(a.from(i, 0), length, Math.min(height, rows - i), height, to, (i - wholeRows) * length);
        }
    }

    /** Computes the sums for every column. */
    void run(FloatMatrix out) {
        packRows();
        int width;
        for (int j = 0; j < columns; j += width) {
            width = FloatTiles.width(columns - j);
            tiles(j, width, out.from(0, j));
        }
    }

    /** One column of tiles. */
    private void tiles(int j, int width, FloatMatrix out) {
        int there = Math.min(width, columns - j);
        int blocks = PairTree.blocks(length);
        for (int block = 0; block < blocks; block++) {
            int p = block * Kernels.BLOCK;
            int merges = PairTree.merges(block, blocks);
            int depth = PairTree.depth(block);
            boolean last = add && blocks == 1;
            FloatMatrix sums = last ? out : place(merges > 0 ? depth - 1 : depth, out, width);
            block(p, Math.min(Kernels.BLOCK, length - p), j, width, there, sums, last || merges > 0);
            for (int top = depth - 1; top > depth - merges; top--) {
                FloatTiles.add(rows, there, place(top, out, width), place(top - 1, out, width));
            }
        }
        if (add && blocks > 1) {
            FloatTiles.add(rows, there, place(0, out, width), out);
        }
    }

    private FloatMatrix place(int depth, FloatMatrix out, int width) {
        return depth == 0 && !add ? out : new FloatMatrix(scratch.strip(depth), 0, width, 1);
    }

    /** One column of tiles, one block of k. */
    private void block(int p, int count, int j, int width, int there, FloatMatrix sums, boolean adding) {
        boolean lies = j < lyingColumns;
        FloatMatrix right = lies
                ? b.from(p, j)
                : new FloatMatrix(scratch.right, packedAt(j, lyingColumns, length) + p * width, width, 1);
        int height;
        for (int i = 0; i < rows; i += height) {
            height = FloatTiles.height(rows - i);
            if (height <= rows - i && width == there) {
                tile(i, height, width, p, count, right, sums.array(), sums.at(i, 0), sums.row(), adding);
            } else {
                tile(i, height, width, p, count, right, scratch.tile, 0, width, false);
                move(Math.min(height, rows - i), there, width, sums.array(), sums.at(i, 0), sums.row(), adding);
            }
        }
    }

    private void tile(
            int i,
            int height,
            int width,
            int p,
            int count,
            FloatMatrix right,
            float[] to,
            int toAt,
            int toRow,
            boolean adding) {
        float[] y = right.array();
        int yAt = right.at();
        int yRow = right.row();
        if (i >= wholeRows) {
            int at = (i - wholeRows) * length + p * height;
            FloatTiles.inColumns(height, width, count, scratch.left, at, height, y, yAt, yRow, to, toAt, toRow, adding);
        } else if (a.row() == 1) {
            int at = a.at(i, p);
            FloatTiles.inColumns(
                    height, width, count, a.array(), at, a.column(), y, yAt, yRow, to, toAt, toRow, adding);
        } else {
            int at = a.at(i, p);
            FloatTiles.strided(
                    height, width, count, a.array(), at, a.row(), a.column(), y, yAt, yRow, to, toAt, toRow, adding);
        }
    }

    /** Moves what there is of a tile from aside to its place. */
    private void move(int height, int there, int width, float[] to, int toAt, int toRow, boolean adding) {
        for (int i = 0; i < height; i++) {
            if (adding) {
                FloatTiles.add(there, scratch.tile, i * width, to, toAt + i * toRow);
            } else {
                System.arraycopy(scratch.tile, i * width, to, toAt + i * toRow, there);
            }
        }
    }
}
