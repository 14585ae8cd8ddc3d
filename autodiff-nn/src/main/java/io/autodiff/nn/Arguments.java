package io.autodiff.nn;

import org.jspecify.annotations.Nullable;

/** Checks that the whole package shares. */
final class Arguments {
    private Arguments() {}

    /** Refuses a null by the name of the parameter. */
    static <V> V given(String operation, String name, @Nullable V value) {
        if (value == null) {
            throw new IllegalArgumentException(
                    operation + ": the argument \"" + name + "\" is null; it has to be given");
        }
        return value;
    }

    /** Refuses a null from a function that a user wrote. */
    static <V> V returned(String function, @Nullable V value) {
        if (value == null) {
            throw new IllegalArgumentException(function + " returned null; it has to return a value");
        }
        return value;
    }

    static void requirePositive(String operation, int number) {
        if (number < 1) {
            throw new IllegalArgumentException(operation + ": " + number + " is not possible; give 1 or more");
        }
    }
}
