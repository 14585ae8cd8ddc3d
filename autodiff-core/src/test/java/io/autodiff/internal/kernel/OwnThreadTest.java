package io.autodiff.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Threads of the library's own. */
class OwnThreadTest {
    @Test
    void isStartedIfPossible() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Thread thread = new OwnThread("test", done::countDown);
        assertTrue(OwnThread.startIfPossible("test", thread::start));
        assertTrue(done.await(30, TimeUnit.SECONDS));
        assertTrue(thread.isDaemon());
    }

    /** What a JVM throws when the machine has no thread left to give. */
    @Test
    void isDoneWithoutIfNot() {
        assertFalse(OwnThread.startIfPossible("test", () -> {
            throw new OutOfMemoryError("only a test: unable to create native thread");
        }));
    }

    @Test
    void isNotStartedTwice() {
        Thread thread = new OwnThread("test", () -> {});
        thread.start();
        assertThrows(IllegalThreadStateException.class, () -> OwnThread.startIfPossible("test", thread::start));
    }
}
