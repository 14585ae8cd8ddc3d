package io.autodiff.internal.kernel.vector;

import io.autodiff.internal.kernel.FloatMatrix;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Copies panels of matrices of floats, from any strides, into the order in which a tile reads them. */
final class FloatPacking {
    private FloatPacking() {}

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LENGTH = SPECIES.length();

    /**
     * Packs the first rows of a, of k numbers each, for a tile of a given height: number p of row i goes to
     * at + p · height + i. Rows that are missing are zeros.
     */
    static void rows(FloatMatrix a, int k, int rows, int height, float[] to, int at) {
        if (rows < height) {
            Arrays.fill(to, at, at + k * height, 0);
        }
        lines(a.array(), a.at(), a.row(), a.column(), rows, k, height, to, at);
    }

    /**
     * Packs the first columns of b, of k numbers each, for a tile of a given width: number p of column j goes to
     * at + p · width + j. Columns that are missing may be any numbers.
     */
    static void columns(FloatMatrix b, int k, int columns, int width, float[] to, int at) {
        if (b.column() == 1) {
            int whole = wholeRows(b, k, width);
            copy(b.array(), b.at(), b.row(), whole, width, to, at);
            for (int p = whole; p < k; p++) {
                System.arraycopy(b.array(), b.at(p, 0), to, at + p * width, columns);
            }
            return;
        }
        if (columns < width) {
            Arrays.fill(to, at, at + k * width, 0);
        }
        lines(b.array(), b.at(), b.column(), b.row(), columns, k, width, to, at);
    }

    /** From how many of k rows of b so many numbers can be read: all but the last ones, where memory ends; none, if it ends at the first. */
    static int wholeRows(FloatMatrix b, int k, int width) {
        int last = b.array().length - width;
        int whole = b.at() > last ? 0 : k; // rows may run backwards
        while (whole > 0 && b.at(whole - 1, 0) > last) {
            whole--;
        }
        return whole;
    }

    private static void copy(float[] from, int fromAt, int row, int k, int width, float[] to, int toAt) {
        for (int p = 0, x = fromAt, y = toAt; p < k; p++, x += row) {
            for (int j = 0; j < width; j += LENGTH, y += LENGTH) {
                FloatVector.fromArray(SPECIES, from, x + j).intoArray(to, y);
            }
        }
    }

    /** Lines of the matrix become columns of the panel. */
    private static void lines(
            float[] from, int at, int line, int step, int lines, int k, int toStep, float[] to, int toAt) {
        int i = 0;
        for (; i + 8 <= lines; i += 8) {
            eightLines(from, at + i * line, line, step, k, toStep, to, toAt + i);
        }
        for (; i + 4 <= lines; i += 4) {
            fourLines(from, at + i * line, line, step, k, toStep, to, toAt + i);
        }
        for (; i < lines; i++) {
            line(from, at + i * line, step, k, toStep, to, toAt + i);
        }
    }

    private static void line(float[] from, int x, int step, int k, int toStep, float[] to, int y) {
        for (int q = 0; q < k; q++) {
            to[y + q * toStep] = from[x + q * step];
        }
    }

    private static void fourLines(float[] from, int at, int line, int step, int k, int toStep, float[] to, int toAt) {
        int line1 = at + line;
        int line2 = line1 + line;
        int line3 = line2 + line;
        for (int q = 0, x = 0, y = toAt; q < k; q++, x += step, y += toStep) {
            to[y] = from[at + x];
            to[y + 1] = from[line1 + x];
            to[y + 2] = from[line2 + x];
            to[y + 3] = from[line3 + x];
        }
    }

    /*
     * Two columns at a time; all their numbers are read before any is written, since HotSpot cannot know that the arrays differ. On purpose
     * the method has more than the 325 bytes that HotSpot inlines at most (docs/decisions/0006).
     */
    private static void eightLines(float[] from, int at, int line, int step, int k, int toStep, float[] to, int toAt) {
        int line1 = at + line;
        int line2 = line1 + line;
        int line3 = line2 + line;
        int line4 = line3 + line;
        int line5 = line4 + line;
        int line6 = line5 + line;
        int line7 = line6 + line;
        int even = k & -2;
        for (int q = 0, x = 0, y = toAt; q < even; q += 2, x += 2 * step, y += 2 * toStep) {
            int nextX = x + step;
            int nextY = y + toStep;
            float a0 = from[at + x];
            float b0 = from[at + nextX];
            float a1 = from[line1 + x];
            float b1 = from[line1 + nextX];
            float a2 = from[line2 + x];
            float b2 = from[line2 + nextX];
            float a3 = from[line3 + x];
            float b3 = from[line3 + nextX];
            float a4 = from[line4 + x];
            float b4 = from[line4 + nextX];
            float a5 = from[line5 + x];
            float b5 = from[line5 + nextX];
            float a6 = from[line6 + x];
            float b6 = from[line6 + nextX];
            float a7 = from[line7 + x];
            float b7 = from[line7 + nextX];
            to[y] = a0;
            to[y + 1] = a1;
            to[y + 2] = a2;
            to[y + 3] = a3;
            to[y + 4] = a4;
            to[y + 5] = a5;
            to[y + 6] = a6;
            to[y + 7] = a7;
            to[nextY] = b0;
            to[nextY + 1] = b1;
            to[nextY + 2] = b2;
            to[nextY + 3] = b3;
            to[nextY + 4] = b4;
            to[nextY + 5] = b5;
            to[nextY + 6] = b6;
            to[nextY + 7] = b7;
        }
        for (int i = 0; i < 8; i++) {
            line(from, at + i * line + even * step, step, k - even, toStep, to, toAt + i + even * toStep);
        }
    }
}
