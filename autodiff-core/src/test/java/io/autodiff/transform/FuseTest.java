package io.autodiff.transform;

import static io.autodiff.transform.Autodiff.fuse;
import static io.autodiff.transform.Autodiff.grad;
import static io.autodiff.transform.Autodiff.jvp;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodiff.check.Case;
import io.autodiff.check.Laws;
import io.autodiff.shape.Shape;
import io.autodiff.shape.ShapeMismatchException;
import io.autodiff.tensor.DType;
import io.autodiff.tensor.Fusion;
import io.autodiff.tensor.Gradients;
import io.autodiff.tensor.Tape;
import io.autodiff.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * A fused function is the function: its value, its gradients and their gradients have the same bits as those of the methods it is made of,
 * as long as no shares are added in another order; for floats and doubles, for views, for arguments that are broadcast, short and long; by
 * tapes and by tangents. It keeps every law, and
 * what it cannot do it says.
 */
class FuseTest {
    private static final Map<String, UnaryOperator<Tensor>> FUNCTIONS = new LinkedHashMap<>();

    static {
        FUNCTIONS.put("sigmoid", x -> x.mul(2).add(1).sigmoid());
        FUNCTIONS.put("twice", x -> x.tanh().mul(x).add(x.exp()));
        FUNCTIONS.put("gelu", x -> x.gelu().sub(x.relu()));
        FUNCTIONS.put("powers", x -> x.square().pow(1.5).add(x.pow(3)).neg());
        FUNCTIONS.put("bounded", x -> x.clamp(-1, 1).maximum(x.mul(0.5)).leakyRelu(0.1));
        FUNCTIONS.put("slow", x -> x.sin().add(x.cos().mul(x.atan())).softplus());
        FUNCTIONS.put("kinked slope", x -> x.hardSwish().add(x.abs()));
        FUNCTIONS.put("constant", x -> x.constantLike(3));
        FUNCTIONS.put("itself", x -> x);
        FUNCTIONS.put("many", x -> {
            Tensor y = x;
            for (int i = 0; i < 12; i++) {
                y = y.exp().neg().sigmoid().add(x);
            }
            return y;
        });
    }

    @Test
    void valuesAndDerivativesHaveTheBitsOfTheFunction() {
        FUNCTIONS.forEach((name, f) -> {
            TensorFunction fused = fuse((TensorFunction) f::apply);
            for (DType dtype : DType.values()) {
                for (Tensor x : arguments(dtype)) {
                    same(name, f.apply(x), fused.apply(x));
                    Tensor w = numbers(x.shape(), dtype, 7);
                    TensorFunction plainLoss = t -> f.apply(t).mul(w).sum();
                    TensorFunction fusedLoss = t -> fused.apply(t).mul(w).sum();
                    same(name + "'", grad(plainLoss).apply(x), grad(fusedLoss).apply(x));
                    same(name + "''", second(plainLoss, w, x), second(fusedLoss, w, x));
                    same(
                            name + " forward",
                            jvp(f::apply, x, w).tangent(),
                            jvp(fused, x, w).tangent());
                }
            }
        });
    }

    private static Tensor second(TensorFunction loss, Tensor w, Tensor x) {
        return grad(t -> grad(loss).apply(t).mul(w).sum()).apply(x);
    }

    @Test
    void argumentsAreBroadcast() {
        argumentsAreBroadcast(t -> t.get(0).mul(t.get(1)).add(t.get(2)).sigmoid());
    }

    /** No result is computed that is given, or twice. */
    @Test
    void gradientsMayBeGivenOrEqual() {
        argumentsAreBroadcast(t -> t.get(0).mul(t.get(1)).add(t.get(2)));
        argumentsAreBroadcast(t -> t.get(0).add(t.get(1)).sub(t.get(2)));
        argumentsAreBroadcast(t -> t.get(0).add(t.get(1)).add(t.get(2)));
        argumentsAreBroadcast(t -> t.get(0).add(t.get(1)).exp().mul(t.get(2)));
        argumentsAreBroadcast(t -> t.get(0));
        BinaryOperator<Tensor> sum = fuse((a, b) -> a.add(b));
        Tensor x = numbers(Shape.of(3000), DType.FLOAT64, 1);
        try (Tape tape = Tape.open()) {
            Tensor a = tape.watch(x);
            Tensor b = tape.watch(x);
            Gradients gradients = tape.gradients(sum.apply(a, b), x);
            assertSame(x, gradients.of(a));
            assertSame(x, gradients.of(b));
        }
    }

    private static void argumentsAreBroadcast(Function<List<Tensor>, Tensor> f) {
        Function<List<Tensor>, Tensor> fused = fuse(Structure.list(), f);
        for (int columns : new int[] {3, 50, 1500}) {
            List<Tensor> inputs = List.of(
                    numbers(Shape.of(40, columns), DType.FLOAT64, 1),
                    numbers(Shape.of(columns), DType.FLOAT64, 2),
                    numbers(Shape.of(40, 1), DType.FLOAT64, 3));
            same("columns " + columns, f.apply(inputs), fused.apply(inputs));
            List<Tensor> expected = grad(
                            Structure.list(),
                            (List<Tensor> t) -> f.apply(t).square().sum())
                    .apply(inputs);
            List<Tensor> got = grad(
                            Structure.list(),
                            (List<Tensor> t) -> fused.apply(t).square().sum())
                    .apply(inputs);
            for (int i = 0; i < 3; i++) {
                assertEquals(inputs.get(i).shape(), got.get(i).shape());
                same("gradient " + i, expected.get(i), got.get(i));
            }
        }
    }

    @Test
    void aMapMayComeInAnyOrder() {
        Function<Map<String, Tensor>, Tensor> fused =
                fuse(Structure.<String>map(), m -> m.get("a").sub(m.get("b")));
        Map<String, Tensor> one = new LinkedHashMap<>();
        one.put("a", Tensor.of(5));
        one.put("b", Tensor.of(2));
        Map<String, Tensor> other = new LinkedHashMap<>();
        other.put("b", Tensor.of(2));
        other.put("a", Tensor.of(5));
        assertEquals(3, fused.apply(one).item());
        assertEquals(3, fused.apply(other).item());
    }

    @Test
    void aFusedFunctionMayUseAnother() {
        TensorFunction inner = fuse((TensorFunction) x -> x.square().add(1));
        TensorFunction outer = fuse((TensorFunction) x -> inner.apply(x.sin()).log());
        Tensor x = numbers(Shape.of(100), DType.FLOAT64, 3);
        same("nested", x.sin().square().add(1).log(), outer.apply(x));
    }

    @Test
    void aNumberFromOutsideIsAConstant() {
        Tensor two = Tensor.scalar(2);
        Tensor x = numbers(Shape.of(3), DType.FLOAT64, 3);
        same("right", x.mul(2), fuse((TensorFunction) t -> t.mul(two)).apply(x));
        same("left", x.mul(2), fuse((TensorFunction) t -> two.mul(t)).apply(x));
    }

    @Test
    void itIsOneOpOnATapeThatSaysWhatItIs() {
        BinaryOperator<Tensor> fused = fuse((a, b) -> a.mul(b).add(1).sigmoid());
        try (Tape tape = Tape.open()) {
            Tensor a = tape.watch(Tensor.of(1, 2));
            assertEquals(2, fused.apply(a, Tensor.of(3, 4)).size());
            assertTrue(tape.toString().contains("fused[sigmoid(add(mul(x0, x1), 1.0))](%0, plain)"), tape.toString());
        }
    }

    @Test
    void everyLawHolds() {
        BinaryOperator<Tensor> fused =
                fuse((a, b) -> a.mul(b).tanh().add(b.square().mul(a)).sigmoid());
        Tensor a = numbers(Shape.of(2, 3), DType.FLOAT64, 5);
        Tensor b = numbers(Shape.of(3), DType.FLOAT64, 6);
        Laws.hold(Case.of("fused", inputs -> fused.apply(inputs.get(0), inputs.get(1)), List.of(a, b)), 2, 1);
    }

    /** Once for its values, once for each derivative, for each kind of number. */
    @Test
    void itIsAskedOnce() {
        int[] asked = {0};
        TensorFunction fused = fuse((TensorFunction) x -> {
            asked[0]++;
            return x.exp();
        });
        TensorFunction slope = grad(x -> fused.apply(x).sum());
        Tensor x = Tensor.of(1, 2, 3);
        for (int i = 0; i < 5; i++) {
            assertEquals(3, fused.apply(x).size());
        }
        assertEquals(1, asked[0]);
        for (int i = 0; i < 5; i++) {
            assertEquals(3, slope.apply(x).size());
        }
        assertEquals(2, asked[0]);
        for (int i = 0; i < 5; i++) {
            assertEquals(3, slope.apply(x.to(DType.FLOAT32)).size());
        }
        assertEquals(4, asked[0]);
    }

    @Test
    void inputsOfOnePassHaveOneShapeAndKind() {
        Fusion sum = Fusion.of(in -> in.get(0).add(in.get(1)));
        assertEquals(
                "fuse: [2] with [3]: the inputs must have one shape",
                assertThrows(ShapeMismatchException.class, () -> sum.ofMany(Tensor.of(1, 2), Tensor.of(1, 2, 3)))
                        .getMessage());
        try (Tape tape = Tape.open()) {
            Tensor watched = tape.watch(Tensor.of(1, 2));
            assertEquals(
                    "fuse: [2] with [1]: the inputs must have one shape",
                    assertThrows(ShapeMismatchException.class, () -> sum.ofMany(watched, Tensor.of(1)))
                            .getMessage());
        }
        assertEquals(
                "fuse: float64 tensor [1] with float32 tensor [1]; convert one with to(DType.FLOAT64)",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> sum.ofMany(Tensor.of(1), Tensor.of(1).to(DType.FLOAT32)))
                        .getMessage());
    }

    @Test
    void whatIsNotElementWiseIsRefused() {
        Tensor x = Tensor.of(1, 2);
        String unknown =
                "fuse: while a function is put together its tensors stand for any numbers, without a shape and without values;"
                        + " use element-wise methods and constants only, and compute the rest outside";
        List<TensorFunction> wrong = List.of(
                t -> t.sum(),
                t -> t.mul(t.size()),
                t -> t.reshape(2),
                t -> t.get(0) > 0 ? t : t.neg(),
                t -> Tensor.where(t.greater(0), t, t.neg()),
                t -> t.softmax(0),
                t -> t.matmul(t),
                t -> t.copy(),
                t -> t.mul(t.item()));
        for (TensorFunction f : wrong) {
            assertEquals(
                    unknown,
                    assertThrows(IllegalStateException.class, () -> fuse(f).apply(x))
                            .getMessage());
        }
        Tensor outside = Tensor.of(3, 4);
        assertEquals(
                "fuse: the function uses a tensor of shape [2] from outside; make it an argument",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> fuse((TensorFunction) t -> t.mul(outside)).apply(x))
                        .getMessage());
        try (Tape tape = Tape.open()) {
            Tensor tracked = tape.watch(Tensor.of(3));
            assertEquals(
                    "fuse: the function uses a tensor of shape [1] from outside, the gradient of which would be lost; make it an argument",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> fuse((TensorFunction) t -> t.mul(tracked))
                                            .apply(x))
                            .getMessage());
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> fuse((TensorFunction) t -> null).apply(x));
        assertThrows(
                IllegalArgumentException.class,
                () -> fuse((a, b) -> a.add(b)).apply(x, Tensor.of(1f, 2f).to(DType.FLOAT32)));
    }

    @Test
    void whatIsNotGivenOrDoesNotFitIsRefused() {
        Tensor x = Tensor.of(1, 2);
        BinaryOperator<Tensor> sum = fuse((a, b) -> a.add(b));
        Function<List<Tensor>, Tensor> list =
                fuse(Structure.list(), in -> in.get(0).exp());
        refused("fuse: the argument \"f\" is null; it has to be given", () -> fuse((TensorFunction) null));
        refused(
                "fuse: the argument \"x\" is null; it has to be given",
                () -> fuse((TensorFunction) Tensor::exp).apply(null));
        refused("fuse: the argument \"b\" is null; it has to be given", () -> sum.apply(x, null));
        refused("fuse: there are no inputs; give at least one tensor", () -> list.apply(List.of()));
        refused(
                "fuse: cannot broadcast [2] with [3]: axis −1 is 2 on the left and 3 on the right",
                () -> sum.apply(x, Tensor.of(1, 2, 3)));
        refused(
                "fuse: float64 tensor [2] with float32 tensor [2]; convert one with to(DType.FLOAT64)",
                () -> sum.apply(x, x.to(DType.FLOAT32)));
        refused(
                "fuse: the function returned null; it has to return a tensor",
                () -> fuse((TensorFunction) t -> null).apply(x));
        refused(
                "add: float32 with float64 in a function that is being fused; convert one with to(DType.FLOAT32) outside",
                () -> fuse((TensorFunction) t -> t.add(Tensor.scalar(1))).apply(x.to(DType.FLOAT32)));
        List<Tensor> kept = new ArrayList<>();
        assertEquals(
                2,
                fuse((TensorFunction) t -> {
                            kept.add(t);
                            return t.exp();
                        })
                        .apply(x)
                        .size());
        assertEquals(
                "exp: this tensor stood for any numbers while a function was being fused, which is over; let the function return what is"
                        + " needed",
                assertThrows(IllegalStateException.class, () -> kept.get(0).exp())
                        .getMessage());
        assertEquals("x0", kept.get(0).toString());
    }

    /** Few numbers, many, and those of a tape: one function, computed in two ways. */
    @Test
    void aPassForManyNumbersGivesWhatTheFunctionGives() {
        Fusion step = Fusion.of(in -> in.get(0).sub(in.get(1).mul(in.get(2))));
        for (DType dtype : DType.values()) {
            for (int n : new int[] {0, 1, 100, 5000}) {
                Tensor w = numbers(Shape.of(n), dtype, 1);
                Tensor g = numbers(Shape.of(n), dtype, 2);
                Tensor rate = Tensor.full(Shape.of(n), 0.3, dtype);
                same(n + " numbers", w.sub(g.mul(rate)), step.ofMany(w, g, rate));
                same(
                        "the gradient for " + n + " numbers",
                        rate.neg(),
                        grad(x -> step.ofMany(w, x, rate).sum()).apply(g));
            }
        }
        Tensor x = Tensor.of(1, 2);
        refused("fuse: the argument \"inputs\" is null; it has to be given", () -> step.ofMany(x, null, x));
        refused("fuse: there are no inputs; give at least one tensor", () -> step.ofMany());
        refused(
                "fuse: the function returned null; it has to return a tensor",
                () -> Fusion.of(in -> null).ofMany(x));
    }

    private static void refused(String message, Executable what) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, what).getMessage());
    }

    private static List<Tensor> arguments(DType dtype) {
        return List.of(
                numbers(Shape.SCALAR, dtype, 1),
                numbers(Shape.of(0), dtype, 1),
                numbers(Shape.of(3), dtype, 2),
                numbers(Shape.of(30, 70), dtype, 3).transpose(),
                numbers(Shape.of(5, 1), dtype, 4).broadcastTo(Shape.of(5, 40)),
                numbers(Shape.of(2500), dtype, 5));
    }

    private static Tensor numbers(Shape shape, DType dtype, int seed) {
        double[] numbers = new Random(seed).doubles(shape.size(), -2, 2).toArray();
        return Tensor.of(shape, numbers).to(dtype);
    }

    private static void same(String name, Tensor expected, Tensor got) {
        assertEquals(expected.shape(), got.shape(), name);
        assertEquals(expected.dtype(), got.dtype(), name);
        assertArrayEquals(expected.toDoubleArray(), got.toDoubleArray(), name);
    }
}
