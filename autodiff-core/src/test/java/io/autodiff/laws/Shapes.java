package io.autodiff.laws;

import io.autodiff.shape.Shape;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;

/**
 * Random shapes: rank 0 to 4, lengths 0 to 3 with weight on the small ones, where the mistakes are. They shrink to
 * lower rank and to length 1.
 */
public final class Shapes {
    /*
     * A weighted choice is a random position in a table, because a position shrinks towards the front of the table.
     */
    private static final int[] RANKS = {0, 1, 1, 2, 2, 3, 3, 3, 4};
    private static final int[] LENGTHS = {1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 0};
    private static final int LARGEST = 24;

    private Shapes() {}

    /**
     * Any shape of at most 24 elements.
     *
     * @return the shapes
     */
    public static Arbitrary<Shape> shapes() {
        return oneOf(RANKS).flatMap(Shapes::ofRank);
    }

    /**
     * Shapes of one rank, of at most 24 elements.
     *
     * @param rank the number of axes
     * @return the shapes
     */
    public static Arbitrary<Shape> ofRank(int rank) {
        return lengths().array(int[].class).ofSize(rank).map(Shape::of).filter(shape -> shape.size() <= LARGEST);
    }

    /**
     * The length of an axis: 0, 1, 2 or 3.
     *
     * @return the lengths
     */
    public static Arbitrary<Integer> lengths() {
        return oneOf(LENGTHS);
    }

    /**
     * Shapes that broadcast to a given one: leading axes are left out, and others cut to length 1.
     *
     * @param common the shape that they broadcast to
     * @return the shapes
     */
    public static Arbitrary<Shape> broadcastableTo(Shape common) {
        Arbitrary<Integer> left = oneOf(0, 0, 0, 0, 1, 1, 2, 4).map(count -> Math.min(count, common.rank()));
        Arbitrary<Boolean[]> cut =
                Arbitraries.of(false, true).array(Boolean[].class).ofSize(common.rank());
        return Combinators.combine(left, cut).as((out, ones) -> {
            int[] dims = common.dims();
            for (int axis = 0; axis < dims.length; axis++) {
                dims[axis] = ones[axis] ? 1 : dims[axis];
            }
            return Shape.of(Arrays.copyOfRange(dims, out, dims.length));
        });
    }

    static Arbitrary<Integer> oneOf(int... table) {
        return Arbitraries.integers()
                .between(0, table.length - 1)
                .withDistribution(RandomDistribution.uniform())
                .withoutEdgeCases()
                .map(position -> table[position]);
    }
}
