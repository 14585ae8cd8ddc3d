package io.autodiff.tensor;

import io.autodiff.tensor.Known.Ours;
import io.autodiff.transform.Autodiff;

/** Partial derivatives of a function of single numbers by the library itself, one order after the other, by either mode. */
enum Derivatives {
    REVERSE {
        @Override
        Tensor slope(Ours f, int by, Tensor... x) {
            return Autodiff.grad(t -> f.at(with(x, by, t))).apply(x[by]);
        }
    },
    FORWARD {
        @Override
        Tensor slope(Ours f, int by, Tensor... x) {
            return Autodiff.jvp(t -> f.at(with(x, by, t)), x[by], x[by].constantLike(1))
                    .tangent();
        }
    };

    /** ∂f/∂x[by]. */
    abstract Tensor slope(Ours f, int by, Tensor... x);

    /** The derivative of f at x, orders[i] times by number i. */
    double derivative(Ours f, double[] x, int... orders) {
        Ours derived = f;
        for (int by = 0; by < orders.length; by++) {
            for (int i = 0; i < orders[by]; i++) {
                Ours last = derived;
                int number = by;
                derived = y -> slope(last, number, y);
            }
        }
        Tensor[] at = new Tensor[x.length];
        for (int i = 0; i < x.length; i++) {
            at[i] = Tensor.scalar(x[i]);
        }
        return derived.at(at).item();
    }

    private static Tensor[] with(Tensor[] x, int position, Tensor t) {
        Tensor[] changed = x.clone();
        changed[position] = t;
        return changed;
    }
}
