package io.autodiff.nn;

import io.autodiff.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * A function of one tensor with parameters. It is pure: the result depends on the parameters as the pass binds them, on the
 * input, and on the key of the pass, and on nothing else. Layers that take something else than one tensor have an {@code apply}
 * of their own, and models compose them in code.
 */
public interface Layer extends Module {
    /**
     * Applies this layer.
     *
     * @param pass the run through the model, which binds parameters to tensors: {@code pass.of(weight)}
     * @param x the input
     * @return the output
     */
    Tensor apply(Pass pass, Tensor x);

    /**
     * Applies this layer once, with the parameters as they are and nothing recorded: one pass of inference.
     *
     * @param x the input
     * @return the output
     */
    default Tensor predict(Tensor x) {
        return apply(Pass.inference(), x);
    }

    /**
     * A layer without parameters, for example {@code Layer.of(Tensor::sigmoid)}.
     *
     * @param function what it computes
     * @return the layer
     */
    static Layer of(UnaryOperator<Tensor> function) {
        return new FunctionLayer(Arguments.given("layer", "function", function));
    }
}
