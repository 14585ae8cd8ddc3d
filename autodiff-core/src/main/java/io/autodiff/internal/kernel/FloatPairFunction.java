package io.autodiff.internal.kernel;

/** A function of two floats. */
@FunctionalInterface
interface FloatPairFunction {
    float apply(float a, float b);
}
