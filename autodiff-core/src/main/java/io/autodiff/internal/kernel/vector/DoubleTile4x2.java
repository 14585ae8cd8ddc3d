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

    /**
     * A tile of a product, the numbers of each row of a side by side: number p of row i at aAt + i * aRow + p. Two of them are read at a
     * time; for more, sixteen registers are too few.
     */
    static void inRows(
            int k,
            double[] a,
            int aAt,
            int aRow,
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
        int p = 0;
        int y = bAt;
        for (; p < k - 1; p += 2, y += 2 * bRow) {
            DoubleVector b00 = DoubleVector.fromArray(SPECIES, b, y);
            DoubleVector b01 = DoubleVector.fromArray(SPECIES, b, y + LENGTH);
            DoubleVector b10 = DoubleVector.fromArray(SPECIES, b, y + bRow);
            DoubleVector b11 = DoubleVector.fromArray(SPECIES, b, y + bRow + LENGTH);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[aAt + p]);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[aAt + p + 1]);
            c00 = a0.fma(b00, c00);
            c01 = a0.fma(b01, c01);
            c00 = a1.fma(b10, c00);
            c01 = a1.fma(b11, c01);
            a0 = DoubleVector.broadcast(SPECIES, a[row1 + p]);
            a1 = DoubleVector.broadcast(SPECIES, a[row1 + p + 1]);
            c10 = a0.fma(b00, c10);
            c11 = a0.fma(b01, c11);
            c10 = a1.fma(b10, c10);
            c11 = a1.fma(b11, c11);
            a0 = DoubleVector.broadcast(SPECIES, a[row2 + p]);
            a1 = DoubleVector.broadcast(SPECIES, a[row2 + p + 1]);
            c20 = a0.fma(b00, c20);
            c21 = a0.fma(b01, c21);
            c20 = a1.fma(b10, c20);
            c21 = a1.fma(b11, c21);
            a0 = DoubleVector.broadcast(SPECIES, a[row3 + p]);
            a1 = DoubleVector.broadcast(SPECIES, a[row3 + p + 1]);
            c30 = a0.fma(b00, c30);
            c31 = a0.fma(b01, c31);
            c30 = a1.fma(b10, c30);
            c31 = a1.fma(b11, c31);
        }
        for (; p < k; p++, y += bRow) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, y);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, y + LENGTH);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[aAt + p]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[row1 + p]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[row2 + p]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[row3 + p]);
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
