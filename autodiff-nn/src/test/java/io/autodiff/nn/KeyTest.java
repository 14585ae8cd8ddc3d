package io.autodiff.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodiff.shape.Shape;
import io.autodiff.tensor.DType;
import io.autodiff.tensor.Tensor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.RealDistribution;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Tests {@link Key}: known answers, the laws of a value, and statistics with fixed keys, so that nothing is flaky. */
class KeyTest {

    private static final Key KEY = Key.of(1984);

    /** How many numbers a statistical test draws. */
    private static final int COUNT = 40_000;

    /** Below this probability numbers are not believed to be random. */
    private static final double SIGNIFICANCE = 0.01;

    // --------------------------------------------------------------------------------------------------- known answers

    /** The known answers for threefry2x64-20 that come with Random123: zeros, ones, and the digits of π. */
    @Test
    void cipherGivesTheKnownAnswers() {
        assertArrayEquals(new long[] {0xc2b6e3a8c2c69865L, 0x6f81ed42f350084dL}, Key.threefry(0, 0, 0, 0));
        assertArrayEquals(new long[] {0xe02cb7c4d95d277aL, 0xd06633d0893b8b68L}, Key.threefry(-1, -1, -1, -1));
        assertArrayEquals(
                new long[] {0x263c7d30bb0f0af1L, 0x56be8361d3311526L},
                Key.threefry(0xa4093822299f31d0L, 0x082efa98ec4e6c89L, 0x243f6a8885a308d3L, 0x13198a2e03707344L));
    }

    /** Numbers computed once by a second implementation, in Python; a change would change everybody's results. */
    @Test
    void theNumbersStayTheSame() {
        assertEquals(0.067591908631223, KEY.uniform(0));
        assertEquals(0.7429839284723538, KEY.uniform(1));
        assertEquals(0.7062892179802505, KEY.uniform(Long.MAX_VALUE));
        assertEquals(-0.4567110433003126, KEY.normal(0), 1e-14);
        assertEquals(0.9983927945904423, KEY.normal(1), 1e-14);
        assertEquals(-0.2844375932583122, KEY.normal(2), 1e-14);
        assertArrayEquals(
                new int[] {0, 1, 4, 1, 3, 1, 7, 0, 5, 1},
                IntStream.range(0, 10).map(i -> KEY.below(10, i)).toArray());
        assertEquals(1349696154, KEY.below(3 << 29, 2));
        assertArrayEquals(new int[] {0, 3, 7, 8, 4, 6, 5, 1, 9, 2}, KEY.permutation(10));
        assertEquals(new Key(8230565984533673480L, 2031360457344907780L), KEY.with(7));
        assertEquals(new Key(2532713741505008011L, 2295901244375465068L), KEY.with(-1));
        assertEquals(
                new Key(8863311698995915598L, -2422887377469707139L),
                KEY.split(2).get(1));
    }

    /** The bits of the normal numbers, on every machine and JDK. */
    @Test
    void theBitsOfTheNormalNumbersStayTheSame() {
        long bits = LongStream.range(0, 1000)
                .map(i -> Double.doubleToLongBits(KEY.normal(i)))
                .reduce(0, (hash, number) -> 31 * hash + number);
        assertEquals(-4223847987978599195L, bits);
    }

    // --------------------------------------------------------------------------------------------------------- tensors

    @Test
    void aTensorHoldsTheNumbersOfItsPositions() {
        Tensor uniform = KEY.uniform(Shape.of(2, 3));
        Tensor normal = KEY.normal(Shape.of(3, 2, 1));
        assertEquals(Shape.of(2, 3), uniform.shape());
        assertEquals(Shape.of(3, 2, 1), normal.shape());
        assertEquals(DType.FLOAT64, uniform.dtype());
        assertArrayEquals(IntStream.range(0, 6).mapToDouble(KEY::uniform).toArray(), uniform.toDoubleArray());
        assertArrayEquals(IntStream.range(0, 6).mapToDouble(KEY::normal).toArray(), normal.toDoubleArray());
        assertEquals(KEY.normal(0), KEY.normal(Shape.SCALAR).item());
        assertEquals(0, KEY.uniform(Shape.of(4, 0)).size());
    }

    // -------------------------------------------------------------------------------------------- a key is a value

    @Test
    void theStateIsTheWholeKey() {
        Key key = KEY.with(3).with(4);
        Key restored = new Key(key.first(), key.second());
        assertEquals(key, restored);
        assertEquals(key.hashCode(), restored.hashCode());
        assertEquals(key.normal(5), restored.normal(5));
        assertEquals("Key[first=1984, second=0]", KEY.toString());
    }

    @Test
    void theOrderOfTheCallsAndTheThreadDoNotMatter() {
        double[] forward = IntStream.range(0, 1000).mapToDouble(KEY::normal).toArray();
        double[] parallel =
                IntStream.range(0, 1000).parallel().mapToDouble(KEY::normal).toArray();
        double[] backward =
                IntStream.range(0, 1000).mapToDouble(i -> KEY.normal(999 - i)).toArray();
        assertArrayEquals(forward, parallel);
        for (int i = 0; i < 1000; i++) {
            assertEquals(forward[i], backward[999 - i]);
        }
    }

    // ---------------------------------------------------------------------------------------------------- derived keys

    @Test
    void derivedKeysAreDifferent() {
        Set<Key> keys = new HashSet<>(KEY.split(10_000));
        keys.add(KEY);
        for (int i = -5000; i < 5000; i++) {
            keys.add(KEY.with(i));
            keys.add(Key.of(i));
        }
        for (int i = 0; i < 100; i++) {
            for (int j = 0; j < 100; j++) {
                keys.add(KEY.with(i).with(j));
            }
        }
        // Four times 10000; KEY itself is one of the seeds.
        assertEquals(40_000, keys.size());
    }

    @Test
    void theFirstKeysOfASplitDoNotDependOnTheirNumber() {
        assertEquals(KEY.split(3), KEY.split(7).subList(0, 3));
        assertEquals(List.of(), KEY.split(0));
    }

    @Test
    void derivingInAnotherOrderGivesAnotherKey() {
        assertNotEquals(KEY.with(1).with(2), KEY.with(2).with(1));
    }

    /** The sequences of related keys, and those of one key for different uses, have no correlation. */
    @Test
    void streamsAreIndependent() {
        List<Key> split = KEY.split(2);
        List<IntToDoubleFunction> streams = List.of(
                KEY::uniform,
                KEY::normal,
                i -> KEY.below(1000, i),
                KEY.with(0)::uniform,
                KEY.with(1)::uniform,
                split.get(0)::uniform,
                split.get(1)::uniform,
                Key.of(1985)::uniform,
                i -> KEY.uniform(i + 1L),
                i -> KEY.with(i).uniform(0),
                i -> Key.of(i).uniform(0));
        double[][] drawn = streams.stream().map(KeyTest::draw).toArray(double[][]::new);
        PearsonsCorrelation correlation = new PearsonsCorrelation();
        for (int i = 0; i < drawn.length; i++) {
            for (int j = 0; j < i; j++) {
                // The standard deviation of a correlation of independent numbers is 1/√n.
                double deviations = correlation.correlation(drawn[i], drawn[j]) * Math.sqrt(COUNT);
                assertTrue(Math.abs(deviations) < 4, "streams " + i + " and " + j + ": " + deviations);
            }
        }
    }

    /** A key that differs in a single bit gives blocks that differ in half of their bits. */
    @Test
    void everyBitOfTheKeyMatters() {
        for (int bit = 0; bit < 64; bit++) {
            int changed = 0;
            for (long i = 0; i < 100; i++) {
                changed += differentBits(KEY.with(i), new Key(KEY.first() ^ 1L << bit, KEY.second()).with(i));
                changed += differentBits(KEY.with(i), new Key(KEY.first(), KEY.second() ^ 1L << bit).with(i));
            }
            // 25600 bits: half of them, and six standard deviations of 80 to either side.
            assertEquals(12_800, changed, 480, "bit " + bit);
        }
    }

    private static int differentBits(Key a, Key b) {
        return Long.bitCount(a.first() ^ b.first()) + Long.bitCount(a.second() ^ b.second());
    }

    // --------------------------------------------------------------------------------------------------------- uniform

    @Test
    void uniformNumbersAreUniform() {
        assertDistributed(new UniformRealDistribution(0, 1), KEY::uniform);
        assertDistributed(new UniformRealDistribution(0, 1), i -> KEY.uniform(Long.MAX_VALUE - i));
    }

    /** Also across keys, one number each: what an initializer or a dropout layer with a key per step sees. */
    @Test
    void oneNumberOfEveryKeyIsUniform() {
        assertDistributed(new UniformRealDistribution(0, 1), i -> Key.of(i).uniform(0));
        assertDistributed(new UniformRealDistribution(0, 1), i -> KEY.with(i).uniform(0));
        List<Key> split = KEY.split(COUNT);
        assertDistributed(new UniformRealDistribution(0, 1), i -> split.get(i).uniform(0));
    }

    @Test
    void uniformNumbersAreMultiplesOfTheLastBitBelowOne() {
        for (int i = 0; i < COUNT; i++) {
            double u = KEY.uniform(i);
            assertTrue(u >= 0 && u < 1);
            assertEquals(Math.rint(u * 0x1p53), u * 0x1p53);
        }
    }

    @Test
    void allBitsOfAUniformNumberAreUsed() {
        long[] ones = new long[53];
        for (int i = 0; i < COUNT; i++) {
            long bits = (long) (KEY.uniform(i) * 0x1p53);
            for (int bit = 0; bit < 53; bit++) {
                ones[bit] += bits >>> bit & 1;
            }
        }
        for (long count : ones) {
            // Half of the numbers, and five standard deviations of √n/2 to either side.
            assertEquals(COUNT / 2.0, (double) count, 5 * Math.sqrt(COUNT) / 2);
        }
    }

    /** Neighbours fill the unit square evenly. */
    @Test
    void pairsOfUniformNumbersAreUniform() {
        long[] observed = new long[256];
        for (int i = 0; i < COUNT; i++) {
            int row = (int) (16 * KEY.uniform(2L * i));
            int column = (int) (16 * KEY.uniform(2L * i + 1));
            observed[16 * row + column]++;
        }
        assertEquallyLikely(observed);
    }

    // ---------------------------------------------------------------------------------------------------------- normal

    @Test
    void normalNumbersAreNormal() {
        assertDistributed(new NormalDistribution(), KEY::normal);
        assertDistributed(new NormalDistribution(), i -> KEY.with(i).normal(0));
    }

    /** The first four moments are 0, 1, 0 and 3; five standard deviations of their estimates to either side. */
    @Test
    void normalNumbersHaveTheirMoments() {
        DescriptiveStatistics statistics = new DescriptiveStatistics(draw(KEY::normal));
        assertEquals(0, statistics.getMean(), 5 * Math.sqrt(1.0 / COUNT));
        assertEquals(1, statistics.getVariance(), 5 * Math.sqrt(2.0 / COUNT));
        assertEquals(0, statistics.getSkewness(), 5 * Math.sqrt(6.0 / COUNT));
        assertEquals(0, statistics.getKurtosis(), 5 * Math.sqrt(24.0 / COUNT));
    }

    // ----------------------------------------------------------------------------------------------------------- below

    @Test
    void wholeNumbersAreEquallyLikely() {
        for (int bound : new int[] {2, 3, 10, 64, 1000}) {
            long[] observed = new long[bound];
            for (int i = 0; i < COUNT; i++) {
                observed[KEY.below(bound, i)]++;
            }
            assertEquallyLikely(observed);
        }
    }

    /** Of 2³¹ draws 3·2²⁹ leave 2²⁹ over: taking remainders of all would make the first third twice as likely. */
    @Test
    void largeWholeNumbersAreEquallyLikely() {
        int bound = 3 << 29;
        long[] observed = new long[3];
        for (int i = 0; i < COUNT; i++) {
            observed[KEY.below(bound, i) >> 29]++;
        }
        assertEquallyLikely(observed);
    }

    @Test
    void wholeNumbersStayBelowTheirBound() {
        for (int bound : new int[] {1, 2, 7, 1 << 30, (1 << 30) + 1, Integer.MAX_VALUE}) {
            for (int i = 0; i < 1000; i++) {
                int number = KEY.below(bound, i);
                assertTrue(number >= 0 && number < bound, number + " below " + bound);
            }
        }
    }

    // ----------------------------------------------------------------------------------------------------- permutation

    @Test
    void aPermutationHoldsEveryNumberOnce() {
        for (int n : new int[] {0, 1, 2, 3, 10, 1000}) {
            int[] sorted = KEY.permutation(n);
            Arrays.sort(sorted);
            assertArrayEquals(IntStream.range(0, n).toArray(), sorted);
        }
    }

    @Test
    void allPermutationsAreEquallyLikely() {
        Map<String, Long> counts = new TreeMap<>();
        for (int i = 0; i < COUNT; i++) {
            counts.merge(Arrays.toString(KEY.with(i).permutation(4)), 1L, Long::sum);
        }
        assertEquals(24, counts.size());
        assertEquallyLikely(counts.values().stream().mapToLong(count -> count).toArray());
    }

    // ---------------------------------------------------------------------------------------------------------- errors

    @Test
    void errorsSayWhatWasAskedAndWhatToDo() {
        assertRefused(
                "below: there is no whole number from 0 to below 0; give a bound of 1 or more", () -> KEY.below(0, 5));
        assertRefused(
                "below: there is no whole number from 0 to below -3; give a bound of 1 or more",
                () -> KEY.below(-3, 5));
        assertRefused(
                "below: the index is -1, but the numbers of a key are counted from 0; give 0 or more",
                () -> KEY.below(3, -1));
        assertRefused(
                "uniform: the index is -2, but the numbers of a key are counted from 0; give 0 or more",
                () -> KEY.uniform(-2));
        assertRefused(
                "normal: the index is -4, but the numbers of a key are counted from 0; give 0 or more",
                () -> KEY.normal(-4));
        assertRefused(
                "permutation: there is no permutation of -4 numbers; give a length of 0 or more",
                () -> KEY.permutation(-4));
        assertRefused("split: cannot split a key into -1 keys; ask for 0 keys or more", () -> KEY.split(-1));
    }

    private static void assertRefused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    // ------------------------------------------------------------------------------------------------------ statistics

    private static double[] draw(IntToDoubleFunction stream) {
        return IntStream.range(0, COUNT).mapToDouble(stream).toArray();
    }

    private static void assertDistributed(RealDistribution distribution, IntToDoubleFunction stream) {
        double probability = new KolmogorovSmirnovTest().kolmogorovSmirnovTest(distribution, draw(stream));
        assertTrue(probability > SIGNIFICANCE, "Kolmogorov–Smirnov test: p = " + probability);
    }

    private static void assertEquallyLikely(long[] observed) {
        double[] expected = new double[observed.length];
        Arrays.fill(expected, (double) Arrays.stream(observed).sum() / observed.length);
        double probability = new ChiSquareTest().chiSquareTest(expected, observed);
        assertTrue(probability > SIGNIFICANCE, "chi-square test of " + observed.length + " bins: p = " + probability);
    }
}
