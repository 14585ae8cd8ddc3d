package io.autodiff.peers;

import io.autodiff.tensor.DType;
import io.autodiff.tensor.IntTensor;
import io.autodiff.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Losses of which the gradient is set against the value alone: {@link Ours} computes both, {@link Untracked} the value. */
enum Cost {
    /** The loss of the {@link Perceptron}: nearly all of it is products of matrices. */
    CONTRACTIONS,
    /** Σ sigmoid(x·w + b)·tanh(x·w − b) of 100,000 numbers. */
    ELEMENTWISE,
    /** A chain of 1,000 products of single numbers. */
    SCALARS;

    private static final int ELEMENTS = 100_000;
    private static final int OPS = 1000;

    /** A loss as a function of its parameters, and the parameters to begin with. */
    record Loss(List<Tensor> parameters, Function<List<Tensor>, Tensor> value) {}

    static Cost of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    Loss loss(DType dtype) {
        return switch (this) {
            case CONTRACTIONS -> contractions(dtype);
            case ELEMENTWISE ->
                new Loss(
                        Ours.inputs(Formula.GATE, ELEMENTS, dtype),
                        x -> Ours.value(Formula.GATE, x).sum());
            case SCALARS -> {
                Tensor factor = Tensor.of(1.0001).to(dtype);
                yield new Loss(
                        List.of(Tensor.of(1.0).to(dtype)),
                        x -> Ours.chain(x.get(0), factor, OPS).sum());
            }
        };
    }

    private static Loss contractions(DType dtype) {
        List<Tensor> weights = new ArrayList<>();
        for (int layer = 0; layer < Perceptron.LAYERS; layer++) {
            int in = Perceptron.WIDTHS[layer];
            int out = Perceptron.WIDTHS[layer + 1];
            weights.add(Ours.tensor(Perceptron.weight(layer), dtype, in, out));
        }
        Tensor pictures = Ours.tensor(Perceptron.pictures(), dtype, Perceptron.BATCH, Perceptron.WIDTHS[0]);
        IntTensor labels = IntTensor.of(Perceptron.labels());
        return new Loss(
                weights,
                w -> pictures.matmul(w.get(0))
                        .relu()
                        .matmul(w.get(1))
                        .relu()
                        .matmul(w.get(2))
                        .crossEntropy(labels));
    }
}
