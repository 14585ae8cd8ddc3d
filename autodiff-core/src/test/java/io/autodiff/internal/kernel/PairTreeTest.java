package io.autodiff.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The stack of sums builds the tree of neighbouring pairs. */
class PairTreeTest {
    @Test
    void isTheTreeOfNeighbouringPairs() {
        for (int blocks = 1; blocks <= 200; blocks++) {
            List<String> stack = new ArrayList<>();
            for (int block = 0; block < blocks; block++) {
                assertEquals(stack.size(), PairTree.depth(block));
                stack.add("" + block);
                for (int merges = PairTree.merges(block, blocks); merges > 0; merges--) {
                    String last = stack.remove(stack.size() - 1);
                    stack.add("(" + stack.remove(stack.size() - 1) + " " + last + ")");
                }
            }
            assertEquals(
                    List.of(pairs(
                            IntStream.range(0, blocks).mapToObj(i -> "" + i).toList())),
                    stack);
        }
    }

    @Test
    void countsPlaces() {
        for (int blocks = 1; blocks <= 200; blocks++) {
            int highest = 0;
            for (int block = 0; block < blocks; block++) {
                int place = PairTree.depth(block) - (PairTree.merges(block, blocks) > 0 ? 1 : 0);
                highest = Math.max(highest, place);
            }
            assertTrue(highest <= PairTree.places(blocks), blocks + " blocks");
        }
    }

    private static String pairs(List<String> sums) {
        List<String> level = sums;
        while (level.size() > 1) {
            List<String> next = new ArrayList<>();
            for (int i = 0; i < level.size(); i += 2) {
                next.add(i + 1 < level.size() ? "(" + level.get(i) + " " + level.get(i + 1) + ")" : level.get(i));
            }
            level = next;
        }
        return level.get(0);
    }
}
