package io.autodiff.laws;

import io.autodiff.shape.Shape;
import io.autodiff.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Random float64 tensors, by the names of the spaces that their numbers are from. The shape is chosen first and the
 * numbers second, so that a failure shrinks to the smallest shape that still fails.
 */
public final class Tensors {
    private Tensors() {}

    /**
     * Numbers from −3 to 3; 0 and ±1 more often than others.
     *
     * @return tensors of any shape
     */
    public static Arbitrary<Tensor> reals() {
        return Shapes.shapes().flatMap(shape -> filled(shape, Numbers.reals()));
    }

    /**
     * Numbers from ¼ to 4.
     *
     * @return tensors of any shape
     */
    public static Arbitrary<Tensor> positive() {
        return Shapes.shapes().flatMap(shape -> filled(shape, Numbers.positive()));
    }

    /**
     * Numbers from ¼ to 4, of either sign.
     *
     * @return tensors of any shape
     */
    public static Arbitrary<Tensor> nonzero() {
        return Shapes.shapes().flatMap(shape -> filled(shape, Numbers.nonzero()));
    }

    /**
     * Numbers at least 0.03 away from 0 and 0.1 from each other, so that nothing ties and every function is smooth
     * around them.
     *
     * @return tensors of any shape
     */
    public static Arbitrary<Tensor> awayFromKinks() {
        return Shapes.shapes().flatMap(shape -> distinct(shape.size()).map(values -> Tensor.of(shape, values)));
    }

    /**
     * Halves from −1 to 1: full of zeros and of ties.
     *
     * @return tensors of any shape
     */
    public static Arbitrary<Tensor> atKinks() {
        return Shapes.shapes().flatMap(shape -> filled(shape, Numbers.atKinks()));
    }

    /**
     * Sizes from 20 to 700, of either sign, where exponentials round to nothing or come close to overflow, and a few
     * near 0.
     *
     * @return tensors of any shape
     */
    public static Arbitrary<Tensor> tails() {
        return Shapes.shapes().flatMap(shape -> filled(shape, Numbers.tails()));
    }

    /**
     * Batches for a model: 2 to 5 rows of 1 to 3 numbers of {@link #reals}.
     *
     * @return matrices
     */
    public static Arbitrary<Tensor> batches() {
        return Combinators.combine(Shapes.oneOf(2, 3, 4, 5), Shapes.oneOf(1, 2, 3))
                .flatAs((rows, columns) -> ofShape(Shape.of(rows, columns)));
    }

    /**
     * Two tensors of {@link #reals} that broadcast to a common shape. The common shape is chosen first, and both
     * shapes are made from it by leaving out axes.
     *
     * @return pairs
     */
    public static Arbitrary<Pair> pairs() {
        return pairs(Numbers.reals(), Numbers.reals());
    }

    /**
     * Two tensors that broadcast, the right one {@link #nonzero}.
     *
     * @return pairs
     */
    public static Arbitrary<Pair> pairsOverNonzero() {
        return pairs(Numbers.reals(), Numbers.nonzero());
    }

    /**
     * Two tensors that broadcast, the left one {@link #positive}.
     *
     * @return pairs
     */
    public static Arbitrary<Pair> pairsOfPositive() {
        return pairs(Numbers.positive(), Numbers.reals());
    }

    /**
     * Two tensors that broadcast, of halves from −1 to 1, so that many pairs tie.
     *
     * @return pairs
     */
    public static Arbitrary<Pair> pairsAtKinks() {
        return pairs(Numbers.atKinks(), Numbers.atKinks());
    }

    /**
     * Two tensors that broadcast and have no number in common.
     *
     * @return pairs
     */
    public static Arbitrary<Pair> pairsAwayFromKinks() {
        return pairsOfShapes().flatMap(shapes -> {
            int left = shapes.get(0).size();
            int both = left + shapes.get(1).size();
            return distinct(both)
                    .map(values -> new Pair(
                            Tensor.of(shapes.get(0), Arrays.copyOf(values, left)),
                            Tensor.of(shapes.get(1), Arrays.copyOfRange(values, left, both))));
        });
    }

    /**
     * Two tensors of one shape, of {@link #reals}.
     *
     * @return pairs
     */
    public static Arbitrary<Pair> twins() {
        return Shapes.shapes()
                .flatMap(shape -> Combinators.combine(filled(shape, Numbers.reals()), filled(shape, Numbers.reals()))
                        .as(Pair::new));
    }

    /**
     * Tensors of {@link #reals} of a given shape.
     *
     * @param shape the shape
     * @return the tensors
     */
    public static Arbitrary<Tensor> ofShape(Shape shape) {
        return filled(shape, Numbers.reals());
    }

    private static Arbitrary<Pair> pairs(Arbitrary<Double> left, Arbitrary<Double> right) {
        return pairsOfShapes()
                .flatMap(shapes -> Combinators.combine(filled(shapes.get(0), left), filled(shapes.get(1), right))
                        .as(Pair::new));
    }

    private static Arbitrary<List<Shape>> pairsOfShapes() {
        return Shapes.shapes()
                .flatMap(common -> Combinators.combine(Shapes.broadcastableTo(common), Shapes.broadcastableTo(common))
                        .as(List::of));
    }

    private static Arbitrary<Tensor> filled(Shape shape, Arbitrary<Double> numbers) {
        return numbers.array(double[].class).ofSize(shape.size()).map(values -> Tensor.of(shape, values));
    }

    /** Different whole numbers of tenths, moved a little so that none is 0. */
    private static Arbitrary<double[]> distinct(int count) {
        return Arbitraries.integers()
                .between(-40, 40)
                .withoutEdgeCases()
                .list()
                .ofSize(count)
                .uniqueElements()
                .map(list -> list.stream().mapToDouble(n -> n / 10.0 + 0.03).toArray());
    }
}
