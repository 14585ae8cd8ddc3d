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
 * @param domain where both are smooth
 */
record Known(String op, Ours f, Formula formula, Domain domain) {
    /** A function of one or two tensors. */
    @FunctionalInterface
    interface Ours {
        Tensor at(Tensor... x);
    }

    static Known one(String op, TensorFunction f, UnaryOperator<Num> formula, Domain domain) {
        return new Known(op, x -> f.apply(x[0]), Formula.of(formula), domain.of(1));
    }

    static Known two(String op, BinaryOperator<Tensor> f, BinaryOperator<Num> formula, Domain domain) {
        return new Known(op, x -> f.apply(x[0], x[1]), Formula.of(formula), domain.of(2));
    }

    /**
     * Where the arguments of a function come from. The margin to a kink or a pole is as wide as the longest step of an oracle, and to
     * the end of a domain as well.
     */
    record Domain(int arguments, double low, double high, Predicate<double[]> allowed) {
        static final double MARGIN = 0.5;

        static final Domain REALS = between(-3, 3);
        static final Domain POSITIVE = between(MARGIN, 4);
        static final Domain UNIT = between(-0.6, 0.6);
        static final Domain ABOVE_ONE = between(1 + MARGIN, 4);
        static final Domain NONZERO = awayFrom(0);

        static Domain between(double low, double high) {
            return new Domain(1, low, high, x -> true);
        }

        /** Numbers from −4 to 4, but for kinks. */
        static Domain awayFrom(double... kinks) {
            return where(-4, 4, x -> {
                for (double kink : kinks) {
                    if (Math.abs(x[0] - kink) < MARGIN) {
                        return false;
                    }
                }
                return true;
            });
        }

        static Domain where(double low, double high, Predicate<double[]> allowed) {
            return new Domain(1, low, high, allowed);
        }

        Domain of(int number) {
            return new Domain(number, low, high, allowed);
        }

        double[] point(Random random) {
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
