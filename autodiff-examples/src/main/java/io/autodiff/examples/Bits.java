package io.autodiff.examples;

import io.autodiff.examples.SpiralClassifier.Net;
import io.autodiff.nn.Key;
import io.autodiff.nn.Layer;
import io.autodiff.nn.Linear;
import io.autodiff.nn.Losses;
import io.autodiff.nn.Parameter;
import io.autodiff.nn.ParameterGradients;
import io.autodiff.nn.Pass;
import io.autodiff.nn.Sequential;
import io.autodiff.nn.Sgd;
import io.autodiff.shape.Shape;
import io.autodiff.tensor.DType;
import io.autodiff.tensor.IntTensor;
import io.autodiff.tensor.Tape;
import io.autodiff.tensor.Tensor;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Trains two networks and prints a fingerprint of the weights: SHA-256 of all their bits. It is the same on every machine, JDK and
 * vector length, with the vector kernels and without them; a single rounding done otherwise anywhere would change it.
 *
 * <p>The one is the spiral network in float64, 3,000 small steps. The other is a perceptron 784-256-128-10 in float32 with batches of
 * 128, whose products are large enough for the fast kernels; its pictures and labels are random numbers.
 */
final class Bits {
    private static final int BATCH = 128;
    private static final int INPUTS = 784;
    private static final int CLASSES = 10;
    private static final int STEPS = 10;
    private static final double LEARNING_RATE = 0.1;

    private Bits() {}

    static String run(Settings settings) {
        return "spiral=" + fingerprint(spiral(settings.seed())) + " mlp=" + fingerprint(perceptron(settings.seed()));
    }

    private static List<Tensor> spiral(int seed) {
        Net net = SpiralClassifier.loop(SpiralClassifier.Start.of(seed), Losses.crossEntropy(), line -> {})
                .net();
        return List.of(net.w1(), net.b1(), net.w2(), net.b2());
    }

    private static List<Tensor> perceptron(int seed) {
        List<Key> keys = Key.of(seed).split(5);
        Layer model = Sequential.of(
                float32(Linear.of(INPUTS, 256, keys.get(0))),
                Layer.of(Tensor::relu),
                float32(Linear.of(256, 128, keys.get(1))),
                Layer.of(Tensor::relu),
                float32(Linear.of(128, CLASSES, keys.get(2))));
        Key pictures = keys.get(3);
        Key labels = keys.get(4);
        Sgd sgd = Sgd.of(LEARNING_RATE);
        for (int step = 0; step < STEPS; step++) {
            Tensor x = pictures.with(step).normal(Shape.of(BATCH, INPUTS)).to(DType.FLOAT32);
            Key draw = labels.with(step);
            IntTensor classes = IntTensor.of(
                    IntStream.range(0, BATCH).map(i -> draw.below(CLASSES, i)).toArray());
            sgd.step(gradients(model, x, classes));
        }
        return model.parameters().stream().map(Parameter::value).toList();
    }

    private static ParameterGradients gradients(Layer model, Tensor x, IntTensor classes) {
        try (Tape tape = Tape.open()) {
            Pass pass = Pass.training(tape, Key.of(0)); // nothing in this model is random
            return pass.gradients(model.apply(pass, x).crossEntropy(classes));
        }
    }

    private static Linear float32(Linear layer) {
        return Linear.of(
                layer.weight().value().to(DType.FLOAT32), layer.bias().value().to(DType.FLOAT32));
    }

    /** SHA-256 of the numbers of these tensors as doubles, the high byte first; every float is a double. */
    private static String fingerprint(List<Tensor> tensors) {
        MessageDigest digest = sha256();
        for (Tensor tensor : tensors) {
            double[] numbers = tensor.toDoubleArray();
            ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * numbers.length);
            bytes.asDoubleBuffer().put(numbers);
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
