package io.autodiff.tensor;

import io.autodiff.oracles.Formula;
import io.autodiff.oracles.Num;
import io.autodiff.transform.TensorFunction;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * An op that the oracles know: how the library is asked for it, its textbook formula, and where.
 *
 * @param op the name that its property has
 * @param f the op, of one or two tensors
 * @param formula the same function for numbers of any kind
 * @param points where both are smooth
 */
record Known(String op, Ours f, Formula formula, Points points) {
    /** A function of one or two tensors. */
    @FunctionalInterface
    interface Ours {
        Tensor at(Tensor... x);
    }

    static Known one(String op, TensorFunction f, UnaryOperator<Num> formula, Points points) {
        return new Known(op, x -> f.apply(x[0]), Formula.of(formula), points.of(1));
    }

    static Known two(String op, BinaryOperator<Tensor> f, BinaryOperator<Num> formula, Points points) {
        return new Known(op, x -> f.apply(x[0], x[1]), Formula.of(formula), points.of(2));
    }

    /** A function of three numbers, side by side in a tensor. */
    static Known three(String op, TensorFunction f, Formula formula) {
        return new Known(op, x -> f.apply(Tensor.stack(0, x)), formula, Points.REALS.of(3));
    }

    /**
     * Where the oracles are asked about a function. The margin to a kink or a pole is as wide as the longest step of an oracle, and to
     * the end of a domain as well.
     */
    record Points(int arguments, double low, double high, Predicate<double[]> allowed) {
        static final double MARGIN = 0.5;

        static final Points REALS = between(-3, 3);
        static final Points POSITIVE = between(MARGIN, 4);
        static final Points UNIT = between(-0.6, 0.6);
        static final Points ABOVE_ONE = between(1 + MARGIN, 4);
        static final Points NONZERO = awayFrom(0);

        static Points between(double low, double high) {
            return new Points(1, low, high, x -> true);
        }

        /** Numbers from −4 to 4, but for kinks. */
        static Points awayFrom(double... kinks) {
            return where(-4, 4, x -> {
                for (double kink : kinks) {
                    if (Math.abs(x[0] - kink) < MARGIN) {
                        return false;
                    }
                }
                return true;
            });
        }

        static Points where(double low, double high, Predicate<double[]> allowed) {
            return new Points(1, low, high, allowed);
        }

        Points of(int number) {
            return new Points(number, low, high, allowed);
        }

        double[] next(Random random) {
            double[] x = new double[arguments];
            do {
                for (int i = 0; i < arguments; i++) {
                    x[i] = low + (high - low) * random.nextDouble();
                }
            } while (!allowed.test(x));
            return x;
        }
    }
}
