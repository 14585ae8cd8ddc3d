package io.autodiff.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.autodiff.Snippet;
import io.autodiff.shape.Shape;
import io.autodiff.tensor.DType;
import io.autodiff.tensor.IntTensor;
import io.autodiff.tensor.Mask;
import io.autodiff.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is printed as Java gives the same value again, to the last bit: it is compiled and compared. */
public class JavaSourceTest {
    @TempDir
    Path classes;

    @Test
    void tensorsKeepTheirBits() throws Exception {
        double[] hard = {0, -0.0, 0.1, -1 / 3.0, 1e300, Double.MIN_VALUE, Double.MAX_VALUE, 2e-3, 1 + 0x1p-52};
        double[] bits = new SplittableRandom(1)
                .longs(200)
                .mapToDouble(Double::longBitsToDouble)
                .filter(x -> !Double.isNaN(x))
                .toArray();
        float[] narrow = {0, -0f, 0.1f, Float.MIN_VALUE, Float.MAX_VALUE, 1 + 0x1p-23f, Float.NaN};
        List<Tensor> tensors = List.of(
                Tensor.of(Shape.of(3, 3), hard),
                Tensor.of(bits),
                Tensor.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY),
                Tensor.scalar(0.1),
                Tensor.zeros(2, 0),
                Tensor.of(Shape.of(1, 7), narrow),
                Tensor.of(new float[] {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}),
                Tensor.scalar(0.3).to(DType.FLOAT32),
                Tensor.zeros(Shape.of(0), DType.FLOAT32));
        String program = tensors.stream()
                .map(x -> "System.out.println(io.autodiff.laws.JavaSourceTest.bits(" + JavaSource.of(x) + "));\n")
                .collect(Collectors.joining());
        String expected =
                tensors.stream().map(x -> JavaSourceTest.bits(x) + "\n").collect(Collectors.joining());
        assertEquals(expected, run(program));
    }

    /** Shape, dtype and the bits of every number, for the program that runs. */
    public static String bits(Tensor x) {
        return x.dtype() + " " + x.shape() + " "
                + Arrays.stream(x.toDoubleArray())
                        .mapToObj(number -> Long.toHexString(Double.doubleToLongBits(number)))
                        .toList();
    }

    private enum Kind {
        FIRST
    }

    private record Inner(Kind kind, boolean yes, long large) {}

    private record Outer(Inner inner, List<Integer> axes, float number, Shape shape, IntTensor labels, Mask mask) {}

    @Test
    void recordsAreWrittenWithTheirComponents() {
        Outer value = new Outer(
                new Inner(Kind.FIRST, true, 7),
                List.of(1, -1),
                0.5f,
                Shape.of(2, 3),
                IntTensor.of(4, 5),
                Mask.of(true, false));
        String here = JavaSourceTest.class.getName() + ".";
        assertEquals(
                Optional.of(
                        "new " + here + "Outer(new " + here + "Inner(" + here + "Kind.FIRST, true, 7L), List.of(1, -1),"
                                + " 0.5f, Shape.of(2, 3), IntTensor.of(Shape.of(2), 4, 5), Mask.of(Shape.of(2), true, false))"),
                JavaSource.of((Object) value));
    }

    @Test
    void whatCannotBeWrittenIsNotGuessed() {
        record WithFunction(UnaryOperator<Tensor> f) {}
        record Inside(int number) {}
        assertEquals(Optional.empty(), JavaSource.of((Object) new WithFunction(x -> x)));
        assertEquals(Optional.empty(), JavaSource.of((Object) List.of(1, new Object())));
        assertEquals(Optional.of("new Inside(1)"), JavaSource.of((Object) new Inside(1)));
    }

    private String run(String program) throws Exception {
        return Snippet.run("import io.autodiff.shape.*;\nimport io.autodiff.tensor.*;\n", program, classes);
    }
}
