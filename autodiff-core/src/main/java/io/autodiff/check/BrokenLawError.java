package io.autodiff.check;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a law does not hold. The message names the function, the law, the input and the index, both values and
 * the bound. It is an {@link AssertionError}, so that test runners report a failed test.
 */
public final class BrokenLawError extends AssertionError {
    private static final long serialVersionUID = 1L;

    BrokenLawError(String message) {
        super(message);
    }

    private BrokenLawError(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * A failure that also says how to see it again.
     *
     * @param failure a broken law, or an exception that kept a law from being tried
     * @param source Java source that fails in the same way
     * @return the same failure, with the source at the end of its message
     */
    public static BrokenLawError reproducedBy(Throwable failure, String source) {
        Given.require("reproduced by", "failure", failure);
        Given.require("reproduced by", "source", source);
        boolean broken = failure instanceof BrokenLawError;
        BrokenLawError told = new BrokenLawError(
                (broken ? failure.getMessage() : failure.toString()) + "\n\nTo see it again:\n\n" + source,
                broken ? null : failure);
        told.setStackTrace(failure.getStackTrace()); // where it failed, by which shrinking knows it again
        return told;
    }
}
