package io.autodiff.internal.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The contract of {@link Kernels}, a second time: word by word, with no thought of speed. */
final class Summation {
    private final Kind kind;

    Summation(Kind kind) {
        this.kind = kind;
    }

    /**
     * "The sum of n numbers cuts them into blocks of 256. Within a block, number i is added to lane i mod 16, each lane starting
     * from +0; then the lanes are added by halving."
     */
    double sum(double... x) {
        List<Double> blocks = new ArrayList<>();
        for (int start = 0; start == 0 || start < x.length; start += 256) {
            double[] lanes = new double[16];
            for (int i = start; i < Math.min(start + 256, x.length); i++) {
                lanes[(i - start) % 16] = kind.add(lanes[(i - start) % 16], x[i]);
            }
            blocks.add(halved(lanes));
        }
        return paired(blocks);
    }

    /** "A product with a single column accumulates each element by fma in lanes, as a sum does." */
    double productOfOneColumn(double[] a, double[] b) {
        List<Double> blocks = new ArrayList<>();
        for (int start = 0; start == 0 || start < a.length; start += 256) {
            double[] lanes = new double[16];
            for (int i = start; i < Math.min(start + 256, a.length); i++) {
                lanes[(i - start) % 16] = kind.fma(a[i], b[i], lanes[(i - start) % 16]);
            }
            blocks.add(halved(lanes));
        }
        return paired(blocks);
    }

    /**
     * "A matrix product accumulates each element by fma over k, from +0, within blocks of 256, and adds the block sums in
     * neighbouring pairs."
     */
    double product(double[] a, double[] b) {
        List<Double> blocks = new ArrayList<>();
        for (int start = 0; start == 0 || start < a.length; start += 256) {
            double sum = 0;
            for (int i = start; i < Math.min(start + 256, a.length); i++) {
                sum = kind.fma(a[i], b[i], sum);
            }
            blocks.add(sum);
        }
        return paired(blocks);
    }

    /** "Lane l takes lane l + 8, then l + 4, l + 2, l + 1." */
    private double halved(double... lanes) {
        for (int distance : new int[] {8, 4, 2, 1}) {
            for (int l = 0; l < distance; l++) {
                lanes[l] = kind.add(lanes[l], lanes[l + distance]);
            }
        }
        return lanes[0];
    }

    /** "Neighbouring pairs, (s₀ + s₁), (s₂ + s₃), …, the last one carried over if it has no partner, until one is left." */
    private double paired(List<Double> sums) {
        if (sums.size() == 1) {
            return sums.get(0);
        }
        List<Double> pairs = new ArrayList<>();
        for (int i = 0; i < sums.size(); i += 2) {
            pairs.add(i + 1 < sums.size() ? kind.add(sums.get(i), sums.get(i + 1)) : sums.get(i));
        }
        return paired(pairs);
    }

    /** Numbers of both signs and of very different sizes, whose sum depends on the order; among them some zeros of both signs. */
    double[] numbers(int n, long seed) {
        Random random = new Random(seed);
        double[] numbers = new double[n];
        for (int i = 0; i < n; i++) {
            double size = Math.scalb(1.0, random.nextInt(40) - 20);
            numbers[i] = kind.rounded(random.nextInt(20) == 0 ? -0.0 : random.nextGaussian() * size);
        }
        return numbers;
    }
}
