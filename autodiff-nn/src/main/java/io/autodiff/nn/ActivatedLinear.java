package io.autodiff.nn;

import io.autodiff.tensor.Tensor;
import io.autodiff.transform.Autodiff;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** y = f(x·W + b). */
final class ActivatedLinear implements Layer {
    private final Linear linear;
    private final BinaryOperator<Tensor> biasAndActivation;

    ActivatedLinear(Linear linear, UnaryOperator<Tensor> f) {
        this.linear = linear;
        this.biasAndActivation = Autodiff.fuse((z, b) -> f.apply(z.add(b)));
    }

    @Override
    public Tensor apply(Pass pass, Tensor x) {
        return biasAndActivation.apply(linear.product(pass, x), pass.of(linear.bias()));
    }

    @Override
    public List<Parameter> parameters() {
        return linear.parameters();
    }

    /** For example {@code Linear 2 → 10 then function}. */
    @Override
    public String toString() {
        return linear + " then function";
    }
}
