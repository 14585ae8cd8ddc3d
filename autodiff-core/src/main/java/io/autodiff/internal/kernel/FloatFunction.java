package io.autodiff.internal.kernel;

/** A function of one float. */
@FunctionalInterface
interface FloatFunction {
    float apply(float x);
}
