package io.autodiff.internal.kernel;

import java.lang.System.Logger.Level;
import java.math.BigInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which kernels run: {@code vector} where the module {@value #MODULE} is there, else {@code plain}; the system property
 * {@value #PROPERTY} asks for one of them. Chosen once, when the first tensor is made.
 */
public final class Providers {
    /** The system property that asks for {@code plain} or {@code vector} kernels. */
    public static final String PROPERTY = "io.autodiff.kernels";

    /** The system property that says how many threads may share a large piece of work. */
    public static final String THREADS = "io.autodiff.threads";

    private static final int MOST_THREADS = 256;

    /** The module that vector kernels need: a JDK has it, but a program gets it only by a flag or by requiring it. */
    static final String MODULE = "jdk.incubator.vector";

    /*
     * Both kinds are found by name. What vector kernels need may be missing, so nothing outside their package mentions them; and kernels
     * with compiled loops are made of the ones in this package, which does not know them. A wish that cannot be met is no error, as the
     * bits are the same; it is a warning in the log.
     */

    private static final String VECTOR = "io.autodiff.internal.kernel.vector.VectorProvider";

    private static final String PLAIN = "io.autodiff.internal.kernel.compile.LoopProvider";

    private static final String FLAG = "start java with --add-modules " + MODULE
            + " (or require that module) to run large products two to three times as fast, and functions of many numbers two to"
            + " seven times";

    private static final String WITHOUT_FMA =
            "plain kernels: this JVM has no instruction for a·b + c rounded once (fma) on this processor, so it is put together from"
                    + " others: the same numbers, several times slower";

    /** What runs, and the sentence that says why. */
    record Choice(Provider provider, String text, Level level) {}

    private static final Choice CHOSEN = logged(choose(
            System.getProperty(PROPERTY),
            Fma.HARDWARE,
            Providers::moduleIsThere,
            () -> made(VECTOR),
            () -> made(PLAIN)));

    /** The threads that share large work, of which the calling one is one. */
    private static final int TOGETHER =
            threads(System.getProperty(THREADS), Runtime.getRuntime().availableProcessors(), Providers::warn);

    private static final @Nullable Team TEAM = TOGETHER < 2 ? null : new Team(TOGETHER);
    private static final Kernels<double[]> DOUBLES = shared(CHOSEN.provider().doubles(), TEAM, TOGETHER);
    private static final Kernels<float[]> FLOATS = shared(CHOSEN.provider().floats(), TEAM, TOGETHER);

    private Providers() {}

    /** The kernels for {@code double[]}. */
    public static Kernels<double[]> doubles() {
        return DOUBLES;
    }

    /** The kernels for {@code float[]}. */
    public static Kernels<float[]> floats() {
        return FLOATS;
    }

    /** Kernels that share their work among so many threads. */
    static <A> Kernels<A> shared(Kernels<A> kernels, @Nullable Team team, int threads) {
        return team == null ? kernels : new TeamKernels<>(kernels, team, threads, TeamKernels.GRAIN);
    }

    /** How many threads work together: as many as there are cores, or as a property says; what it cannot say is warned of. */
    static int threads(@Nullable String wish, int cores, Consumer<String> warning) {
        int all = Math.min(cores, MOST_THREADS);
        if (wish == null) {
            return all;
        }
        try {
            BigInteger number = new BigInteger(wish.strip());
            int threads = number.max(BigInteger.ONE)
                    .min(BigInteger.valueOf(MOST_THREADS))
                    .intValue();
            if (!number.equals(BigInteger.valueOf(threads))) {
                warning.accept(THREADS + "=" + wish + " is not from 1 to " + MOST_THREADS
                        + "; say how many threads may share large work, now " + threads);
            }
            return threads;
        } catch (NumberFormatException error) {
            warning.accept(
                    THREADS + "=" + wish + " is not a whole number; say how many threads may share large work, now "
                            + all + ", one for each core");
            return all;
        }
    }

    /** Which kernels run, why, and which flag would make them faster. */
    static String describe() {
        return CHOSEN.text();
    }

    static Choice choose(
            @Nullable String wish,
            boolean hardwareFma,
            BooleanSupplier moduleIsThere,
            Supplier<Provider> vector,
            Supplier<Provider> plain) {
        if (!hardwareFma) { // vectors would be taken apart, and each number go through decimal digits
            return new Choice(PlainProvider.INSTANCE, WITHOUT_FMA, Level.WARNING);
        }
        String setting = PROPERTY + "=" + wish;
        boolean understood = wish == null || wish.equals("plain") || wish.equals("vector");
        Level level = understood ? Level.DEBUG : Level.WARNING;
        String remark = understood ? "" : "; " + setting + " means nothing, say plain or vector";
        if ("plain".equals(wish)) {
            return new Choice(compiled(plain), "plain kernels: " + setting + " asks for them", level);
        }
        if (!moduleIsThere.getAsBoolean()) {
            boolean unmet = "vector".equals(wish);
            return new Choice(
                    compiled(plain),
                    "plain kernels: " + (unmet ? setting + " cannot be met, as " : "") + "the module " + MODULE
                            + " is not there; " + FLAG + remark,
                    unmet ? Level.WARNING : level);
        }
        try {
            return new Choice(vector.get(), "vector kernels: the module " + MODULE + " is there" + remark, level);
        } catch (IllegalStateException | LinkageError error) {
            return new Choice(
                    compiled(plain),
                    "plain kernels: the vector kernels do not run on this JDK, " + error + remark,
                    Level.WARNING);
        }
    }

    /** Plain kernels with compiled loops, or without them where those cannot be had. */
    private static Provider compiled(Supplier<Provider> plain) {
        try {
            return plain.get();
        } catch (IllegalStateException | LinkageError error) {
            warn("no loops are compiled for functions of many numbers, " + error);
            return PlainProvider.INSTANCE;
        }
    }

    private static Choice logged(Choice choice) {
        log(choice.level(), choice.text());
        return choice;
    }

    private static void warn(String text) {
        log(Level.WARNING, text);
    }

    /** Logs on a thread of its own: to find a logger takes longer than a small program. */
    private static void log(Level level, String text) {
        Thread thread = new Thread(() -> System.getLogger("io.autodiff").log(level, text), "autodiff-log");
        thread.setDaemon(level == Level.DEBUG);
        boolean unused = OwnThread.startIfPossible(thread.getName(), thread::start);
    }

    private static boolean moduleIsThere() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    private static Provider made(String name) {
        try {
            return Class.forName(name)
                    .asSubclass(Provider.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException error) {
            throw new IllegalStateException("cannot make " + name, error);
        }
    }
}
