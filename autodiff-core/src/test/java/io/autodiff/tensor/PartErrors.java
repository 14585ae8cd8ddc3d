package io.autodiff.tensor;

import io.autodiff.shape.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;

/** What can go wrong with indices, regions and parts, with scans, norms and the arrangement of axes. */
final class PartErrors {
    private PartErrors() {}

    private static final int MIN = Integer.MIN_VALUE;
    private static final int MAX = Integer.MAX_VALUE;

    private static final Tensor MATRIX = Tensor.ones(2, 3);
    private static final Tensor VECTOR = Tensor.ones(3);
    private static final Tensor NUMBER = Tensor.scalar(2);
    private static final Tensor EMPTY = Tensor.zeros(0, 3);
    private static final Tensor FLOATS = Tensor.of(new float[] {1, 2, 3});
    private static final IntTensor TWO = IntTensor.of(0, 1);
    private static final IntTensor NO_INDICES = null;
    private static final Tensor NO_TENSOR = null;

    static Map<String, Executable> cases() {
        Map<String, Executable> cases = new LinkedHashMap<>();
        reductions(cases);
        arranging(cases);
        indexing(cases);
        placing(cases);
        regions(cases);
        matrices(cases);
        return cases;
    }

    private static void reductions(Map<String, Executable> cases) {
        cases.put("min: of nothing", () -> EMPTY.min());
        cases.put("min: no such axis", () -> MATRIX.min(2));
        cases.put("argMin: along an empty axis", () -> EMPTY.argMin(0));
        cases.put("prod: axis repeated", () -> MATRIX.prod(0, 0));
        cases.put("variance: negative ddof", () -> VECTOR.varianceDdof(-1));
        cases.put("std: no such axis", () -> VECTOR.std(1));
        cases.put("normP: below 1", () -> VECTOR.normP(0.5));
        cases.put("normP: NaN", () -> VECTOR.normP(Double.NaN));
        cases.put("normInf: of nothing", () -> EMPTY.normInf());
        cases.put("cumSum: of a single number", () -> NUMBER.cumSum(0));
        cases.put("cumProd: no such axis", () -> MATRIX.cumProd(-3));
        cases.put("logCumSumExp: no such axis", () -> MATRIX.logCumSumExp(MAX));
        cases.put("argSort: no such axis", () -> MATRIX.argSort(2));
    }

    private static void arranging(Map<String, Executable> cases) {
        cases.put("expandDims: too far", () -> MATRIX.expandDims(3));
        cases.put("squeeze: longer than 1", () -> MATRIX.squeeze(0));
        cases.put("squeeze: no such axis", () -> MATRIX.squeeze(2));
        cases.put("moveAxis: no such place", () -> MATRIX.moveAxis(0, 2));
        cases.put("split: does not divide", () -> MATRIX.split(1, 2));
        cases.put("split: no parts", () -> MATRIX.split(1, 0));
        cases.put("splitSizes: do not add up", () -> MATRIX.splitSizes(1, 1, 1));
        cases.put("splitSizes: negative", () -> MATRIX.splitSizes(1, 4, -1));
        cases.put("splitSizes: overflow", () -> MATRIX.splitSizes(1, MAX, MAX, 5));
        cases.put("flip: axis repeated", () -> MATRIX.flip(0, 0));
        cases.put("roll: no such axis", () -> MATRIX.roll(2, 1));
        cases.put("tile: negative", () -> MATRIX.tile(2, -1));
        cases.put("tile: overflows", () -> MATRIX.tile(MAX, 1));
        cases.put("stack: nothing", () -> Tensor.stack(0));
        cases.put("stack: nothing in a list", () -> Tensor.stack(0, List.of()));
        cases.put("stack: shapes differ", () -> Tensor.stack(0, MATRIX, VECTOR));
        cases.put("stack: no such place", () -> Tensor.stack(-4, MATRIX, MATRIX));
        cases.put("stack: null", () -> Tensor.stack(0, MATRIX, null));
    }

    private static void indexing(Map<String, Executable> cases) {
        cases.put("indexSelect: too large", () -> MATRIX.indexSelect(1, IntTensor.of(0, 3)));
        cases.put("indexSelect: too small", () -> MATRIX.indexSelect(0, IntTensor.of(Shape.of(1, 2), 0, -3)));
        cases.put("indexSelect: most negative", () -> MATRIX.indexSelect(0, IntTensor.of(MIN)));
        cases.put("indexSelect: of an empty axis", () -> EMPTY.indexSelect(0, TWO));
        cases.put("indexSelect: of a single number", () -> NUMBER.indexSelect(0, TWO));
        cases.put("indexSelect: null", () -> MATRIX.indexSelect(0, NO_INDICES));
        cases.put("gather: rank", () -> MATRIX.gather(0, TWO));
        cases.put("gather: does not broadcast", () -> MATRIX.gather(0, IntTensor.of(Shape.of(1, 2), 0, 1)));
        cases.put("gather: too large", () -> VECTOR.gather(0, IntTensor.of(3)));
        cases.put("gather: null", () -> VECTOR.gather(0, NO_INDICES));
        cases.put("at: no indices", () -> MATRIX.at());
        cases.put("at: too many indices", () -> VECTOR.at(TWO, TWO));
        cases.put("at: no common shape", () -> MATRIX.at(TWO, IntTensor.of(0, 1, 2)));
        cases.put("at: too large", () -> MATRIX.at(TWO, IntTensor.of(3)));
        cases.put("at: null", () -> MATRIX.at(TWO, null));
        cases.put("masked: of another shape", () -> MATRIX.masked(Mask.of(true, false, true)));
        cases.put(
                "masked: of more axes", () -> VECTOR.masked(VECTOR.reshape(1, 3).less(0)));
        cases.put("masked: null", () -> VECTOR.masked(null));
        cases.put("maskedFill: would repeat the tensor", () -> VECTOR.maskedFill(MATRIX.less(0), 0));
        cases.put("maskedFill: null", () -> VECTOR.maskedFill(null, 0));
        cases.put("oneHot: not a class", () -> IntTensor.of(0, 2).oneHot(2));
        cases.put("oneHot: negative", () -> IntTensor.of(-1).oneHot(2));
        cases.put("oneHot: negative number of classes", () -> TWO.oneHot(-2));
        cases.put("oneHot: null", () -> TWO.oneHot(2, null));
        cases.put("intTensor: reshape to another size", () -> TWO.reshape(Shape.of(3)));
    }

    private static void placing(Map<String, Executable> cases) {
        cases.put("indexAdd: rank of the indices", () -> VECTOR.indexAdd(0, IntTensor.of(Shape.SCALAR, 1), VECTOR));
        cases.put("indexAdd: shape of the values", () -> MATRIX.indexAdd(0, TWO, VECTOR));
        cases.put("indexAdd: too large", () -> MATRIX.indexAdd(0, IntTensor.of(2, 0), MATRIX));
        cases.put("indexAdd: two kinds", () -> VECTOR.indexAdd(0, TWO, FLOATS));
        cases.put("indexAdd: null", () -> VECTOR.indexAdd(0, TWO, NO_TENSOR));
        cases.put("scatterAdd: rank", () -> MATRIX.scatterAdd(0, TWO, VECTOR));
        cases.put("scatterAdd: shape of the values", () -> VECTOR.scatterAdd(0, TWO, VECTOR));
        cases.put(
                "scatterAdd: other axes",
                () -> MATRIX.scatterAdd(1, IntTensor.of(Shape.of(1, 2), 0, 1), Tensor.ones(1, 2)));
        cases.put("scatterAdd: too small", () -> VECTOR.scatterAdd(0, IntTensor.of(-4), Tensor.ones(1)));
        cases.put("scatterAdd: two kinds", () -> FLOATS.scatterAdd(0, TWO, Tensor.ones(2)));
        cases.put("scatterAdd: null", () -> VECTOR.scatterAdd(0, NO_INDICES, VECTOR));
    }

    private static void regions(Map<String, Executable> cases) {
        Region row = Region.all().at(0, 1);
        cases.put("region: no such axis", () -> VECTOR.slice(Region.all().range(1, 0, 1)));
        cases.put("region: ends too far", () -> MATRIX.slice(Region.all().range(1, 0, 4)));
        cases.put("region: no such position", () -> MATRIX.slice(Region.all().at(0, 2)));
        cases.put("region: axis limited twice", () -> MATRIX.slice(row.range(-2, 0, 1)));
        cases.put("region: step 0", () -> MATRIX.with(row.range(1, 0, 3, 0), 0));
        cases.put("region: null", () -> MATRIX.slice(null));
        cases.put("with: values do not broadcast", () -> MATRIX.with(row, Tensor.ones(2)));
        cases.put("with: values of more axes", () -> MATRIX.with(row, Tensor.ones(1, 3)));
        cases.put("with: two kinds", () -> MATRIX.with(row, FLOATS));
        cases.put("with: null", () -> MATRIX.with(row, NO_TENSOR));
    }

    private static void matrices(Map<String, Executable> cases) {
        cases.put("diagonal: of a vector", () -> VECTOR.diagonal());
        cases.put("trace: of a vector", () -> VECTOR.trace());
        cases.put("tril: of a vector", () -> VECTOR.tril());
        cases.put("triu: of a single number", () -> NUMBER.triu(1));
        cases.put("diagEmbed: of a single number", () -> NUMBER.diagEmbed());
        cases.put("diagEmbed: too large", () -> VECTOR.diagEmbed(1 << 20));
        cases.put("diagEmbed: most negative offset", () -> VECTOR.diagEmbed(MIN));
        cases.put("outer: not vectors", () -> MATRIX.outer(VECTOR));
        cases.put("outer: two kinds", () -> FLOATS.outer(VECTOR));
        cases.put("layout: diagonal of a vector", () -> Shape.of(3).rowMajor().diagonal(0));
    }
}
