package io.autodiff.shape;

/**
 * Thrown when shapes do not fit together or do not fit what was asked. The message says what was asked with its
 * numbers, why it cannot be, and where there is one, what to do.
 */
public final class ShapeMismatchException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what was asked, with its numbers; why not; what to do
     */
    public ShapeMismatchException(String message) {
        super(message);
    }
}
