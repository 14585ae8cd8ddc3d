package io.autodiff.nn;

/** Moves parameters downhill. */
@FunctionalInterface
public interface Optimizer {
    /**
     * Takes one step: puts a new tensor into every parameter that has a gradient, and leaves the numbers of the old one alone.
     *
     * @param gradients where uphill is
     */
    void step(ParameterGradients gradients);
}
