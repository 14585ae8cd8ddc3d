package io.autodiff.peers;

import io.autodiff.tensor.DType;
import java.util.function.DoubleSupplier;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

/**
 * What a core can do at most: as many multiply-adds as a product of matrices needs, on numbers that never leave its registers. It gives
 * no numbers, because it computes nothing.
 */
final class FmaPeak implements Peer {
    /*
     * Twelve sums that do not wait for one another, as a fused multiply-add takes about four cycles and two of them may start in
     * each. With twelve sums and two factors there is room in sixteen registers. aᵢ ← aᵢ/2 + 1 stays near 2.
     */
    private static final long SUMS = 12;

    @Override
    public Task matmul(Product p, DType dtype) {
        long fmas = (long) p.m() * p.k() * p.n();
        return dtype == DType.FLOAT32
                ? task(() -> floats(fmas / (SUMS * FloatVector.SPECIES_PREFERRED.length())))
                : task(() -> doubles(fmas / (SUMS * DoubleVector.SPECIES_PREFERRED.length())));
    }

    private static double floats(long times) {
        FloatVector half = FloatVector.broadcast(FloatVector.SPECIES_PREFERRED, 0.5f);
        FloatVector one = FloatVector.broadcast(FloatVector.SPECIES_PREFERRED, 1);
        FloatVector a = one;
        FloatVector b = one;
        FloatVector c = one;
        FloatVector d = one;
        FloatVector e = one;
        FloatVector f = one;
        FloatVector g = one;
        FloatVector h = one;
        FloatVector i = one;
        FloatVector j = one;
        FloatVector k = one;
        FloatVector l = one;
        for (int time = 0; time < times; time++) {
            a = a.fma(half, one);
            b = b.fma(half, one);
            c = c.fma(half, one);
            d = d.fma(half, one);
            e = e.fma(half, one);
            f = f.fma(half, one);
            g = g.fma(half, one);
            h = h.fma(half, one);
            i = i.fma(half, one);
            j = j.fma(half, one);
            k = k.fma(half, one);
            l = l.fma(half, one);
        }
        FloatVector all = a.add(b)
                .add(c)
                .add(d)
                .add(e)
                .add(f)
                .add(g)
                .add(h)
                .add(i)
                .add(j)
                .add(k)
                .add(l);
        return all.lane(0);
    }

    private static double doubles(long times) {
        DoubleVector half = DoubleVector.broadcast(DoubleVector.SPECIES_PREFERRED, 0.5);
        DoubleVector one = DoubleVector.broadcast(DoubleVector.SPECIES_PREFERRED, 1);
        DoubleVector a = one;
        DoubleVector b = one;
        DoubleVector c = one;
        DoubleVector d = one;
        DoubleVector e = one;
        DoubleVector f = one;
        DoubleVector g = one;
        DoubleVector h = one;
        DoubleVector i = one;
        DoubleVector j = one;
        DoubleVector k = one;
        DoubleVector l = one;
        for (int time = 0; time < times; time++) {
            a = a.fma(half, one);
            b = b.fma(half, one);
            c = c.fma(half, one);
            d = d.fma(half, one);
            e = e.fma(half, one);
            f = f.fma(half, one);
            g = g.fma(half, one);
            h = h.fma(half, one);
            i = i.fma(half, one);
            j = j.fma(half, one);
            k = k.fma(half, one);
            l = l.fma(half, one);
        }
        DoubleVector all = a.add(b)
                .add(c)
                .add(d)
                .add(e)
                .add(f)
                .add(g)
                .add(h)
                .add(i)
                .add(j)
                .add(k)
                .add(l);
        return all.lane(0);
    }

    private static Task task(DoubleSupplier work) {
        return new Task() {
            private double kept;

            @Override
            public void run() {
                kept += work.getAsDouble();
            }

            @Override
            public double[] numbers() {
                return new double[0];
            }
        };
    }
}
