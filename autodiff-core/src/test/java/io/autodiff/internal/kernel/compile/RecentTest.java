package io.autodiff.internal.kernel.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is asked for stays as long as it is asked for. */
class RecentTest {
    private final List<Integer> made = new ArrayList<>();
    private final Recent<Integer, String> recent = new Recent<>(3, key -> {
        made.add(key);
        return "value " + key;
    });

    @Test
    void isMadeOnce() {
        assertEquals("value 1", recent.get(1));
        assertEquals("value 1", recent.get(1));
        assertEquals(List.of(1), made);
    }

    @Test
    void staysWhileItIsAskedFor() {
        for (int other = 100; other < 200; other++) {
            recent.get(1);
            recent.get(2);
            recent.get(other);
        }
        assertEquals(1, made.stream().filter(key -> key == 1).count());
        assertEquals(1, made.stream().filter(key -> key == 2).count());
    }

    @Test
    void goesWhenTwiceAsManyOthersHaveCome() {
        recent.get(1);
        for (int other = 100; other < 105; other++) {
            recent.get(other);
        }
        recent.get(1);
        assertEquals(List.of(1, 100, 101, 102, 103, 104), made, "five others have come, and it is still there");
        for (int other = 200; other < 206; other++) {
            recent.get(other);
        }
        recent.get(1);
        assertEquals(2, made.stream().filter(key -> key == 1).count());
    }
}
