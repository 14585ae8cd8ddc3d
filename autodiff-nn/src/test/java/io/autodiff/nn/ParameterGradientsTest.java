package io.autodiff.nn;

import static io.autodiff.nn.Errors.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodiff.shape.ShapeMismatchException;
import io.autodiff.tensor.DType;
import io.autodiff.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Gradients keyed by parameter form a vector space: they add, scale and have a norm, that of all numbers together, without overflow; a
 * parameter that one side does not have counts as 0. Clipping shortens only what is too long. All against numbers known in closed form.
 */
class ParameterGradientsTest {
    private final Parameter p = Parameter.of("p", Tensor.zeros(2));
    private final Parameter q = Parameter.of("q", Tensor.zeros(2, 1));

    /** ‖(2, 3, 6, 0)‖ = 7. */
    private final ParameterGradients seven = gradients(Tensor.of(2, 3), Tensor.of(new double[][] {{6}, {0}}));

    private ParameterGradients gradients(Tensor ofP, Tensor ofQ) {
        Map<Parameter, Tensor> map = new LinkedHashMap<>();
        map.put(p, ofP);
        map.put(q, ofQ);
        return ParameterGradients.from(map);
    }

    private static void assertNumbers(double a, double b, Tensor tensor) {
        assertArrayEquals(new double[] {a, b}, tensor.toDoubleArray());
    }

    @Test
    void adds() {
        ParameterGradients sum = seven.add(gradients(Tensor.of(10, 20), Tensor.of(new double[][] {{30}, {40}})));
        assertNumbers(12, 23, sum.of(p));
        assertNumbers(36, 40, sum.of(q));
        assertEquals(List.of(p, q), sum.parameters());
        assertNumbers(2, 3, seven.of(p));
    }

    @Test
    void whatOneSideDoesNotHaveCountsAsZero() {
        ParameterGradients onlyQ = ParameterGradients.from(Map.of(q, Tensor.ones(2, 1)));
        assertEquals(List.of(q, p), onlyQ.add(seven).parameters());
        assertNumbers(2, 3, onlyQ.add(seven).of(p));
        assertNumbers(7, 1, onlyQ.add(seven).of(q));
        assertNumbers(7, 1, seven.add(onlyQ).of(q));
    }

    @Test
    void scales() {
        assertNumbers(-4, -6, seven.scale(-2).of(p));
        assertNumbers(-12, -0.0, seven.scale(-2).of(q));
    }

    @Test
    void theNormIsThatOfAllNumbersTogether() {
        assertEquals(7, seven.globalNorm());
        assertEquals(0, ParameterGradients.from(Map.of()).globalNorm());
    }

    /** 2·10²⁵ squared is beyond float32. */
    @Test
    void theNormOfNarrowNumbersIsComputedInWideOnes() {
        Parameter narrow = Parameter.of("narrow", Tensor.of(new float[1]));
        ParameterGradients gradients = ParameterGradients.from(Map.of(narrow, Tensor.of(new float[] {2e25f})));
        assertEquals(2e25f, gradients.globalNorm());
        assertEquals(DType.FLOAT32, gradients.clipByGlobalNorm(1).of(narrow).dtype());
    }

    @Test
    void clipsOnlyWhatIsTooLong() {
        double rate = 3.5 / (7 + 1e-6);
        ParameterGradients clipped = seven.clipByGlobalNorm(3.5);
        assertNumbers(2 * rate, 3 * rate, clipped.of(p));
        assertNumbers(6 * rate, 0, clipped.of(q));
        assertEquals(3.4999995000000714, clipped.globalNorm(), 1e-15);
        assertSame(seven, seven.clipByGlobalNorm(7.1));
        assertSame(seven, seven.clipByGlobalNorm(7.000001000001));
        assertTrue(seven.clipByGlobalNorm(7).globalNorm() < 7); // 7/(7 + 10⁻⁶) is below 1
    }

    /** Squares of these are infinite or 0, but neither are they. A gradient clipped to nothing would stop training in silence. */
    @Test
    void theNormOfHugeAndOfTinyNumbersIsTheirs() {
        for (double size : new double[] {0x1p1000, 0x1p600, 0x1p-600, 0x1p-1000, 0x1p-1060}) {
            ParameterGradients gradients =
                    gradients(Tensor.of(3 * size, 0), Tensor.of(new double[][] {{4 * size}, {0}}));
            assertEquals(5 * size, gradients.globalNorm());
            if (size > 1) {
                ParameterGradients clipped = gradients.clipByGlobalNorm(10);
                assertEquals(6, clipped.of(p).get(0), 1e-12);
                assertEquals(8, clipped.of(q).get(0, 0), 1e-12);
            }
        }
    }

    @Test
    void doesNotRepairNaN() {
        ParameterGradients broken = gradients(Tensor.of(Double.NaN, 1), Tensor.ones(2, 1));
        assertSame(broken, broken.clipByGlobalNorm(1));
    }

    @Test
    void refusesABoundThatIsNone() {
        for (double bound : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertEquals(
                    "clipByGlobalNorm: the norm cannot be held at " + bound + "; give a finite number above 0",
                    refused(IllegalArgumentException.class, () -> seven.clipByGlobalNorm(bound)));
        }
    }

    @Test
    void saysWhyThereIsNoGradient() {
        Parameter other = Parameter.of("other", Tensor.zeros(3));
        assertEquals(
                "there is no gradient of parameter other [3] float64: it was not used in the pass that these gradients come"
                        + " from, only [p [2] float64, q [2, 1] float64]; bind it with pass.of(…)",
                refused(IllegalArgumentException.class, () -> seven.of(other)));
        assertEquals("gradients of [p [2] float64, q [2, 1] float64]", seven.toString());
    }

    @Test
    void aGradientHasTheShapeOfItsParameter() {
        assertEquals(
                "gradient of parameter q [2, 1] float64: [2, 1] with [2]: the shape of a parameter is fixed when it is made",
                refused(ShapeMismatchException.class, () -> gradients(Tensor.zeros(2), Tensor.zeros(2))));
    }
}
