package io.autodiff.peers;

import io.autodiff.tensor.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.api.OutAndGrad;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** ND4J; its gradients are those of SameDiff graphs, which are built once and then run. */
final class Nd4j implements Peer {
    @Override
    public Task matmul(Product p, DType dtype) {
        INDArray left = array(p.left(), dtype, p.leftRows(), p.leftColumns());
        INDArray right = array(p.right(), dtype, p.rightRows(), p.rightColumns());
        INDArray a = p.leftTransposed() ? left.transpose() : left;
        INDArray b = p.rightTransposed() ? right.transpose() : right;
        return task(() -> List.of(a.mmul(b)));
    }

    @Override
    public Task dot(int n, DType dtype) {
        INDArray a = array(Inputs.numbers(1, n), dtype, n);
        INDArray b = array(Inputs.numbers(2, n), dtype, n);
        return task(() -> List.of(a.mmul(b)));
    }

    @Override
    public Task matvec(int m, int n, DType dtype) {
        INDArray a = array(Inputs.numbers(1, m * n), dtype, m, n);
        INDArray x = array(Inputs.numbers(2, n), dtype, n);
        return task(() -> List.of(a.mmul(x)));
    }

    @Override
    public Task forward(Formula f, int n, DType dtype) {
        INDArray[] x = new INDArray[f.inputs()];
        Arrays.setAll(x, i -> array(f.numbers(i, n), dtype, f.shape(i, n)));
        return task(() -> List.of(value(f, x)));
    }

    @Override
    public Task layer(DType dtype) {
        SameDiff graph = SameDiff.create();
        SDVariable x = graph.constant("x", array(Inputs.numbers(1, 8), dtype, 1, 8));
        SDVariable w = graph.var("w", array(Inputs.numbers(2, 64), dtype, 8, 8));
        SDVariable b = graph.var("b", array(Inputs.numbers(3, 8), dtype, 8));
        return task(graph, graph.math().tanh(x.mmul(w).add(b)).sum("loss"), "w", "b");
    }

    @Override
    public Task scalars(int ops, DType dtype) {
        SameDiff graph = SameDiff.create();
        SDVariable factor = graph.constant("factor", array(new double[] {1.0001}, dtype, 1));
        SDVariable y = graph.var("start", array(new double[] {1}, dtype, 1));
        for (int i = 0; i < ops; i++) {
            y = y.mul(factor);
        }
        return task(graph, y.sum("loss"), "start");
    }

    private static INDArray value(Formula f, INDArray... x) {
        return switch (f) {
            case EXP -> Transforms.exp(x[0], true);
            case TANH -> Transforms.tanh(x[0], true);
            case SIGMOID -> Transforms.sigmoid(x[0], true);
            case RELU -> Transforms.relu(x[0], true);
            case ADD -> x[0].add(x[1]);
            case SOFTMAX -> Transforms.softmax(x[0], true);
            // its gelu is another function
            case GELU, LAYER_NORM, AFFINE, GATE, BUMP -> throw Peer.absent();
        };
    }

    private static INDArray array(double[] numbers, DType dtype, long... shape) {
        return org.nd4j.linalg.factory.Nd4j.create(
                numbers, shape, dtype == DType.FLOAT32 ? DataType.FLOAT : DataType.DOUBLE);
    }

    private static Task task(SameDiff graph, SDVariable loss, String... parameters) {
        loss.markAsLoss();
        List<String> outputs = List.of(loss.name());
        List<String> gradients = List.of(parameters);
        return task(() -> {
            OutAndGrad both = graph.calculateGradientsAndOutputs(Map.of(), outputs, gradients);
            List<INDArray> results = new ArrayList<>(both.getOutputs().values());
            for (String parameter : gradients) {
                results.add(both.getGradients().get(parameter));
            }
            return results;
        });
    }

    private static Task task(Supplier<List<INDArray>> work) {
        return new Task() {
            @Override
            public void run() {
                for (INDArray array : work.get()) {
                    array.close(); // its memory is not that of the garbage collector
                }
            }

            @Override
            public double[] numbers() {
                return work.get().stream()
                        .map(array -> array.dup('c')
                                .castTo(DataType.DOUBLE)
                                .reshape(array.length())
                                .toDoubleVector())
                        .flatMapToDouble(Arrays::stream)
                        .toArray();
            }
        };
    }
}
