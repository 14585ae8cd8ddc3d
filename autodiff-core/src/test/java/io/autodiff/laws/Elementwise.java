package io.autodiff.laws;

import static io.autodiff.laws.Operation.kinked;
import static io.autodiff.laws.Operation.method;

import io.autodiff.tensor.Tensor;
import java.util.List;

/** The operations of the {@link Vocabulary} that are functions of one number, applied to every element. */
final class Elementwise {
    static final List<Operation> ALL = List.of(
            method("neg", Tensor::neg),
            kinked("abs", "", Tensor::abs, 0),
            method("square", Tensor::square),
            method("sqrt", Domain.POSITIVE, Tensor::sqrt),
            method("reciprocal", Domain.POSITIVE, Tensor::reciprocal),
            method("rsqrt", Domain.POSITIVE, Tensor::rsqrt),
            method("exp", Tensor::exp),
            method("exp2", Tensor::exp2),
            method("expm1", Tensor::expm1),
            method("log", Domain.POSITIVE, Tensor::log),
            method("log2", Domain.POSITIVE, Tensor::log2),
            method("log10", Domain.POSITIVE, Tensor::log10),
            method("log1p", Domain.POSITIVE, Tensor::log1p),
            method("sin", Tensor::sin),
            method("cos", Tensor::cos),
            method("tan", Domain.INSIDE_ONE, Tensor::tan),
            method("asin", Domain.INSIDE_ONE, Tensor::asin),
            method("acos", Domain.INSIDE_ONE, Tensor::acos),
            method("atan", Tensor::atan),
            method("sinh", Tensor::sinh),
            method("cosh", Tensor::cosh),
            method("tanh", Tensor::tanh),
            method("asinh", Tensor::asinh),
            method("acosh", Domain.ABOVE_ONE, Tensor::acosh),
            method("atanh", Domain.INSIDE_ONE, Tensor::atanh),
            method("erf", Tensor::erf),
            method("erfc", Tensor::erfc),
            method("oneMinus", Tensor::oneMinus));

    static final List<Operation> ACTIVATIONS = List.of(
            method("sigmoid", Tensor::sigmoid),
            method("logSigmoid", Tensor::logSigmoid),
            method("softplus", Tensor::softplus),
            kinked("softsign", "", Tensor::softsign, 0),
            kinked("relu", "", Tensor::relu, 0),
            kinked("relu6", "", Tensor::relu6, 0, 6),
            kinked("leakyRelu", "0.1", x -> x.leakyRelu(0.1), 0),
            kinked("elu", "1.5", x -> x.elu(1.5), 0),
            kinked("selu", "", Tensor::selu, 0),
            kinked("celu", "0.75", x -> x.celu(0.75), 0),
            method("silu", Tensor::silu),
            method("mish", Tensor::mish),
            method("gelu", Tensor::gelu),
            method("geluTanh", Tensor::geluTanh),
            kinked("hardSigmoid", "", Tensor::hardSigmoid, -3, 3),
            kinked("hardSwish", "", Tensor::hardSwish, -3, 3),
            kinked("hardTanh", "", Tensor::hardTanh, -1, 1));

    private Elementwise() {}
}
