package io.autodiff.internal.kernel.vector;

import io.autodiff.internal.kernel.FloatMatrix;
import io.autodiff.internal.kernel.Kernels;
import io.autodiff.internal.kernel.PairTree;

/** One product of matrices of floats, by tiles: which part of it is computed when. */
final class FloatProduct {
    /*
     * The nest of loops of a fast product, after Goto and van de Geijn, «Anatomy of high-performance matrix multiplication»
     * (2008). Some columns of b over a part of k are packed and wait in the outer caches. Some rows of a over the same part are
     * packed and stay in the second cache. Then one column of tiles after another is computed, a FloatStrip.
     *
     * A part of k is four blocks of the order of summation, so the product itself is written once for every four blocks. The
     * sums of parts wait in a stack, as PairTree says; four is a power of two, so the tree of the parts continues the trees
     * within them. Place 0 is the product itself, the others are scratch, and a part that merges at once is added to the
     * place below: up to three parts need no scratch. For more, the product is computed in stripes of rows, and the scratch
     * has a bounded size.
     *
     * A small matrix is read where it lies, and so is one that is not read often; except at its edge, where rows that do
     * not fill a tile are packed and filled up with zeros. Columns that do not fill one are filled up with what lies behind
     * them, whatever it is: nothing but numbers that nobody looks at comes of it. They are packed only where memory ends.
     *
     * To split the work: rows do not depend on each other, nor do columns. Any set of them may be computed as a product of its
     * own, in any order, by any thread; whole tiles are best.
     */

    /** The most blocks of k in a part. */
    private static final int PART = 4 * Kernels.BLOCK;

    /**
     * The most rows of a packed at a time, and the most numbers: 512 KiB, which stay in a second cache of a megabyte while packed columns
     * pass by. For every so many rows the packed columns come from the outer caches again: measured.
     */
    static final int ROWS = 240;

    private static final int LEFT = (1 << 19) / Float.BYTES;

    /** The most columns of b packed at a time, and the most numbers: 4 MiB, measured. */
    private static final int COLUMNS = 2048;

    private static final int RIGHT = (1 << 22) / Float.BYTES;

    /** About the most numbers that wait at a time. */
    private static final int WAITING = 1 << 20;

    /** A matrix on the left of at most so many numbers is read where it lies, and one on the right: measured. */
    private static final int SMALL_LEFT = 64 * 64;

    private static final int SMALL_RIGHT = 128 * 128;

    /**
     * For so few columns a matrix on the left is not read often enough to be worth packing: measured. Rows that are pages apart share
     * a place in the first cache.
     */
    private static final int FEW_COLUMNS = 256;

    /** Rows of b that lie so close share pages, and where they begin spreads over the first cache. */
    private static final int SHORT_ROW = 256;

    private static final int PAGE = 4096 / Float.BYTES;

    private final int m;
    private final int n;
    private final int k;
    private final FloatMatrix a;
    private final FloatMatrix b;
    private final FloatMatrix out;
    private final boolean leftLies;
    private final boolean rightLies;
    private final FloatScratch scratch;

    private FloatProduct(int m, int n, int k, FloatMatrix a, FloatMatrix b, FloatMatrix out, FloatScratch scratch) {
        this.m = m;
        this.n = n;
        this.k = k;
        this.a = a;
        this.b = b;
        this.out = out;
        this.leftLies =
                (long) m * k <= SMALL_LEFT || n <= FloatTiles.WIDTH || (n <= FEW_COLUMNS && a.row() % PAGE != 0);
        boolean low = m <= 2 * FloatTiles.HEIGHT;
        boolean close = Math.abs(b.row()) < SHORT_ROW;
        boolean small = leftLies && (long) k * n <= SMALL_RIGHT;
        this.rightLies = b.column() == 1 && (m <= FloatTiles.HEIGHT || (low && close) || (small && (low || close)));
        this.scratch = scratch;
    }

    /** out = a · b, in the order of summation of {@link Kernels}. */
    static void multiply(int m, int n, int k, FloatMatrix a, FloatMatrix b, FloatMatrix out) {
        FloatScratch scratch = FloatScratch.SPARES.take();
        new FloatProduct(m, n, k, a, b, out, scratch).run();
        FloatScratch.SPARES.give(scratch);
    }

    private void run() {
        int length = Math.min(k, PART);
        int width = Math.min(n, Math.min(COLUMNS, RIGHT / length));
        int waiting = PairTree.places(parts());
        int height = waiting == 0 ? m : Math.min(m, Math.max(1, WAITING / (waiting * width) / ROWS) * ROWS);
        scratch.reserve(waiting, height * width);
        for (int j = 0; j < n; j += width) {
            for (int i = 0; i < m; i += height) {
                stripe(i, Math.min(height, m - i), j, Math.min(width, n - j));
            }
        }
    }

    private int parts() {
        return (k - 1) / PART + 1;
    }

    private void stripe(int i, int rows, int j, int columns) {
        for (int part = 0; part < parts(); part++) {
            int p = part * PART;
            int length = Math.min(PART, k - p);
            int merges = PairTree.merges(part, parts());
            int depth = PairTree.depth(part);
            FloatMatrix sums = place(merges > 0 ? depth - 1 : depth, i, j, columns);
            FloatMatrix right = b.from(p, j);
            int lyingColumns = rightLies ? FloatTiles.lyingColumns(right, columns, length) : 0;
            FloatStrip.pack(scratch, right, columns, lyingColumns, length);
            int tiles = Math.max(1, Math.min(ROWS, LEFT / length) / FloatTiles.HEIGHT);
            int most = tiles * FloatTiles.HEIGHT;
            for (int row = 0; row < rows; row += most) {
                int height = Math.min(most, rows - row);
                int wholeRows = leftLies ? FloatTiles.wholeRows(height) : 0;
                FloatMatrix left = a.from(i + row, p);
                new FloatStrip(scratch, left, height, wholeRows, right, columns, lyingColumns, length, merges > 0)
                        .run(sums.from(row, 0));
                for (int top = depth - 1; top > depth - merges; top--) {
                    FloatMatrix below = place(top - 1, i, j, columns).from(row, 0);
                    FloatTiles.add(height, columns, place(top, i, j, columns).from(row, 0), below);
                }
            }
        }
    }

    /** A place of the stack, for a stripe that starts at row i and column j. */
    private FloatMatrix place(int depth, int i, int j, int columns) {
        return depth == 0 ? out.from(i, j) : new FloatMatrix(scratch.waiting(depth - 1), 0, columns, 1);
    }
}
