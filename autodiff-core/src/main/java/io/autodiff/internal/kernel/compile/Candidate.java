package io.autodiff.internal.kernel.compile;

import io.autodiff.internal.kernel.Warmup;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A loop that may become worth it: it is made when plain loops have done enough of its work, and used when it is faster. */
final class Candidate {
    /** A number of a plain loop counts as so many operations. */
    static final int OPERATIONS = 32;

    /** After so many seconds the compiler has failed. */
    static final int PATIENCE = 20;

    private final Warmup warmup;

    /** Written before the warm-up is done, and read after. */
    private @Nullable Loop loop;

    Candidate(
            String name,
            long worth,
            Supplier<@Nullable Loop> compiler,
            Supplier<Runnable> plainTrial,
            Function<Loop, Runnable> trial) {
        warmup = new Warmup(name, PATIENCE, worth, () -> {
            Loop made = compiler.get();
            loop = made;
            return made == null ? List.of() : List.of(new Warmup.Trial(name, plainTrial.get(), trial.apply(made)));
        });
    }

    /** Whether the loop is being made and tried, and not for long yet. */
    boolean isBeingTried() {
        return warmup.isSoonDone();
    }

    /** The loop, if it is fast already; else its work is counted. */
    @Nullable
    Loop forWork(long numbers) {
        if (warmup.isDone()) {
            return loop;
        }
        warmup.count(numbers * OPERATIONS);
        return null;
    }
}
