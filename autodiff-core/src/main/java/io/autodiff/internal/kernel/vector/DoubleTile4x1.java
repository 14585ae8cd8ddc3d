package io.autodiff.internal.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Four rows by one vector of a product of doubles, kept in registers while k runs: see {@link DoubleTiles}. */
final class DoubleTile4x1 {
    private DoubleTile4x1() {}

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

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
        DoubleVector c10 = DoubleVector.zero(SPECIES);
        DoubleVector c20 = DoubleVector.zero(SPECIES);
        DoubleVector c30 = DoubleVector.zero(SPECIES);
        for (int p = 0, x = aAt, y = bAt; p < k; p++, x += aStep, y += bRow) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, y);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[x]);
            c00 = a0.fma(b0, c00);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[x + 1]);
            c10 = a1.fma(b0, c10);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[x + 2]);
            c20 = a2.fma(b0, c20);
            DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[x + 3]);
            c30 = a3.fma(b0, c30);
        }
        int to = outAt;
        if (add) {
            c00 = DoubleVector.fromArray(SPECIES, out, to).add(c00);
            to += outRow;
            c10 = DoubleVector.fromArray(SPECIES, out, to).add(c10);
            to += outRow;
            c20 = DoubleVector.fromArray(SPECIES, out, to).add(c20);
            to += outRow;
            c30 = DoubleVector.fromArray(SPECIES, out, to).add(c30);
            to = outAt;
        }
        c00.intoArray(out, to);
        to += outRow;
        c10.intoArray(out, to);
        to += outRow;
        c20.intoArray(out, to);
        to += outRow;
        c30.intoArray(out, to);
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
        DoubleVector c10 = DoubleVector.zero(SPECIES);
        DoubleVector c20 = DoubleVector.zero(SPECIES);
        DoubleVector c30 = DoubleVector.zero(SPECIES);
        int row1 = aAt + aRow;
        int row2 = row1 + aRow;
        int row3 = row2 + aRow;
        for (int p = 0, x = 0, y = bAt; p < k; p++, x += aColumn, y += bRow) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, y);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[aAt + x]);
            c00 = a0.fma(b0, c00);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[row1 + x]);
            c10 = a1.fma(b0, c10);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[row2 + x]);
            c20 = a2.fma(b0, c20);
            DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[row3 + x]);
            c30 = a3.fma(b0, c30);
        }
        int to = outAt;
        if (add) {
            c00 = DoubleVector.fromArray(SPECIES, out, to).add(c00);
            to += outRow;
            c10 = DoubleVector.fromArray(SPECIES, out, to).add(c10);
            to += outRow;
            c20 = DoubleVector.fromArray(SPECIES, out, to).add(c20);
            to += outRow;
            c30 = DoubleVector.fromArray(SPECIES, out, to).add(c30);
            to = outAt;
        }
        c00.intoArray(out, to);
        to += outRow;
        c10.intoArray(out, to);
        to += outRow;
        c20.intoArray(out, to);
        to += outRow;
        c30.intoArray(out, to);
    }
}
