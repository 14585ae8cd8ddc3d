package io.autodiff.internal.kernel.compile;

/** What a program computes with: floats and ints, or doubles and longs. */
public enum Precision {
    SINGLE,
    DOUBLE
}
