package io.autodiff.examples;

import io.autodiff.tensor.IntTensor;
import io.autodiff.tensor.Tensor;
import java.util.Arrays;

/** Points in the plane with a class each: three arms of 100 points that wind around the origin. */
public final class SpiralData {
    static final int CLASSES = 3;
    private static final int PER_CLASS = 100;

    private final double[][] points;
    private final int[] labels;

    private SpiralData(double[][] points, int[] labels) {
        this.points = points;
        this.labels = labels;
    }

    /** Arm j starts at the angle 4j and turns by 4 on its way out to radius 1; every point is off by a normal number. */
    static SpiralData draw(LegacyNumpyRandom random) {
        double[][] points = new double[CLASSES * PER_CLASS][];
        int[] labels = new int[points.length];
        for (int arm = 0; arm < CLASSES; arm++) {
            for (int i = 0; i < PER_CLASS; i++) {
                double radius = (double) i / PER_CLASS;
                double angle = 4.0 * arm + 4.0 * radius + 0.2 * random.normal();
                int at = arm * PER_CLASS + i;
                points[at] = new double[] {radius * StrictMath.sin(angle), radius * StrictMath.cos(angle)};
                labels[at] = arm;
            }
        }
        return new SpiralData(points, labels);
    }

    public int size() {
        return labels.length;
    }

    /** The points, [n, 2]. */
    public Tensor points() {
        return Tensor.of(points);
    }

    /** Their classes, [n]. */
    public IntTensor labels() {
        return IntTensor.of(labels);
    }

    /** The share of the points whose highest score is that of their own class. */
    double shareOf(Tensor scores) {
        return (double) scores.argMax(1).equalTo(labels()).count() / size();
    }

    /** Points of the given positions, in their order. */
    public SpiralData at(int... positions) {
        double[][] chosen = new double[positions.length][];
        int[] classes = new int[positions.length];
        for (int i = 0; i < positions.length; i++) {
            chosen[i] = points[positions[i]];
            classes[i] = labels[positions[i]];
        }
        return new SpiralData(chosen, classes);
    }

    /** The points from one position to before another. */
    public SpiralData slice(int from, int to) {
        return new SpiralData(Arrays.copyOfRange(points, from, to), Arrays.copyOfRange(labels, from, to));
    }
}
