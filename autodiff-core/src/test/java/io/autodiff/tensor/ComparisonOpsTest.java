package io.autodiff.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.autodiff.laws.OpLaws;
import io.autodiff.laws.Pair;
import java.util.function.BiFunction;
import java.util.function.DoubleBinaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Mirrors {@link ComparisonMethods}. Comparisons are not ops: they give truth values, through which no gradient can flow
 * because a {@link Mask} has none. So there is only one law. Half of the pairs tie.
 */
class ComparisonOpsTest extends OpLaws {
    // spotless:off
    @Property void less        (@ForAll("pairsAtKinks") Pair p) { isTrueWhere(p, Tensor::less,         (a, b) -> a <  b ? 1 : 0); }
    @Property void lessEqual   (@ForAll("pairsAtKinks") Pair p) { isTrueWhere(p, Tensor::lessEqual,    (a, b) -> a <= b ? 1 : 0); }
    @Property void greater     (@ForAll("pairsAtKinks") Pair p) { isTrueWhere(p, Tensor::greater,      (a, b) -> a >  b ? 1 : 0); }
    @Property void greaterEqual(@ForAll("pairsAtKinks") Pair p) { isTrueWhere(p, Tensor::greaterEqual, (a, b) -> a >= b ? 1 : 0); }
    @Property void equalTo     (@ForAll("pairsAtKinks") Pair p) { isTrueWhere(p, Tensor::equalTo,      (a, b) -> a == b ? 1 : 0); }
    @Property void notEqualTo  (@ForAll("pairsAtKinks") Pair p) { isTrueWhere(p, Tensor::notEqualTo,   (a, b) -> a != b ? 1 : 0); }

    @Property void lessScalar        (@ForAll("atKinks") Tensor x) { isTrueWhere(half(x), (a, b) -> a.less(0.5),         (a, b) -> a <  b ? 1 : 0); }
    @Property void lessEqualScalar   (@ForAll("atKinks") Tensor x) { isTrueWhere(half(x), (a, b) -> a.lessEqual(0.5),    (a, b) -> a <= b ? 1 : 0); }
    @Property void greaterScalar     (@ForAll("atKinks") Tensor x) { isTrueWhere(half(x), (a, b) -> a.greater(0.5),      (a, b) -> a >  b ? 1 : 0); }
    @Property void greaterEqualScalar(@ForAll("atKinks") Tensor x) { isTrueWhere(half(x), (a, b) -> a.greaterEqual(0.5), (a, b) -> a >= b ? 1 : 0); }
    @Property void equalToScalar     (@ForAll("atKinks") Tensor x) { isTrueWhere(half(x), (a, b) -> a.equalTo(0.5),      (a, b) -> a == b ? 1 : 0); }
    @Property void notEqualToScalar  (@ForAll("atKinks") Tensor x) { isTrueWhere(half(x), (a, b) -> a.notEqualTo(0.5),   (a, b) -> a != b ? 1 : 0); }
    @Property void isNaN   (@ForAll("special") Tensor x) { isTrueWhere(half(x), (a, b) -> a.isNaN(),    (a, b) -> Double.isNaN(a) ? 1 : 0); }
    @Property void isFinite(@ForAll("special") Tensor x) { isTrueWhere(half(x), (a, b) -> a.isFinite(), (a, b) -> Double.isFinite(a) ? 1 : 0); }
    // spotless:on

    private static void isTrueWhere(Pair p, BiFunction<Tensor, Tensor, Mask> comparison, DoubleBinaryOperator truth) {
        Tensor computed = comparison.apply(p.left(), p.right()).toTensor(DType.FLOAT64);
        Tensor expected = Reference.zip(p.left(), p.right(), truth);
        assertArrayEquals(expected.shape().dims(), computed.shape().dims());
        assertArrayEquals(expected.toDoubleArray(), computed.toDoubleArray());
    }

    private static Pair half(Tensor x) {
        return new Pair(x, Tensor.scalar(0.5));
    }

    @Provide
    Arbitrary<Tensor> special() {
        return Arbitraries.of(
                        0.0, -1.5, Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN)
                .array(double[].class)
                .ofMaxSize(6)
                .map(Tensor::of);
    }
}
