package io.autodiff.laws;

import io.autodiff.shape.Shape;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/**
 * Random programs of 5 to 40 operations. A failing one shrinks to a smaller program, not to smaller random numbers: see
 * {@link ProgramShrinker}.
 */
public final class Programs {
    private static final int SHORTEST = 5;
    private static final int LONGEST = 40;

    /** What an operation may need besides itself: two operands brought into domains, and its result scaled down. */
    private static final int BESIDES = 3;

    private Programs() {}

    /**
     * Programs of the library's own operations.
     *
     * @return the programs
     */
    public static Arbitrary<Program> programs() {
        return programs(Vocabulary.standard());
    }

    /**
     * Programs of a vocabulary.
     *
     * @param vocabulary the operations
     * @return the programs
     */
    public static Arbitrary<Program> programs(Vocabulary vocabulary) {
        return Arbitraries.fromGenerator(random -> new Shrinking(ofSeed(vocabulary, random.nextLong())));
    }

    /**
     * One program.
     *
     * @param vocabulary its operations
     * @param seed from which all choices follow
     * @return the program
     */
    public static Program ofSeed(Vocabulary vocabulary, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Draft draft = Draft.empty(vocabulary, random);
        int inputs = 1 + random.nextInt(4);
        for (int input = 0; input < inputs; input++) {
            draft.addInput(shape(random));
        }
        int length = SHORTEST + random.nextInt(LONGEST - BESIDES - SHORTEST);
        while (draft.operations() < length) {
            draft.grow(LONGEST);
        }
        return new Program(seed, draft.results());
    }

    /** Rank 0 to 3, most often 2; lengths 1 to 3. */
    private static Shape shape(SplittableRandom random) {
        int[] dims = new int[new int[] {0, 1, 1, 2, 2, 2, 2, 3}[random.nextInt(8)]];
        for (int axis = 0; axis < dims.length; axis++) {
            dims[axis] = new int[] {1, 2, 2, 3, 3}[random.nextInt(5)];
        }
        return Shape.of(dims);
    }

    /** A program that jqwik can make smaller. */
    private record Shrinking(Program value) implements Shrinkable<Program> {
        @Override
        public Stream<Shrinkable<Program>> shrink() {
            return ProgramShrinker.smaller(value).map(Shrinking::new);
        }

        @Override
        public ShrinkingDistance distance() {
            return ProgramShrinker.distance(value);
        }
    }
}
