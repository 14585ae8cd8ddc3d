package io.autodiff.internal.kernel.compile;

/** A method does what no program can: it calls, branches or converts in a way that has no vector form. */
final class UnreadableMethodException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    UnreadableMethodException(String why) {
        super(why);
    }
}
