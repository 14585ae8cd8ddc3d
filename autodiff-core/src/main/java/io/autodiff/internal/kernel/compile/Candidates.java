package io.autodiff.internal.kernel.compile;

import io.autodiff.internal.kernel.BinaryFunction;
import io.autodiff.internal.kernel.Expression;
import io.autodiff.internal.kernel.Expression.Binary;
import io.autodiff.internal.kernel.Expression.Input;
import io.autodiff.internal.kernel.Expression.Unary;
import io.autodiff.internal.kernel.Kernels;
import io.autodiff.internal.kernel.Operands;
import io.autodiff.internal.kernel.UnaryFunction;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What may become loops: all functions of one and of two numbers, and the expressions that have been asked for lately.
 *
 * @param <A> the array of the plain kernels
 */
final class Candidates<A> {
    /** How many numbers a trial runs over: enough to time, and few enough for the compiler to see many calls soon. */
    private static final int TRIAL = 512;

    private static final int[] ONE_ROW = {0};

    /** How two operands may be read: side by side, or one number for all on the right, or on the left. */
    private static final List<List<Access>> PAIRS = List.of(
            List.of(Access.NEIGHBOURS, Access.NEIGHBOURS),
            List.of(Access.NEIGHBOURS, Access.REPEATED),
            List.of(Access.REPEATED, Access.NEIGHBOURS));

    /** Longer programs than this are cut: HotSpot compiles them late, and much longer ones badly (docs/decisions/0007). */
    private static final int MOST_STEPS = 200;

    /** So many expressions that have been asked for lately are remembered. */
    private static final int REMEMBERED = 1000;

    /** An expression, and which of its inputs are repeated, as bits. */
    private record Key(Expression expression, long repeated) {
        int step(int input) {
            return (repeated >> input & 1) == 1 ? 0 : 1;
        }

        List<Access> access() {
            return IntStream.range(0, expression.inputs())
                    .mapToObj(input -> step(input) == 0 ? Access.REPEATED : Access.NEIGHBOURS)
                    .toList();
        }
    }

    /** What is made of an expression: a loop, or pieces where one would be too long. */
    static final class Fused {
        final Candidate candidate;
        volatile @Nullable Pieces pieces;

        Fused(Function<Fused, Candidate> candidate) {
            this.candidate = candidate.apply(this);
        }
    }

    private final Precision precision;
    private final LoopKind kind;
    private final Kernels<A> plain;
    private final long worth;
    private final AtomicReferenceArray<@Nullable Candidate> unary =
            new AtomicReferenceArray<>(UnaryFunction.values().length);
    private final AtomicReferenceArray<@Nullable Candidate> binary =
            new AtomicReferenceArray<>(PAIRS.size() * BinaryFunction.values().length);
    private final Recent<Key, Fused> fused = new Recent<>(REMEMBERED, this::fused);
    private final Recent<Key, Candidate> sums = new Recent<>(REMEMBERED, this::sums);

    /** Of loops of a kind, each to be made after so much work, if it is faster than what these kernels do. */
    Candidates(Precision precision, LoopKind kind, Kernels<A> plain, long worth) {
        this.precision = precision;
        this.kind = kind;
        this.plain = plain;
        this.worth = worth;
    }

    Candidate of(UnaryFunction f) {
        Candidate known = unary.get(f.ordinal());
        return known != null ? known : kept(unary, f.ordinal(), candidate(f));
    }

    /** For pairs of which not both are repeated. */
    Candidate of(BinaryFunction f, int aStep, int bStep) {
        int pair = bStep == 0 ? 1 : aStep == 0 ? 2 : 0;
        int place = PAIRS.size() * f.ordinal() + pair;
        Candidate known = binary.get(place);
        return known != null ? known : kept(binary, place, candidate(f, PAIRS.get(pair)));
    }

    /** Whichever came first. */
    private static Candidate kept(AtomicReferenceArray<@Nullable Candidate> all, int place, Candidate made) {
        Candidate first = all.compareAndExchange(place, null, made);
        return first == null ? made : first;
    }

    /** For inputs of which those are repeated whose step is 0, at most 64 of them. */
    Fused of(Expression e, int[] step) {
        return fused.get(new Key(e, repeated(step)));
    }

    /** For sums along rows, by vector instructions; no loop is made of a long expression. */
    Candidate ofSums(Expression e, int[] step) {
        return sums.get(new Key(e, repeated(step)));
    }

    private static long repeated(int[] step) {
        long repeated = 0;
        for (int k = 0; k < step.length; k++) {
            repeated |= step[k] == 0 ? 1L << k : 0;
        }
        return repeated;
    }

    private Fused fused(Key key) {
        Expression e = key.expression();
        return new Fused(made -> candidate(
                name(e),
                key,
                () -> loop(e, made, key.access()),
                (operands, y) -> plain.fused(e, 1, TRIAL, operands, y, 0)));
    }

    private Candidate sums(Key key) {
        Expression e = key.expression();
        return candidate(
                name("sums of " + e),
                key,
                () -> sumLoop(program(e), key.access()),
                (operands, y) -> plain.sumRows(e, 1, TRIAL, operands, y, 0));
    }

    private String name(Object function) {
        return kind + " for " + function + " of " + precision;
    }

    private Candidate candidate(
            String name, Key key, Supplier<@Nullable Loop> compiler, BiConsumer<Operands<A>, List<A>> kernel) {
        Expression e = key.expression();
        int[] step = IntStream.range(0, e.inputs()).map(key::step).toArray();
        int[] at = new int[step.length];
        int[] rowStep = new int[step.length];
        return new Candidate(
                name,
                worth,
                compiler,
                () -> {
                    List<A> y = results(e);
                    List<A> x = Collections.nCopies(step.length, numbers());
                    return () -> kernel.accept(new Operands<>(x, at, rowStep, step), y);
                },
                loop -> {
                    Object[] y = results(e).toArray();
                    Object[] x = Collections.nCopies(step.length, numbers()).toArray();
                    return () -> loop.run(y, 0, x, at, rowStep, 1, TRIAL);
                });
    }

    private Candidate candidate(UnaryFunction f) {
        Expression definition = new Expression(1, List.of(new Input(0), new Unary(f, 0)));
        return new Candidate(
                name(f),
                worth,
                () -> loop(definition, List.of(Access.NEIGHBOURS)),
                () -> {
                    A x = numbers();
                    A y = numbers();
                    return () -> plain.unary(f, x, 1, 1, y, 0, TRIAL);
                },
                loop -> {
                    Object[] x = {numbers()};
                    Object[] y = {numbers()};
                    return () -> loop.run(y, 0, x, new int[] {1}, ONE_ROW, 1, TRIAL);
                });
    }

    private Candidate candidate(BinaryFunction f, List<Access> access) {
        Expression definition = new Expression(2, List.of(new Input(0), new Input(1), new Binary(f, 0, 1)));
        int aStep = access.get(0).step();
        int bStep = access.get(1).step();
        return new Candidate(
                name(f),
                worth,
                () -> loop(definition, access),
                () -> {
                    A x = numbers();
                    A y = numbers();
                    return () -> plain.binary(f, 1, TRIAL, x, 1, 0, aStep, x, 1, 0, bStep, y, 0);
                },
                loop -> {
                    A x = numbers();
                    Object[] y = {numbers()};
                    Object[] in = {x, x};
                    return () -> loop.run(y, 0, in, new int[] {1, 1}, new int[] {0, 0}, 1, TRIAL);
                });
    }

    /** The loop of an expression; if it is too long for one it is cut instead. */
    private @Nullable Loop loop(Expression e, Fused made, List<Access> access) {
        Program program = program(e);
        if (program != null && program.steps().size() > MOST_STEPS) {
            Pieces pieces = Pieces.of(e, this::steps, MOST_STEPS);
            made.pieces = pieces.expressions().size() == 1 ? null : pieces;
        }
        return loop(program, e, access);
    }

    /** How long the program of a part of a readable expression is. */
    private int steps(Expression part) {
        Program program = program(part);
        return program == null ? Integer.MAX_VALUE : program.steps().size();
    }

    private @Nullable Loop loop(Expression e, List<Access> access) {
        return loop(program(e), e, access);
    }

    private @Nullable Loop loop(@Nullable Program program, Expression e, List<Access> access) {
        if (program == null || program.steps().size() > MOST_STEPS) {
            return null;
        }
        Loop loop = kind.write(program, access);
        return program.escapes() ? new EscapingLoop<>(loop, plain, e, access) : loop;
    }

    private static @Nullable Loop sumLoop(@Nullable Program program, List<Access> access) {
        if (program == null || program.steps().size() > MOST_STEPS || program.escapes()) {
            return null;
        }
        return SumLoop.of(program, access);
    }

    /** What a loop would run, if there is to be one. */
    private @Nullable Program program(Expression e) {
        Program program = Functions.program(e, precision);
        // Number by number, both sides of every choice take time; for e^(sin x)·y half as much again, and the trial
        // did not see it (docs/decisions/0007).
        boolean stays = kind == LoopKind.PLAIN && program != null && program.escapes();
        return stays ? null : program;
    }

    private List<A> results(Expression e) {
        return Stream.generate(this::numbers).limit(e.results().size()).toList();
    }

    /** Numbers above 0, up to 1, one more than a trial needs, so that it may start at another place than its result. */
    private A numbers() {
        A numbers = plain.allocate(TRIAL + 1);
        for (int i = 0; i <= TRIAL; i++) {
            plain.set(numbers, i, (i + 1.0) / (TRIAL + 1));
        }
        return numbers;
    }
}
