package io.autodiff.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which kernels run, and what is said about it. */
class ProvidersTest {
    private static final Provider VECTOR = provider();
    private static final Provider PLAIN = provider();

    private static Provider provider() {
        return new Provider() {
            @Override
            public Kernels<double[]> doubles() {
                return DoubleKernels.INSTANCE;
            }

            @Override
            public Kernels<float[]> floats() {
                return FloatKernels.INSTANCE;
            }
        };
    }

    @Test
    void vectorWhereTheModuleIs() {
        Providers.Choice choice = Providers.choose(null, true, () -> true, () -> VECTOR, () -> PLAIN);
        assertSame(VECTOR, choice.provider());
        assertEquals("vector kernels: the module jdk.incubator.vector is there", choice.text());
        assertEquals(Level.DEBUG, choice.level());
    }

    @Test
    void plainWhereItIsNot() {
        Providers.Choice choice = Providers.choose(null, true, () -> false, () -> VECTOR, () -> PLAIN);
        assertSame(PLAIN, choice.provider());
        assertEquals(
                "plain kernels: the module jdk.incubator.vector is not there; start java with --add-modules"
                        + " jdk.incubator.vector (or require that module) to run large products two to three times as fast,"
                        + " and functions of many numbers two to seven times",
                choice.text());
        assertEquals(Level.DEBUG, choice.level());
    }

    @Test
    void plainOnRequest() {
        Providers.Choice choice = Providers.choose("plain", true, () -> true, () -> VECTOR, () -> PLAIN);
        assertSame(PLAIN, choice.provider());
        assertEquals("plain kernels: io.autodiff.kernels=plain asks for them", choice.text());
    }

    @Test
    void warnsOfAWishThatCannotBeMet() {
        Providers.Choice choice = Providers.choose("vector", true, () -> false, () -> VECTOR, () -> PLAIN);
        assertSame(PLAIN, choice.provider());
        assertTrue(choice.text().startsWith("plain kernels: io.autodiff.kernels=vector cannot be met, as the module"));
        assertEquals(Level.WARNING, choice.level());
    }

    @Test
    void warnsOfAWishThatMeansNothing() {
        Providers.Choice choice = Providers.choose("fast", true, () -> true, () -> VECTOR, () -> PLAIN);
        assertSame(VECTOR, choice.provider());
        assertTrue(choice.text().endsWith("; io.autodiff.kernels=fast means nothing, say plain or vector"));
        assertEquals(Level.WARNING, choice.level());
    }

    @Test
    void plainWhereVectorKernelsDoNotLoad() {
        Providers.Choice choice = Providers.choose(
                null,
                true,
                () -> true,
                () -> {
                    throw new NoClassDefFoundError("gone");
                },
                () -> PLAIN);
        assertSame(PLAIN, choice.provider());
        assertEquals(Level.WARNING, choice.level());
    }

    @Test
    void plainAsWrittenWhereLoopsCannotBeCompiled() {
        Providers.Choice choice = Providers.choose("plain", true, () -> true, () -> VECTOR, () -> {
            throw new NoClassDefFoundError("gone");
        });
        assertSame(PlainProvider.INSTANCE, choice.provider());
        assertEquals("plain kernels: io.autodiff.kernels=plain asks for them", choice.text());
    }

    @Test
    void plainWhereFmaIsNoInstruction() {
        Providers.Choice choice = Providers.choose("vector", false, () -> true, () -> VECTOR, () -> PLAIN);
        assertSame(PlainProvider.INSTANCE, choice.provider());
        assertTrue(choice.text().startsWith("plain kernels: this JVM has no instruction for a·b + c"), choice.text());
        assertEquals(Level.WARNING, choice.level());
    }

    @Test
    void theChoiceOfThisProcess() {
        boolean there = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        boolean plain = "plain".equals(System.getProperty("io.autodiff.kernels"));
        assertTrue(Kernels.describe().startsWith(there && !plain ? "vector kernels: " : "plain kernels: "));
    }

    @Test
    void theNumberOfThreadsIsTheCoresOrAsAskedFor() {
        List<String> warnings = new ArrayList<>();
        assertEquals(4, Providers.threads(null, 4, warnings::add));
        assertEquals(1, Providers.threads("1", 4, warnings::add));
        assertEquals(8, Providers.threads(" 8 ", 4, warnings::add));
        assertEquals(256, Providers.threads("256", 4, warnings::add));
        assertEquals(256, Providers.threads(null, 384, warnings::add));
        assertEquals(List.of(), warnings);
        assertEquals(1, Providers.threads("0", 4, warnings::add));
        assertEquals(1, Providers.threads("-3", 4, warnings::add));
        assertEquals(256, Providers.threads("3000000000", 4, warnings::add));
        assertEquals(4, Providers.threads("many", 4, warnings::add));
        assertEquals(
                List.of(
                        "io.autodiff.threads=0 is not from 1 to 256; say how many threads may share large work, now 1",
                        "io.autodiff.threads=-3 is not from 1 to 256; say how many threads may share large work, now 1",
                        "io.autodiff.threads=3000000000 is not from 1 to 256; say how many threads may share large work,"
                                + " now 256",
                        "io.autodiff.threads=many is not a whole number; say how many threads may share large work, now 4,"
                                + " one for each core"),
                warnings);
    }
}
