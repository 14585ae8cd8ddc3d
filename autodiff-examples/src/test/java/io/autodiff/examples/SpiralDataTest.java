package io.autodiff.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.autodiff.shape.Shape;
import io.autodiff.tensor.IntTensor;
import org.junit.jupiter.api.Test;

/**
 * The spiral is the published one: its first points, computed by the original program, number by number; every arm has its hundred points;
 * and shuffling keeps a point and its label together.
 */
class SpiralDataTest {
    private final SpiralData data = SpiralData.draw(new LegacyNumpyRandom(1984));

    /** The angles are off by the first normal numbers: z = (θ − 4j − 4·rate) / 0.2, with tan θ = x / y. */
    @Test
    void pointsAreThePublishedOnes() {
        assertEquals(Shape.of(300, 2), data.points().shape());
        assertEquals(-0.00097699, data.points().get(1, 0), 5e-9);
        assertEquals(0.00995216, data.points().get(1, 1), 5e-9);
        double[] noise = {-0.6892736860726052, 0.896138438007482, -0.6643423298764116};
        for (int i = 1; i <= 3; i++) {
            double angle = Math.atan2(data.points().get(i, 0), data.points().get(i, 1));
            assertEquals(noise[i - 1], (angle - 4 * i / 100.0) / 0.2, 1e-12);
        }
    }

    @Test
    void everyArmHasAHundredPoints() {
        for (int i = 0; i < data.size(); i++) {
            assertEquals(i / 100, data.labels().get(i));
        }
    }

    @Test
    void pointsKeepTheirLabels() {
        SpiralData chosen = data.at(250, 0, 199).slice(1, 3);
        assertEquals(IntTensor.of(0, 1).toString(), chosen.labels().toString());
        assertArrayEquals(
                data.points().slice(0, 199, 200).toDoubleArray(),
                chosen.points().slice(0, 1, 2).toDoubleArray());
    }
}
