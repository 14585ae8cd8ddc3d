package io.autodiff.check;

import io.autodiff.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Lists of plain tensors as vectors: inner products, steps and random directions. */
final class Vectors {
    private Vectors() {}

    /** ⟨a, b⟩ = Σ aᵢ·bᵢ over all elements of all tensors. */
    static double dot(List<Tensor> a, List<Tensor> b) {
        double sum = 0;
        for (int k = 0; k < a.size(); k++) {
            double[] left = a.get(k).toDoubleArray();
            double[] right = b.get(k).toDoubleArray();
            for (int i = 0; i < left.length; i++) {
                sum += left[i] * right[i];
            }
        }
        return sum;
    }

    /** Σ |aᵢ·bᵢ|: the size of the terms of ⟨a, b⟩, which rounding errors are measured by. */
    static double terms(List<Tensor> a, List<Tensor> b) {
        return dot(
                a.stream().map(Tensor::abs).toList(),
                b.stream().map(Tensor::abs).toList());
    }

    /** max |xᵢ|; 0 if there is none. */
    static double largest(Tensor x) {
        return Arrays.stream(x.toDoubleArray()).map(Math::abs).max().orElse(0);
    }

    /** x + t·v. */
    static List<Tensor> moved(List<Tensor> x, double t, List<Tensor> v) {
        List<Tensor> moved = new ArrayList<>(x.size());
        for (int k = 0; k < x.size(); k++) {
            moved.add(x.get(k).add(v.get(k).mul(t)));
        }
        return moved;
    }

    /** How many elements there are. */
    static int size(List<Tensor> x) {
        return x.stream().mapToInt(Tensor::size).sum();
    }

    /** Random numbers of either sign from ½ to 1½ in size, so that no element goes unseen. */
    static Tensor random(Tensor like, RandomGenerator random) {
        double[] numbers = new double[like.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = magnitude(random) * (random.nextBoolean() ? 1 : -1);
        }
        return Tensor.of(like.shape(), numbers).to(like.dtype());
    }

    /** Random positive numbers from ½ to 1½. */
    static Tensor positive(Tensor like, RandomGenerator random) {
        return random(like, random).abs();
    }

    /**
     * A random direction in which f grows at x, if g is its gradient: every term of ⟨g, v⟩ is positive, so that none
     * hides behind another. Its elements are as large as those of x, and at least about 1.
     */
    static List<Tensor> uphill(List<Tensor> x, List<Tensor> g, RandomGenerator random) {
        List<Tensor> direction = new ArrayList<>(x.size());
        for (int k = 0; k < x.size(); k++) {
            double[] at = x.get(k).toDoubleArray();
            double[] slope = g.get(k).toDoubleArray();
            for (int i = 0; i < at.length; i++) {
                boolean up = slope[i] == 0 ? random.nextBoolean() : slope[i] > 0;
                at[i] = magnitude(random) * scale(at[i]) * (up ? 1 : -1);
            }
            direction.add(Tensor.of(x.get(k).shape(), at));
        }
        return direction;
    }

    /** The direction of one element alone, as long as the element is large. */
    static List<Tensor> along(List<Tensor> x, int input, int position) {
        List<Tensor> direction = new ArrayList<>(x.size());
        for (int k = 0; k < x.size(); k++) {
            double[] numbers = new double[x.get(k).size()];
            if (k == input) {
                numbers[position] = scale(x.get(k).toDoubleArray()[position]);
            }
            direction.add(Tensor.of(x.get(k).shape(), numbers).to(x.get(k).dtype()));
        }
        return direction;
    }

    /** Steps are relative to large numbers and absolute near 0, where a relative one would vanish. */
    static double scale(double x) {
        return Math.max(1, Math.abs(x));
    }

    private static double magnitude(RandomGenerator random) {
        return 0.5 + random.nextDouble();
    }
}
