package io.autodiff.internal.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Four rows by two vectors of a product of floats, kept in registers while k runs: see {@link FloatTiles}. */
final class FloatTile4x2 {
    private FloatTile4x2() {}

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
        int row1 = aAt + aRow;
        int row2 = row1 + aRow;
        int row3 = row2 + aRow;
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
    }
}
