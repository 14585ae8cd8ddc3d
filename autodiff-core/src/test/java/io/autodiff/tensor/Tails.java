package io.autodiff.tensor;

import static io.autodiff.tensor.KnownOps.known;
import static io.autodiff.tensor.Tail.Bound.units;
import static io.autodiff.tensor.Tail.Bound.unitsOf;
import static io.autodiff.tensor.Tail.tail;

import io.autodiff.tensor.Tail.Region;
import java.util.List;

/** The tails of functions of one and of two numbers, a line an op; their formulas are those of {@link KnownOps}. */
final class Tails {
    private static final Region WIDE = Region.signed("10⁻³⁰⁰ … 10³⁰⁰ on both sides", -300, 300);
    private static final Region LARGE = Region.signed("10⁻²⁰ … 10³⁰⁰ on both sides", -20, 300);
    /** The square of 1/x is finite. */
    private static final Region SQUARABLE = Region.sizes("10⁻¹⁵⁴ … 10³⁰⁸", -154, 308);

    private static final Region SUBNORMAL = Region.sizes("4.9·10⁻³²⁴ … 10³⁰⁸", -323.3, 308);
    private static final Region ANGLES = LARGE.turningAt(1);
    private static final Region BESIDE_POLES = new Region("10⁻²⁰ … 10³⁰⁰ on both sides, beside ½π, 1½π, …", 1, random ->
            new double[] {Math.PI * (random.nextInt(1000) + 0.5) * (1 + (random.nextInt(7) - 3) * 0x1p-52)});
    private static final Region UNIT = Region.sizes("10⁻²⁰ … 1 − 10⁻¹⁵ on both sides", -20, -0.1)
            .or(Region.sizes("", -15, -0.1).mapped(x -> 1 - x))
            .signed();
    private static final Region ABOVE_ONE =
            Region.sizes("1 + 10⁻¹⁵ … 10³⁰⁰", -15, 300).mapped(x -> 1 + x);
    private static final Region RATIOS = Region.pairs("10⁻²⁰⁰ … 10²⁰⁰ on both sides, 10 … 10¹² apart", 200, 12);

    private Tails() {}

    private static Region upTo(int last) {
        return Region.signed("10⁻²⁰ … " + last + " on both sides", -20, Math.log10(last));
    }

    private static Region below(int last) {
        return Region.sizes("−" + last + " … −10⁻²⁰", -20, Math.log10(last)).mapped(x -> -x);
    }

    private static Region beyond(int first, int last) {
        return Region.signed(first + " … " + last + " on both sides", Math.log10(first), Math.log10(last));
    }

    // spotless:off
    static final List<Tail> ROWS = List.of(
            tail(known("pow"), Region.sizes("10⁻¹⁵⁰ … 10³⁰⁰, exponents up to 1", -150, 300).and(Region.sizes("", -3, 0)), units(1), units(4, "|ln a|", x -> Math.abs(Math.log(x[0]))), units(8, "2·|ln a|", x -> 2 * Math.abs(Math.log(x[0])))),
            tail(known("div"),        RATIOS,       units(0.5), units(2), units(4)),
            tail(known("sqrt"),       SUBNORMAL,    units(0.5), units(2), units(6)),
            tail(known("reciprocal"), WIDE,         units(0.5), units(2), units(4)),
            tail(known("rsqrt"),      SUBNORMAL,    units(2),   units(6), units(12)),

            tail(known("exp"),        upTo(709),    units(1),   units(1), units(1)),
            tail(known("exp2"),       upTo(1023),   units(1),   units(2), units(3)),
            tail(known("expm1"),      upTo(709),    units(1),   units(1), units(1)),
            tail(known("log"),        SUBNORMAL,    units(1),   units(1), units(2)),
            tail(known("log2"),       SUBNORMAL,    units(3),   units(2), units(3)),
            tail(known("log10"),      SQUARABLE,    units(1),   units(2), units(3)),
            tail(known("log1p"),      Region.sizes("10⁻²⁰ … 10³⁰⁸", -20, 308),     units(1),   units(2), units(4)),

            tail(known("sin"),        ANGLES,       units(1),   units(1), units(1)),
            tail(known("cos"),        ANGLES,       units(1),   units(1), units(1)),
            tail(known("tan"),        BESIDE_POLES.or(ANGLES), units(1), units(4), units(6)),
            tail(known("asin"),       UNIT,         units(1),   units(3), units(10)),
            tail(known("acos"),       UNIT,         units(1),   units(3), units(10)),
            tail(known("atan"),       LARGE,        units(1),   units(2), units(5)),

            tail(known("sinh"),       upTo(710),    units(2),   units(2), units(2)),
            tail(known("cosh"),       upTo(710),    units(2),   units(2), units(2)),
            tail(known("tanh"),       upTo(350),    units(1),   units(8), units(8)),
            tail(known("asinh"),      LARGE,        units(6),   units(3), units(6)),
            tail(known("acosh"),      ABOVE_ONE,    units(6),   units(3), units(6)),
            tail(known("atanh"),      UNIT,         units(6),   units(3), units(10)),

            tail(known("erf"),        upTo(26),     units(1),   units(3), units(5)),
            tail(known("erfc"),       upTo(26),     units(4),   units(3), units(5)),

            tail(known("sigmoid"),    upTo(709),    units(2),   units(4), units(6)),
            tail(known("logSigmoid"), upTo(709),    units(3),   units(2), units(4)),
            tail(known("softplus"),   upTo(709),    units(3),   units(2), units(4)),
            tail(known("softsign"),   LARGE,        units(2),   units(4), units(6)),
            tail(known("silu"),       beyond(3, 700), units(6), units(8), units(8)),
            tail(known("mish"),       beyond(3, 700), units(6), units(8), units(8)),
            tail(known("gelu"),       beyond(2, 37),  units(6), units(8), units(8)),
            tail(known("geluTanh"),   beyond(2, 20),  units(6), units(8), units(8, "|x|³", x -> Math.abs(x[0] * x[0] * x[0]))),
            tail(known("elu"),        below(709), units(6), units(2), units(2)),
            tail(known("celu"),       below(480), units(6), units(2, "|x/α|", x -> Math.abs(x[0] / 0.7)), units(2, "|x/α|", x -> Math.abs(x[0] / 0.7))),

            tail(known("atan2"),      RATIOS,       units(2),   units(3), units(6)),
            tail(known("hypot"),      RATIOS,       units(1),   units(3), units(6)),
            tail(known("logAddExp"),  upTo(350).times(2), unitsOf(2, "max(1, |a|, |b|)", x -> Math.max(1, Math.max(Math.abs(x[0]), Math.abs(x[1])))), units(3, "|a − b|", x -> Math.abs(x[0] - x[1])), units(6, "|a − b|", x -> Math.abs(x[0] - x[1]))),
            tail(known("xlogy"),      Region.signed("10⁻²⁰ … 10²⁰ on both sides, 10⁻¹³⁰ … 10¹³⁰", -20, 20).and(Region.sizes("", -130, 130)), units(2), units(2), units(4)));
    // spotless:on
}
