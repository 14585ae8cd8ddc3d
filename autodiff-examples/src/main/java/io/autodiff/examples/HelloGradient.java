package io.autodiff.examples;

import static io.autodiff.transform.Autodiff.grad;

import io.autodiff.tensor.Tensor;
import io.autodiff.transform.TensorFunction;

/** The derivatives of f(x) = x³ at x = 3: f′(x) = 3x² = 27 and f″(x) = 6x = 18. */
final class HelloGradient {
    static String run(Settings settings) {
        TensorFunction f = x -> x.pow(3);
        Tensor x = Tensor.scalar(3);
        settings.print("f(x) = x^3 at x = " + x + " is " + f.apply(x));
        return "slope=" + grad(f).apply(x) + " curvature=" + grad(grad(f)).apply(x);
    }
}
