package io.autodiff.nn;

import static io.autodiff.nn.Arguments.given;

import io.autodiff.tensor.Tensor;
import java.util.function.Supplier;

/**
 * A named cell that holds an immutable tensor: what a model learns.
 *
 * <p>It is the one mutable thing of this package. {@link #set} puts another tensor into the cell and leaves the numbers of the
 * old one alone, so whoever took {@link #value()} before keeps what they took. Two parameters are the same only if they are the
 * same object, whatever numbers they hold; a layer that shares a weight with another holds the same parameter.
 */
public final class Parameter {
    private final String name;
    private volatile Tensor value; // read by every thread that runs the model

    private Parameter(String name, Tensor value) {
        this.name = name;
        this.value = value;
    }

    /**
     * A parameter.
     *
     * @param name what error texts and {@link #toString()} call it
     * @param value the tensor it starts with, plain numbers; a view is copied
     * @return the parameter
     * @throws IllegalArgumentException if the tensor belongs to a tape or another level
     */
    public static Parameter of(String name, Tensor value) {
        return new Parameter(
                given("parameter", "name", name),
                plain(() -> "parameter " + name, value).copy());
    }

    /**
     * What this parameter is called.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * What the cell holds now.
     *
     * @return plain numbers, in an array of their own
     */
    public Tensor value() {
        return value;
    }

    /**
     * Puts another tensor into the cell.
     *
     * @param value plain numbers of the same shape and dtype; a view is copied
     * @throws IllegalArgumentException if the shape or the dtype differs, or the tensor belongs to a tape or another level
     */
    public void set(Tensor value) {
        Supplier<String> asked = () -> "set parameter " + this; // said only if it is refused
        requireLike(asked, this, value);
        this.value = plain(asked, value).copy();
    }

    /** What is put in for a parameter, or is its gradient, has the parameter's shape and dtype. */
    static void requireLike(Supplier<String> asked, Parameter parameter, Tensor value) {
        Tensor own = parameter.value;
        if (value == null || !own.shape().equals(value.shape())) {
            given(asked.get(), "value", value);
            own.shape().requireEqual(asked.get(), value.shape(), "the shape of a parameter is fixed when it is made");
        }
        if (own.dtype() != value.dtype()) {
            throw new IllegalArgumentException(asked.get() + ": the tensor is " + value.dtype()
                    + "; convert it with to(DType." + own.dtype().name() + ")");
        }
    }

    /** Refuses a tensor that a level knows something of: kept beyond its level it would be of no use. */
    static Tensor plain(Supplier<String> asked, Tensor value) {
        if (value == null || value.stopGradient() != value) {
            given(asked.get(), "value", value);
            throw new IllegalArgumentException(asked.get() + ": this tensor of shape " + value.shape()
                    + " belongs to a tape or to tangents, and what outlives them must be plain numbers; take its"
                    + " stopGradient()");
        }
        return value;
    }

    /** For example {@code weight [2, 10] float64}. */
    @Override
    public String toString() {
        return name + " " + value.shape() + " " + value.dtype();
    }
}
