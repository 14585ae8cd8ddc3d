package io.autodiff.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodiff.internal.kernel.vector.VectorProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Plain loops serve until vector kernels are known to be faster. */
class WarmupTest {
    private static final long ENOUGH = 1 << 28;
    private static final int THREADS = 4;

    @Test
    void startsWhenItIsWorthIt() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        Warmup warmup = new Warmup("test", 30, Warmup.WORTH, () -> {
            started.countDown();
            return List.of();
        });
        warmup.count(ENOUGH - 1);
        assertEquals(1, started.getCount());
        warmup.count(1);
        assertTrue(started.await(30, TimeUnit.SECONDS));
        waitFor(warmup);
    }

    /** Who asks for vectors by name does not want to wait. */
    @Test
    void usesThemAtOnceIfNothingIsWorthMore() {
        AtomicInteger made = new AtomicInteger();
        Warmup warmup = new Warmup("test", 30, 0, () -> {
            made.incrementAndGet();
            return List.of(new Warmup.Trial("never run", () -> sleep(100_000), () -> sleep(100_000)));
        });
        assertFalse(warmup.isDone());
        warmup.count(1);
        assertTrue(warmup.isDone());
        assertEquals(1, made.get());
    }

    @Test
    void isDoneWhenEveryVectorKernelIsFaster() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        Runnable slowAtFirst = () -> {
            if (runs.incrementAndGet() < 12) {
                sleep(3);
            }
        };
        Warmup warmup =
                new Warmup("test", 30, Warmup.WORTH, () -> List.of(new Warmup.Trial("a", () -> sleep(1), slowAtFirst)));
        warmup.count(ENOUGH);
        waitFor(warmup);
        assertTrue(runs.get() >= 12);
    }

    @Test
    void aKernelThatNeverGetsFastKeepsNobodyWaiting() throws InterruptedException {
        Warmup hopeless = new Warmup(
                "hopeless",
                600,
                Warmup.WORTH,
                () -> List.of(new Warmup.Trial("slow", WarmupTest::nothing, () -> sleep(1))));
        Warmup next = new Warmup(
                "next", 30, Warmup.WORTH, () -> List.of(new Warmup.Trial("fast", () -> sleep(1), WarmupTest::nothing)));
        hopeless.count(ENOUGH);
        next.count(ENOUGH);
        waitFor(next);
        assertTrue(next.isOver());
        assertFalse(next.isSoonDone());
        assertFalse(hopeless.isDone());
        assertFalse(hopeless.isOver());
    }

    private static void nothing() {
        // as fast as can be
    }

    @Test
    void neverUsesKernelsThatDoNotLoad() throws InterruptedException {
        CountDownLatch tried = new CountDownLatch(1);
        Warmup warmup = new Warmup("test", 30, Warmup.WORTH, () -> {
            tried.countDown();
            throw new NoClassDefFoundError("only a test: there is no Vector API");
        });
        warmup.count(ENOUGH);
        assertTrue(tried.await(30, TimeUnit.SECONDS));
        waitForTheEnd(warmup);
        assertFalse(warmup.isDone());
    }

    /** On a machine that has no thread left to give. */
    @Test
    void isGivenUpWithoutAThread() {
        Warmup warmup = new Warmup("test", 30, Warmup.WORTH, List::of, step -> {
            throw new OutOfMemoryError("only a test: unable to create native thread");
        });
        warmup.count(ENOUGH);
        assertTrue(warmup.isOver());
        assertFalse(warmup.isDone());
        warmup.count(ENOUGH);
    }

    /** However many threads see at once that there is enough work. */
    @Test
    void startsOnce() throws InterruptedException {
        AtomicInteger starts = new AtomicInteger();
        Warmup warmup = new Warmup("test", 30, 1, List::of, step -> starts.incrementAndGet());
        CountDownLatch ready = new CountDownLatch(THREADS);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> {
                ready.countDown();
                while (ready.getCount() > 0) {
                    Thread.onSpinWait();
                }
                warmup.count(1);
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(1, starts.get());
    }

    /** Whatever is thrown: the steps that wait in the queue must not take it for success. */
    @Test
    void neverUsesKernelsThatFail() {
        List<Error> errors = List.of(new NoSuchMethodError("only a test"), new InternalError("only a test"));
        for (Error error : errors) {
            Warmup warmup = new Warmup(
                    "test",
                    30,
                    Warmup.WORTH,
                    () -> List.of(new Warmup.Trial("fails", () -> sleep(1), () -> {
                        throw error;
                    })));
            warmup.count(ENOUGH);
            waitForTheEnd(warmup);
            sleep(20);
            assertFalse(warmup.isDone());
        }
    }

    private static void waitForTheEnd(Warmup warmup) {
        for (int i = 0; i < 30_000 && !warmup.isOver(); i++) {
            sleep(1);
        }
        assertTrue(warmup.isOver());
    }

    /** A product so large that it asks again for every piece of it. */
    @Test
    void servesMeanwhile() {
        Kernels<float[]> kernels = new VectorProvider().floats();
        int m = 40;
        int n = 2000;
        int k = 2000;
        float[] a = numbers(m * k);
        float[] b = numbers(k * n);
        float[] expected = new float[m * n];
        float[] out = new float[m * n];
        FloatKernels.INSTANCE.matmul(m, n, k, a, 0, k, 1, b, 0, n, 1, expected, 0);
        kernels.matmul(m, n, k, a, 0, k, 1, b, 0, n, 1, out, 0);
        assertArrayEquals(expected, out);
    }

    private static float[] numbers(int n) {
        Random random = new Random(n);
        float[] numbers = new float[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = random.nextFloat() - 0.5f;
        }
        return numbers;
    }

    private static void waitFor(Warmup warmup) {
        for (int i = 0; i < 30_000 && !warmup.isDone(); i++) {
            sleep(1);
        }
        assertTrue(warmup.isDone());
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException error) {
            Thread.currentThread().interrupt();
        }
    }
}
