package io.autodiff.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodiff.transform.Autodiff;
import io.autodiff.transform.TensorFunction;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.math3.dfp.Dfp;
import org.apache.commons.math3.dfp.DfpField;
import org.apache.commons.math3.dfp.DfpMath;

/**
 * Small values and slopes are as accurate as large ones: within a few units in the last place of the truth, far out too, where
 * 1 − y² or 1 − erf x would have no digit left. The truth is computed to 60 digits by commons-math3's {@link Dfp}, from the
 * definition of each function.
 *
 * <p>Not drawn are numbers near a zero that lies between larger numbers, such as that of gelu′ at −0.75: there the error is a few
 * units of what is subtracted.
 */
class TailsTest {
    private static final int VALUE = 6;
    private static final int SLOPE = 8;

    private static final DfpField FIELD = new DfpField(60);
    private static final Dfp ONE = FIELD.getOne();
    private static final Dfp ROOT_OF_TWO = FIELD.getSqr2();
    private static final Dfp ROOT_OF_PI = FIELD.getPi().sqrt();

    // spotless:off
    @Property void expm1     (@ForAll("reals")    double x) { isAccurate(x, Tensor::expm1,      v -> exp(v).subtract(ONE),                              TailsTest::exp); }
    @Property void exp2      (@ForAll("reals")    double x) { isAccurate(x, Tensor::exp2,       v -> exp(v.multiply(FIELD.getLn2())),                   v -> exp(v.multiply(FIELD.getLn2())).multiply(FIELD.getLn2())); }
    @Property void log2      (@ForAll("positive") double x) { isAccurate(x, Tensor::log2,       v -> log(v).divide(FIELD.getLn2()),                     v -> ONE.divide(v.multiply(FIELD.getLn2()))); }
    @Property void log10     (@ForAll("positive") double x) { isAccurate(x, Tensor::log10,      v -> log(v).divide(FIELD.getLn10()),                    v -> ONE.divide(v.multiply(FIELD.getLn10()))); }
    @Property void log1p     (@ForAll("positive") double x) { isAccurate(x, Tensor::log1p,      v -> log(ONE.add(v)),                                   v -> ONE.divide(ONE.add(v))); }
    @Property void rsqrt     (@ForAll("positive") double x) { isAccurate(x, Tensor::rsqrt,      v -> ONE.divide(v.sqrt()),                              v -> ONE.divide(v.multiply(v.sqrt()).multiply(-2))); }
    @Property void atan      (@ForAll("wide")     double x) { slopeIsAccurate(x, Tensor::atan,                                                          v -> ONE.divide(ONE.add(v.multiply(v)))); }
    @Property void tanh      (@ForAll("reals")    double x) { isAccurate(x, Tensor::tanh,       TailsTest::tanh,                                        TailsTest::sechSquared); }
    @Property void asinh     (@ForAll("wide")     double x) { isAccurate(x, Tensor::asinh,      TailsTest::asinh,                                       v -> ONE.divide(ONE.add(v.multiply(v)).sqrt())); }
    @Property void acosh     (@ForAll("positive") double x) { isAccurate(1 + x, Tensor::acosh,  v -> log(v.add(overOne(v))),                            v -> ONE.divide(overOne(v))); }
    @Property void atanh     (@ForAll("unit")     double x) { isAccurate(x, Tensor::atanh,      v -> log(ONE.add(v).divide(ONE.subtract(v))).divide(2), v -> ONE.divide(underOne(v))); }
    @Property void asin      (@ForAll("unit")     double x) { slopeIsAccurate(x, Tensor::asin,                                                          v -> ONE.divide(underOne(v).sqrt())); }
    @Property void acos      (@ForAll("unit")     double x) { slopeIsAccurate(x, Tensor::acos,                                                          v -> ONE.divide(underOne(v).sqrt()).negate()); }
    @Property void erf       (@ForAll("errors")   double x) { isAccurate(x, Tensor::erf,        TailsTest::erf,                                         v -> gaussian(v).multiply(2)); }
    @Property void erfc      (@ForAll("errors")   double x) { isAccurate(x, Tensor::erfc,       TailsTest::erfc,                                        v -> gaussian(v).multiply(-2)); }
    @Property void sigmoid   (@ForAll("reals")    double x) { isAccurate(x, Tensor::sigmoid,    TailsTest::sigmoid,                                     v -> sigmoid(v).multiply(sigmoid(v.negate()))); }
    @Property void logSigmoid(@ForAll("reals")    double x) { isAccurate(x, Tensor::logSigmoid, v -> softplus(v.negate()).negate(),                     v -> sigmoid(v.negate())); }
    @Property void softplus  (@ForAll("reals")    double x) { isAccurate(x, Tensor::softplus,   TailsTest::softplus,                                    TailsTest::sigmoid); }
    @Property void softsign  (@ForAll("wide")     double x) { isAccurate(x, Tensor::softsign,   v -> v.divide(ONE.add(v.abs())),                        v -> ONE.divide(ONE.add(v.abs()).multiply(ONE.add(v.abs())))); }
    @Property void elu       (@ForAll("reals")    double x) { isAccurate(-Math.abs(x), t -> t.elu(1.5), v -> exp(v).subtract(ONE).multiply(3).divide(2), v -> exp(v).multiply(3).divide(2)); }
    @Property void silu      (@ForAll("reals")    double x) { isAccurate(beyond(3, x), Tensor::silu,     v -> v.multiply(sigmoid(v)),                   TailsTest::siluSlope); }
    @Property void mish      (@ForAll("reals")    double x) { isAccurate(beyond(3, x), Tensor::mish,     v -> v.multiply(tanh(softplus(v))),            TailsTest::mishSlope); }
    @Property void gelu      (@ForAll("errors")   double x) { isAccurate(beyond(2, x), Tensor::gelu,     v -> v.multiply(normalBelow(v)),               v -> normalBelow(v).add(v.multiply(density(v)))); }
    @Property void geluTanh  (@ForAll("errors")   double x) { isAccurate(beyond(2, x / 2), Tensor::geluTanh, v -> v.multiply(sigmoid(argument(v))),     TailsTest::geluTanhSlope); }
    // spotless:on

    /** Whole powers, whole numbers of them and both ends of a line are exact. */
    @Example
    void exactValues() {
        for (int n = -1074; n < 1024; n++) {
            double power = Math.scalb(1.0, n);
            assertEquals(power, Tensor.scalar(n).exp2().item());
            assertEquals(n, Tensor.scalar(power).log2().item());
        }
        for (int n = 0; n <= 22; n++) { // the powers of ten that are doubles
            assertEquals(n, Tensor.scalar(Double.parseDouble("1e" + n)).log10().item());
        }
        Tensor a = Tensor.of(0.1, -1e9, 3);
        Tensor b = Tensor.of(1e5, 7e-9, 1.1);
        assertArrayEquals(a.toDoubleArray(), a.lerp(b, 0).toDoubleArray());
        assertArrayEquals(b.toDoubleArray(), a.lerp(b, 1).toDoubleArray());
        assertArrayEquals(b.toDoubleArray(), a.lerp(b, Tensor.scalar(1)).toDoubleArray());
        assertArrayEquals(
                new double[] {0, 2, 2, -0.0, -2},
                Tensor.of(0.5, 1.5, 2.5, -0.5, -1.5).round().toDoubleArray());
    }

    private static void isAccurate(double x, TensorFunction f, UnaryOperator<Dfp> value, UnaryOperator<Dfp> slope) {
        isWithin(VALUE, "value", x, f.apply(Tensor.scalar(x)).item(), value);
        slopeIsAccurate(x, f, slope);
    }

    private static void slopeIsAccurate(double x, TensorFunction f, UnaryOperator<Dfp> slope) {
        isWithin(SLOPE, "slope", x, Autodiff.grad(f).apply(Tensor.scalar(x)).item(), slope);
        isWithin(SLOPE, "slope", x, KinksTest.tangent(f, x), slope);
    }

    /** Within so many units in the last place of the truth, if that is a normal number. */
    private static void isWithin(int units, String what, double x, double computed, UnaryOperator<Dfp> truth) {
        Dfp exact = truth.apply(FIELD.newDfp(x));
        double rounded = exact.toDouble();
        if (Math.abs(rounded) >= Double.MIN_NORMAL && Math.abs(rounded) <= Double.MAX_VALUE) {
            double error = exact.subtract(FIELD.newDfp(computed)).toDouble() / Math.ulp(rounded);
            assertTrue(
                    Math.abs(error) <= units,
                    () -> what + " at " + x + ": " + computed + " is " + error + " units in the last place from "
                            + rounded);
        }
    }

    /** Moved away from 0, to where a function has no more zeros. */
    private static double beyond(double zero, double x) {
        return x < 0 ? x - zero : x + zero;
    }

    // ------------------------------------------------------------------------------------------------ the definitions

    private static Dfp exp(Dfp x) {
        return DfpMath.exp(x);
    }

    private static Dfp log(Dfp x) {
        return DfpMath.log(x);
    }

    /** √(x² − 1). */
    private static Dfp overOne(Dfp x) {
        return x.subtract(ONE).multiply(x.add(ONE)).sqrt();
    }

    /** 1 − x². */
    private static Dfp underOne(Dfp x) {
        return ONE.subtract(x).multiply(ONE.add(x));
    }

    private static Dfp asinh(Dfp x) {
        Dfp y = log(x.abs().add(x.multiply(x).add(ONE).sqrt()));
        return x.lessThan(FIELD.getZero()) ? y.negate() : y;
    }

    /** (e²ˣ − 1) / (e²ˣ + 1); near 0 by its series, because e²ˣ has only 60 digits. */
    private static Dfp tanh(Dfp x) {
        Dfp e = exp(x.multiply(2));
        return Math.abs(x.toDouble()) < 1e-12
                ? x.subtract(x.multiply(x).multiply(x).divide(3))
                : e.subtract(ONE).divide(e.add(ONE));
    }

    private static Dfp sechSquared(Dfp x) {
        return sigmoid(x.multiply(2)).multiply(sigmoid(x.multiply(-2))).multiply(4);
    }

    private static Dfp sigmoid(Dfp x) {
        return ONE.divide(ONE.add(exp(x.negate())));
    }

    /** ln(1 + eˣ); far below by its series, because 1 + eˣ has only 60 digits. */
    private static Dfp softplus(Dfp x) {
        Dfp e = exp(x);
        return x.toDouble() < -60 ? e : log(ONE.add(e));
    }

    private static Dfp siluSlope(Dfp x) {
        return sigmoid(x).multiply(ONE.add(x.multiply(sigmoid(x.negate()))));
    }

    private static Dfp mishSlope(Dfp x) {
        Dfp p = softplus(x);
        return tanh(p).add(x.multiply(sechSquared(p)).multiply(sigmoid(x)));
    }

    /** e^(−x²) / √π. */
    private static Dfp gaussian(Dfp x) {
        return exp(x.multiply(x).negate()).divide(ROOT_OF_PI);
    }

    /** erf x = 2/√π · e^(−x²) · Σ 2ⁿ·x^(2n + 1) / (1·3·…·(2n + 1)). */
    private static Dfp erf(Dfp x) {
        Dfp term = x;
        Dfp sum = x;
        for (int n = 1; term.divide(sum).abs().toDouble() > 1e-60 && n < 3000; n++) {
            term = term.multiply(x).multiply(x).multiply(2).divide(2 * n + 1);
            sum = sum.add(term);
        }
        return x.isZero() ? x : gaussian(x).multiply(sum).multiply(2);
    }

    /** 1 − erf x, and above 5 the continued fraction e^(−x²)/√π · 1/(x + ½/(x + 1/(x + 1½/(x + …)))). */
    private static Dfp erfc(Dfp x) {
        if (x.toDouble() < 5) {
            return ONE.subtract(erf(x));
        }
        Dfp fraction = x;
        for (int n = 150; n > 0; n--) {
            fraction = x.add(FIELD.newDfp(n).divide(2).divide(fraction));
        }
        return gaussian(x).divide(fraction);
    }

    /** Φ(x). */
    private static Dfp normalBelow(Dfp x) {
        return erfc(x.negate().divide(ROOT_OF_TWO)).divide(2);
    }

    /** φ(x). */
    private static Dfp density(Dfp x) {
        return gaussian(x.divide(ROOT_OF_TWO)).divide(ROOT_OF_TWO);
    }

    /** √(8/π)·(x + 0.044715·x³). */
    private static Dfp argument(Dfp x) {
        Dfp cube = x.multiply(x).multiply(x).multiply(FIELD.newDfp("0.044715"));
        return x.add(cube).multiply(ROOT_OF_TWO).multiply(2).divide(ROOT_OF_PI);
    }

    private static Dfp geluTanhSlope(Dfp x) {
        Dfp u = argument(x);
        Dfp slope = ONE.add(x.multiply(x).multiply(FIELD.newDfp("0.134145")))
                .multiply(ROOT_OF_TWO)
                .multiply(2)
                .divide(ROOT_OF_PI);
        return sigmoid(u).multiply(ONE.add(x.multiply(sigmoid(u.negate())).multiply(slope)));
    }

    // --------------------------------------------------------------------------------------------------------- inputs

    /** Sizes from 10⁻³ to 700, of either sign. */
    @Provide
    Arbitrary<Double> reals() {
        return sizes(-3, 2.845).flatMap(TailsTest::eitherSign);
    }

    /** Sizes from 10⁻²⁰ to 10¹⁵⁰, of either sign. */
    @Provide
    Arbitrary<Double> wide() {
        return sizes(-20, 150).flatMap(TailsTest::eitherSign);
    }

    /** From 10⁻²⁰ to 10¹⁵⁰. */
    @Provide
    Arbitrary<Double> positive() {
        return sizes(-20, 150);
    }

    /** Sizes up to 26, of either sign. */
    @Provide
    Arbitrary<Double> errors() {
        return sizes(-5, 1.415).flatMap(TailsTest::eitherSign);
    }

    /** From −1 to 1, and close to both. */
    @Provide
    Arbitrary<Double> unit() {
        return Arbitraries.oneOf(sizes(-8, -0.001), sizes(-15, -0.1).map(x -> 1 - x))
                .flatMap(TailsTest::eitherSign);
    }

    private static Arbitrary<Double> eitherSign(double x) {
        return Arbitraries.of(x, -x);
    }

    /** From 10^low to 10^high, every size as often as every other. */
    private static Arbitrary<Double> sizes(double low, double high) {
        return Arbitraries.longs()
                .between((long) (low * 1e9), (long) (high * 1e9))
                .withoutEdgeCases()
                .map(n -> Math.pow(10, n / 1e9));
    }
}
