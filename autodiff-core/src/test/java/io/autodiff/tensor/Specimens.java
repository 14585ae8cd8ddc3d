package io.autodiff.tensor;

import static io.autodiff.tensor.Specimen.made;

import io.autodiff.shape.Shape;
import io.autodiff.tensor.OpTables.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Points at which right rules differ from wrong ones, for every op: numbers without symmetry, ties and zeros, matrices that
 * are square so that a transpose can be forgotten, steps and bounds between the numbers so that moving them matters.
 */
final class Specimens {
    private static final Tensor X = Tensor.of(new double[][] {{0.5, -0.125}, {1.75, 1.25}});
    private static final Tensor Y = Tensor.of(new double[][] {{0.625, 0.25}, {-0.5, 1.5}});
    private static final Tensor POSITIVE = Tensor.of(new double[][] {{0.5, 1.25}, {1.75, 0.875}});
    private static final Tensor ABOVE_ONE = Tensor.of(new double[][] {{1.5, 2.25}, {1.75, 3.125}});
    private static final Tensor INSIDE_ONE = Tensor.of(new double[][] {{0.5, -0.25}, {-0.625, 0.125}});
    private static final Tensor CUBE = Tensor.of(Shape.of(2, 2, 2), 0.5, -1.25, 1.75, -0.125, 0.625, 0.25, -0.5, 1.5);
    private static final Tensor ROW = Tensor.of(0.5, -1.25, 1.75);
    private static final Tensor COLUMNS = Tensor.of(new double[][] {{0.5, -1.25}, {-0.125, 1.75}, {0.625, 1.5}});

    private Specimens() {}

    /** Those of one op. */
    static List<Specimen> of(Entry op) {
        return ALL.stream().filter(specimen -> op.matches().test(specimen.op())).toList();
    }

    private static final List<Specimen> ALL = Stream.of(
                    elementwise(),
                    pairs(),
                    activations(),
                    reductions(),
                    scans(),
                    movements(),
                    indices(),
                    fusions(),
                    matrices())
            .flatMap(List::stream)
            .toList();

    private static List<Specimen> elementwise() {
        List<Specimen> all = new ArrayList<>();
        for (UnaryOp op : List.of(
                ElementwiseOps.NEG,
                ElementwiseOps.ABS,
                ElementwiseOps.SQUARE,
                ElementwiseOps.RECIPROCAL,
                ElementwiseOps.EXP,
                ElementwiseOps.EXP2,
                ElementwiseOps.EXPM1,
                ElementwiseOps.SIN,
                ElementwiseOps.COS,
                ElementwiseOps.TAN,
                ElementwiseOps.ATAN_SLOPE,
                ElementwiseOps.ATAN,
                ElementwiseOps.SINH,
                ElementwiseOps.COSH,
                ElementwiseOps.TANH,
                ElementwiseOps.ASINH_SLOPE,
                ElementwiseOps.ASINH,
                ElementwiseOps.GAUSSIAN,
                ElementwiseOps.ERF,
                ElementwiseOps.ERFC)) {
            all.add(Specimen.of(op, X));
        }
        for (UnaryOp op : List.of(
                ElementwiseOps.SQRT,
                ElementwiseOps.RSQRT,
                ElementwiseOps.LOG,
                ElementwiseOps.LOG_SLOPE,
                ElementwiseOps.LOG2,
                ElementwiseOps.LOG10,
                ElementwiseOps.LOG1P)) {
            all.add(Specimen.of(op, POSITIVE));
        }
        for (UnaryOp op : List.of(
                ElementwiseOps.ASIN_SLOPE,
                ElementwiseOps.ASIN,
                ElementwiseOps.ACOS,
                ElementwiseOps.ATANH_SLOPE,
                ElementwiseOps.ATANH)) {
            all.add(Specimen.of(op, INSIDE_ONE));
        }
        all.add(Specimen.of(ElementwiseOps.ACOSH_SLOPE, ABOVE_ONE));
        all.add(Specimen.of(ElementwiseOps.ACOSH, ABOVE_ONE));
        all.add(made(x -> ElementwiseOps.tanhSlope(x.tanh()), X));
        return all;
    }

    private static List<Specimen> pairs() {
        return List.of(
                Specimen.of(ArithmeticOps.ADD, X, Y),
                Specimen.of(ArithmeticOps.SUB, X, Y),
                Specimen.of(ArithmeticOps.MUL, X, Y),
                Specimen.of(ArithmeticOps.DIV, X, Y),
                Specimen.of(ArithmeticOps.POW, POSITIVE, Y),
                Specimen.of(ArithmeticOps.MAXIMUM, X, Y),
                Specimen.of(ArithmeticOps.MAXIMUM, Y, X),
                Specimen.of(ArithmeticOps.MINIMUM, X, Y),
                Specimen.of(ArithmeticOps.MINIMUM, Y, X),
                Specimen.of(ArithmeticOps.TIMES, X, Y),
                Specimen.of(ArithmeticOps.PRODUCT_OF_GRADIENTS, X, Y),
                Specimen.of(new ArithmeticOps.PowScalar(3), X),
                Specimen.of(new ArithmeticOps.PowScalar(-1.5), POSITIVE),
                Specimen.of(new ArithmeticOps.MaximumScalar(0), X),
                Specimen.of(new ArithmeticOps.MinimumScalar(1.5), X),
                Specimen.of(new ArithmeticOps.Where(Mask.of(Shape.of(2, 2), false, true, true, false)), X, Y),
                Specimen.of(new ArithmeticOps.Where(Mask.of(Shape.of(2, 2), true, true, false, false)), X, Y),
                Specimen.of(PairOps.INVERSION, X, Y),
                Specimen.of(PairOps.DIRECTION, X, Y),
                Specimen.of(PairOps.ATAN2, X, Y),
                Specimen.of(PairOps.HYPOT, X, Y),
                Specimen.of(PairOps.LOG_ADD_EXP, X, Y),
                Specimen.of(PairOps.XLOGY, X, POSITIVE));
    }

    private static List<Specimen> activations() {
        List<Specimen> all = new ArrayList<>();
        for (UnaryOp op : List.of(
                ActivationOps.SIGMOID,
                ActivationOps.LOG_SIGMOID,
                ActivationOps.SOFTPLUS,
                ActivationOps.SOFTSIGN,
                ActivationOps.RELU,
                ActivationOps.SILU_SLOPE,
                ActivationOps.SILU,
                ActivationOps.MISH_SLOPE,
                ActivationOps.MISH,
                ActivationOps.NORMAL_DENSITY,
                ActivationOps.GELU_SLOPE,
                ActivationOps.GELU,
                ActivationOps.GELU_TANH_SLOPE,
                ActivationOps.GELU_TANH,
                ActivationOps.HARD_SWISH,
                new ActivationOps.LeakyRelu(0.25),
                new ActivationOps.Elu(1.5),
                new ActivationOps.Celu(0.75))) {
            all.add(Specimen.of(op, X));
        }
        all.add(Specimen.of(new ActivationOps.EluSlope(1.5), X.neg())); // constant where x is positive
        all.add(Specimen.of(new ActivationOps.EluCurve(1.5), X.neg()));
        all.add(made(x -> ActivationOps.sigmoidSlope(x.sigmoid()), X));
        return all;
    }

    private static List<Specimen> reductions() {
        return List.of(
                Specimen.of(new ReductionOps.Sum(List.of(1)), X),
                Specimen.of(new ReductionOps.Sum(List.of(0, 2)), CUBE),
                Specimen.of(new ReductionOps.Max(List.of(0)), X),
                Specimen.of(new ReductionOps.Max(List.of(0, 1)), CUBE),
                Specimen.of(new ReductionOps.Min(List.of(1)), X),
                Specimen.of(new ReductionOps.Min(List.of(1, 2)), CUBE),
                Specimen.of(new ReductionOps.Prod(1), X),
                Specimen.of(new ReductionOps.LogSumExp(List.of(0)), X),
                Specimen.of(new ReductionOps.LogSumExp(List.of(0, 2)), CUBE),
                Specimen.of(new ReductionOps.Softmax(1), X),
                Specimen.of(new ReductionOps.LogSoftmax(0), X),
                Specimen.of(new StatisticsOps.Norm(2, List.of(1)), X),
                Specimen.of(new StatisticsOps.Norm(3, List.of(0, 2)), CUBE),
                Specimen.of(new StatisticsOps.LayerNorm(0.5, List.of(1)), X),
                Specimen.of(new StatisticsOps.LayerNorm(0.25, List.of(0, 2)), CUBE),
                Specimen.of(
                        new StatisticsOps.ScaledLayerNorm(0.5, List.of(1)), X, ROW.slice(0, 0, 2), ROW.slice(0, 1, 3)),
                Specimen.of(
                        new StatisticsOps.ScaledLayerNorm(0.25, List.of(0, 2)),
                        CUBE,
                        CUBE.select(1, 0),
                        CUBE.select(1, 1)),
                Specimen.of(new LossOps.CrossEntropy(IntTensor.of(1, 0)), X));
    }

    private static List<Specimen> scans() {
        return List.of(
                Specimen.of(new ScanOps.CumSum(0, Direction.FORWARDS), COLUMNS),
                Specimen.of(new ScanOps.CumSum(1, Direction.BACKWARDS), X),
                Specimen.of(new ScanOps.CumProd(0, Direction.FORWARDS), COLUMNS),
                Specimen.of(new ScanOps.CumProd(1, Direction.BACKWARDS), X),
                Specimen.of(new ScanOps.LogCumSumExp(0), COLUMNS),
                Specimen.of(new ScanOps.LogCumSumExp(1), X),
                Specimen.of(new ScanOps.Recurrence(0, Direction.FORWARDS), COLUMNS, COLUMNS.add(0.375)),
                Specimen.of(new ScanOps.Recurrence(1, Direction.BACKWARDS), X, Y));
    }

    private static List<Specimen> movements() {
        return List.of(
                Specimen.of(new MovementOps.Reshape(Shape.of(4)), X),
                Specimen.of(new MovementOps.Reshape(Shape.of(3, 1)), ROW),
                Specimen.of(new MovementOps.Permute(List.of(1, 0)), X),
                Specimen.of(new MovementOps.Permute(List.of(1, 2, 0)), CUBE),
                Specimen.of(new MovementOps.BroadcastTo(Shape.of(2, 3)), ROW.reshape(1, 3)),
                Specimen.of(new MovementOps.BroadcastTo(Shape.of(2, 3, 3)), ROW.reshape(3, 1)),
                Specimen.of(new MovementOps.Slice(0, 1, 1, 1), X),
                Specimen.of(new MovementOps.Slice(0, 0, 2, 2), ROW),
                Specimen.of(new MovementOps.Pad(0, 1, 2, 5), X),
                Specimen.of(new MovementOps.Concat(0, List.of(0, 2)), X, Y),
                Specimen.of(new MovementOps.Copy(), X),
                Specimen.of(new MovementOps.To(DType.FLOAT64), X),
                Specimen.of(new ArrangementOps.Flip(List.of(0)), X),
                Specimen.of(new ArrangementOps.Roll(0, 1), ROW),
                Specimen.of(new ArrangementOps.Roll(1, 1), X));
    }

    private static List<Specimen> indices() {
        IntTensor indices = IntTensor.of(1, 0, 0);
        IntTensor places = IntTensor.of(Shape.of(2, 2), 1, 0, 0, 0);
        return List.of(
                Specimen.of(new IndexingOps.IndexSelect(0, 1, indices), X),
                Specimen.of(new IndexingOps.IndexAdd(0, Shape.of(2), indices), ROW),
                Specimen.of(new IndexingOps.Gather(0, places), X),
                Specimen.of(new IndexingOps.ScatterAdd(0, places, 2), X),
                Specimen.of(new IndexingOps.With(List.of(new MovementOps.Slice(0, 0, 1, 1))), X, Y.slice(0, 0, 1)),
                Specimen.of(new IndexingOps.With(List.of(new MovementOps.Slice(1, 0, 1, 1))), X, Y.slice(1, 0, 1)),
                Specimen.of(
                        new PlacedSum(List.of(new MovementOps.Pad(0, 0, 1, 3), new MovementOps.Pad(0, 1, 1, 3))),
                        X,
                        Y));
    }

    private static List<Specimen> fusions() {
        Function<List<Tensor>, Tensor> f = in -> in.get(0).mul(in.get(1)).tanh().add(in.get(0));
        return List.of(Specimen.of(
                new Fused(Fusion.of(f), Trace.of(2, DType.FLOAT64, in -> List.of(f.apply(in)))), X, Y));
    }

    private static List<Specimen> matrices() {
        return List.of(
                Specimen.of(LinearAlgebraOps.MATMUL, X, Y),
                Specimen.of(LinearAlgebraOps.MATMUL, CUBE, CUBE.add(0.375)),
                Specimen.of(new MatrixOps.Diagonal(0), X),
                Specimen.of(new MatrixOps.Diagonal(1), CUBE),
                Specimen.of(new MatrixOps.DiagEmbed(-1, 3, 3), X),
                Specimen.of(new MatrixOps.DiagEmbed(0, 4, 3), ROW));
    }
}
