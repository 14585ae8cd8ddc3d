package io.autodiff.peers;

import static io.autodiff.transform.Autodiff.fuse;

import io.autodiff.examples.SpiralClassifier;
import io.autodiff.examples.SpiralClassifier.Start;
import io.autodiff.nn.Key;
import io.autodiff.nn.Layer;
import io.autodiff.nn.Linear;
import io.autodiff.nn.Losses;
import io.autodiff.nn.Pass;
import io.autodiff.nn.Sequential;
import io.autodiff.nn.Sgd;
import io.autodiff.shape.Shape;
import io.autodiff.tensor.DType;
import io.autodiff.tensor.Gradients;
import io.autodiff.tensor.IntTensor;
import io.autodiff.tensor.Tape;
import io.autodiff.tensor.Tensor;
import io.autodiff.transform.Structure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** This library. */
final class Ours implements Peer {
    static final int SEED = 1984;

    @Override
    public Task matmul(Product p, DType dtype) {
        Tensor left = tensor(p.left(), dtype, p.leftRows(), p.leftColumns());
        Tensor right = tensor(p.right(), dtype, p.rightRows(), p.rightColumns());
        Tensor a = p.leftTransposed() ? left.transpose() : left;
        Tensor b = p.rightTransposed() ? right.transpose() : right;
        return task(() -> List.of(a.matmul(b)));
    }

    @Override
    public Task dot(int n, DType dtype) {
        Tensor a = tensor(Inputs.numbers(1, n), dtype, n);
        Tensor b = tensor(Inputs.numbers(2, n), dtype, n);
        return task(() -> List.of(a.dot(b)));
    }

    @Override
    public Task matvec(int m, int n, DType dtype) {
        Tensor a = tensor(Inputs.numbers(1, m * n), dtype, m, n);
        Tensor x = tensor(Inputs.numbers(2, n), dtype, n);
        return task(() -> List.of(a.matmul(x)));
    }

    @Override
    public Task forward(Formula f, int n, DType dtype) {
        List<Tensor> x = inputs(f, n, dtype);
        return task(() -> List.of(value(f, x)));
    }

    @Override
    public Task gradient(Formula f, int n, DType dtype) {
        List<Tensor> x = inputs(f, n, dtype);
        Tensor g = tensor(f.cotangent(n), dtype, f.shape(0, n));
        return task(() -> {
            try (Tape tape = Tape.open()) {
                List<Tensor> watched = watched(tape, x);
                Tensor y = value(f, watched);
                return results(tape, y, tape.gradients(y, g), watched);
            }
        });
    }

    @Override
    public Task layer(DType dtype) {
        Tensor x = tensor(Inputs.numbers(1, 8), dtype, 1, 8);
        List<Tensor> parameters =
                List.of(tensor(Inputs.numbers(2, 64), dtype, 8, 8), tensor(Inputs.numbers(3, 8), dtype, 8));
        return differentiated(
                parameters, p -> x.matmul(p.get(0)).add(p.get(1)).tanh().sum());
    }

    @Override
    public Task scalars(int ops, DType dtype) {
        Tensor factor = Tensor.of(1.0001).to(dtype);
        return differentiated(
                List.of(Tensor.of(1.0).to(dtype)),
                x -> chain(x.get(0), factor, ops).sum());
    }

    @Override
    public Task spiral() {
        return task(() -> {
            List<Double> losses = SpiralClassifier.loop(Start.of(SEED), Losses.crossEntropy(), line -> {})
                    .losses();
            return List.of(Tensor.scalar(losses.get(losses.size() - 1)));
        });
    }

    @Override
    public Task mlp() {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < Perceptron.LAYERS; i++) {
            int in = Perceptron.WIDTHS[i];
            int out = Perceptron.WIDTHS[i + 1];
            Tensor weight = tensor(Perceptron.weight(i), DType.FLOAT32, in, out);
            Linear linear = Linear.of(weight, Tensor.zeros(Shape.of(out), DType.FLOAT32));
            layers.add(i < Perceptron.LAYERS - 1 ? linear.then(Tensor::relu) : linear);
        }
        Layer model = new Sequential(layers);
        Tensor x = tensor(Perceptron.pictures(), DType.FLOAT32, Perceptron.BATCH, Perceptron.WIDTHS[0]);
        IntTensor labels = IntTensor.of(Perceptron.labels());
        Sgd sgd = Sgd.of(Perceptron.LEARNING_RATE);
        return task(() -> {
            try (Tape tape = Tape.open()) {
                Pass pass = Pass.training(tape, Key.of(0)); // nothing in this model is random
                Tensor loss = model.apply(pass, x).crossEntropy(labels);
                sgd.step(pass.gradients(loss));
                return List.of(tape.value(loss));
            }
        });
    }

    @Override
    public Task cost(Cost cost, DType dtype) {
        Cost.Loss loss = cost.loss(dtype);
        Task both = differentiated(loss.parameters(), loss.value());
        return new Task() {
            @Override
            public void run() {
                both.run();
            }

            @Override
            public double[] numbers() {
                return new double[] {both.numbers()[0]}; // the value is what Untracked has, too
            }
        };
    }

    // Several functions that follow each other are one op, as a user would have it.

    private static final Function<List<Tensor>, Tensor> AFFINE =
            fuse(Structure.list(), in -> in.get(0).mul(in.get(1)).add(in.get(2)).sigmoid());

    private static final Function<List<Tensor>, Tensor> GATE = fuse(Structure.list(), in -> {
        Tensor xw = in.get(0).mul(in.get(1));
        return xw.add(in.get(2)).sigmoid().mul(xw.sub(in.get(2)).tanh());
    });

    private static final Function<List<Tensor>, Tensor> BUMP = fuse(Structure.list(), in -> {
        Tensor x = in.get(0);
        return x.sub(in.get(2))
                .square()
                .neg()
                .exp()
                .mul(in.get(1))
                .div(x.neg().exp().add(1));
    });

    /** y = f(x), by methods that a user would call. */
    static Tensor value(Formula f, List<Tensor> inputs) {
        Tensor x = inputs.get(0);
        return switch (f) {
            case EXP -> x.exp();
            case TANH -> x.tanh();
            case SIGMOID -> x.sigmoid();
            case GELU -> x.gelu();
            case RELU -> x.relu();
            case ADD -> x.add(inputs.get(1));
            case SOFTMAX -> x.softmax(-1);
            case LAYER_NORM -> x.layerNorm(inputs.get(1), inputs.get(2), Formula.EPSILON, -1);
            case AFFINE -> AFFINE.apply(inputs);
            case GATE -> GATE.apply(inputs);
            case BUMP -> BUMP.apply(inputs);
        };
    }

    static Tensor chain(Tensor start, Tensor factor, int ops) {
        Tensor y = start;
        for (int i = 0; i < ops; i++) {
            y = y.mul(factor);
        }
        return y;
    }

    static List<Tensor> inputs(Formula f, int n, DType dtype) {
        return IntStream.range(0, f.inputs())
                .mapToObj(i -> tensor(f.numbers(i, n), dtype, f.shape(i, n)))
                .toList();
    }

    static Tensor tensor(double[] numbers, DType dtype, long... shape) {
        int[] lengths = new int[shape.length];
        for (int axis = 0; axis < shape.length; axis++) {
            lengths[axis] = Math.toIntExact(shape[axis]);
        }
        return Tensor.of(Shape.of(lengths), numbers).to(dtype);
    }

    /** L(p), and ∂L/∂p for every parameter. */
    private static Task differentiated(List<Tensor> parameters, Function<List<Tensor>, Tensor> value) {
        return task(() -> {
            try (Tape tape = Tape.open()) {
                List<Tensor> watched = watched(tape, parameters);
                Tensor loss = value.apply(watched);
                return results(tape, loss, tape.gradients(loss), watched);
            }
        });
    }

    private static List<Tensor> watched(Tape tape, List<Tensor> tensors) {
        List<Tensor> watched = new ArrayList<>();
        for (Tensor tensor : tensors) {
            watched.add(tape.watch(tensor));
        }
        return watched;
    }

    private static List<Tensor> results(Tape tape, Tensor y, Gradients gradients, List<Tensor> watched) {
        List<Tensor> results = new ArrayList<>();
        results.add(tape.value(y));
        for (Tensor x : watched) {
            results.add(gradients.of(x));
        }
        return results;
    }

    static Task task(Supplier<List<Tensor>> work) {
        return new Task() {
            /** Kept until the next run, so that no compiler can find the work useless. */
            private List<Tensor> kept = List.of();

            @Override
            public void run() {
                kept = work.get();
            }

            @Override
            public double[] numbers() {
                run();
                return kept.stream()
                        .map(Tensor::toDoubleArray)
                        .flatMapToDouble(Arrays::stream)
                        .toArray();
            }
        };
    }
}
