package io.autodiff.nn;

import io.autodiff.shape.Shape;
import io.autodiff.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Randomness as a value: every random number is a pure function of a key and an index.
 *
 * <pre>{@code
 * Key key = Key.of(1984);
 * double z = key.normal(0);                 // always the same number
 * Key weights = key.with(1);                // independent of key and of key.with(2)
 * List<Key> perLayer = key.split(3);        // three more, independent of all of these
 * }</pre>
 *
 * <p>A key has no position that moves when a number is drawn. So the numbers depend neither on the order of the calls
 * nor on the thread, the machine or the JDK, and a key can be shared freely. Different methods of one key give
 * independent numbers; the same method with the same index gives the same number again, and whoever needs fresh ones
 * takes another index or derives another key.
 *
 * <p>The two components are the whole state: save them, and {@code new Key(first, second)} is the key again. Keys are
 * equal if their components are. The numbers are reproducible, not secret: do not use them for cryptography.
 *
 * @param first the first 64 of the 128 bits of the key
 * @param second the other 64 bits
 */
public record Key(long first, long second) {

    /*
     * A counter-based generator: a block cipher, keyed by this key, encrypts the counter (index, use). The cipher is
     * Threefry 2x64 with 20 rounds (J. Salmon, M. Moraes, R. Dror, D. Shaw, "Parallel random numbers: as easy as 1, 2,
     * 3", SC 2011), tested against the authors' known answers. It passes BigCrush, also when the keys are 0, 1, 2 …
     *
     * The second word of the counter says what the block is used for (Use), so that no two methods, and no number and
     * no derived key, are ever made of the same block. For one key the cipher is one-to-one: the keys that one key
     * derives by one method are all different, and so are its blocks.
     */

    /** After every fourth round a part of the key is added: 5 · 4 = 20 rounds. */
    private static final int GROUPS = 5;

    private static final int ROUNDS_PER_GROUP = 4;

    /** How far the second word is rotated in each round; the ninth round starts again. */
    private static final int[] ROTATIONS = {16, 42, 12, 31, 16, 32, 24, 21};

    /** The third word of the key schedule is the parity of the other two and this constant. */
    private static final long PARITY = 0x1BD11BDAA9FC1A22L;

    /** What a block is used for. The order is part of the numbers: new uses go to the end. */
    private enum Use {
        UNIFORM,
        NORMAL,
        BELOW,
        PERMUTATION,
        WITH,
        SPLIT;

        /** The second word of the counter for the given attempt at a number that may have to be drawn again. */
        long counter(long attempt) {
            return ((long) ordinal() << Integer.SIZE) + attempt;
        }
    }

    /**
     * The key for a seed, {@code Key[first=seed, second=0]}. Close seeds give independent keys.
     *
     * @param seed any number
     * @return the key
     */
    public static Key of(long seed) {
        return new Key(seed, 0);
    }

    // ---------------------------------------------------------------------------------------------------- derived keys

    /**
     * A key derived from this one and any number, such as that of a layer or of a step: {@code key.with(step)}.
     * Different numbers give different keys, independent of each other and of this one. The order matters: {@code
     * key.with(1).with(2)} is not {@code key.with(2).with(1)}.
     *
     * @param data any number
     * @return the key derived
     */
    public Key with(long data) {
        return derived(Use.WITH, data);
    }

    /**
     * Several keys, independent of each other, of this key and of those that {@link #with} gives. The first keys do not
     * depend on how many are asked for.
     *
     * @param count how many, 0 or more
     * @return the keys
     * @throws IllegalArgumentException if {@code count} is negative
     */
    public List<Key> split(int count) {
        if (count < 0) {
            throw new IllegalArgumentException(
                    "split: cannot split a key into " + count + " keys; ask for 0 keys or more");
        }
        return IntStream.range(0, count)
                .mapToObj(index -> derived(Use.SPLIT, index))
                .toList();
    }

    private Key derived(Use use, long data) {
        long[] block = block(use, data, 0);
        return new Key(block[0], block[1]);
    }

    // --------------------------------------------------------------------------------------------------------- numbers

    /**
     * The uniform number of the given index: a multiple of 2⁻⁵³ in [0, 1), each equally likely.
     *
     * @param index which number, from 0 on
     * @return the number
     * @throws IllegalArgumentException if {@code index} is negative
     */
    public double uniform(long index) {
        requireIndex("uniform", index);
        return (block(Use.UNIFORM, index, 0)[0] >>> 11) * 0x1p-53;
    }

    /**
     * The standard normal number of the given index, by the method of Box and Muller: z = √(−2 ln u) · cos 2πv for
     * uniform u in (0, 1] and v in [0, 1), both multiples of 2⁻⁵³.
     *
     * <p>|z| is at most √(106 ln 2) = 8.572; a normal number is larger with probability 10⁻¹⁷. The computed z differs
     * from the formula by less than 10⁻¹⁴. Its bits are the same everywhere: {@link StrictMath} prescribes them.
     *
     * @param index which number, from 0 on
     * @return the number
     * @throws IllegalArgumentException if {@code index} is negative
     */
    public double normal(long index) {
        requireIndex("normal", index);
        long[] block = block(Use.NORMAL, index, 0);
        double u = ((block[0] >>> 11) + 1) * 0x1p-53;
        double v = (block[1] >>> 11) * 0x1p-53;
        return Math.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * Math.PI * v);
    }

    /**
     * Uniform numbers in [0, 1) in a float64 tensor: element i, in row-major order, is {@code uniform(i)}. So the numbers of a
     * smaller tensor are the first ones of a larger.
     *
     * @param shape the shape of the tensor
     * @return the tensor
     */
    public Tensor uniform(Shape shape) {
        return Tensor.generate(Arguments.given("uniform", "shape", shape), this::uniform);
    }

    /**
     * Standard normal numbers in a float64 tensor: element i, in row-major order, is {@code normal(i)}.
     *
     * @param shape the shape of the tensor
     * @return the tensor
     */
    public Tensor normal(Shape shape) {
        return Tensor.generate(Arguments.given("normal", "shape", shape), this::normal);
    }

    /**
     * The whole number of the given index in 0 … {@code bound} − 1, each exactly equally likely.
     *
     * @param bound how many numbers to choose from, 1 or more
     * @param index which number, from 0 on
     * @return the number
     * @throws IllegalArgumentException if {@code bound} is not positive or {@code index} is negative
     */
    public int below(int bound, long index) {
        if (bound <= 0) {
            throw new IllegalArgumentException(
                    "below: there is no whole number from 0 to below " + bound + "; give a bound of 1 or more");
        }
        requireIndex("below", index);
        return below(Use.BELOW, bound, index);
    }

    /**
     * The numbers 0 … n − 1 in random order: all n! orders are equally likely. (From n = 35 on there are more orders
     * than keys, so that one key chosen at random cannot reach them all.)
     *
     * @param n how many numbers, 0 or more
     * @return the numbers in random order
     * @throws IllegalArgumentException if {@code n} is negative
     */
    public int[] permutation(int n) {
        if (n < 0) {
            throw new IllegalArgumentException(
                    "permutation: there is no permutation of " + n + " numbers; give a length of 0 or more");
        }
        int[] order;
        try {
            order = IntStream.range(0, n).toArray();
        } catch (OutOfMemoryError error) { // one large array that was never made: the program can go on
            throw new IllegalArgumentException(
                    "permutation: " + n + " numbers are more than the memory of this JVM holds; give it more with -Xmx",
                    error);
        }
        // Fisher and Yates: one of the i + 1 numbers left goes to place i.
        for (int i = n - 1; i > 0; i--) {
            int j = below(Use.PERMUTATION, i + 1, i);
            int moved = order[i];
            order[i] = order[j];
            order[j] = moved;
        }
        return order;
    }

    /**
     * Draws d uniform in 0 … 2³¹ − 1 until it lies below the largest multiple of the bound, so that every remainder
     * stands for equally many d. The expected number of draws is less than 2.
     */
    private int below(Use use, int bound, long index) {
        long multiple = (1L << 31) / bound * bound;
        long attempt = 0;
        long drawn = block(use, index, attempt)[0] >>> 33;
        while (drawn >= multiple) {
            attempt++;
            drawn = block(use, index, attempt)[0] >>> 33;
        }
        return (int) (drawn % bound);
    }

    private static void requireIndex(String method, long index) {
        if (index < 0) {
            throw new IllegalArgumentException(method + ": the index is " + index
                    + ", but the numbers of a key are counted from 0; give 0 or more");
        }
    }

    // ---------------------------------------------------------------------------------------------------------- cipher

    private long[] block(Use use, long index, long attempt) {
        return threefry(first, second, index, use.counter(attempt));
    }

    /** Threefry 2x64-20: the two words of the counter, encrypted with the two words of the key. */
    static long[] threefry(long key0, long key1, long counter0, long counter1) {
        long[] schedule = {key0, key1, PARITY ^ key0 ^ key1};
        long x = counter0 + key0;
        long y = counter1 + key1;
        for (int group = 0; group < GROUPS; group++) {
            for (int round = 0; round < ROUNDS_PER_GROUP; round++) {
                x += y;
                y = Long.rotateLeft(y, ROTATIONS[(ROUNDS_PER_GROUP * group + round) % ROTATIONS.length]) ^ x;
            }
            int next = group + 1;
            x += schedule[next % 3];
            y += schedule[(next + 1) % 3] + next;
        }
        return new long[] {x, y};
    }
}
