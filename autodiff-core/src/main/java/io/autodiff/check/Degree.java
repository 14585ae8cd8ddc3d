package io.autodiff.check;

/**
 * What is known of a function as a polynomial in all its inputs together. The pullback of a function, a function of
 * the inputs and of the gradient, has the same degree.
 */
public enum Degree {
    /** f(αx + y) = α·f(x) + f(y). The pullback is the transpose, and that can be tested without any differentiation. */
    LINEAR,
    /**
     * At most second powers and products of two, so that (f(x + v) − f(x − v)) / 2 is J·v exactly. Products of
     * matrices are.
     */
    QUADRATIC,
    /** Nothing is known, so differences need small steps and say how far off they may be. */
    ANY
}
