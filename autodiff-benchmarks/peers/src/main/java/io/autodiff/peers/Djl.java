package io.autodiff.peers;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;
import io.autodiff.tensor.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The Deep Java Library with its PyTorch engine. Its gradients start from a single number, so it has no part in the gradients of
 * functions.
 */
final class Djl implements Peer {
    private final NDManager manager = NDManager.newBaseManager("PyTorch");

    @Override
    public Task matmul(Product p, DType dtype) {
        NDArray left = array(p.left(), dtype, p.leftRows(), p.leftColumns());
        NDArray right = array(p.right(), dtype, p.rightRows(), p.rightColumns());
        NDArray a = p.leftTransposed() ? left.transpose() : left;
        NDArray b = p.rightTransposed() ? right.transpose() : right;
        return task(run -> new NDList(in(run, a).matMul(b)));
    }

    @Override
    public Task dot(int n, DType dtype) {
        NDArray a = array(Inputs.numbers(1, n), dtype, n);
        NDArray b = array(Inputs.numbers(2, n), dtype, n);
        return task(run -> new NDList(in(run, a).dot(b)));
    }

    @Override
    public Task matvec(int m, int n, DType dtype) {
        NDArray a = array(Inputs.numbers(1, m * n), dtype, m, n);
        NDArray x = array(Inputs.numbers(2, n), dtype, n);
        return task(run -> new NDList(in(run, a).matMul(x)));
    }

    @Override
    public Task forward(Formula f, int n, DType dtype) {
        NDArray[] x = new NDArray[f.inputs()];
        Arrays.setAll(x, i -> array(f.numbers(i, n), dtype, f.shape(i, n)));
        return task(run -> new NDList(value(f, in(run, x[0]), x)));
    }

    @Override
    public Task layer(DType dtype) {
        NDArray x = array(Inputs.numbers(1, 8), dtype, 1, 8);
        NDArray w = parameter(Inputs.numbers(2, 64), dtype, 8, 8);
        NDArray b = parameter(Inputs.numbers(3, 8), dtype, 8);
        return task(run -> {
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray loss =
                        in(run, x).matMul(in(run, w)).add(in(run, b)).tanh().sum();
                forgetGradient(w);
                forgetGradient(b);
                collector.backward(loss);
                return new NDList(loss, w.getGradient(), b.getGradient());
            }
        });
    }

    @Override
    public Task scalars(int ops, DType dtype) {
        NDArray start = parameter(new double[] {1}, dtype, 1);
        NDArray factor = array(new double[] {1.0001}, dtype, 1);
        return task(run -> {
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray y = in(run, start);
                for (int i = 0; i < ops; i++) {
                    y = y.mul(factor);
                }
                NDArray sum = y.sum();
                forgetGradient(start);
                collector.backward(sum);
                return new NDList(sum, start.getGradient());
            }
        });
    }

    @Override
    public Task mlp() {
        List<NDArray> net = new ArrayList<>();
        for (int layer = 0; layer < Perceptron.LAYERS; layer++) {
            int in = Perceptron.WIDTHS[layer];
            int out = Perceptron.WIDTHS[layer + 1];
            net.add(parameter(Perceptron.weight(layer), DType.FLOAT32, in, out));
            net.add(parameter(new double[out], DType.FLOAT32, out));
        }
        NDArray x = array(Perceptron.pictures(), DType.FLOAT32, Perceptron.BATCH, Perceptron.WIDTHS[0]);
        NDList labels = new NDList(manager.create(Perceptron.labels()).toType(DataType.INT64, false));
        Loss crossEntropy = Loss.softmaxCrossEntropyLoss();
        return task(run -> {
            NDArray loss;
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray y = in(run, x);
                for (int layer = 0; layer < Perceptron.LAYERS; layer++) {
                    y = y.matMul(net.get(2 * layer)).add(net.get(2 * layer + 1));
                    y = layer < Perceptron.LAYERS - 1 ? Activation.relu(y) : y;
                }
                loss = crossEntropy.evaluate(labels, new NDList(y));
                for (NDArray parameter : net) {
                    forgetGradient(in(run, parameter));
                }
                collector.backward(loss);
            }
            for (NDArray parameter : net) {
                parameter.subi(parameter.getGradient().mul(Perceptron.LEARNING_RATE));
            }
            return new NDList(loss);
        });
    }

    /** The next gradient is added to the last one, so that one is taken away first. */
    private static void forgetGradient(NDArray parameter) {
        if (parameter.hasGradient()) {
            NDArray gradient = parameter.getGradient();
            gradient.subi(gradient);
        }
    }

    private static NDArray value(Formula f, NDArray first, NDArray... x) {
        return switch (f) {
            case EXP -> first.exp();
            case TANH -> first.tanh();
            case SIGMOID -> Activation.sigmoid(first);
            case GELU -> Activation.gelu(first);
            case RELU -> Activation.relu(first);
            case ADD -> first.add(x[1]);
            case SOFTMAX -> first.softmax(-1);
            case LAYER_NORM ->
                LayerNorm.layerNorm(first, x[1].getShape(), x[1], x[2], (float) Formula.EPSILON)
                        .singletonOrThrow();
            case AFFINE, GATE, BUMP -> throw Peer.absent();
        };
    }

    private NDArray parameter(double[] numbers, DType dtype, long... shape) {
        NDArray parameter = array(numbers, dtype, shape);
        parameter.setRequiresGradient(true);
        return parameter;
    }

    private NDArray array(double[] numbers, DType dtype, long... shape) {
        return manager.create(numbers)
                .reshape(new Shape(shape))
                .toType(dtype == DType.FLOAT32 ? DataType.FLOAT32 : DataType.FLOAT64, true);
    }

    /** The same array, lent to this run: what is computed from it belongs to the run and is freed with it. */
    private static NDArray in(NDManager run, NDArray array) {
        array.tempAttach(run);
        return array;
    }

    private Task task(Function<NDManager, NDList> work) {
        return new Task() {
            @Override
            public void run() {
                try (NDManager run = manager.newSubManager()) {
                    work.apply(run).close();
                }
            }

            @Override
            public double[] numbers() {
                try (NDManager run = manager.newSubManager()) {
                    return work.apply(run).stream()
                            .map(array -> array.toType(DataType.FLOAT64, true).toDoubleArray())
                            .flatMapToDouble(Arrays::stream)
                            .toArray();
                }
            }
        };
    }
}
