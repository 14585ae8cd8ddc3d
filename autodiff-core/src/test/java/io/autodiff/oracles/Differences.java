package io.autodiff.oracles;

import java.util.Arrays;
import java.util.function.Function;

/** Central differences, of any order by each number: (f(x + h/2) − f(x − h/2)) / h, and so on. Their error is a series in h². */
final class Differences {
    /** How far off a value in doubles may be, of its size: functions of Java and commons-math3 one after the other. */
    static final double ROUNDING = 8 * Math.ulp(1.0);

    private Differences() {}

    /**
     * Σ ± C(m, i)·C(n, j) · f(x + (m/2 − i)·h, y + (n/2 − j)·h), not yet divided by hᵐ⁺ⁿ.
     *
     * @param f the function
     * @param x where, as numbers of the kind to compute in
     * @param h the step, of the same kind
     * @param orders m and n
     */
    static Num of(Formula f, Num[] x, Num h, int... orders) {
        Num[] steps = new Num[x.length];
        Arrays.fill(steps, h);
        return of(f, x, steps, orders);
    }

    /** The same with a step of its own for each number. */
    static Num of(Formula f, Num[] x, Num[] steps, int... orders) {
        return along(0, x, steps, orders, f::at);
    }

    private static Num along(int axis, Num[] x, Num[] steps, int[] orders, Function<Num[], Num> f) {
        if (axis == x.length) {
            return f.apply(x);
        }
        Num h = steps[axis];
        Num sum = h.of(0);
        double weight = 1;
        for (int i = 0; i <= orders[axis]; i++) {
            Num[] moved = x.clone();
            moved[axis] = x[axis].add(h.mul(orders[axis] / 2.0 - i));
            sum = sum.add(along(axis + 1, moved, steps, orders, f).mul(weight));
            weight = -weight * (orders[axis] - i) / (i + 1);
        }
        return sum;
    }

    static double plain(Formula f, double... x) {
        Num[] numbers = new Num[x.length];
        for (int i = 0; i < x.length; i++) {
            numbers[i] = new PlainNum(x[i]);
        }
        return f.at(numbers).value();
    }
}
