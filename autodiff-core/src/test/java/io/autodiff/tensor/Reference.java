package io.autodiff.tensor;

import io.autodiff.shape.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * Plain-Java references: slow, obvious, one index at a time. They use nothing of a tensor but its shape and {@link
 * Tensor#get}.
 */
final class Reference {
    private Reference() {}

    /** The tensor with the number f(index) at every index. */
    static Tensor of(Shape shape, ToDoubleFunction<int[]> f) {
        double[] values = new double[shape.size()];
        for (int position = 0; position < values.length; position++) {
            values[position] = f.applyAsDouble(index(shape, position));
        }
        return Tensor.of(shape, values);
    }

    /** A row-major position as one number per axis. */
    static int[] index(Shape shape, int position) {
        int[] index = new int[shape.rank()];
        int rest = position;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            index[axis] = rest % shape.dim(axis);
            rest /= shape.dim(axis);
        }
        return index;
    }

    /** f(x), element by element. */
    static Tensor map(Tensor x, DoubleUnaryOperator f) {
        return of(x.shape(), index -> f.applyAsDouble(x.get(index)));
    }

    /** f(a, b), element by element, both broadcast. */
    static Tensor zip(Tensor a, Tensor b, DoubleBinaryOperator f) {
        return of(broadcast(a.shape(), b.shape()), index -> f.applyAsDouble(at(a, index), at(b, index)));
    }

    /** The common shape: aligned at the last axis, the longer of both lengths, but 0 if one of them is 0. */
    static Shape broadcast(Shape a, Shape b) {
        int[] dims = new int[Math.max(a.rank(), b.rank())];
        for (int i = 1; i <= dims.length; i++) {
            int left = i > a.rank() ? 1 : a.dim(-i);
            int right = i > b.rank() ? 1 : b.dim(-i);
            dims[dims.length - i] = left == 1 ? right : left;
        }
        return Shape.of(dims);
    }

    /** The number of x that broadcasting puts at an index of a larger shape. */
    static double at(Tensor x, int... index) {
        return x.get(source(x.shape(), index));
    }

    /** Where broadcasting takes the number from that it puts at an index of a larger shape. */
    static int[] source(Shape shape, int... index) {
        int[] own = new int[shape.rank()];
        for (int i = 1; i <= own.length; i++) {
            own[own.length - i] = shape.dim(-i) == 1 ? 0 : index[index.length - i];
        }
        return own;
    }

    /** f of the numbers along some axes, which are dropped; no axes stand for all. */
    static Tensor reduce(Tensor x, int[] axes, ToDoubleFunction<double[]> f) {
        int[] dropped = x.shape().axes("reduce", axes);
        Map<List<Integer>, List<Double>> groups = new HashMap<>();
        for (int position = 0; position < x.size(); position++) {
            int[] index = index(x.shape(), position);
            groups.computeIfAbsent(without(dropped, index), key -> new ArrayList<>())
                    .add(x.get(index));
        }
        return of(
                x.shape().without(dropped),
                index -> f.applyAsDouble(array(groups.getOrDefault(without(new int[0], index), List.of()))));
    }

    /** The numbers on the line through an index along an axis. */
    static double[] line(Tensor x, int axis, int... index) {
        double[] numbers = new double[x.size(axis)];
        for (int i = 0; i < numbers.length; i++) {
            int[] there = index.clone();
            there[axis] = i;
            numbers[i] = x.get(there);
        }
        return numbers;
    }

    private static List<Integer> without(int[] dropped, int... index) {
        List<Integer> kept = new ArrayList<>();
        for (int axis = 0; axis < index.length; axis++) {
            if (Arrays.binarySearch(dropped, axis) < 0) {
                kept.add(index[axis]);
            }
        }
        return kept;
    }

    private static double[] array(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
