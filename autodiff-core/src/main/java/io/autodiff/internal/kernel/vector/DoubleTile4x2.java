package io.autodiff.internal.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Four rows by two vectors of a product of doubles, kept in registers while k runs: see {@link DoubleTiles}. */
final class DoubleTile4x2 {
    private DoubleTile4x2() {}

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LENGTH = SPECIES.length();

    /** A tile of a product, the numbers of each column of a side by side: number p of row i at aAt + p * aStep + i. */
    static void inColumns(
            int k,
            double[] a,
            int aAt,
            int aStep,
            double[] b,
            int bAt,
            int bRow,
            double[] out,
            int outAt,
            int outRow,
            boolean add) {
        DoubleVector c00 = DoubleVector.zero(SPECIES);
        DoubleVector c01 = DoubleVector.zero(SPECIES);
        DoubleVector c10 = DoubleVector.zero(SPECIES);
        DoubleVector c11 = DoubleVector.zero(SPECIES);
        DoubleVector c20 = DoubleVector.zero(SPECIES);
        DoubleVector c21 = DoubleVector.zero(SPECIES);
        DoubleVector c30 = DoubleVector.zero(SPECIES);
        DoubleVector c31 = DoubleVector.zero(SPECIES);
        for (int p = 0, x = aAt, y = bAt; p < k; p++, x += aStep, y += bRow) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, y);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, y + LENGTH);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[x]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[x + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[x + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[x + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
        }
        int to = outAt;
        if (add) {
            c00 = DoubleVector.fromArray(SPECIES, out, to).add(c00);
            c01 = DoubleVector.fromArray(SPECIES, out, to + LENGTH).add(c01);
            to += outRow;
            c10 = DoubleVector.fromArray(SPECIES, out, to).add(c10);
            c11 = DoubleVector.fromArray(SPECIES, out, to + LENGTH).add(c11);
            to += outRow;
            c20 = DoubleVector.fromArray(SPECIES, out, to).add(c20);
            c21 = DoubleVector.fromArray(SPECIES, out, to + LENGTH).add(c21);
            to += outRow;
            c30 = DoubleVector.fromArray(SPECIES, out, to).add(c30);
            c31 = DoubleVector.fromArray(SPECIES, out, to + LENGTH).add(c31);
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
            double[] a,
            int aAt,
            int aRow,
            int aColumn,
            double[] b,
            int bAt,
            int bRow,
            double[] out,
            int outAt,
            int outRow,
            boolean add) {
        DoubleVector c00 = DoubleVector.zero(SPECIES);
        DoubleVector c01 = DoubleVector.zero(SPECIES);
        DoubleVector c10 = DoubleVector.zero(SPECIES);
        DoubleVector c11 = DoubleVector.zero(SPECIES);
        DoubleVector c20 = DoubleVector.zero(SPECIES);
        DoubleVector c21 = DoubleVector.zero(SPECIES);
        DoubleVector c30 = DoubleVector.zero(SPECIES);
        DoubleVector c31 = DoubleVector.zero(SPECIES);
        int row1 = aAt + aRow;
        int row2 = row1 + aRow;
        int row3 = row2 + aRow;
        for (int p = 0, x = 0, y = bAt; p < k; p++, x += aColumn, y += bRow) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, y);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, y + LENGTH);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[aAt + x]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[row1 + x]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[row2 + x]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[row3 + x]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
        }
        int to = outAt;
        if (add) {
            c00 = DoubleVector.fromArray(SPECIES, out, to).add(c00);
            c01 = DoubleVector.fromArray(SPECIES, out, to + LENGTH).add(c01);
            to += outRow;
            c10 = DoubleVector.fromArray(SPECIES, out, to).add(c10);
            c11 = DoubleVector.fromArray(SPECIES, out, to + LENGTH).add(c11);
            to += outRow;
            c20 = DoubleVector.fromArray(SPECIES, out, to).add(c20);
            c21 = DoubleVector.fromArray(SPECIES, out, to + LENGTH).add(c21);
            to += outRow;
            c30 = DoubleVector.fromArray(SPECIES, out, to).add(c30);
            c31 = DoubleVector.fromArray(SPECIES, out, to + LENGTH).add(c31);
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
