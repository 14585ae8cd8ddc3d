package io.autodiff.internal.kernel;

import java.util.function.Supplier;

/** Makes arrays, and says in numbers why one could not be made. */
public final class Allocation {
    private Allocation() {}

    /**
     * An array of zeros.
     *
     * @throws IllegalArgumentException if the JVM's memory does not hold it
     */
    public static double[] doubles(int n) {
        return n <= SMALL ? new double[n] : large(n, Double.BYTES, () -> new double[n]);
    }

    /** As {@link #doubles}. */
    public static float[] floats(int n) {
        return n <= SMALL ? new float[n] : large(n, Float.BYTES, () -> new float[n]);
    }

    /** As {@link #doubles}. */
    public static int[] ints(int n) {
        return n <= SMALL ? new int[n] : large(n, Integer.BYTES, () -> new int[n]);
    }

    /** As {@link #doubles}, all false. */
    public static boolean[] booleans(int n) {
        return n <= SMALL ? new boolean[n] : large(n, 1, () -> new boolean[n]);
    }

    /** Up to this many numbers an array is simply made: if memory is that short, no text helps. */
    private static final int SMALL = 1 << 16;

    /**
     * Makes a large array of n numbers.
     *
     * @throws IllegalArgumentException if the JVM's memory does not hold it
     */
    private static <A> A large(int n, int bytesEach, Supplier<A> array) {
        long bytes = (long) n * bytesEach;
        if (bytes > Runtime.getRuntime().maxMemory()) {
            throw tooLarge(n, bytes, null);
        }
        try {
            return array.get();
        } catch (OutOfMemoryError error) {
            // One large array that was never made: nothing is left half done, so the program can go on.
            throw tooLarge(n, bytes, error);
        }
    }

    private static IllegalArgumentException tooLarge(
            int n, long bytes, @org.jspecify.annotations.Nullable Throwable cause) {
        long mebibyte = 1 << 20;
        return new IllegalArgumentException(
                "a tensor of " + n + " elements needs " + bytes / mebibyte + " MiB, more than is free of the "
                        + Runtime.getRuntime().maxMemory() / mebibyte
                        + " MiB that this JVM may use; give it more with -Xmx, or work in smaller pieces",
                cause);
    }
}
