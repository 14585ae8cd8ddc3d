package io.autodiff.oracles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.apache.commons.math3.complex.Complex;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;

/**
 * What is odd in commons-math3 3.6.1, and why the oracles use it as they do. If one of these fails after an upgrade, the oddity is
 * gone, and what avoids it may go too.
 */
class QuirksTest {
    /** Beyond |Re z| = 20 it is ±1, and its slope is 0 where it should be 1.7·10⁻¹⁸: the domains end before. */
    @Test
    void complexTanhIsFlatBeyond20() {
        assertEquals(0, new Complex(21, 1e-100).tanh().getImaginary());
        assertTrue(new Complex(19, 1e-100).tanh().getImaginary() > 0);
    }

    /**
     * They add z to 1 or to i inside of a logarithm, where an imaginary part of 10⁻¹⁰⁰, the usual complex step, is lost, and the slope comes
     * out as 0: the steps of {@link Cauchy} are long.
     */
    @Test
    void complexInversesLoseShortSteps() {
        Complex z = new Complex(0.5, 1e-100);
        assertEquals(0, z.atan().getImaginary(), 0.0);
        assertEquals(0, z.asin().getImaginary(), 0.0);
        assertEquals(0, z.acos().getImaginary(), 0.0);
        assertTrue(z.sin().getImaginary() > 0);
    }

    /** e^(b·ln a), even where b is a whole constant: whole powers of negative numbers are written as products. */
    @Test
    void powersOfTaylorPolynomialsNeedPositiveBases() {
        DerivativeStructure x = new DerivativeStructure(1, 3, 0, -2);
        assertEquals(Double.NaN, x.pow(new DerivativeStructure(1, 3, 2)).getPartialDerivative(1));
        assertEquals(-4, x.pow(2).getPartialDerivative(1));
    }

    /** A continued fraction, several units in the last place off, where functions of Java are one: a series instead. */
    @Test
    void erfIsLessAccurateThanOtherFunctions() {
        double worst = 0;
        for (double x = 0.5; x < 2.5; x += 0.1) {
            double exact = DigitsNum.exactly(x).erf().value();
            worst = Math.max(worst, Math.abs(Erf.erf(x) - exact) / Math.ulp(exact));
        }
        double error = worst;
        assertTrue(error > 2, () -> "the worst of them: " + error);
    }

    /** Where numbers have 60 digits, 35 of an arctangent are right. They vary smoothly, so that its differences have not lost more. */
    @Test
    void arctangentsHaveFewerDigits() {
        Num theirs = DigitsNum.exactly(0.40212495175199015).atan();
        Num ours = DecimalNum.exactly(0.40212495175199015, 60).atan();
        BigDecimal apart = new BigDecimal(((DigitsNum) theirs).digits().toString())
                .subtract(((DecimalNum) ours).decimal())
                .abs();
        assertTrue(apart.compareTo(new BigDecimal("1e-40")) > 0, () -> "apart " + apart);
        assertTrue(apart.compareTo(new BigDecimal("1e-30")) < 0, () -> "apart " + apart);
    }
}
