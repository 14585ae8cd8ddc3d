package io.autodiff.check;

import io.autodiff.tensor.DType;
import io.autodiff.tensor.Tensor;
import java.util.List;
import org.apache.commons.math3.analysis.UnivariateVectorFunction;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.apache.commons.math3.analysis.differentiation.FiniteDifferencesDifferentiator;

/**
 * Numerical differentiation along a direction: J·v = d/dt f(x + t·v) at t = 0, from values of f alone, with an
 * estimate of how far off it is.
 */
final class Differences {
    /*
     * Two runs of five points each, a step h apart and half of that, both by commons-math3: a polynomial of degree
     * four through the values, differentiated. The error of truncation falls with h⁴, so the run with h/2 is about 15
     * times closer than the two runs are to each other, and their distance is a safe estimate. Rounding errors of f
     * grow with 1/h and are added.
     *
     * One-sided runs take five points to the right or to the left of t = 0. At a kink they differ from each other,
     * and what lies between them is a derivative that can be defended.
     */
    private static final int POINTS = 5;
    private static final double STEP = 1e-3;

    /** Rounding errors of f as they arrive in the quotient: the weights of a one-sided run with h/2 add up to 21/h. */
    private static final double ROUNDING = 24 * Math.ulp(1.0) / STEP;

    private static final FiniteDifferencesDifferentiator CENTRAL = new FiniteDifferencesDifferentiator(POINTS, STEP);
    private static final FiniteDifferencesDifferentiator CENTRAL_HALF =
            new FiniteDifferencesDifferentiator(POINTS, STEP / 2);
    private static final FiniteDifferencesDifferentiator RIGHT =
            new FiniteDifferencesDifferentiator(POINTS, STEP, 0, 1);
    private static final FiniteDifferencesDifferentiator RIGHT_HALF =
            new FiniteDifferencesDifferentiator(POINTS, STEP / 2, 0, 1);
    private static final FiniteDifferencesDifferentiator LEFT =
            new FiniteDifferencesDifferentiator(POINTS, STEP, -1, 0);
    private static final FiniteDifferencesDifferentiator LEFT_HALF =
            new FiniteDifferencesDifferentiator(POINTS, STEP / 2, -1, 0);

    private Differences() {}

    /** J·v from both sides: exact but for rounding if the function is of degree two at most. */
    static Estimate central(Case c, List<Tensor> v) {
        return c.degree() == Degree.ANY ? estimate(c, v, CENTRAL, CENTRAL_HALF, -2 * STEP, 2 * STEP) : exact(c, v);
    }

    /** J·v from t ≥ 0 alone. */
    static Estimate right(Case c, List<Tensor> v) {
        return estimate(c, v, RIGHT, RIGHT_HALF, 0, 4 * STEP);
    }

    /** J·v from t ≤ 0 alone. */
    static Estimate left(Case c, List<Tensor> v) {
        return estimate(c, v, LEFT, LEFT_HALF, -4 * STEP, 0);
    }

    /** Both runs, between t = first and t = last, where the values may be larger than f(x), and so their rounding errors. */
    private static Estimate estimate(
            Case c,
            List<Tensor> v,
            FiniteDifferencesDifferentiator wide,
            FiniteDifferencesDifferentiator narrow,
            double first,
            double last) {
        double[] size = along(c, 0, v);
        double[] behind = along(c, first, v);
        double[] ahead = along(c, last, v);
        double[] coarse = slope(c, v, wide);
        double[] fine = slope(c, v, narrow);
        double[] error = new double[fine.length];
        for (int i = 0; i < fine.length; i++) {
            size[i] = Math.max(Math.abs(size[i]), Math.max(Math.abs(behind[i]), Math.abs(ahead[i])));
            error[i] = Math.abs(fine[i] - coarse[i]) + ROUNDING * size[i];
        }
        return new Estimate(size, fine, error);
    }

    private static double[] slope(Case c, List<Tensor> v, FiniteDifferencesDifferentiator differentiator) {
        UnivariateVectorFunction path = t -> along(c, t, v);
        DerivativeStructure[] values = differentiator.differentiate(path).value(new DerivativeStructure(1, 1, 0, 0));
        double[] slope = new double[values.length];
        for (int i = 0; i < slope.length; i++) {
            slope[i] = values[i].getPartialDerivative(1);
        }
        return slope;
    }

    /** (f(x + v) − f(x − v)) / 2: the whole step, because there is nothing to truncate. */
    private static Estimate exact(Case c, List<Tensor> v) {
        double[] ahead = along(c, 1, v);
        double[] behind = along(c, -1, v);
        double[] size = new double[ahead.length];
        double[] slope = new double[ahead.length];
        double[] error = new double[ahead.length];
        for (int i = 0; i < slope.length; i++) {
            size[i] = Math.abs(ahead[i]) + Math.abs(behind[i]);
            slope[i] = (ahead[i] - behind[i]) / 2;
            error[i] = ROUNDING * STEP * size[i];
        }
        return new Estimate(size, slope, error);
    }

    /** f(x + t·v). */
    private static double[] along(Case c, double t, List<Tensor> v) {
        c.inputs().forEach(x -> requireFloat64(c, x));
        Tensor y = c.at(Vectors.moved(c.inputs(), t, v)).value();
        requireFloat64(c, y);
        return y.toDoubleArray();
    }

    private static void requireFloat64(Case c, Tensor x) {
        if (x.dtype() != DType.FLOAT64) {
            throw new IllegalArgumentException(c.name() + ": differences of " + x.dtype()
                    + " numbers have too few digits to prove a gradient; check it in float64, with inputs converted by"
                    + " to(DType.FLOAT64)");
        }
    }

    /**
     * A derivative in one direction, for each element of the output.
     *
     * @param value the size of the numbers that were subtracted
     * @param slope J·v
     * @param error how far off the slope may be
     */
    record Estimate(double[] value, double[] slope, double[] error) {
        /** ⟨u, J·v⟩. */
        double dot(double... u) {
            double sum = 0;
            for (int i = 0; i < u.length; i++) {
                sum += u[i] * slope[i];
            }
            return sum;
        }

        /** Σ |uᵢ·(J·v)ᵢ|, the size of the terms. */
        double terms(double... u) {
            return weighted(u, slope);
        }

        /** How far off ⟨u, J·v⟩ may be. */
        double error(double... u) {
            return weighted(u, error);
        }

        /**
         * Whether the estimate is good enough to be evidence: its error is below a part of the terms, or, where the
         * function hardly moves, of the change that a step of its own size in a thousand would be.
         */
        boolean isSound(double part, double... u) {
            return error(u) <= part * (terms(u) + STEP * weighted(u, value));
        }

        private static double weighted(double[] u, double... numbers) {
            double sum = 0;
            for (int i = 0; i < u.length; i++) {
                sum += Math.abs(u[i] * numbers[i]);
            }
            return sum;
        }
    }
}
