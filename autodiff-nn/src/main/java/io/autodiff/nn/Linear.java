package io.autodiff.nn;

import static io.autodiff.nn.Arguments.given;

import io.autodiff.shape.Shape;
import io.autodiff.shape.ShapeMismatchException;
import io.autodiff.tensor.Tensor;
import io.autodiff.transform.Autodiff;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The affine layer: y = x·W + b, along the last axis of x. Every output is a weighted sum of all inputs, plus a number of its
 * own.
 *
 * @param weight W, of shape [in, out]
 * @param bias b, of shape [out]
 */
public record Linear(Parameter weight, Parameter bias) implements Layer {
    /**
     * Makes the layer from parameters, which may be shared with other layers.
     *
     * @param weight W, of shape [in, out]
     * @param bias b, of shape [out]
     * @throws ShapeMismatchException if the shapes are not these
     */
    public Linear {
        Shape w = given("linear", "weight", weight).value().shape();
        Shape b = given("linear", "bias", bias).value().shape();
        if (w.rank() != 2 || b.rank() != 1 || w.dim(1) != b.dim(0)) {
            throw new ShapeMismatchException("linear: weight of shape " + w + " with bias of shape " + b
                    + ": the weight has shape [in, out] and the bias [out]");
        }
    }

    /**
     * A layer that starts with the given numbers.
     *
     * @param weight W, of shape [in, out], plain numbers
     * @param bias b, of shape [out], plain numbers
     * @return the layer
     * @throws IllegalArgumentException if the shapes are not these, or a tensor belongs to a tape or another level
     */
    public static Linear of(Tensor weight, Tensor bias) {
        return new Linear(Parameter.of("weight", weight), Parameter.of("bias", bias));
    }

    /**
     * A layer that starts at random: W uniform in [−a, a) with a = √(6 / (in + out)), b = 0, in float64. With this a the spread
     * of the numbers changes little from layer to layer, neither forward nor backward (X. Glorot, Y. Bengio, "Understanding the
     * difficulty of training deep feedforward neural networks", AISTATS 2010, equation 16).
     *
     * @param in how many inputs, 1 or more
     * @param out how many outputs, 1 or more
     * @param key where the numbers come from; a different one for each layer
     * @return the layer
     * @throws IllegalArgumentException if there are no inputs or no outputs
     */
    public static Linear of(int in, int out, Key key) {
        if (in < 1 || out < 1) {
            throw new IllegalArgumentException("linear: a layer of " + in + " inputs and " + out
                    + " outputs computes nothing; give 1 or more of each");
        }
        double a = Math.sqrt(6.0 / ((double) in + out));
        return of(
                given("linear", "key", key)
                        .uniform(Shape.of(in, out))
                        .mul(2 * a)
                        .sub(a),
                Tensor.zeros(out));
    }

    /**
     * y = x·W + b.
     *
     * @param pass binds W and b
     * @param x of any rank from 1 on; its last axis has length in
     * @return y, of x's shape with out as the last axis
     * @throws ShapeMismatchException if the last axis does not fit
     */
    @Override
    public Tensor apply(Pass pass, Tensor x) {
        return product(pass, x).add(pass.of(bias));
    }

    /**
     * This layer and an activation in as few passes over memory as it takes: y = f(x·W + b), where b is added and f applied in one pass, and
     * one more gives the gradients of both. The same, bit for bit, as {@code Sequential.of(linear, Layer.of(f))}.
     *
     * @param f element-wise methods of its tensor and constants, and nothing else, for example {@code Tensor::relu}: what {@link
     *     Autodiff#fuse(java.util.function.BinaryOperator)} takes
     * @return the layer, with the parameters of this one
     */
    public Layer then(UnaryOperator<Tensor> f) {
        return new ActivatedLinear(this, given("linear", "f", f));
    }

    /** x·W. */
    Tensor product(Pass pass, Tensor x) {
        int in = weight.value().size(0);
        if (given(toString(), "x", x).rank() == 0 || x.size(-1) != in) {
            throw new ShapeMismatchException(
                    this + ": the input has shape " + x.shape() + ", but its last axis must have length " + in
                            + "; reshape it, or make the layer for what it is given");
        }
        return x.matmul(given(toString(), "pass", pass).of(weight));
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(weight, bias);
    }

    /** For example {@code Linear 2 → 10}. */
    @Override
    public String toString() {
        return "Linear " + weight.value().size(0) + " → " + weight.value().size(1);
    }
}
