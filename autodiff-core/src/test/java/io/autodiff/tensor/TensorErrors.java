package io.autodiff.tensor;

import io.autodiff.shape.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;

/** What can go wrong in the methods of tensors, masks and whole numbers. */
final class TensorErrors {
    private TensorErrors() {}

    private static final int MIN = Integer.MIN_VALUE;
    private static final int MAX = Integer.MAX_VALUE;

    private static final Tensor MATRIX = Tensor.ones(2, 3);
    private static final Tensor VECTOR = Tensor.ones(3);
    private static final Tensor NUMBER = Tensor.scalar(2);
    private static final Tensor EMPTY = Tensor.zeros(0, 3);
    private static final Tensor FLOATS = Tensor.of(new float[] {1, 2, 3});

    static Map<String, Executable> cases() {
        Map<String, Executable> cases = new LinkedHashMap<>();
        making(cases);
        reading(cases);
        arithmetic(cases);
        kinds(cases);
        products(cases);
        reductions(cases);
        moving(cases);
        parts(cases);
        losses(cases);
        masksAndWholeNumbers(cases);
        return cases;
    }

    private static void making(Map<String, Executable> cases) {
        cases.put("of: too few values", () -> Tensor.of(Shape.of(2, 2), 1, 2, 3));
        cases.put("of: one value", () -> Tensor.of(Shape.of(2, 2), new float[] {1}));
        cases.put("of: ragged rows", () -> Tensor.of(new double[][] {{1, 2}, {3}}));
        cases.put("of: ragged rows of float", () -> Tensor.of(new float[][] {{1}, {2, 3}}));
        cases.put("zeros: negative length", () -> Tensor.zeros(3, -2));
        cases.put("arange: negative", () -> Tensor.arange(-1));
        cases.put("eye: negative", () -> Tensor.eye(-1));
    }

    private static void reading(Map<String, Executable> cases) {
        cases.put("size: no such axis", () -> MATRIX.size(2));
        cases.put("item: many", () -> MATRIX.item());
        cases.put("item: none", () -> EMPTY.item());
        cases.put("get: too few positions", () -> MATRIX.get(1));
        cases.put("get: no such position", () -> MATRIX.get(1, 3));
        cases.put("get: most negative position", () -> MATRIX.get(MIN, 0));
        cases.put("get: of an empty axis", () -> EMPTY.get(0, 0));
    }

    private static void arithmetic(Map<String, Executable> cases) {
        Tensor thirtyByThree = Tensor.zeros(30, 3);
        cases.put("add: no common shape", () -> thirtyByThree.add(Tensor.zeros(30, 1, 2)));
        cases.put("sub: no common shape", () -> MATRIX.sub(Tensor.ones(2)));
        cases.put("mul: no common shape", () -> MATRIX.mul(Tensor.ones(3, 3)));
        cases.put("div: no common shape with an empty axis", () -> MATRIX.div(EMPTY));
        cases.put("pow: no common shape", () -> VECTOR.pow(Tensor.ones(2)));
        cases.put("maximum: no common shape", () -> VECTOR.maximum(Tensor.ones(2)));
        cases.put("times: no common shape", () -> VECTOR.times(Tensor.ones(2)));
        cases.put("less: no common shape", () -> VECTOR.less(Tensor.ones(2)));
        cases.put("notEqualTo: no common shape", () -> VECTOR.notEqualTo(Tensor.ones(2)));
        cases.put("where: no common shape of the sides", () -> Tensor.where(Mask.of(true), VECTOR, Tensor.ones(2)));
        cases.put("where: no common shape with the mask", () -> Tensor.where(Mask.of(true, false), VECTOR, VECTOR));
        cases.put("add: common shape overflows", () -> Tensor.zeros(1 << 16, 1).add(Tensor.zeros(1, 1 << 16)));
    }

    private static void kinds(Map<String, Executable> cases) {
        cases.put("mul: two kinds", () -> FLOATS.mul(VECTOR));
        cases.put("add: two kinds and two shapes", () -> FLOATS.add(MATRIX));
        cases.put("greater: two kinds", () -> VECTOR.greater(FLOATS));
        cases.put("where: two kinds", () -> Tensor.where(Mask.of(true), FLOATS, NUMBER));
        cases.put("concat: two kinds", () -> Tensor.concat(0, VECTOR, FLOATS));
        cases.put("matmul: two kinds", () -> MATRIX.matmul(FLOATS));
        cases.put("dot: two kinds", () -> FLOATS.dot(VECTOR));
        cases.put("mse: two kinds", () -> FLOATS.mse(VECTOR));
        cases.put("crossEntropy: no classes", () -> Tensor.zeros(1, 0).crossEntropy(IntTensor.of(0)));
        cases.put("crossEntropy: two kinds", () -> FLOATS.crossEntropy(VECTOR));
        cases.put("tape: two kinds", () -> {
            try (Tape tape = Tape.open()) {
                tape.watch(VECTOR).mul(FLOATS);
            }
        });
    }

    private static void products(Map<String, Executable> cases) {
        cases.put("matmul: inner lengths differ", () -> MATRIX.matmul(Tensor.ones(4, 5)));
        cases.put("matmul: vector and matrix", () -> VECTOR.matmul(Tensor.ones(2, 3)));
        cases.put("matmul: single number", () -> MATRIX.matmul(NUMBER));
        cases.put("matmul: batches do not broadcast", () -> Tensor.ones(2, 1, 3).matmul(Tensor.ones(3, 3, 1)));
        cases.put("matmul: result overflows", () -> Tensor.zeros(1 << 16, 0).matmul(Tensor.zeros(0, 1 << 16)));
        cases.put("dot: not vectors", () -> MATRIX.dot(VECTOR));
        cases.put("dot: lengths differ", () -> VECTOR.dot(Tensor.ones(2)));
    }

    private static void reductions(Map<String, Executable> cases) {
        cases.put("sum: no such axis", () -> MATRIX.sum(2));
        cases.put("sum: axis of a single number", () -> NUMBER.sum(0));
        cases.put("sum: axis repeated", () -> MATRIX.sum(0, -2));
        cases.put("sumKeeping: most negative axis", () -> MATRIX.sumKeeping(MIN));
        cases.put("sumTo: does not fit", () -> MATRIX.sumTo(Shape.of(2)));
        cases.put("sumTo: longer", () -> VECTOR.sumTo(Shape.of(2, 3)));
        cases.put("mean: no such axis", () -> MATRIX.mean(-3));
        cases.put("meanKeeping: axis repeated", () -> MATRIX.meanKeeping(1, 1));
        cases.put("max: no such axis", () -> MATRIX.max(MAX));
        cases.put("max: axis repeated", () -> MATRIX.max(1, 1));
        cases.put("max: of nothing", () -> EMPTY.max());
        cases.put("max: along an empty axis", () -> EMPTY.max(0));
        cases.put("maxKeeping: of nothing", () -> Tensor.of().maxKeeping());
        cases.put("argMax: no such axis", () -> MATRIX.argMax(2));
        cases.put("argMax: of nothing", () -> EMPTY.argMax(0));
        cases.put("logSumExp: no such axis", () -> MATRIX.logSumExp(2));
        cases.put("logSumExpKeeping: axis repeated", () -> MATRIX.logSumExpKeeping(0, 0));
        cases.put("softmax: no such axis", () -> MATRIX.softmax(2));
        cases.put("softmax: of a single number", () -> NUMBER.softmax(-1));
        cases.put("logSoftmax: no such axis", () -> MATRIX.logSoftmax(-3));
    }

    private static void moving(Map<String, Executable> cases) {
        cases.put("reshape: another size", () -> MATRIX.reshape(Shape.of(4)));
        cases.put("reshape: another size by lengths", () -> MATRIX.reshape(4, 2));
        cases.put("reshape: two open lengths", () -> MATRIX.reshape(-1, -1));
        cases.put("reshape: open length does not follow", () -> MATRIX.reshape(-1, 4));
        cases.put("reshape: open length with 0", () -> EMPTY.reshape(0, -1));
        cases.put("reshape: open length with an overflowing product", () -> MATRIX.reshape(1 << 16, 1 << 16, -1));
        cases.put("reshape: negative length", () -> MATRIX.reshape(2, -3));
        cases.put("reshape: open and negative length", () -> MATRIX.reshape(-1, -2));
        cases.put("reshape: most negative length", () -> MATRIX.reshape(MIN, -1));
        cases.put("permute: too few axes", () -> MATRIX.permute(0));
        cases.put("permute: axis repeated", () -> MATRIX.permute(0, 0));
        cases.put("permute: no such axis", () -> MATRIX.permute(0, 2));
        cases.put("permute: most negative axis", () -> MATRIX.permute(MIN, 0));
        cases.put("transpose: of a vector", () -> VECTOR.transpose());
        cases.put("transpose: no such axis", () -> MATRIX.transpose(0, 2));
        cases.put("broadcastTo: does not fit", () -> MATRIX.broadcastTo(Shape.of(3, 3)));
        cases.put("broadcastTo: fewer axes", () -> MATRIX.broadcastTo(Shape.of(3)));
        cases.put("broadcastTo: would shrink", () -> VECTOR.broadcastTo(Shape.of(1)));
        cases.put("repeat: negative", () -> MATRIX.repeat(-1, 0));
        cases.put("repeat: no such axis", () -> MATRIX.repeat(2, 2));
        cases.put("repeat: overflows", () -> MATRIX.repeat(MAX, 0));
    }

    private static void parts(Map<String, Executable> cases) {
        cases.put("slice: no such axis", () -> MATRIX.slice(2, 0, 1));
        cases.put("slice: ends too far", () -> MATRIX.slice(1, 0, 4));
        cases.put("slice: starts too early", () -> MATRIX.slice(1, -4, 2));
        cases.put("slice: out of order", () -> MATRIX.slice(1, 2, 1));
        cases.put("slice: extreme positions", () -> MATRIX.slice(1, MIN, MAX));
        cases.put("slice: step 0", () -> MATRIX.slice(1, 0, 3, 0));
        cases.put("slice: most negative step", () -> MATRIX.slice(1, 0, 3, MIN));
        cases.put("select: no such axis", () -> MATRIX.select(-3, 0));
        cases.put("select: no such position", () -> MATRIX.select(0, 2));
        cases.put("select: most negative position", () -> MATRIX.select(0, MIN));
        cases.put("select: from an empty axis", () -> EMPTY.select(0, 0));
        cases.put("pad: no such axis", () -> MATRIX.pad(2, 0, 0));
        cases.put("pad: negative", () -> MATRIX.pad(0, -1, 0));
        cases.put("pad: axis overflows", () -> MATRIX.pad(0, MAX, MAX));
        cases.put("pad: size overflows", () -> MATRIX.pad(0, MAX - 2, 0));
        cases.put("concat: nothing", () -> Tensor.concat(0));
        cases.put("concat: nothing in a list", () -> Tensor.concat(0, List.of()));
        cases.put("concat: no such axis", () -> Tensor.concat(2, MATRIX, MATRIX));
        cases.put("concat: single numbers", () -> Tensor.concat(0, NUMBER, NUMBER));
        cases.put("concat: other axes differ", () -> Tensor.concat(0, MATRIX, Tensor.ones(2, 4)));
        cases.put("concat: ranks differ", () -> Tensor.concat(0, MATRIX, VECTOR));
        cases.put("concat: axis overflows", () -> {
            Tensor half = Tensor.full(Shape.of(1 << 30), 0, DType.FLOAT64);
            Tensor.concat(0, half, half);
        });
        cases.put("concat: size overflows", () -> {
            Tensor half = Tensor.full(Shape.of(1 << 15, 1 << 15), 0, DType.FLOAT64);
            Tensor.concat(1, half, half);
        });
    }

    private static void losses(Map<String, Executable> cases) {
        cases.put("mse: would broadcast", () -> Tensor.ones(3, 1).mse(VECTOR));
        cases.put("crossEntropy: labels of another shape", () -> MATRIX.crossEntropy(IntTensor.of(0, 1, 2)));
        cases.put("crossEntropy: scores without classes", () -> NUMBER.crossEntropy(IntTensor.of(0)));
        cases.put("crossEntropy: label too large", () -> MATRIX.crossEntropy(IntTensor.of(0, 3)));
        cases.put("crossEntropy: negative label", () -> MATRIX.crossEntropy(IntTensor.of(-1, 0)));
        cases.put("crossEntropy: probabilities of another shape", () -> MATRIX.crossEntropy(VECTOR));
        cases.put("crossEntropy: probability of a single number", () -> NUMBER.crossEntropy(NUMBER));
    }

    private static void masksAndWholeNumbers(Map<String, Executable> cases) {
        Mask mask = Mask.of(true, false);
        IntTensor whole = IntTensor.of(Shape.of(2, 2), 1, 2, 3, 4);
        cases.put("mask: too many values", () -> Mask.of(Shape.of(1), true, false));
        cases.put("mask: no such position", () -> mask.get(2));
        cases.put("mask: and of another shape", () -> mask.and(Mask.of(true)));
        cases.put("mask: or of another shape", () -> mask.or(Mask.of(true)));
        cases.put("intTensor: too few values", () -> IntTensor.of(Shape.of(3), 1, 2));
        cases.put("intTensor: no such position", () -> whole.get(0, -3));
        cases.put("intTensor: equalTo of another shape", () -> whole.equalTo(IntTensor.of(1, 2)));
        cases.put("intTensor: no such row", () -> whole.rows(0, 2));
        cases.put(
                "intTensor: row of a single number",
                () -> IntTensor.of(Shape.SCALAR, 1).rows(0));
        cases.put(
                "intTensor: rows overflow",
                () -> IntTensor.of(Shape.of(1, 1 << 16), new int[1 << 16]).rows(new int[1 << 16]));
    }
}
