package io.autodiff.internal.kernel.vector;

import io.autodiff.internal.kernel.Kernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** The end of sums of floats in lanes, four by four: the lanes of each are added by halving, as {@link Kernels} asks. */
final class FloatHalving {
    /*
     * Number by number this would take as long as the sums of the blocks themselves. Two vectors become one instead: where a bit of
     * the place is 0 stand the sums of the first, where it is 1 those of the second, each the sum of two lanes that are that bit apart.
     *
     * Where a vector holds at most eight lanes, the lower eight and the upper eight are summed side by side by whoever fills the
     * lanes, so that the first halving, where lane l takes lane l + 8, is one addition of vectors. Where several vectors make eight
     * lanes, there are more such halvings.
     *
     * Vectors are of the preferred length even if shorter ones would be handier here. JDK 17 must not see two lengths for one
     * kind of number in one process: it then compiles intoArray to a call that makes objects, everywhere.
     */

    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED.length() <= Kernels.LANES
            ? FloatVector.SPECIES_PREFERRED
            : VectorSpecies.of(float.class, VectorShape.forBitSize(Kernels.LANES * Float.SIZE));

    static final int LENGTH = SPECIES.length();

    static final int HALF = Kernels.LANES / 2;

    /** Whether there are two halves of lanes; a constant, so the compiler leaves one way out. */
    static final boolean TWO = LENGTH <= HALF;

    /** How many lanes of a sum there are to halve: 8 after the first halving, else 16. */
    static final int COUNT = TWO ? HALF : Kernels.LANES;

    private static final int FAR = LENGTH / 2;
    private static final int NEAR = LENGTH / 4;

    private static final VectorMask<Float> SECOND_FAR = mask(FAR);
    private static final VectorMask<Float> SECOND_NEAR = mask(NEAR);
    private static final VectorShuffle<Float> SWAP_FAR = swap(FAR);
    private static final VectorShuffle<Float> SWAP_NEAR = swap(NEAR);
    private static final VectorShuffle<Float> SWAP_2 = swap(2);
    private static final VectorShuffle<Float> SWAP_1 = swap(1);

    /** How many numbers stand for four sums, which are some of them. */
    private static final int WIDTH = Math.max(4, LENGTH);

    /** How many sums there may be at a time: enough to keep the two loops apart, few enough for the first cache. */
    static final int MOST = 64;

    /** The lanes of sum i from place i · {@link #COUNT} on. */
    final float[] lanes = new float[MOST * COUNT];

    private final float[] halved = new float[MOST / 4 * WIDTH];

    private static VectorMask<Float> mask(int bit) {
        boolean[] set = new boolean[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            set[i] = (i & bit) != 0;
        }
        return VectorMask.fromArray(SPECIES, set, 0);
    }

    private static VectorShuffle<Float> swap(int distance) {
        return VectorShuffle.fromOp(SPECIES, i -> (i ^ distance) % LENGTH);
    }

    /** Halves the lanes of so many sums, which go to sums[at], sums[at + 1], …; up to three more places are written. */
    void halve(int count, float[] sums, int at) {
        if (LENGTH == 1) {
            for (int i = 0; i < count; i++) {
                sums[at + i] = one(lanes, i * COUNT);
            }
            return;
        }
        int fours = (count + 3) / 4;
        halve(fours, lanes, halved);
        int second = LENGTH == 2 ? 1 : FAR;
        int third = LENGTH == 2 ? 2 : NEAR;
        for (int four = 0, x = 0, y = at; four < fours; four++, x += WIDTH, y += 4) {
            sums[y] = halved[x];
            sums[y + 1] = halved[x + second];
            sums[y + 2] = halved[x + third];
            sums[y + 3] = halved[x + second + third];
        }
    }

    private static void halve(int fours, float[] lanes, float[] halved) {
        for (int four = 0; four < fours; four++) {
            int at = four * 4 * COUNT;
            FloatVector x0 = FloatVector.fromArray(SPECIES, lanes, at);
            FloatVector x1 = FloatVector.fromArray(SPECIES, lanes, at + COUNT);
            FloatVector x2 = FloatVector.fromArray(SPECIES, lanes, at + 2 * COUNT);
            FloatVector x3 = FloatVector.fromArray(SPECIES, lanes, at + 3 * COUNT);
            if (LENGTH == 4) {
                x0 = x0.add(FloatVector.fromArray(SPECIES, lanes, at + 4));
                x1 = x1.add(FloatVector.fromArray(SPECIES, lanes, at + COUNT + 4));
                x2 = x2.add(FloatVector.fromArray(SPECIES, lanes, at + 2 * COUNT + 4));
                x3 = x3.add(FloatVector.fromArray(SPECIES, lanes, at + 3 * COUNT + 4));
            }
            if (LENGTH == 2) {
                x0 = two(lanes, at);
                x1 = two(lanes, at + COUNT);
                x2 = two(lanes, at + 2 * COUNT);
                x3 = two(lanes, at + 3 * COUNT);
            }
            FloatVector x01 =
                    x0.blend(x1, SECOND_FAR).add(x1.blend(x0, SECOND_FAR).rearrange(SWAP_FAR));
            FloatVector x23 =
                    x2.blend(x3, SECOND_FAR).add(x3.blend(x2, SECOND_FAR).rearrange(SWAP_FAR));
            if (LENGTH == 2) {
                x01.intoArray(halved, four * WIDTH);
                x23.intoArray(halved, four * WIDTH + 2);
            } else {
                FloatVector x = x01.blend(x23, SECOND_NEAR)
                        .add(x23.blend(x01, SECOND_NEAR).rearrange(SWAP_NEAR));
                if (LENGTH == 16) {
                    x = x.add(x.rearrange(SWAP_2));
                }
                if (LENGTH >= 8) {
                    x = x.add(x.rearrange(SWAP_1));
                }
                x.intoArray(halved, four * WIDTH);
            }
        }
    }

    /** Eight lanes, where a vector has no more than one. */
    private static float one(float[] l, int at) {
        return ((l[at] + l[at + 4]) + (l[at + 2] + l[at + 6])) + ((l[at + 1] + l[at + 5]) + (l[at + 3] + l[at + 7]));
    }

    /** Two lanes out of eight, where a vector has no more. */
    private static FloatVector two(float[] lanes, int at) {
        FloatVector even = FloatVector.fromArray(SPECIES, lanes, at).add(FloatVector.fromArray(SPECIES, lanes, at + 4));
        FloatVector odd =
                FloatVector.fromArray(SPECIES, lanes, at + 2).add(FloatVector.fromArray(SPECIES, lanes, at + 6));
        return even.add(odd);
    }
}
