package io.autodiff.peers;

import java.util.Arrays;

/** Times of one contender, one for each round: the rounds of two contenders are pairs. */
record Sample(String title, Library library, double[] nanos) {
    double median() {
        return median(nanos);
    }

    static double median(double[] numbers) {
        return quantile(numbers, numbers.length / 2);
    }

    /** How many times as long this takes as another: the ratio of the medians. */
    double over(Sample that) {
        return median() / that.median();
    }

    /**
     * Between which numbers the median of the pairs' ratios lies with a probability of 95 % or more, whatever their distribution is:
     * the k-th from below and from above. Each ratio is below the median with probability 1/2, so fewer than k of n are so with
     * Σᵢ₍ᵢ﹤ₖ₎ (n over i) / 2ⁿ, and that must not be above 2.5 %. Of nine, k = 2.
     */
    Interval interval(Sample that) {
        int n = nanos.length;
        double[] ratios = new double[n];
        Arrays.setAll(ratios, i -> nanos[i] / that.nanos[i]);
        int k = 0;
        double fewer = 0;
        double exactly = Math.scalb(1.0, -n);
        while (fewer + exactly <= 0.025) {
            fewer += exactly;
            exactly *= (double) (n - k) / (k + 1);
            k++;
        }
        int outer = Math.max(k, 1) - 1;
        return new Interval(quantile(ratios, outer), quantile(ratios, n - 1 - outer));
    }

    private static double quantile(double[] numbers, int position) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        return sorted[position];
    }

    record Interval(double low, double high) {}
}
