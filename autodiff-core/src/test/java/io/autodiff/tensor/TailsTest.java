package io.autodiff.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodiff.internal.kernel.UnaryFunction;
import io.autodiff.oracles.Limit;
import io.autodiff.oracles.Num;
import io.autodiff.tensor.Known.Points;
import io.autodiff.tensor.Tail.Bound;
import io.autodiff.transform.TensorFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Far out, beside poles and where numbers are tiny, values, slopes and second derivatives are as near to the truth as {@code
 * docs/conventions.md} says, by both modes. The truth is a {@link Limit}: the textbook's formula of {@link KnownOps}, in as many digits
 * as it takes, and the definition of a derivative. What an op promises is one line in {@link Tails} or {@link ReductionTails}, and the
 * document's table is made of these lines.
 *
 * <p>Not drawn are numbers near a zero that lies between larger numbers, such as that of gelu′ at −0.75: there the error is a few
 * units of what is subtracted.
 */
class TailsTest {
    static final List<Tail> ROWS =
            Stream.concat(Tails.ROWS.stream(), ReductionTails.ROWS.stream()).toList();

    /** A few points for each op, fresh ones in every run. */
    @Property(tries = 2)
    void everyTailIsAsTheDocumentSays(@ForAll("randoms") Random random) {
        ROWS.forEach(tail -> require(tail, random));
    }

    @Example
    void theTableOfTheDocumentIsMadeOfTheseLines() throws IOException {
        StringBuilder table = new StringBuilder();
        ROWS.forEach(tail -> table.append(tail.row()).append('\n'));
        Files.writeString(Path.of("target", "tails.md"), table);
        assertTrue(
                Files.readString(CompletenessTest.CONVENTIONS)
                        .contains("| --- | --- | --- | --- | --- |\n" + table + "\n"),
                "the table of tails in docs/conventions.md is out of date; what it should be is in target/tails.md");
    }

    /** A slope of tanh from its value, 1 − y²: right between, and without a digit far out. */
    @Example
    void aSlopeThatLosesItsTailIsFound() {
        TensorFunction lossy = x -> x.apply(
                ElementwiseOps.fromOutput(UnaryFunction.TANH, y -> y.square().oneMinus()));
        Known tanh = Known.one("tanh", lossy, Num::tanh, Points.REALS);
        Tail tail = Tail.tail(tanh, Tail.Region.signed("", 1, 2), Bound.units(1), Bound.units(8), Bound.NONE);
        String text = String.valueOf(assertThrows(AssertionError.class, () -> require(tail, new Random(1)))
                .getMessage());
        assertTrue(text.matches("(?s)tanh at \\[.*], derivative of order \\[1], by REVERSE mode: .*"), text);
    }

    /** Whole powers, whole numbers of them and both ends of a line are exact. */
    @Example
    void exactValues() {
        for (int n = -1074; n < 1024; n++) {
            double power = Math.scalb(1.0, n);
            assertEquals(power, Tensor.scalar(n).exp2().item());
            assertEquals(n, Tensor.scalar(power).log2().item());
        }
        for (int n = 0; n <= 22; n++) { // the powers of ten that are doubles
            assertEquals(n, Tensor.scalar(Double.parseDouble("1e" + n)).log10().item());
        }
        Tensor a = Tensor.of(0.1, -1e9, 3);
        Tensor b = Tensor.of(1e5, 7e-9, 1.1);
        assertArrayEquals(a.toDoubleArray(), a.lerp(b, 0).toDoubleArray());
        assertArrayEquals(b.toDoubleArray(), a.lerp(b, 1).toDoubleArray());
        assertArrayEquals(b.toDoubleArray(), a.lerp(b, Tensor.scalar(1)).toDoubleArray());
        assertArrayEquals(
                new double[] {0, 2, 2, -0.0, -2},
                Tensor.of(0.5, 1.5, 2.5, -0.5, -1.5).round().toDoubleArray());
    }

    private static void require(Tail tail, Random random) {
        double[] x = tail.region().draw().apply(random);
        for (int[] orders : orders(x.length)) {
            Bound bound = tail.bound(Arrays.stream(orders).sum());
            if (bound != Bound.NONE) {
                require(tail, bound, x, orders);
            }
        }
    }

    /** Within the bound of the truth, if that is a normal number or 0. */
    private static void require(Tail tail, Bound bound, double[] x, int... orders) {
        Known known = tail.known();
        Limit limit = Limit.of(known.formula(), x, tail.region().scale(), orders);
        double truth = limit.rounded();
        if (truth != 0 && (Math.abs(truth) < Double.MIN_NORMAL || Double.isInfinite(truth))) {
            return;
        }
        double allowed = bound.error().at(truth, x);
        for (Derivatives mode : Derivatives.values()) {
            double computed = mode.derivative(known.f(), x, orders);
            assertTrue(
                    Double.isFinite(computed) && limit.errorOf(computed) <= allowed,
                    () -> known.op() + " at " + Arrays.toString(x) + ", derivative of order "
                            + Arrays.toString(orders) + ", by " + mode + " mode: " + computed + ", not " + truth
                            + " within " + bound.text() + " units in the last place, " + allowed);
        }
    }

    /** The value, the first and the second derivatives by each number. */
    private static List<int[]> orders(int numbers) {
        List<int[]> all = new ArrayList<>(List.of(new int[numbers]));
        for (int first = 0; first < numbers; first++) {
            int[] slope = new int[numbers];
            slope[first]++;
            all.add(slope);
            for (int second = first; second < numbers; second++) {
                int[] curve = slope.clone();
                curve[second]++;
                all.add(curve);
            }
        }
        return all;
    }

    @Provide
    Arbitrary<Random> randoms() {
        return Arbitraries.randoms();
    }
}
