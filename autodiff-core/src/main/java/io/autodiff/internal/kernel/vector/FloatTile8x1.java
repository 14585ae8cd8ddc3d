package io.autodiff.internal.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Eight rows by one vector of a product of floats, kept in registers while k runs: see {@link FloatTiles}. */
final class FloatTile8x1 {
    private FloatTile8x1() {}

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

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
        FloatVector c10 = FloatVector.zero(SPECIES);
        FloatVector c20 = FloatVector.zero(SPECIES);
        FloatVector c30 = FloatVector.zero(SPECIES);
        FloatVector c40 = FloatVector.zero(SPECIES);
        FloatVector c50 = FloatVector.zero(SPECIES);
        FloatVector c60 = FloatVector.zero(SPECIES);
        FloatVector c70 = FloatVector.zero(SPECIES);
        for (int p = 0, x = aAt, y = bAt; p < k; p++, x += aStep, y += bRow) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, y);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[x]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[x + 1]);
            c10 = a1.fma(b0, c10);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[x + 2]);
            c20 = a2.fma(b0, c20);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[x + 3]);
            c30 = a3.fma(b0, c30);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[x + 4]);
            c40 = a4.fma(b0, c40);
            FloatVector a5 = FloatVector.broadcast(SPECIES, a[x + 5]);
            c50 = a5.fma(b0, c50);
            FloatVector a6 = FloatVector.broadcast(SPECIES, a[x + 6]);
            c60 = a6.fma(b0, c60);
            FloatVector a7 = FloatVector.broadcast(SPECIES, a[x + 7]);
            c70 = a7.fma(b0, c70);
        }
        int to = outAt;
        if (add) {
            c00 = FloatVector.fromArray(SPECIES, out, to).add(c00);
            to += outRow;
            c10 = FloatVector.fromArray(SPECIES, out, to).add(c10);
            to += outRow;
            c20 = FloatVector.fromArray(SPECIES, out, to).add(c20);
            to += outRow;
            c30 = FloatVector.fromArray(SPECIES, out, to).add(c30);
            to += outRow;
            c40 = FloatVector.fromArray(SPECIES, out, to).add(c40);
            to += outRow;
            c50 = FloatVector.fromArray(SPECIES, out, to).add(c50);
            to += outRow;
            c60 = FloatVector.fromArray(SPECIES, out, to).add(c60);
            to += outRow;
            c70 = FloatVector.fromArray(SPECIES, out, to).add(c70);
            to = outAt;
        }
        c00.intoArray(out, to);
        to += outRow;
        c10.intoArray(out, to);
        to += outRow;
        c20.intoArray(out, to);
        to += outRow;
        c30.intoArray(out, to);
        to += outRow;
        c40.intoArray(out, to);
        to += outRow;
        c50.intoArray(out, to);
        to += outRow;
        c60.intoArray(out, to);
        to += outRow;
        c70.intoArray(out, to);
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
        FloatVector c10 = FloatVector.zero(SPECIES);
        FloatVector c20 = FloatVector.zero(SPECIES);
        FloatVector c30 = FloatVector.zero(SPECIES);
        FloatVector c40 = FloatVector.zero(SPECIES);
        FloatVector c50 = FloatVector.zero(SPECIES);
        FloatVector c60 = FloatVector.zero(SPECIES);
        FloatVector c70 = FloatVector.zero(SPECIES);
        int row1 = aAt + aRow;
        int row2 = row1 + aRow;
        int row3 = row2 + aRow;
        int row4 = row3 + aRow;
        int row5 = row4 + aRow;
        int row6 = row5 + aRow;
        int row7 = row6 + aRow;
        for (int p = 0, x = 0, y = bAt; p < k; p++, x += aColumn, y += bRow) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, y);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[aAt + x]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[row1 + x]);
            c10 = a1.fma(b0, c10);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[row2 + x]);
            c20 = a2.fma(b0, c20);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[row3 + x]);
            c30 = a3.fma(b0, c30);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[row4 + x]);
            c40 = a4.fma(b0, c40);
            FloatVector a5 = FloatVector.broadcast(SPECIES, a[row5 + x]);
            c50 = a5.fma(b0, c50);
            FloatVector a6 = FloatVector.broadcast(SPECIES, a[row6 + x]);
            c60 = a6.fma(b0, c60);
            FloatVector a7 = FloatVector.broadcast(SPECIES, a[row7 + x]);
            c70 = a7.fma(b0, c70);
        }
        int to = outAt;
        if (add) {
            c00 = FloatVector.fromArray(SPECIES, out, to).add(c00);
            to += outRow;
            c10 = FloatVector.fromArray(SPECIES, out, to).add(c10);
            to += outRow;
            c20 = FloatVector.fromArray(SPECIES, out, to).add(c20);
            to += outRow;
            c30 = FloatVector.fromArray(SPECIES, out, to).add(c30);
            to += outRow;
            c40 = FloatVector.fromArray(SPECIES, out, to).add(c40);
            to += outRow;
            c50 = FloatVector.fromArray(SPECIES, out, to).add(c50);
            to += outRow;
            c60 = FloatVector.fromArray(SPECIES, out, to).add(c60);
            to += outRow;
            c70 = FloatVector.fromArray(SPECIES, out, to).add(c70);
            to = outAt;
        }
        c00.intoArray(out, to);
        to += outRow;
        c10.intoArray(out, to);
        to += outRow;
        c20.intoArray(out, to);
        to += outRow;
        c30.intoArray(out, to);
        to += outRow;
        c40.intoArray(out, to);
        to += outRow;
        c50.intoArray(out, to);
        to += outRow;
        c60.intoArray(out, to);
        to += outRow;
        c70.intoArray(out, to);
    }
}
