package io.autodiff.internal.kernel;

/**
 * The order in which block sums are added, one after another: neighbouring pairs, then pairs of pairs, as {@link Kernels}
 * asks.
 *
 * <p>The sums that wait for a partner form a stack, whose depth is at most the logarithm of the number of blocks. Block
 * q is put at place {@code depth(q)}; then {@code merges(q)} times the two topmost sums become one. After the last block one
 * sum is left, at place 0.
 */
public final class PairTree {
    private PairTree() {}

    /*
     * A binary counter. After q blocks the stack holds one sum for each one in the binary form of q, the largest at the
     * bottom: after 6 = 110₂ blocks, a sum of four and a sum of two. One more block carries as adding 1 to q does: once for
     * each one at the end of q. After the last block whatever is left is added from the top, smallest first: this is what a
     * tree of neighbouring pairs does with a sum that has no partner.
     */

    /** How many blocks k numbers are cut into. */
    public static int blocks(int k) {
        return (int) (((long) k + Kernels.BLOCK - 1) / Kernels.BLOCK);
    }

    /**
     * Adds the sums of parts, so many side by side in each, in neighbouring pairs, then pairs of pairs. What results lies where the first do.
     *
     * @param <A> the array
     */
    public static <A> void add(Kernels<A> kernels, A sums, int parts, int width) {
        for (int apart = 1; apart < parts; apart *= 2) {
            for (int part = 0; part + apart < parts; part += 2 * apart) {
                kernels.addInto(sums, (part + apart) * width, sums, part * width, 1, width);
            }
        }
    }

    /** The place of the sum of a block: how many sums wait below it. */
    public static int depth(int block) {
        return Integer.bitCount(block);
    }

    /** How often the two topmost sums become one when the sum of a block has been put on the stack. */
    public static int merges(int block, int blocks) {
        return block == blocks - 1 ? depth(block) : Integer.numberOfTrailingZeros(~block);
    }

    /**
     * How many places above the bottom one are needed if a block that merges at once goes straight into the place below: 0
     * up to three blocks.
     */
    public static int places(int blocks) {
        return Math.max(0, 30 - Integer.numberOfLeadingZeros(Math.max(1, blocks)));
    }
}
