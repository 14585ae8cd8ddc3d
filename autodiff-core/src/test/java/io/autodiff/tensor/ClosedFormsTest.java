package io.autodiff.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.autodiff.laws.OpLaws;
import io.autodiff.transform.Autodiff;
import io.autodiff.transform.Structure;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.analysis.polynomials.PolynomialFunction;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Products and linear algebra against closed forms, with matrices and polynomials of commons-math3: ∂⟨G, A·B⟩ is G·Bᵀ and Aᵀ·G; ∂ tr(A·A)
 * is 2Aᵀ; ∂² (xᵀA x) is A + Aᵀ; and the gradient of Π (t − xᵢ) by t, to order three, is that of the polynomial multiplied out.
 */
class ClosedFormsTest extends OpLaws {
    private static final double ROUNDING = 1e-12;

    @Property
    void matmul(@ForAll("matrices") Tensor a, @ForAll("matrices") Tensor b, @ForAll("matrices") Tensor g) {
        Tensor left = a.slice(0, 0, 2);
        Tensor right = b.slice(1, 0, 3);
        Tensor weights = g.slice(0, 0, 2).slice(1, 0, 3);
        List<Tensor> gradients = Autodiff.grad(
                        Structure.list(),
                        x -> x.get(0).matmul(x.get(1)).mul(weights).sum())
                .apply(List.of(left, right));
        isMatrix(real(weights).multiply(real(right).transpose()), gradients.get(0));
        isMatrix(real(left).transpose().multiply(real(weights)), gradients.get(1));
    }

    @Property
    void trace(@ForAll("matrices") Tensor a) {
        isMatrix(
                real(a).transpose().scalarMultiply(2),
                Autodiff.grad(x -> x.matmul(x).trace()).apply(a));
    }

    @Property
    void quadraticForm(@ForAll("matrices") Tensor a) {
        Tensor hessian = Autodiff.hessian(x -> x.dot(a.matmul(x)), a.select(0, 0));
        isMatrix(real(a).add(real(a).transpose()), hessian);
    }

    /** Every factor moves at once, so that all pairs and triples of them are in the second and the third derivative. */
    @Property
    void prod(@ForAll("matrices") Tensor a, @ForAll @IntRange(min = -20, max = 20) int tenths) {
        Tensor zeros = a.select(0, 0);
        PolynomialFunction polynomial = new PolynomialFunction(new double[] {1});
        for (double zero : zeros.toDoubleArray()) {
            polynomial = polynomial.multiply(new PolynomialFunction(new double[] {-zero, 1}));
        }
        Known.Ours ours = t -> t[0].sub(zeros).prod();
        double t = tenths / 10.0;
        for (int order = 0; order <= 3; order++) {
            for (Derivatives mode : Derivatives.values()) {
                double size = 1000; // the largest derivative of (t − x)⁴ here, and more
                double computed = mode.derivative(ours, new double[] {t}, order);
                assertArrayEquals(new double[] {polynomial.value(t)}, new double[] {computed}, ROUNDING * size);
            }
            polynomial = polynomial.polynomialDerivative();
        }
    }

    private static RealMatrix real(Tensor x) {
        double[][] rows = new double[x.size(0)][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = x.select(0, i).toDoubleArray();
        }
        return MatrixUtils.createRealMatrix(rows);
    }

    private static void isMatrix(RealMatrix expected, Tensor computed) {
        for (int i = 0; i < expected.getRowDimension(); i++) {
            assertArrayEquals(expected.getRow(i), computed.select(0, i).toDoubleArray(), ROUNDING);
        }
    }

    /** Four by four, of numbers from −2 to 2. */
    @Provide
    Arbitrary<Tensor> matrices() {
        return Arbitraries.doubles()
                .between(-2, 2)
                .ofScale(6)
                .array(double[].class)
                .ofSize(16)
                .map(numbers -> Tensor.of(numbers).reshape(4, 4));
    }
}
