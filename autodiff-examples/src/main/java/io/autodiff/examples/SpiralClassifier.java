package io.autodiff.examples;

import io.autodiff.nn.Dataset;
import io.autodiff.nn.History;
import io.autodiff.nn.Layer;
import io.autodiff.nn.Linear;
import io.autodiff.nn.Loss;
import io.autodiff.nn.Losses;
import io.autodiff.nn.Sequential;
import io.autodiff.nn.Sgd;
import io.autodiff.nn.Trainer;
import io.autodiff.tensor.Gradients;
import io.autodiff.tensor.IntTensor;
import io.autodiff.tensor.Tape;
import io.autodiff.tensor.Tensor;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A network learns to tell the three arms of a spiral apart, which no straight line can do. It is trained twice: by a loop that
 * is written out here, on a tape, and by {@link Trainer}, which takes the same steps.
 *
 * <p>Data, first weights and shuffles are those of a published run with NumPy, and so are the losses, number for number.
 */
public final class SpiralClassifier {
    public static final int EPOCHS = 300;
    public static final int BATCH = 30;
    static final int HIDDEN = 10;
    public static final double LEARNING_RATE = 1.0;

    private SpiralClassifier() {}

    static String run(Settings settings) throws IOException {
        if (settings.pictures()) {
            Pictures.preload();
        }
        settings.print("By a loop on the tape:");
        Trained trained = loop(Start.of(settings.seed()), Losses.crossEntropy(), settings.console());
        settings.print("By a trainer:");
        History history = trainer(Start.of(settings.seed()), Losses.crossEntropy(), settings.console())
                .history();
        draw(trained, history, settings);
        double loss = trained.losses().get(EPOCHS - 1);
        return "epochs=" + EPOCHS + " loss=" + loss + " accuracy="
                + trained.net().accuracy(trained.data());
    }

    /** What training starts from. All of it is drawn from one generator, in this order; the shuffles come after. */
    public record Start(SpiralData data, Net net, LegacyNumpyRandom random) {
        public static Start of(int seed) {
            LegacyNumpyRandom random = new LegacyNumpyRandom(seed);
            return new Start(SpiralData.draw(random), Net.draw(random), random);
        }
    }

    /** The network 2-10-3: two layers of weights and offsets, with a sigmoid between them. */
    public record Net(Tensor w1, Tensor b1, Tensor w2, Tensor b2) {
        static Net draw(LegacyNumpyRandom random) {
            return new Net(
                    random.normals(2, HIDDEN).mul(0.01),
                    Tensor.zeros(HIDDEN),
                    random.normals(HIDDEN, SpiralData.CLASSES).mul(0.01),
                    Tensor.zeros(SpiralData.CLASSES));
        }

        /** A score for each class, the higher the likelier. */
        Tensor scores(Tensor x) {
            return x.matmul(w1).add(b1).sigmoid().matmul(w2).add(b2);
        }

        Net map(UnaryOperator<Tensor> change) {
            return new Net(change.apply(w1), change.apply(b1), change.apply(w2), change.apply(b2));
        }

        /** The share of the points whose highest score is that of their own class. */
        double accuracy(SpiralData data) {
            return data.shareOf(scores(data.points()));
        }
    }

    /** What training ends with, and the mean loss of every epoch. */
    public record Trained(Net net, SpiralData data, List<Double> losses) {}

    /** Stochastic gradient descent, written out: for every batch W ← W − η ∂L/∂W. */
    public static Trained loop(Start start, Loss<IntTensor> loss, Consumer<String> console) {
        Net net = start.net();
        SpiralData data = start.data();
        int batches = data.size() / BATCH;
        List<Double> losses = new ArrayList<>();
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            data = data.at(start.random().permutation(data.size())); // shuffles what is shuffled already
            double total = 0;
            for (int i = 0; i < batches; i++) {
                SpiralData batch = data.slice(i * BATCH, (i + 1) * BATCH);
                try (Tape tape = Tape.open()) {
                    Net watched = net.map(tape::watch);
                    Tensor l = loss.apply(watched.scores(batch.points()), batch.labels());
                    Gradients gradients = tape.gradients(l);
                    net = watched.map(w -> tape.value(w).sub(gradients.of(w).mul(LEARNING_RATE)));
                    total += l.item();
                }
            }
            double mean = total / batches;
            losses.add(mean);
            console.accept("| epoch " + epoch + " |  iter " + batches + " / " + batches + " | loss "
                    + new BigDecimal(mean).setScale(2, RoundingMode.HALF_EVEN));
        }
        return new Trained(net, start.data(), losses);
    }

    /** A network made of layers, and how its training went. */
    record Fitted(Layer model, History history) {}

    /** The same network, made of layers, and the same steps. It reports at another moment: after the first batch of an epoch. */
    static Fitted trainer(Start start, Loss<IntTensor> loss, Consumer<String> console) {
        Net net = start.net();
        Layer model =
                Sequential.of(Linear.of(net.w1(), net.b1()), Layer.of(Tensor::sigmoid), Linear.of(net.w2(), net.b2()));
        History history = Trainer.of(model, loss, Sgd.of(LEARNING_RATE))
                .maxEpoch(EPOCHS)
                .batchSize(BATCH)
                .evalInterval(10)
                .shuffle((key, rows) -> start.random().permutation(rows))
                .output(console)
                .fit(Dataset.of(start.data().points(), start.data().labels()));
        return new Fitted(model, history);
    }

    private static void draw(Trained trained, History history, Settings settings) throws IOException {
        if (!settings.pictures()) {
            return;
        }
        if (!Pictures.possible()) {
            settings.print("No pictures: this machine has no fonts to write their axes with.");
            return;
        }
        Path curves = settings.out().resolve("spiral-loss.png");
        Path regions = settings.out().resolve("spiral-regions.png");
        Pictures.lossCurves(trained.losses(), history.losses(), curves);
        Pictures.decisionRegions(
                trained.data(), points -> trained.net().scores(points).argMax(1), regions);
        settings.print("Pictures: " + curves + " and " + regions);
    }
}
