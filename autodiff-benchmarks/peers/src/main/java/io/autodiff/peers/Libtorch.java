package io.autodiff.peers;

import io.autodiff.examples.LegacyNumpyRandom;
import io.autodiff.examples.SpiralClassifier;
import io.autodiff.examples.SpiralData;
import io.autodiff.tensor.DType;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** PyTorch's C++ library, called from Java by bytedeco: its tensors, its own differentiation, and its OpenBLAS. */
final class Libtorch implements Peer {
    private static final Scalar RATE = new Scalar(-Perceptron.LEARNING_RATE);

    Libtorch() {
        torch.set_num_threads(Integer.getInteger("peers.threads"));
    }

    @Override
    public Task matmul(Product p, DType dtype) {
        Tensor left = tensor(p.left(), dtype, p.leftRows(), p.leftColumns());
        Tensor right = tensor(p.right(), dtype, p.rightRows(), p.rightColumns());
        Tensor a = p.leftTransposed() ? left.t() : left;
        Tensor b = p.rightTransposed() ? right.t() : right;
        return untracked(() -> torch.mm(a, b));
    }

    @Override
    public Task dot(int n, DType dtype) {
        Tensor a = tensor(Inputs.numbers(1, n), dtype, n);
        Tensor b = tensor(Inputs.numbers(2, n), dtype, n);
        return untracked(() -> torch.dot(a, b));
    }

    @Override
    public Task matvec(int m, int n, DType dtype) {
        Tensor a = tensor(Inputs.numbers(1, m * n), dtype, m, n);
        Tensor x = tensor(Inputs.numbers(2, n), dtype, n);
        return untracked(() -> torch.mv(a, x));
    }

    @Override
    public Task forward(Formula f, int n, DType dtype) {
        Tensor[] x = inputs(f, n, dtype);
        return untracked(() -> value(f, x));
    }

    @Override
    public Task gradient(Formula f, int n, DType dtype) {
        Tensor[] x = inputs(f, n, dtype);
        Tensor g = tensor(f.cotangent(n), dtype, f.shape(0, n));
        for (Tensor input : x) {
            input.requires_grad_(true);
        }
        return tracked(() -> {
            Tensor y = value(f, x);
            return results(y, new TensorVector(g), x);
        });
    }

    @Override
    public Task layer(DType dtype) {
        Tensor x = tensor(Inputs.numbers(1, 8), dtype, 1, 8);
        Tensor w = tensor(Inputs.numbers(2, 64), dtype, 8, 8).requires_grad_(true);
        Tensor b = tensor(Inputs.numbers(3, 8), dtype, 8).requires_grad_(true);
        return tracked(() -> results(x.matmul(w).add(b).tanh().sum(), new TensorVector(), w, b));
    }

    @Override
    public Task scalars(int ops, DType dtype) {
        Tensor start = tensor(new double[] {1}, dtype, 1).requires_grad_(true);
        Tensor factor = tensor(new double[] {1.0001}, dtype, 1);
        return tracked(() -> {
            Tensor y = start;
            for (int i = 0; i < ops; i++) {
                y = y.mul(factor);
            }
            return results(y.sum(), new TensorVector(), start);
        });
    }

    /** The steps of {@link SpiralClassifier#loop}, whose data, first weights and shuffles it takes. */
    @Override
    public Task spiral() {
        return tracked(() -> {
            SpiralClassifier.Start start = SpiralClassifier.Start.of(Ours.SEED);
            LegacyNumpyRandom random = start.random();
            SpiralData data = start.data();
            Tensor x = tensor(data.points());
            Tensor labels = Tensor.create(
                    Arrays.stream(data.labels().toArray()).asLongStream().toArray());
            Tensor[] net = {
                tensor(start.net().w1()),
                tensor(start.net().b1()),
                tensor(start.net().w2()),
                tensor(start.net().b2())
            };
            for (Tensor parameter : net) {
                parameter.requires_grad_(true);
            }
            Scalar rate = new Scalar(-SpiralClassifier.LEARNING_RATE);
            int batches = data.size() / SpiralClassifier.BATCH;
            double mean = 0;
            for (int epoch = 0; epoch < SpiralClassifier.EPOCHS; epoch++) {
                try (PointerScope scope = new PointerScope()) {
                    Tensor order = Tensor.create(Arrays.stream(random.permutation(data.size()))
                            .asLongStream()
                            .toArray());
                    x = x.index_select(0, order).retainReference();
                    labels = labels.index_select(0, order).retainReference();
                    double total = 0;
                    for (int i = 0; i < batches; i++) {
                        Tensor xs = x.narrow(0, (long) i * SpiralClassifier.BATCH, SpiralClassifier.BATCH);
                        Tensor ts = labels.narrow(0, (long) i * SpiralClassifier.BATCH, SpiralClassifier.BATCH);
                        Tensor hidden = torch.addmm(net[1], xs, net[0]).sigmoid();
                        Tensor loss = torch.cross_entropy_loss(torch.addmm(net[3], hidden, net[2]), ts);
                        step(loss, rate, net);
                        total += loss.item_double();
                    }
                    mean = total / batches;
                }
            }
            return new Tensor[] {Tensor.create(mean)};
        });
    }

    @Override
    public Task mlp() {
        Tensor[] net = new Tensor[2 * Perceptron.LAYERS];
        for (int layer = 0; layer < Perceptron.LAYERS; layer++) {
            int in = Perceptron.WIDTHS[layer];
            int out = Perceptron.WIDTHS[layer + 1];
            net[2 * layer] =
                    tensor(Perceptron.weight(layer), DType.FLOAT32, in, out).requires_grad_(true);
            net[2 * layer + 1] = tensor(new double[out], DType.FLOAT32, out).requires_grad_(true);
        }
        Tensor x = tensor(Perceptron.pictures(), DType.FLOAT32, Perceptron.BATCH, Perceptron.WIDTHS[0]);
        Tensor labels =
                Tensor.create(IntStream.of(Perceptron.labels()).asLongStream().toArray());
        return tracked(() -> {
            Tensor y = x;
            for (int layer = 0; layer < Perceptron.LAYERS; layer++) {
                y = torch.addmm(net[2 * layer + 1], y, net[2 * layer]);
                y = layer < Perceptron.LAYERS - 1 ? torch.relu(y) : y;
            }
            Tensor loss = torch.cross_entropy_loss(y, labels);
            step(loss, RATE, net);
            return new Tensor[] {loss};
        });
    }

    /** W ← W − η·∂L/∂W, where it lies. */
    private static void step(Tensor loss, Scalar minusRate, Tensor... parameters) {
        TensorVector gradients = torch.grad(new TensorVector(loss), new TensorVector(parameters));
        GradMode.set_enabled(false);
        for (int i = 0; i < parameters.length; i++) {
            parameters[i].add_(gradients.get(i), minusRate);
        }
        GradMode.set_enabled(true);
    }

    private static Tensor value(Formula f, Tensor... x) {
        return switch (f) {
            case EXP -> torch.exp(x[0]);
            case TANH -> torch.tanh(x[0]);
            case SIGMOID -> torch.sigmoid(x[0]);
            case GELU -> torch.gelu(x[0]);
            case RELU -> torch.relu(x[0]);
            case ADD -> torch.add(x[0], x[1]);
            case SOFTMAX -> torch.softmax(x[0], -1);
            case LAYER_NORM ->
                torch.layer_norm(
                        x[0],
                        new long[] {x[1].numel()},
                        new TensorOptional(x[1]),
                        new TensorOptional(x[2]),
                        Formula.EPSILON,
                        false);
            case AFFINE -> x[0].mul(x[1]).add(x[2]).sigmoid();
            case GATE -> {
                Tensor xw = x[0].mul(x[1]);
                yield xw.add(x[2]).sigmoid().mul(xw.sub(x[2]).tanh());
            }
            case BUMP ->
                x[0].sub(x[2])
                        .square()
                        .neg()
                        .exp()
                        .mul(x[1])
                        .div(x[0].neg().exp().add(new Scalar(1.0)));
        };
    }

    /** y, and the gradients of ⟨g, y⟩; of y itself, a single number, where no g is given. */
    private static Tensor[] results(Tensor y, TensorVector g, Tensor... x) {
        TensorVector gradients = g.empty()
                ? torch.grad(new TensorVector(y), new TensorVector(x))
                : torch.grad(new TensorVector(y), new TensorVector(x), g, new BoolOptional(), false, false);
        Tensor[] results = new Tensor[1 + x.length];
        results[0] = y;
        for (int i = 0; i < x.length; i++) {
            results[1 + i] = gradients.get(i);
        }
        return results;
    }

    private static Tensor[] inputs(Formula f, int n, DType dtype) {
        Tensor[] inputs = new Tensor[f.inputs()];
        Arrays.setAll(inputs, i -> tensor(f.numbers(i, n), dtype, f.shape(i, n)));
        return inputs;
    }

    private static Tensor tensor(double[] numbers, DType dtype, long... shape) {
        return Tensor.create(numbers, shape).toType(dtype == DType.FLOAT32 ? ScalarType.Float : ScalarType.Double);
    }

    private static Tensor tensor(io.autodiff.tensor.Tensor ours) {
        long[] shape = IntStream.range(0, ours.rank()).mapToLong(ours::size).toArray();
        return tensor(ours.toDoubleArray(), DType.FLOAT64, shape);
    }

    private static Task untracked(Supplier<Tensor> work) {
        return task(false, () -> new Tensor[] {work.get()});
    }

    private static Task tracked(Supplier<Tensor[]> work) {
        return task(true, work);
    }

    private static Task task(boolean gradients, Supplier<Tensor[]> work) {
        return new Task() {
            @Override
            public void run() {
                once(made -> new double[0]);
            }

            @Override
            public double[] numbers() {
                return once(made -> Arrays.stream(made)
                        .map(Libtorch::numbers)
                        .flatMapToDouble(Arrays::stream)
                        .toArray());
            }

            /** What a run makes is freed at its end: libtorch's memory is not that of the garbage collector. */
            @SuppressWarnings("try")
            private double[] once(Function<Tensor[], double[]> read) {
                GradMode.set_enabled(gradients);
                try (PointerScope scope = new PointerScope()) {
                    return read.apply(work.get());
                }
            }
        };
    }

    private static double[] numbers(Tensor tensor) {
        Tensor doubles = tensor.detach().toType(ScalarType.Double).contiguous();
        double[] numbers = new double[Math.toIntExact(doubles.numel())];
        doubles.data_ptr_double().get(numbers);
        return numbers;
    }
}
