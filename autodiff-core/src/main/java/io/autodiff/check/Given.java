package io.autodiff.check;

import org.jspecify.annotations.Nullable;

/** Refuses what callers without null checks may hand over. */
final class Given {
    private Given() {}

    /** Refuses a null by the name of the parameter. */
    static void require(String operation, String name, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException(
                    operation + ": the argument \"" + name + "\" is null; it has to be given");
        }
    }
}
