package io.autodiff.internal.kernel.compile;

/** How a loop reads a row of an input. */
enum Access {
    /** Numbers side by side. */
    NEIGHBOURS,
    /** One number for the whole row. */
    REPEATED;

    /** How far apart the numbers of a row are. */
    int step() {
        return this == REPEATED ? 0 : 1;
    }
}
