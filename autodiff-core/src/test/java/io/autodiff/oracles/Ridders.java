package io.autodiff.oracles;

import java.util.Arrays;
import java.util.Optional;

/**
 * Ridders' method (Advances in Engineering Software 4, 1982): central differences with smaller and smaller steps, extrapolated to a
 * step of 0 by Neville's scheme. The answer is the entry of the tableau that is nearest to its neighbours, and how near it is to
 * them is the estimate of its error. Knows every order, with fewer digits at each.
 */
final class Ridders implements Oracle {
    private static final double LARGEST_STEP = 0.15;
    private static final double SHRINK = 1.4;
    private static final int STEPS = 9;

    @Override
    public String name() {
        return "Ridders";
    }

    @Override
    public Optional<Answer> derivative(Formula f, double[] x, int... orders) {
        int order = Arrays.stream(orders).sum();
        if (order == 0) {
            return Optional.empty();
        }
        Num[] at = Arrays.stream(x).mapToObj(PlainNum::new).toArray(Num[]::new);
        double size = 1 + Math.abs(f.at(at).value()); // numbers on the way may be larger than the value
        double[] above = new double[STEPS];
        Answer best = new Answer(Double.NaN, Double.POSITIVE_INFINITY);
        double h = LARGEST_STEP;
        for (int step = 0; step < STEPS; step++, h /= SHRINK) {
            double[] row = new double[STEPS];
            row[0] = Differences.of(f, at, new PlainNum(h), orders).value() / Math.pow(h, order);
            double rounding = Differences.ROUNDING * (1 << order) * size / Math.pow(h, order);
            double factor = 1;
            for (int j = 1; j <= step; j++) {
                factor *= SHRINK * SHRINK;
                row[j] = row[j - 1] + (row[j - 1] - above[j - 1]) / (factor - 1);
                double apart = apart(row, above, j) + rounding;
                if (apart < best.error()) {
                    best = new Answer(row[j], apart);
                }
            }
            above = row;
        }
        return Optional.of(best);
    }

    /** How far an entry is from those of the two columns before it. Of one column alone it may be near by chance. */
    private static double apart(double[] row, double[] above, int j) {
        if (j < 2) {
            return Double.POSITIVE_INFINITY;
        }
        double apart = 0;
        for (int column = j - 2; column < j; column++) {
            apart = Math.max(apart, Math.abs(row[j] - row[column]));
            apart = Math.max(apart, Math.abs(row[j] - above[column]));
        }
        return apart;
    }
}
