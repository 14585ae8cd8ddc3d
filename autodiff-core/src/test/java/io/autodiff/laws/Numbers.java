package io.autodiff.laws;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/**
 * Where random numbers come from. They are whole numbers of billionths: jqwik's own {@code doubles()} have two
 * decimals unless told otherwise, and no bug that needs a third would ever be found.
 */
final class Numbers {
    private static final long BILLION = 1_000_000_000;

    private Numbers() {}

    /** From −3 to 3; 0 and ±1 more often than others. */
    static Arbitrary<Double> reals() {
        return sometimes(between(-3, 3), 0.0, 1.0, -1.0);
    }

    /** From ¼ to 4: nothing so close to 0 that a step of a thousandth is a long way. */
    static Arbitrary<Double> positive() {
        return sometimes(between(0.25, 4), 1.0);
    }

    /** From ¼ to 4, of either sign. */
    static Arbitrary<Double> nonzero() {
        return Arbitraries.oneOf(positive(), positive().map(x -> -x));
    }

    /** Whole numbers and halves from −1 to 1: full of zeros and of ties. */
    static Arbitrary<Double> atKinks() {
        return Arbitraries.of(0.0, 1.0, -1.0, 0.5, -0.5);
    }

    /** Sizes from 20 to 700, of either sign, where exponentials round to nothing or come close to overflow. */
    static Arbitrary<Double> tails() {
        return Arbitraries.oneOf(between(20, 700), between(-700, -20), between(-1, 1));
    }

    private static Arbitrary<Double> between(double low, double high) {
        return Arbitraries.longs()
                .between((long) (low * BILLION), (long) (high * BILLION))
                .withDistribution(RandomDistribution.uniform())
                .withoutEdgeCases()
                .map(n -> n / (double) BILLION);
    }

    private static Arbitrary<Double> sometimes(Arbitrary<Double> usually, Double... special) {
        return Arbitraries.frequencyOf(Tuple.of(9, usually), Tuple.of(1, Arbitraries.of(special)));
    }
}
