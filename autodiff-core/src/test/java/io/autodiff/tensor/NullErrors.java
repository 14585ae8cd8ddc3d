package io.autodiff.tensor;

import static io.autodiff.transform.Autodiff.grad;
import static io.autodiff.transform.Autodiff.jvp;
import static io.autodiff.transform.Autodiff.valueAndGrad;
import static io.autodiff.transform.Autodiff.vjp;

import io.autodiff.shape.Layout;
import io.autodiff.shape.Runs;
import io.autodiff.shape.Shape;
import io.autodiff.transform.Structure;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;

/** Nulls in place of arguments: each is refused by the name of the argument, where it is given. */
final class NullErrors {
    private NullErrors() {}

    private static final Tensor X = Tensor.ones(3);
    private static final Tensor NO_TENSOR = null;
    private static final Shape NO_SHAPE = null;
    private static final DType NO_DTYPE = null;
    private static final double[] NO_DOUBLES = null;
    private static final float[] NO_FLOATS = null;
    private static final int[] NO_INTS = null;

    static Map<String, Executable> cases() {
        Map<String, Executable> cases = new LinkedHashMap<>();
        making(cases);
        operands(cases);
        lengths(cases);
        masksAndWholeNumbers(cases);
        levels(cases);
        transforms(cases);
        shapes(cases);
        return cases;
    }

    private static void making(Map<String, Executable> cases) {
        cases.put("null: of doubles", () -> Tensor.of(NO_DOUBLES));
        cases.put("null: of floats", () -> Tensor.of(NO_FLOATS));
        cases.put("null: of rows", () -> Tensor.of((double[][]) null));
        cases.put("null: of a row", () -> Tensor.of(new double[][] {{1}, null}));
        cases.put("null: of rows of float", () -> Tensor.of((float[][]) null));
        cases.put("null: of a row of float", () -> Tensor.of(new float[][] {null}));
        cases.put("null: of a shape", () -> Tensor.of(NO_SHAPE, 1, 2));
        cases.put("null: of a shape and no doubles", () -> Tensor.of(Shape.of(2), NO_DOUBLES));
        cases.put("null: of a shape and no floats", () -> Tensor.of(Shape.of(2), NO_FLOATS));
        cases.put("null: zeros without lengths", () -> Tensor.zeros(NO_INTS));
        cases.put("null: zeros without shape", () -> Tensor.zeros(NO_SHAPE, DType.FLOAT64));
        cases.put("null: ones without dtype", () -> Tensor.ones(Shape.of(2), NO_DTYPE));
        cases.put("null: full without shape", () -> Tensor.full(NO_SHAPE, 1, DType.FLOAT64));
    }

    private static void operands(Map<String, Executable> cases) {
        cases.put("null: add", () -> X.add(NO_TENSOR));
        cases.put("null: sub", () -> X.sub(NO_TENSOR));
        cases.put("null: mul", () -> X.mul(NO_TENSOR));
        cases.put("null: div", () -> X.div(NO_TENSOR));
        cases.put("null: pow", () -> X.pow(NO_TENSOR));
        cases.put("null: maximum", () -> X.maximum(NO_TENSOR));
        cases.put("null: times", () -> X.times(NO_TENSOR));
        cases.put("null: less", () -> X.less(NO_TENSOR));
        cases.put("null: equalTo", () -> X.equalTo(NO_TENSOR));
        cases.put("null: matmul", () -> X.matmul(NO_TENSOR));
        cases.put("null: dot", () -> X.dot(NO_TENSOR));
        cases.put("null: mse", () -> X.mse(NO_TENSOR));
        cases.put("null: crossEntropy", () -> X.crossEntropy(NO_TENSOR));
        cases.put("null: crossEntropy with labels", () -> X.crossEntropy((IntTensor) null));
        cases.put("null: where without mask", () -> Tensor.where(null, X, X));
        cases.put("null: where without left", () -> Tensor.where(Mask.of(true), null, X));
        cases.put("null: where without right", () -> Tensor.where(Mask.of(true), X, null));
        cases.put("null: concat", () -> Tensor.concat(0, (Tensor[]) null));
        cases.put("null: concat of a list", () -> Tensor.concat(0, (List<Tensor>) null));
        cases.put("null: concat of a part", () -> Tensor.concat(0, X, null));
        cases.put("null: apply one input", () -> X.apply((UnaryOp) null));
        cases.put("null: apply two inputs", () -> X.apply((BinaryOp) null, X));
        cases.put("null: apply without right", () -> X.apply(ArithmeticOps.ADD, NO_TENSOR));
        cases.put("null: apply without inputs", () -> Tensor.apply(new RuleErrors.Total(g -> g), null));
        cases.put(
                "null: apply with an input missing",
                () -> Tensor.apply(new RuleErrors.Total(g -> g), Arrays.asList(X, null)));
        cases.put("null: to", () -> X.to(null));
    }

    private static void lengths(Map<String, Executable> cases) {
        cases.put("null: get", () -> X.get(NO_INTS));
        cases.put("null: sum", () -> X.sum(NO_INTS));
        cases.put("null: max", () -> X.max(NO_INTS));
        cases.put("null: logSumExpKeeping", () -> X.logSumExpKeeping(NO_INTS));
        cases.put("null: sumTo", () -> X.sumTo(null));
        cases.put("null: reshape to a shape", () -> X.reshape(NO_SHAPE));
        cases.put("null: reshape to lengths", () -> X.reshape(NO_INTS));
        cases.put("null: permute", () -> X.permute(NO_INTS));
        cases.put("null: broadcastTo", () -> X.broadcastTo(null));
    }

    private static void masksAndWholeNumbers(Map<String, Executable> cases) {
        cases.put("null: mask", () -> Mask.of((boolean[]) null));
        cases.put("null: mask without shape", () -> Mask.of(NO_SHAPE, true));
        cases.put("null: mask and", () -> Mask.of(true).and(null));
        cases.put("null: mask or", () -> Mask.of(true).or(null));
        cases.put("null: mask to numbers", () -> Mask.of(true).toTensor(null));
        cases.put("null: intTensor", () -> IntTensor.of(NO_INTS));
        cases.put("null: intTensor without shape", () -> IntTensor.of(NO_SHAPE, 1));
        cases.put("null: intTensor equalTo", () -> IntTensor.of(1).equalTo(null));
        cases.put("null: intTensor rows", () -> IntTensor.of(1).rows(NO_INTS));
        cases.put("null: intTensor to numbers", () -> IntTensor.of(1).toTensor(null));
    }

    private static void levels(Map<String, Executable> cases) {
        cases.put("null: watch", () -> {
            try (Tape tape = Tape.open()) {
                tape.watch(null);
            }
        });
        cases.put("null: gradients", () -> {
            try (Tape tape = Tape.open()) {
                tape.gradients(null);
            }
        });
        cases.put("null: gradients without output", () -> {
            try (Tape tape = Tape.open()) {
                tape.gradients(null, X);
            }
        });
        cases.put("null: gradients without gradient", () -> {
            try (Tape tape = Tape.open()) {
                tape.gradients(tape.watch(X), null);
            }
        });
        cases.put("null: gradients of", () -> {
            try (Tape tape = Tape.open()) {
                tape.gradients(tape.watch(X).sum()).of(null);
            }
        });
        cases.put("null: attach", () -> {
            try (Tangents tangents = Tangents.open()) {
                tangents.attach(null, X);
            }
        });
        cases.put("null: attach without tangent", () -> {
            try (Tangents tangents = Tangents.open()) {
                tangents.attach(X, null);
            }
        });
        cases.put("null: tangent", () -> {
            try (Tangents tangents = Tangents.open()) {
                tangents.tangent(null);
            }
        });
    }

    private static void shapes(Map<String, Executable> cases) {
        Shape shape = Shape.of(2, 3);
        Layout layout = shape.rowMajor();
        cases.put("null: shape broadcast", () -> shape.broadcast("add", NO_SHAPE));
        cases.put("null: shape broadcastsTo", () -> shape.broadcastsTo(NO_SHAPE));
        cases.put("null: shape followedBy", () -> shape.followedBy(NO_SHAPE));
        cases.put("null: shape keeping", () -> shape.keeping(NO_INTS));
        cases.put("null: shape without", () -> shape.without(NO_INTS));
        cases.put("null: layout at", () -> layout.at(NO_INTS));
        cases.put("null: layout permute", () -> layout.permute(NO_INTS));
        cases.put("null: layout broadcastTo", () -> layout.broadcastTo(NO_SHAPE));
        cases.put("null: layout reshape", () -> layout.reshape(NO_SHAPE));
        cases.put("null: runs over", () -> Runs.over((Layout[]) null));
        cases.put("null: runs over a layout", () -> Runs.over(layout, null));
        cases.put("null: runs without visitor", () -> Runs.over(layout).forEach(null));
    }

    private static void transforms(Map<String, Executable> cases) {
        cases.put("null: grad of no function", () -> grad(null));
        cases.put("null: grad at no tensor", () -> grad(x -> x).apply(null));
        cases.put(
                "null: grad of a function that returns null",
                () -> grad(x -> null).apply(X));
        cases.put(
                "null: grad at a list without a tensor",
                () -> grad(Structure.list(), x -> x.get(0)).apply(Arrays.asList(NO_TENSOR)));
        cases.put("null: valueAndGrad of no function", () -> valueAndGrad(null));
        cases.put("null: vjp at no tensor", () -> vjp(x -> x, null));
        cases.put("null: vjp of a function that returns null", () -> vjp(x -> null, X));
        cases.put(
                "null: pullback of no gradient", () -> vjp(x -> x, X).pullback().apply(null));
        cases.put("null: jvp in no direction", () -> jvp(x -> x, X, null));
        cases.put("null: jvp of a function that returns null", () -> jvp(x -> null, X, X));
    }
}
