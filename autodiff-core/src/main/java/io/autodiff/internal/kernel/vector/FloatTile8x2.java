package io.autodiff.internal.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Eight rows by two vectors of a product of floats, kept in registers while k runs: see {@link FloatTiles}. */
final class FloatTile8x2 {
    private FloatTile8x2() {}

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LENGTH = SPECIES.length();

    /** A tile of a product, the numbers of each column of a side by side: number p of row i at aAt + p * aStep + i. */
    static void inColumns(
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
        FloatVector c00 = FloatVector.zero(SPECIES);
        FloatVector c01 = FloatVector.zero(SPECIES);
        FloatVector c10 = FloatVector.zero(SPECIES);
        FloatVector c11 = FloatVector.zero(SPECIES);
        FloatVector c20 = FloatVector.zero(SPECIES);
        FloatVector c21 = FloatVector.zero(SPECIES);
        FloatVector c30 = FloatVector.zero(SPECIES);
        FloatVector c31 = FloatVector.zero(SPECIES);
        FloatVector c40 = FloatVector.zero(SPECIES);
        FloatVector c41 = FloatVector.zero(SPECIES);
        FloatVector c50 = FloatVector.zero(SPECIES);
        FloatVector c51 = FloatVector.zero(SPECIES);
        FloatVector c60 = FloatVector.zero(SPECIES);
        FloatVector c61 = FloatVector.zero(SPECIES);
        FloatVector c70 = FloatVector.zero(SPECIES);
        FloatVector c71 = FloatVector.zero(SPECIES);
        for (int p = 0, x = aAt, y = bAt; p < k; p++, x += aStep, y += bRow) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, y);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, y + LENGTH);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[x]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[x + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[x + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[x + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[x + 4]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(SPECIES, a[x + 5]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            FloatVector a6 = FloatVector.broadcast(SPECIES, a[x + 6]);
            c60 = a6.fma(b0, c60);
            c61 = a6.fma(b1, c61);
            FloatVector a7 = FloatVector.broadcast(SPECIES, a[x + 7]);
            c70 = a7.fma(b0, c70);
            c71 = a7.fma(b1, c71);
        }
        int to = outAt;
        if (add) {
            c00 = FloatVector.fromArray(SPECIES, out, to).add(c00);
            c01 = FloatVector.fromArray(SPECIES, out, to + LENGTH).add(c01);
            to += outRow;
            c10 = FloatVector.fromArray(SPECIES, out, to).add(c10);
            c11 = FloatVector.fromArray(SPECIES, out, to + LENGTH).add(c11);
            to += outRow;
            c20 = FloatVector.fromArray(SPECIES, out, to).add(c20);
            c21 = FloatVector.fromArray(SPECIES, out, to + LENGTH).add(c21);
            to += outRow;
            c30 = FloatVector.fromArray(SPECIES, out, to).add(c30);
            c31 = FloatVector.fromArray(SPECIES, out, to + LENGTH).add(c31);
            to += outRow;
            c40 = FloatVector.fromArray(SPECIES, out, to).add(c40);
            c41 = FloatVector.fromArray(SPECIES, out, to + LENGTH).add(c41);
            to += outRow;
            c50 = FloatVector.fromArray(SPECIES, out, to).add(c50);
            c51 = FloatVector.fromArray(SPECIES, out, to + LENGTH).add(c51);
            to += outRow;
            c60 = FloatVector.fromArray(SPECIES, out, to).add(c60);
            c61 = FloatVector.fromArray(SPECIES, out, to + LENGTH).add(c61);
            to += outRow;
            c70 = FloatVector.fromArray(SPECIES, out, to).add(c70);
            c71 = FloatVector.fromArray(SPECIES, out, to + LENGTH).add(c71);
            to = outAt;
        }
        c00.intoArray(out, to);
        c01.intoArray(out, to + LENGTH);
        to += outRow;
        c10.intoArray(out, to);
        c11.intoArray(out, to + LENGTH);
        to += outRow;
        c20.intoArray(out, to);
        c21.intoArray(out, to + LENGTH);
        to += outRow;
        c30.intoArray(out, to);
        c31.intoArray(out, to + LENGTH);
        to += outRow;
        c40.intoArray(out, to);
        c41.intoArray(out, to + LENGTH);
        to += outRow;
        c50.intoArray(out, to);
        c51.intoArray(out, to + LENGTH);
        to += outRow;
        c60.intoArray(out, to);
        c61.intoArray(out, to + LENGTH);
        to += outRow;
        c70.intoArray(out, to);
        c71.intoArray(out, to + LENGTH);
    }

    /** A tile of a product, for any strides of a: number p of row i at aAt + i * aRow + p * aColumn. */
    static void strided(
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
        FloatVector c00 = FloatVector.zero(SPECIES);
        FloatVector c01 = FloatVector.zero(SPECIES);
        FloatVector c10 = FloatVector.zero(SPECIES);
        FloatVector c11 = FloatVector.zero(SPECIES);
        FloatVector c20 = FloatVector.zero(SPECIES);
        FloatVector c21 = FloatVector.zero(SPECIES);
        FloatVector c30 = FloatVector.zero(SPECIES);
        FloatVector c31 = FloatVector.zero(SPECIES);
        FloatVector c40 = FloatVector.zero(SPECIES);
        FloatVector c41 = FloatVector.zero(SPECIES);
        FloatVector c50 = FloatVector.zero(SPECIES);
        FloatVector c51 = FloatVector.zero(SPECIES);
        FloatVector c60 = FloatVector.zero(SPECIES);
        FloatVector c61 = FloatVector.zero(SPECIES);
        FloatVector c70 = FloatVector.zero(SPECIES);
        FloatVector c71 = FloatVector.zero(SPECIES);
        int row1 = aAt + aRow;
        int row2 = row1 + aRow;
        int row3 = row2 + aRow;
        int row4 = row3 + aRow;
        int row5 = row4 + aRow;
        int row6 = row5 + aRow;
        int row7 = row6 + aRow;
        for (int p = 0, x = 0, y = bAt; p < k; p++, x += aColumn, y += bRow) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, y);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, y + LENGTH);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[aAt + x]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[row1 + x]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[row2 + x]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[row3 + x]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[row4 + x]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(SPECIES, a[row5 + x]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            FloatVector a6 = FloatVector.broadcast(SPECIES, a[row6 + x]);
            c60 = a6.fma(b0, c60);
            c61 = a6.fma(b1, c61);
            FloatVector a7 = FloatVector.broadcast(SPECIES, a[row7 + x]);
            c70 = a7.fma(b0, c70);
            c71 = a7.fma(b1, c71);
        }
        int to = outAt;
        if (add) {
            c00 = FloatVector.fromArray(SPECIES, out, to).add(c00);
            c01 = FloatVector.fromArray(SPECIES, out, to + LENGTH).add(c01);
            to += outRow;
            c10 = FloatVector.fromArray(SPECIES, out, to).add(c10);
            c11 = FloatVector.fromArray(SPECIES, out, to + LENGTH).add(c11);
            to += outRow;
            c20 = FloatVector.fromArray(SPECIES, out, to).add(c20);
            c21 = FloatVector.fromArray(SPECIES, out, to + LENGTH).add(c21);
            to += outRow;
            c30 = FloatVector.fromArray(SPECIES, out, to).add(c30);
            c31 = FloatVector.fromArray(SPECIES, out, to + LENGTH).add(c31);
            to += outRow;
            c40 = FloatVector.fromArray(SPECIES, out, to).add(c40);
            c41 = FloatVector.fromArray(SPECIES, out, to + LENGTH).add(c41);
            to += outRow;
            c50 = FloatVector.fromArray(SPECIES, out, to).add(c50);
            c51 = FloatVector.fromArray(SPECIES, out, to + LENGTH).add(c51);
            to += outRow;
            c60 = FloatVector.fromArray(SPECIES, out, to).add(c60);
            c61 = FloatVector.fromArray(SPECIES, out, to + LENGTH).add(c61);
            to += outRow;
            c70 = FloatVector.fromArray(SPECIES, out, to).add(c70);
            c71 = FloatVector.fromArray(SPECIES, out, to + LENGTH).add(c71);
            to = outAt;
        }
        c00.intoArray(out, to);
        c01.intoArray(out, to + LENGTH);
        to += outRow;
        c10.intoArray(out, to);
        c11.intoArray(out, to + LENGTH);
        to += outRow;
        c20.intoArray(out, to);
        c21.intoArray(out, to + LENGTH);
        to += outRow;
        c30.intoArray(out, to);
        c31.intoArray(out, to + LENGTH);
        to += outRow;
        c40.intoArray(out, to);
        c41.intoArray(out, to + LENGTH);
        to += outRow;
        c50.intoArray(out, to);
        c51.intoArray(out, to + LENGTH);
        to += outRow;
        c60.intoArray(out, to);
        c61.intoArray(out, to + LENGTH);
        to += outRow;
        c70.intoArray(out, to);
        c71.intoArray(out, to + LENGTH);
    }
}
