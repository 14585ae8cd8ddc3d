package io.autodiff.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * A team does every part of a piece of work once, whoever does it: after it slept, for several threads at a time, for work within work,
 * and when a part fails.
 */
class TeamTest {
    private static final int THREADS = 3;

    @Test
    void everyPartIsDoneOnce() {
        Team team = new Team(THREADS);
        for (int parts : new int[] {0, 1, 2, 3, 7, 1000}) {
            AtomicIntegerArray done = new AtomicIntegerArray(parts + 1);
            team.run(parts, done::incrementAndGet);
            for (int part = 0; part < parts; part++) {
                assertEquals(1, done.get(part));
            }
            assertEquals(0, done.get(parts));
        }
    }

    @Test
    void helpersWakeUpAgain() throws InterruptedException {
        Team team = new Team(THREADS);
        for (int i = 0; i < 5; i++) {
            AtomicIntegerArray done = new AtomicIntegerArray(50);
            team.run(50, done::incrementAndGet);
            assertEquals(50, sum(done));
            Thread.sleep(3);
        }
    }

    @Test
    void severalThreadsMayUseItAtOnce() throws InterruptedException {
        Team team = new Team(THREADS);
        AtomicIntegerArray done = new AtomicIntegerArray(100);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 6; t++) {
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 300; i++) {
                    team.run(100, done::incrementAndGet);
                }
            });
            thread.setUncaughtExceptionHandler((where, error) -> failure.set(error));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(null, failure.get());
        for (int part = 0; part < 100; part++) {
            assertEquals(6 * 300, done.get(part));
        }
    }

    @Test
    void workMayHaveWorkWithinIt() {
        Team team = new Team(THREADS);
        AtomicIntegerArray done = new AtomicIntegerArray(20);
        team.run(4, outer -> team.run(5, inner -> done.incrementAndGet(5 * outer + inner)));
        assertEquals(20, sum(done));
    }

    @Test
    void aFailureIsThrownAndTheTeamGoesOn() {
        Team team = new Team(THREADS);
        for (int failing : new int[] {0, 5, 99}) {
            String message = assertThrows(
                            IllegalStateException.class,
                            () -> team.run(100, part -> {
                                if (part == failing) {
                                    throw new IllegalStateException("part " + part);
                                }
                            }))
                    .getMessage();
            assertEquals("part " + failing, message);
        }
        AtomicIntegerArray done = new AtomicIntegerArray(10);
        team.run(10, done::incrementAndGet);
        assertEquals(10, sum(done));
    }

    @Test
    void noFailureIsLost() {
        IllegalStateException failure = assertThrows(
                IllegalStateException.class,
                () -> new Team(THREADS).run(5, part -> {
                    throw new IllegalStateException("part " + part);
                }));
        Set<String> messages = new TreeSet<>(Set.of(failure.getMessage()));
        for (Throwable other : failure.getSuppressed()) {
            messages.add(other.getMessage());
        }
        assertEquals(Set.of("part 0", "part 1", "part 2", "part 3", "part 4"), messages);
    }

    /** Not even if the caller's part takes so long that a helper falls asleep over the work. */
    @Test
    void aTeamHoldsNothingOfWorkThatIsDone() throws InterruptedException {
        Team team = new Team(2);
        for (int i = 0; i < 3; i++) {
            WeakReference<double[]> numbers = slowWorkOfTheCaller(team);
            for (int wait = 0; wait < 200 && numbers.get() != null; wait++) {
                System.gc();
                Thread.sleep(10);
            }
            assertNull(numbers.get());
        }
    }

    private static WeakReference<double[]> slowWorkOfTheCaller(Team team) {
        double[] numbers = new double[2];
        Thread caller = Thread.currentThread();
        team.run(2, part -> {
            numbers[part] = 1;
            if (Thread.currentThread() == caller) {
                LockSupport.parkNanos(50_000_000);
            }
        });
        assertArrayEquals(new double[] {1, 1}, numbers);
        return new WeakReference<>(numbers);
    }

    private static int sum(AtomicIntegerArray numbers) {
        int sum = 0;
        for (int i = 0; i < numbers.length(); i++) {
            sum += numbers.get(i);
        }
        return sum;
    }
}
