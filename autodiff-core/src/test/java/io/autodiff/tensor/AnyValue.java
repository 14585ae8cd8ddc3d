package io.autodiff.tensor;

import io.autodiff.shape.Layout;
import io.autodiff.shape.Runs;
import io.autodiff.shape.Shape;
import io.autodiff.transform.TensorFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values of every type that public methods take, chosen to be awkward. */
final class AnyValue {
    /** A tensor of more elements is not worked with any further. */
    static final int LARGE = 1 << 20;

    private static final int MAX = Integer.MAX_VALUE;
    private static final int[] WHOLE = {Integer.MIN_VALUE, -65, -3, -2, -1, 0, 1, 2, 3, 4, 65, MAX - 1, MAX};
    private static final double[] REAL = {
        0, -0.0, 1, -2.5, 1e300, Double.MIN_VALUE, Double.NaN, Double.NEGATIVE_INFINITY
    };

    private final Random random;
    private final List<Tensor> tensors = new ArrayList<>();
    private final Tape tape = Tape.open();
    private final Tangents tangents = Tangents.open();
    private final Gradients gradients;

    AnyValue(Random random) {
        this.random = random;
        Tensor matrix = Tensor.arange(6).reshape(2, 3);
        Tensor watched = tape.watch(matrix);
        Tensor closed;
        try (Tape ended = Tape.open()) {
            closed = ended.watch(matrix);
        }
        gradients = tape.keep().gradients(watched.sum());
        tensors.addAll(List.of(
                Tensor.scalar(2),
                Tensor.arange(3),
                Tensor.of(new float[] {1, 2, 3}),
                Tensor.zeros(0, 3),
                matrix,
                matrix.transpose(),
                Tensor.arange(12).slice(0, 1, 12, 2).reshape(3, 1, 2),
                Tensor.full(Shape.of(3, MAX / 3), 1, DType.FLOAT64),
                watched,
                watched.sum(),
                closed,
                tangents.attach(matrix, matrix)));
    }

    /** Whether there are values of a type. */
    static boolean hasSome(Class<?> type) {
        return new AnyValue(new Random(0)).maker(type) != null;
    }

    Object given(Class<?> type) {
        // A method that Tensor inherits is declared by one of its families.
        Supplier<?> maker = type.isAssignableFrom(Tensor.class) ? this::tensor : maker(type);
        if (maker == null) {
            throw new AssertionError("no value of " + type);
        }
        return maker.get();
    }

    /** One argument in twenty is null. */
    @Nullable
    Object maybeNull(Class<?> type) {
        return !type.isPrimitive() && random.nextInt(20) == 0 ? null : given(type);
    }

    void add(Tensor tensor) {
        if (tensor.size() < LARGE) {
            tensors.add(tensor);
        }
    }

    private @Nullable Supplier<?> maker(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "int" -> this::whole;
            case "int[]" -> this::wholes;
            case "double" -> this::real;
            case "double[]" -> () -> reals();
            case "float[]" -> () -> floats();
            case "double[][]" -> () -> new double[][] {reals(), reals()};
            case "float[][]" -> () -> new float[][] {floats()};
            case "boolean[]" -> () -> new boolean[random.nextInt(4)];
            case "String" -> () -> "test";
            case "Shape" -> this::shape;
            case "Layout" -> () -> shape().rowMajor();
            case "Layout[]" -> () -> new Layout[] {shape().rowMajor(), shape().rowMajor()};
            case "Runs" -> () -> Runs.over(Shape.of(2, 3).rowMajor());
            case "DType" -> () -> DType.values()[random.nextInt(2)];
            case "Tensor" -> this::tensor;
            case "Tensor[]" -> () -> new Tensor[] {tensor(), tensor()};
            case "List" -> () -> Arrays.asList(tensor(), tensor());
            case "Mask" -> () -> Mask.of(Shape.of(2, 3), new boolean[6]);
            case "IntTensor" -> () -> IntTensor.of(whole(), whole());
            case "IntTensor[]" -> () -> new IntTensor[] {IntTensor.of(whole(), whole()), IntTensor.of(whole())};
            case "Region" -> () -> Region.all().range(whole(), whole(), whole()).at(whole(), whole());
            case "UnaryOp" -> () -> new RuleErrors.Doubled(g -> g.mul(2));
            case "BinaryOp" -> () -> new RuleErrors.Joined(g -> g);
            case "NaryOp" -> () -> new RuleErrors.Total(g -> g);
            case "TensorFunction" -> () -> (TensorFunction) x -> random.nextBoolean() ? x.exp() : x.sum();
            case "Tape" -> () -> tape;
            case "Tangents" -> () -> tangents;
            case "Gradients" -> () -> gradients;
            default -> null;
        };
    }

    private Tensor tensor() {
        return tensors.get(random.nextInt(tensors.size()));
    }

    private int whole() {
        return WHOLE[random.nextInt(WHOLE.length)];
    }

    private int[] wholes() {
        return IntStream.range(0, random.nextInt(4)).map(i -> whole()).toArray();
    }

    private double real() {
        return REAL[random.nextInt(REAL.length)];
    }

    private double[] reals() {
        return IntStream.range(0, random.nextInt(4)).mapToDouble(i -> real()).toArray();
    }

    private float[] floats() {
        return new float[random.nextInt(4)];
    }

    /** Small ones, one that is empty, and one of more elements than the memory holds. */
    private Shape shape() {
        List<Shape> shapes = Stream.of(new int[][] {{}, {1}, {3}, {2, 3}, {3, 1, 2}, {0, 3}, {MAX, 0}, {3, MAX / 3}})
                .map(Shape::of)
                .toList();
        return shapes.get(random.nextInt(shapes.size()));
    }
}
