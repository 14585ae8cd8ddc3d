package io.autodiff.nn;

import static io.autodiff.nn.Arguments.given;

import io.autodiff.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Layers one after the other: y = fₙ(… f₂(f₁(x))).
 *
 * @param layers in the order in which they are applied
 */
public record Sequential(List<Layer> layers) implements Layer {
    /**
     * Makes the chain.
     *
     * @param layers in the order in which they are applied, copied
     */
    public Sequential {
        for (Layer layer : given("sequential", "layers", layers)) {
            given("sequential", "layers", layer);
        }
        layers = List.copyOf(layers);
    }

    /**
     * A chain of layers.
     *
     * @param layers in the order in which they are applied
     * @return the chain
     */
    public static Sequential of(Layer... layers) {
        return new Sequential(Arrays.asList(given("sequential", "layers", layers)));
    }

    @Override
    public Tensor apply(Pass pass, Tensor x) {
        Tensor y = x;
        for (Layer layer : layers) {
            y = layer.apply(pass, y);
        }
        return y;
    }

    /** The parameters of the first layer, then those of the second … A parameter that several layers share is there once. */
    @Override
    public List<Parameter> parameters() {
        return Module.parametersOf(layers);
    }

    /** For example {@code Sequential[Linear 2 → 10, function, Linear 10 → 3]}. */
    @Override
    public String toString() {
        return "Sequential" + layers;
    }
}
