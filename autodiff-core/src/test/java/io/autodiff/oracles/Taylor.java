package io.autodiff.oracles;

import java.util.Optional;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;

/** Forward mode by another author: Taylor polynomials of degree three. Exact but for rounding, which grows with the numbers on the way. */
final class Taylor implements Oracle {
    private static final int DEGREE = 3;
    private static final double ROUNDING = 3e-14;

    @Override
    public String name() {
        return "Taylor";
    }

    @Override
    public Optional<Answer> derivative(Formula f, double[] x, int... orders) {
        Num[] at = new Num[x.length];
        for (int i = 0; i < x.length; i++) {
            at[i] = new TaylorNum(new DerivativeStructure(x.length, DEGREE, i, x[i]));
        }
        DerivativeStructure y = ((TaylorNum) f.at(at)).series();
        double size = 1;
        for (double derivative : y.getAllDerivatives()) {
            size += Math.abs(derivative);
        }
        return Optional.of(new Answer(y.getPartialDerivative(orders), ROUNDING * size));
    }
}
