package io.autodiff.tensor;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an op promises far out: where, and how far its value, its slopes and its second derivatives may be off there.
 *
 * @param known the op and its textbook formula
 * @param region where
 * @param value how far off the value may be
 * @param slope how far off a first derivative may be
 * @param curve how far off a second derivative may be
 */
record Tail(Known known, Region region, Bound value, Bound slope, Bound curve) {
    static Tail tail(Known known, Region region, Bound value, Bound slope, Bound curve) {
        return new Tail(known, region, value, slope, curve);
    }

    Bound bound(int order) {
        return order == 0 ? value : order == 1 ? slope : curve;
    }

    /** The row of {@code docs/conventions.md}. */
    String row() {
        return Stream.of(known.op(), region.text(), value.text(), slope.text(), curve.text())
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    /**
     * How far off a number may be.
     *
     * @param text what the document says
     * @param error the largest error allowed, of the true number at x
     */
    record Bound(String text, Error error) {
        @FunctionalInterface
        interface Error {
            double at(double truth, double... x);
        }

        /** Nothing is promised, because nothing is left of the digits, or there is nothing to promise. */
        static final Bound NONE = new Bound("–", (truth, x) -> Double.POSITIVE_INFINITY);

        /** So many units in the last place of the true number. */
        static Bound units(double n) {
            return new Bound(text(n), (truth, x) -> n * Math.ulp(truth));
        }

        /** So many units, and as many more as is lost by the nature of the function. */
        static Bound units(double n, String loss, ToDoubleFunction<double[]> lost) {
            return new Bound(text(n) + " + " + loss, (truth, x) -> (n + lost.applyAsDouble(x)) * Math.ulp(truth));
        }

        /** So many units of another number, because numbers of its size cancel. */
        static Bound unitsOf(double n, String size, ToDoubleFunction<double[]> cancelling) {
            return new Bound(
                    text(n) + " of " + size,
                    (truth, x) -> n * Math.ulp(Math.max(Math.abs(truth), Math.abs(cancelling.applyAsDouble(x)))));
        }

        private static String text(double n) {
            return n == Math.rint(n) ? String.valueOf((long) n) : String.valueOf(n);
        }
    }

    /**
     * Where a tail is looked at.
     *
     * @param text what the document says
     * @param scale how near to any of its numbers the function may be quite different, if nearer than 0
     * @param draw any numbers from there
     */
    record Region(String text, double scale, Function<Random, double[]> draw) {
        private Region(String text, Function<Random, double[]> draw) {
            this(text, Double.POSITIVE_INFINITY, draw);
        }

        /** From 10^low to 10^high, every size as often as every other, and both ends. */
        static Region sizes(String text, double low, double high) {
            return new Region(text, random -> new double[] {size(random, low, high)});
        }

        /** The same with either sign. */
        static Region signed(String text, double low, double high) {
            return sizes(text, low, high).signed();
        }

        /** Two numbers of any size up to 10^high, either of them ten to 10^apart times as large as the other, of any signs. */
        static Region pairs(String text, double high, double apart) {
            return new Region(text, random -> {
                double size = size(random, -high, high);
                double[] x = {size, size * size(random, 1, apart)};
                int larger = random.nextInt(2);
                return new double[] {
                    random.nextBoolean() ? x[larger] : -x[larger], random.nextBoolean() ? x[1 - larger] : -x[1 - larger]
                };
            });
        }

        Region signed() {
            return new Region(text, scale, random -> {
                double sign = random.nextBoolean() ? 1 : -1;
                return Arrays.stream(draw.apply(random)).map(x -> sign * x).toArray();
            });
        }

        Region mapped(DoubleUnaryOperator f) {
            return new Region(
                    text,
                    scale,
                    random -> Arrays.stream(draw.apply(random)).map(f).toArray());
        }

        /** Or from another one. */
        Region or(Region that) {
            return new Region(text, scale, random -> (random.nextBoolean() ? this : that).draw.apply(random));
        }

        /** Of a function that turns every so often. */
        Region turningAt(double length) {
            return new Region(text, length, draw);
        }

        /** One number from here and one from there. */
        Region and(Region that) {
            return new Region(text, scale, random ->
                    new double[] {draw.apply(random)[0], that.draw.apply(random)[0]});
        }

        /** So many numbers, each from here. */
        Region times(int n) {
            return new Region(text, scale, random -> {
                double[] x = new double[n];
                Arrays.setAll(x, i -> draw.apply(random)[0]);
                return x;
            });
        }

        private static double size(Random random, double low, double high) {
            int end = random.nextInt(16);
            double exponent = end == 0 ? low : end == 1 ? high : low + (high - low) * random.nextDouble();
            return Math.pow(10, exponent);
        }
    }
}
