package io.autodiff.laws;

import io.autodiff.tensor.Tensor;
import java.util.Arrays;

/** How far numbers are from where a function is not smooth. */
final class Smoothness {
    private static final double MARGIN = 0.1;

    private Smoothness() {}

    /** No number is near a kink. */
    static boolean isAwayFrom(Tensor x, double... kinks) {
        return Arrays.stream(x.toDoubleArray())
                .allMatch(v -> Arrays.stream(kinks).allMatch(kink -> Math.abs(v - kink) >= MARGIN));
    }

    /** No two numbers nearly tie. Those that do exactly come from the same place, and move together. */
    static boolean hasGaps(Tensor x) {
        double[] sorted = x.toDoubleArray();
        Arrays.sort(sorted);
        for (int i = 1; i < sorted.length; i++) {
            double gap = sorted[i] - sorted[i - 1];
            if (gap != 0 && gap < MARGIN) {
                return false;
            }
        }
        return true;
    }
}
