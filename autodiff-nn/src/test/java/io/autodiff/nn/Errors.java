package io.autodiff.nn;

import static org.junit.jupiter.api.Assertions.assertThrowsExactly;

import org.junit.jupiter.api.function.Executable;

/** The texts of errors are part of the contract. */
final class Errors {
    private Errors() {}

    /** The text with which something is refused. */
    static String refused(Class<? extends RuntimeException> kind, Executable what) {
        return assertThrowsExactly(kind, what).getMessage();
    }
}
