package io.autodiff.tensor;

import static io.autodiff.tensor.SpoiledOps.pullback;
import static io.autodiff.tensor.SpoiledOps.rule;
import static io.autodiff.tensor.SpoiledOps.rules;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodiff.check.BrokenLawError;
import io.autodiff.check.Case;
import io.autodiff.check.Laws;
import io.autodiff.shape.Shape;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Tests the tests: a wrong rule is found, under the name of its op, at the input that it belongs to.
 *
 * <p>Every example takes a right op and spoils one rule, in a way that people do: a factor is dropped, sides are
 * swapped, a transpose is forgotten, a sine stands for a cosine. The finest is a slope that is too large by one part
 * in a million.
 */
class WrongRulesTest {
    private static final Tensor X = Tensor.of(new double[][] {{0.5, -1.25}, {2, 0.75}});
    private static final Tensor Y = Tensor.of(new double[][] {{1.5, 0.25}, {-0.5, 1}});
    private static final Tensor POSITIVE = X.abs();

    private static final UnaryOperator<Pullback> SCALED =
            right -> g -> right.apply(g).mul(1 + 1e-6);
    private static final UnaryOperator<Pullback> NEGATED =
            right -> g -> right.apply(g).neg();
    private static final UnaryOperator<Pullback> TWICE =
            right -> g -> right.apply(g).add(right.apply(g));
    private static final UnaryOperator<Pullback> UNTOUCHED = right -> g -> g;

    @TestFactory
    Stream<DynamicTest> aMillionthTooLarge() {
        return Stream.of(
                found(pullback(ElementwiseOps.EXP, SCALED), X),
                found(pullback(ElementwiseOps.LOG, SCALED), POSITIVE),
                found(pullback(ElementwiseOps.SQRT, SCALED), POSITIVE),
                found(pullback(ElementwiseOps.TANH, SCALED), X),
                found(pullback(ActivationOps.SIGMOID, SCALED), X),
                found(pullback(ActivationOps.RELU, SCALED), X),
                found(pullback(new ArithmeticOps.PowScalar(3), SCALED), X),
                found(pullback(new ReductionOps.Sum(List.of(1)), SCALED), X),
                found(pullback(new ReductionOps.Max(List.of(0)), SCALED), X),
                found(pullback(new ReductionOps.LogSumExp(List.of(1)), SCALED), X),
                found(pullback(new ReductionOps.Softmax(1), SCALED), X),
                found(pullback(new ReductionOps.LogSoftmax(0), SCALED), X),
                found(pullback(new LossOps.CrossEntropy(IntTensor.of(1, 0)), SCALED), X),
                found(pullback(new MovementOps.Slice(0, 1, 1, 1), SCALED), X),
                foundAt("input 1", pullback(new MovementOps.Concat(0, List.of(0, 2)), 1, SCALED), List.of(X, Y)),
                foundAt("input 0", left(ArithmeticOps.MUL, SCALED)),
                foundAt("input 1", right(ArithmeticOps.MUL, SCALED)),
                foundAt("input 1", right(ArithmeticOps.DIV, SCALED)),
                foundAt("input 0", left(LinearAlgebraOps.MATMUL, SCALED)),
                foundAt("input 1", right(LinearAlgebraOps.MATMUL, SCALED)));
    }

    @TestFactory
    Stream<DynamicTest> aWrongSign() {
        return Stream.of(
                found(pullback(ElementwiseOps.NEG, UNTOUCHED), X),
                found(pullback(ElementwiseOps.COS, NEGATED), X),
                found(pullback(ElementwiseOps.ABS, NEGATED), X),
                foundAt("input 1", right(ArithmeticOps.SUB, NEGATED)));
    }

    @TestFactory
    Stream<DynamicTest> aDroppedOrDoubledFactor() {
        return Stream.of(
                found(rule(ElementwiseOps.SQUARE, (x, y) -> g -> g.times(x)), X),
                found(rule(ElementwiseOps.SQRT, (x, y) -> g -> g.times(y.reciprocal())), POSITIVE),
                found(rule(ActivationOps.SIGMOID, (x, y) -> g -> g.times(y)), X),
                found(rule(new ReductionOps.Softmax(1), (x, y) -> g -> g.times(y)), X),
                found(pullback(ElementwiseOps.RECIPROCAL, TWICE), X),
                found(pullback(ElementwiseOps.EXP, UNTOUCHED), X),
                foundAt("input 0", left(ArithmeticOps.ADD, TWICE)));
    }

    @TestFactory
    Stream<DynamicTest> anotherFunctionsSlope() {
        return Stream.of(
                found(rule(ElementwiseOps.SIN, (x, y) -> g -> g.times(y)), X),
                found(
                        rule(
                                ElementwiseOps.TANH,
                                (x, y) -> g -> g.times(x.square().oneMinus())),
                        X),
                found(rule(ElementwiseOps.LOG, (x, y) -> g -> g.times(y.reciprocal())), POSITIVE));
    }

    @TestFactory
    Stream<DynamicTest> swappedSides() {
        return Stream.of(
                foundAt("input 0", swapped(ArithmeticOps.SUB)),
                foundAt("input 0", swapped(ArithmeticOps.MUL)),
                foundAt("input 0", swapped(ArithmeticOps.DIV)),
                foundAt("input 0", swapped(ArithmeticOps.MAXIMUM)),
                foundAt("input 0", swapped(LinearAlgebraOps.MATMUL)));
    }

    @TestFactory
    Stream<DynamicTest> aForgottenTranspose() {
        BinaryOp matmul = LinearAlgebraOps.MATMUL;
        Tensor cube = Tensor.arange(8).reshape(2, 2, 2).sin();
        return Stream.of(
                foundAt("input 0", rules(matmul, (a, b, y) -> g -> g.matmul(b), matmul::right)),
                foundAt("input 1", rules(matmul, matmul::left, (a, b, y) -> g -> a.matmul(g))),
                found(rule(new MovementOps.Permute(List.of(1, 2, 0)), (x, y) -> g -> g.permute(1, 2, 0)), cube),
                found(rule(new MovementOps.Reshape(Shape.of(2, 2)), (x, y) -> Tensor::transpose), X));
    }

    /** The rule is right, but what it computes with has been cut off: its own gradient is missing. */
    @TestFactory
    Stream<DynamicTest> aRuleThatCannotBeDifferentiated() {
        return Stream.of(
                found(rule(ElementwiseOps.TANH, (x, y) -> ElementwiseOps.TANH.pullback(x.stopGradient(), y)), X),
                found(
                        rule(
                                ElementwiseOps.SQUARE,
                                (x, y) -> g -> g.times(x.stopGradient().mul(2))),
                        X),
                found(rule(ElementwiseOps.EXP, (x, y) -> g -> g.times(y.stopGradient())), X));
    }

    /** And without a mistake there is no complaint. */
    @TestFactory
    Stream<DynamicTest> aRightRule() {
        return Stream.of(
                DynamicTest.dynamicTest("tanh", () -> Laws.hold(Case.of(ElementwiseOps.TANH, X), 3, 1)),
                DynamicTest.dynamicTest("div", () -> Laws.hold(Case.of(ArithmeticOps.DIV, X, Y), 3, 1)),
                DynamicTest.dynamicTest("matmul", () -> Laws.hold(Case.of(LinearAlgebraOps.MATMUL, X, Y), 3, 1)));
    }

    private static BinaryOp left(BinaryOp op, UnaryOperator<Pullback> spoil) {
        return rules(op, (a, b, y) -> spoil.apply(op.left(a, b, y)), op::right);
    }

    private static BinaryOp right(BinaryOp op, UnaryOperator<Pullback> spoil) {
        return rules(op, op::left, (a, b, y) -> spoil.apply(op.right(a, b, y)));
    }

    private static BinaryOp swapped(BinaryOp op) {
        return rules(op, op::right, op::left);
    }

    private static DynamicTest found(UnaryOp spoiled, Tensor x) {
        return found(Case.of(spoiled, x), "input");
    }

    private static DynamicTest foundAt(String input, BinaryOp spoiled) {
        return found(Case.of(spoiled, X, Y), input);
    }

    private static DynamicTest foundAt(String input, NaryOp spoiled, List<Tensor> inputs) {
        return found(Case.of(spoiled, inputs), input);
    }

    private static DynamicTest found(Case c, String input) {
        return DynamicTest.dynamicTest(c.name(), () -> {
            String message =
                    assertThrows(BrokenLawError.class, () -> Laws.hold(c, 2, 1)).getMessage();
            assertTrue(message.startsWith(c.name() + ", order "), message);
            assertTrue(message.contains("at ") && message.contains(input) && message.contains("index ["), message);
            assertTrue(message.contains("by the rule") && message.contains("by differences"), message);
            assertTrue(message.contains("bound"), message);
        });
    }
}
