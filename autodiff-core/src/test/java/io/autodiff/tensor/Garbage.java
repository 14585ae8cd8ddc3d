package io.autodiff.tensor;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Asks the garbage collector, which may need to be asked more than once. */
final class Garbage {
    private Garbage() {}

    /** Whether the collector takes this object. */
    static boolean takes(WeakReference<?> object) {
        return collectedUntil(() -> object.get() == null);
    }

    /** Whether the collector takes all but a few of these objects. */
    static boolean leavesAtMost(int few, List<? extends WeakReference<?>> objects) {
        return collectedUntil(
                () -> objects.stream().filter(object -> object.get() != null).count() <= few);
    }

    private static boolean collectedUntil(BooleanSupplier condition) {
        for (int attempt = 0; attempt < 10 && !condition.getAsBoolean(); attempt++) {
            System.gc();
        }
        return condition.getAsBoolean();
    }
}
