package io.autodiff.transform;

import static io.autodiff.transform.Autodiff.grad;
import static io.autodiff.transform.Autodiff.hvp;
import static io.autodiff.transform.Autodiff.jvp;
import static io.autodiff.transform.Autodiff.valueAndGrad;
import static io.autodiff.transform.Autodiff.vjp;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodiff.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Functions of lists, maps and records of tensors, and functions that compute something else beside their value. */
class StructureTest {

    record Line(Tensor slope, Tensor offset, String name) {
        static final Structure<Line> STRUCTURE = new Structure<>() {
            @Override
            public List<Tensor> tensors(Line line) {
                return List.of(line.slope, line.offset);
            }

            @Override
            public Line with(Line like, List<Tensor> tensors) {
                return new Line(tensors.get(0), tensors.get(1), like.name);
            }
        };

        Tensor at(Tensor x) {
            return x.mul(slope).add(offset);
        }
    }

    private static final Tensor X = Tensor.of(1, 2, 3);

    @Test
    void aFunctionOfAList() {
        // d/da Σ a·b = b, d/db = a, and the third does not matter
        List<Tensor> gradient = grad(Structure.list(), t -> t.get(0).dot(t.get(1)))
                .apply(List.of(X, Tensor.of(4, 5, 6), Tensor.zeros(2, 2)));
        assertArrayEquals(new double[] {4, 5, 6}, gradient.get(0).toDoubleArray());
        assertArrayEquals(new double[] {1, 2, 3}, gradient.get(1).toDoubleArray());
        assertEquals(4, gradient.get(2).size());
    }

    @Test
    void theSameTensorTwiceIsTwoArguments() {
        List<Tensor> gradient =
                grad(Structure.list(), t -> t.get(0).dot(t.get(1).mul(2))).apply(List.of(X, X));
        assertArrayEquals(new double[] {2, 4, 6}, gradient.get(0).toDoubleArray());
        assertArrayEquals(new double[] {2, 4, 6}, gradient.get(1).toDoubleArray());
    }

    @Test
    void aFunctionOfAMapKeepsItsKeysInOrder() {
        Map<String, Tensor> point = new LinkedHashMap<>();
        point.put("w", Tensor.scalar(3));
        point.put("b", Tensor.scalar(1));
        point.put("a", Tensor.scalar(7));
        Map<String, Tensor> gradient = grad(
                        Structure.<String>map(),
                        p -> X.mul(p.get("w")).add(p.get("b")).sum())
                .apply(point);
        assertEquals(List.of("w", "b", "a"), List.copyOf(gradient.keySet()));
        assertEquals(6, gradient.get("w").item());
        assertEquals(3, gradient.get("b").item());
        assertEquals(0, gradient.get("a").item());
    }

    @Test
    void aFunctionOfARecordKeepsWhatIsNotATensor() {
        Line line = new Line(Tensor.scalar(2), Tensor.scalar(1), "l");
        ValueAndGrad<Line> both =
                valueAndGrad(Line.STRUCTURE, (Line l) -> l.at(X).square().sum()).apply(line);
        assertEquals(9 + 25 + 49, both.value().item());
        assertEquals(2 * (3 * 1 + 5 * 2 + 7 * 3), both.gradient().slope().item());
        assertEquals(2 * (3 + 5 + 7), both.gradient().offset().item());
        assertEquals("l", both.gradient().name());
    }

    @Test
    void pullbacksAndDirectionsHaveTheStructureToo() {
        Line line = new Line(Tensor.scalar(2), Tensor.scalar(1), "l");
        Line pulled = vjp(Line.STRUCTURE, l -> l.at(X), line).pullback().apply(Tensor.of(1, 0, -1));
        assertEquals(1 - 3, pulled.slope().item());
        assertEquals(0, pulled.offset().item());

        Line direction = new Line(Tensor.scalar(10), Tensor.scalar(1), "l");
        Jvp moved = jvp(Line.STRUCTURE, l -> l.at(X), line, direction);
        assertArrayEquals(new double[] {11, 21, 31}, moved.tangent().toDoubleArray());
    }

    /** A gradient step inside the function, differentiated with respect to its learning rate: structures at two levels. */
    @Test
    void structuresNest() {
        Line start = new Line(Tensor.scalar(2), Tensor.scalar(1), "l");
        Tensor slope = grad(rate -> {
                    Line step = grad(
                                    Line.STRUCTURE, (Line l) -> l.at(X).square().sum())
                            .apply(start);
                    Line moved = new Line(
                            start.slope().sub(step.slope().mul(rate)),
                            start.offset().sub(step.offset().mul(rate)),
                            "l");
                    return moved.at(X).sum();
                })
                .apply(Tensor.scalar(0.25));
        // d/dr Σ ((2 − 68r)·x + (1 − 30r)) = −68·6 − 30·3
        assertEquals(-68 * 6 - 30 * 3, slope.item());
    }

    // ------------------------------------------------------------------------------------------ something else beside

    @Test
    void whatIsComputedBesideIsHandedOn() {
        ValueGradAux<Tensor, List<Tensor>> all = valueAndGrad(
                        Structure.tensor(),
                        Structure.list(),
                        (Tensor x) -> new WithAux<>(x.square().sum(), List.of(x.mul(2), x.sum())))
                .apply(X);
        assertEquals(14, all.value().item());
        assertArrayEquals(new double[] {2, 4, 6}, all.gradient().toDoubleArray());
        assertArrayEquals(new double[] {2, 4, 6}, all.aux().get(0).toDoubleArray());
        assertEquals(6, all.aux().get(1).item());
        // it is free of the tape that has closed
        assertEquals(12, all.aux().get(0).add(0).sum().item());
    }

    /**
     * What comes from beside is still a function of the level further out: with y²·x beside y·x, at y = x, the value is x³, the
     * gradient 2x² and the rest x²; and d/dx of their sum is 3x² + 6x.
     */
    @Test
    void whatIsComputedBesideCanBeDifferentiatedFurtherOut() {
        TensorFunction sum = x -> {
            ValueGradAux<Tensor, Tensor> all = valueAndGrad(
                            Structure.tensor(),
                            Structure.tensor(),
                            (Tensor y) -> new WithAux<>(y.square().mul(x), y.mul(x)))
                    .apply(x);
            return all.value().add(all.gradient()).add(all.aux());
        };
        Tensor x = Tensor.scalar(1.5);
        assertEquals(3 * 1.5 * 1.5 + 6 * 1.5, grad(sum).apply(x).item());
        assertEquals(
                3 * 1.5 * 1.5 + 6 * 1.5, jvp(sum, x, Tensor.scalar(1)).tangent().item());
    }

    @Test
    void aDirectionGoesWithItsPointByKeyWhateverTheOrder() {
        Map<String, Tensor> point = new LinkedHashMap<>();
        point.put("a", X);
        point.put("b", Tensor.of(10, 20, 30));
        Map<String, Tensor> direction = new LinkedHashMap<>();
        direction.put("b", Tensor.zeros(3));
        direction.put("a", Tensor.ones(3));
        Tensor moved =
                jvp(Structure.<String>map(), m -> product(m), point, direction).tangent();
        assertArrayEquals(new double[] {10, 20, 30}, moved.toDoubleArray());
        // H of Σ a·b is the exchange of a and b
        Map<String, Tensor> turned =
                hvp(Structure.<String>map(), m -> product(m).sum(), point, direction);
        assertArrayEquals(new double[] {0, 0, 0}, turned.get("a").toDoubleArray());
        assertArrayEquals(new double[] {1, 1, 1}, turned.get("b").toDoubleArray());
    }

    @Test
    void aDirectionWithOtherKeysIsRefused() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> jvp(Structure.<String>map(), m -> product(m), Map.of("a", X, "b", X), Map.of("a", X, "z", X)));
        assertTrue(refused.getMessage().contains("give the same keys"), refused.getMessage());
    }

    private static Tensor product(Map<String, Tensor> factors) {
        Tensor product = Tensor.ones(3);
        for (Tensor factor : factors.values()) {
            product = product.mul(factor);
        }
        return product;
    }
}
