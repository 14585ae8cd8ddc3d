package io.autodiff.tensor;

import static io.autodiff.tensor.Known.three;
import static io.autodiff.tensor.Tail.Bound.NONE;
import static io.autodiff.tensor.Tail.Bound.units;
import static io.autodiff.tensor.Tail.Bound.unitsOf;
import static io.autodiff.tensor.Tail.tail;

import io.autodiff.oracles.Num;
import io.autodiff.tensor.Tail.Bound;
import io.autodiff.tensor.Tail.Region;
import java.util.Arrays;
import java.util.List;

/** The tails of functions that take several numbers together, here three, a line an op; where there are several results, of the last. */
final class ReductionTails {
    private static final Region LOGITS = new Region("up to 10⁶, up to 160 apart", 1, random -> {
        double middle = Math.pow(10, 6 * random.nextDouble()) * (random.nextInt(3) - 1);
        return random.doubles(3, -80, 80).map(x -> middle + x).toArray();
    });
    private static final Region CLOSE =
            new Region("10⁻² … 1 apart, up to 10⁸ from 0", Double.POSITIVE_INFINITY, random -> {
                double middle = Math.pow(10, 8 * random.nextDouble()) * (random.nextBoolean() ? 1 : -1);
                double third = random.nextDouble();
                return new double[] {middle + third / 3 + 0.01, middle - third / 3 - 0.01, middle + third};
            });
    private static final Region FACTORS =
            Region.signed("10⁻⁹⁰ … 10⁹⁰ on both sides", -90, 90).times(3);
    private static final Region LENGTHS =
            new Region("up to 10³⁰⁰ and down to 10⁻³⁰⁰, up to 10⁶ apart", Double.POSITIVE_INFINITY, random -> {
                double size = Math.pow(10, 580 * random.nextDouble() - 290);
                return random.doubles(3, -6, 6)
                        .map(x -> size * Math.pow(10, x) * (random.nextBoolean() ? 1 : -1))
                        .toArray();
            });

    private ReductionTails() {}

    // spotless:off
    static final List<Tail> ROWS = List.of(
            tail(three("prod",         Tensor::prod,                                x -> x[0].mul(x[1]).mul(x[2])),                       FACTORS, units(2), units(2), units(2)),
            tail(three("norm",         Tensor::norm,                                ReductionTails::norm),                                LENGTHS, units(3), units(4), unitsOf(8, "1/‖x‖", x -> 1 / hypot(x))),
            tail(three("norm",         x -> x.normP(3),                             ReductionTails::cubic),                               LENGTHS, units(8), units(12), NONE),
            tail(three("variance",     Tensor::variance,                            ReductionTails::variance),                            CLOSE,   units(8, "2·|x|/√y", x -> 2 * awayBySpread(x)), unitsOf(3, "max |x|", ReductionTails::largest), units(8)),
            tail(three("std",          Tensor::std,                                 x -> variance(x).sqrt()),                             CLOSE,   units(8, "|x|/y", ReductionTails::awayBySpread), unitsOf(3, "max |x|/y", ReductionTails::awayBySpread), NONE),
            tail(three("logSumExp",    Tensor::logSumExp,                           x -> sumOfExp(x).log()),                              LOGITS,  unitsOf(2, "the largest x", ReductionTails::largest), units(8, "3·|x|", x -> 3 * largest(x)), NONE),
            tail(three("logCumSumExp", x -> x.logCumSumExp(0).select(0, 2),         x -> sumOfExp(x).log()),                              LOGITS,  unitsOf(3, "the largest x", ReductionTails::largest), units(8, "6·|x|", x -> 6 * largest(x)), NONE),
            tail(three("softmax",      x -> x.softmax(0).select(0, 2),              x -> x[2].exp().div(sumOfExp(x))),                    LOGITS,  units(6, "|x − max x|", ReductionTails::spread), new Bound("6 + |x − max x| of y", ReductionTails::ofProbability), NONE),
            tail(three("logSoftmax",   x -> x.logSoftmax(0).select(0, 2),           x -> x[2].sub(sumOfExp(x).log())),                    LOGITS,  unitsOf(4, "max |x − max x|", ReductionTails::spread), unitsOf(8, "1", x -> 1), NONE),
            tail(three("crossEntropy", x -> x.reshape(1, 3).crossEntropy(IntTensor.of(2)), x -> sumOfExp(x).log().sub(x[2])),                    LOGITS,  unitsOf(4, "max |x − max x|", ReductionTails::spread), unitsOf(8, "1", x -> 1), NONE));
    // spotless:on

    private static Num sumOfExp(Num... x) {
        return x[0].exp().add(x[1].exp()).add(x[2].exp());
    }

    private static Num norm(Num... x) {
        return x[0].square().add(x[1].square()).add(x[2].square()).sqrt();
    }

    private static Num cubic(Num... x) {
        Num sum = x[0].abs().cube().add(x[1].abs().cube()).add(x[2].abs().cube());
        return sum.log().div(3).exp();
    }

    private static Num variance(Num... x) {
        Num mean = x[0].add(x[1]).add(x[2]).div(3);
        Num sum = x[0].sub(mean)
                .square()
                .add(x[1].sub(mean).square())
                .add(x[2].sub(mean).square());
        return sum.div(3);
    }

    private static double hypot(double... x) {
        return StrictMath.hypot(StrictMath.hypot(x[0], x[1]), x[2]);
    }

    private static double largest(double... x) {
        return Arrays.stream(x).map(Math::abs).max().orElseThrow();
    }

    /** A slope of yᵢ is yᵢ·(δ − yⱼ), and the bracket cancels where one number takes all. */
    private static double ofProbability(double slope, double... x) {
        double largest = Arrays.stream(x).max().orElseThrow();
        double sum = Arrays.stream(x).map(v -> StrictMath.exp(v - largest)).sum();
        double y = StrictMath.exp(x[2] - largest) / sum;
        return (6 + spread(x)) * Math.ulp(Math.max(Math.abs(slope), y));
    }

    /** How far the numbers are from each other. */
    private static double spread(double... x) {
        return Arrays.stream(x).max().orElseThrow() - Arrays.stream(x).min().orElseThrow();
    }

    /** How many times as far from 0 as from each other. */
    private static double awayBySpread(double... x) {
        double mean = (x[0] + x[1] + x[2]) / 3;
        return largest(x) / hypot(x[0] - mean, x[1] - mean, x[2] - mean) * Math.sqrt(3);
    }
}
