package io.autodiff.check;

/**
 * Thrown when a law does not hold. The message names the function, the law, the input and the index, both values and
 * the bound. It is an {@link AssertionError}, so that test runners report a failed test.
 */
public final class BrokenLawError extends AssertionError {
    private static final long serialVersionUID = 1L;

    BrokenLawError(String message) {
        super(message);
    }
}
