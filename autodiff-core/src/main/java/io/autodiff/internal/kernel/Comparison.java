package io.autodiff.internal.kernel;

/** The six comparisons of two numbers, with IEEE's answers for NaN: only {@code NOT_EQUAL} is true of it. */
public enum Comparison {
    LESS,
    LESS_EQUAL,
    GREATER,
    GREATER_EQUAL,
    EQUAL,
    NOT_EQUAL;

    /**
     * Whether the comparison holds.
     *
     * @param a the left number
     * @param b the right number
     * @return the truth of {@code a ∘ b}
     */
    public boolean holds(double a, double b) {
        return switch (this) {
            case LESS -> a < b;
            case LESS_EQUAL -> a <= b;
            case GREATER -> a > b;
            case GREATER_EQUAL -> a >= b;
            case EQUAL -> a == b;
            case NOT_EQUAL -> a != b;
        };
    }
}
