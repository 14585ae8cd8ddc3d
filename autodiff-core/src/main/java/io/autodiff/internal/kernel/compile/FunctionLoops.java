package io.autodiff.internal.kernel.compile;

import io.autodiff.internal.kernel.BinaryFunction;
import io.autodiff.internal.kernel.DoubleKernels;
import io.autodiff.internal.kernel.Expression;
import io.autodiff.internal.kernel.FloatKernels;
import io.autodiff.internal.kernel.Kernels;
import io.autodiff.internal.kernel.Operands;
import io.autodiff.internal.kernel.UnaryFunction;
import io.autodiff.internal.kernel.Warmup;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The compiled loops of the functions that kernels apply to every element. A loop is made when its function has been so busy that it is
 * worth it, and used as soon as it is faster than what plain kernels do.
 *
 * @param <A> the array of the plain kernels
 */
public final class FunctionLoops<A> {
    /** Fewer numbers than this are left to plain loops: the longest vectors there are, of 512 bits, have as many. */
    private static final int SHORT = 16;

    /** How many numbers a trial runs over: enough to time, and few enough for the compiler to see many calls soon. */
    private static final int TRIAL = 512;

    private static final String VECTOR = "vector loops";
    private static final String PLAIN = "compiled loops";

    private static final int[] ONE_ROW = {0};

    /** How two operands may be read: side by side, or one number for all on the right, or on the left. */
    private static final List<List<Access>> PAIRS = List.of(
            List.of(Access.NEIGHBOURS, Access.NEIGHBOURS),
            List.of(Access.NEIGHBOURS, Access.REPEATED),
            List.of(Access.REPEATED, Access.NEIGHBOURS));

    /** Longer programs than this are cut: HotSpot compiles them badly or not at all. */
    private static final int MOST_STEPS = 200;

    /** So many expressions that have been asked for lately are remembered. */
    private static final int REMEMBERED = 1000;

    /** So many calls make an expression worth a loop, at the least: one that never comes again is not, however large its work. */
    private static final int CALLS = 16;

    /** An expression, and which of its inputs are repeated, as bits. */
    private record Key(Expression expression, long repeated) {
        int step(int input) {
            return (repeated >> input & 1) == 1 ? 0 : 1;
        }
    }

    /** What is made of an expression: a loop, or pieces where one would be too long. */
    private static final class Fused {
        private final Candidate candidate;
        private volatile @Nullable Pieces pieces;

        Fused(Function<Fused, Candidate> candidate) {
            this.candidate = candidate.apply(this);
        }
    }

    private final Precision precision;
    private final String loops;
    private final LoopWriter writer;
    private final Kernels<A> plain;
    private final long worth;
    private final List<Candidate> unary;
    private final List<List<Candidate>> binary;
    private final Recent<Key, Fused> fused = new Recent<>(REMEMBERED, this::fused);

    /** Loops for doubles, by vector instructions, made after so much work ({@link Warmup}). */
    public static FunctionLoops<double[]> ofDoubleVectors(long worth) {
        return new FunctionLoops<>(Precision.DOUBLE, VECTOR, VectorLoop::of, DoubleKernels.INSTANCE, worth);
    }

    /** Loops for floats, by vector instructions, made after so much work ({@link Warmup}). */
    public static FunctionLoops<float[]> ofFloatVectors(long worth) {
        return new FunctionLoops<>(Precision.SINGLE, VECTOR, VectorLoop::of, FloatKernels.INSTANCE, worth);
    }

    /** Loops for doubles, number by number, made after so much work ({@link Warmup}). */
    public static FunctionLoops<double[]> ofDoubles(long worth) {
        return new FunctionLoops<>(Precision.DOUBLE, PLAIN, PlainLoop::of, DoubleKernels.INSTANCE, worth);
    }

    /** Loops for floats, number by number, made after so much work ({@link Warmup}). */
    public static FunctionLoops<float[]> ofFloats(long worth) {
        return new FunctionLoops<>(Precision.SINGLE, PLAIN, PlainLoop::of, FloatKernels.INSTANCE, worth);
    }

    private FunctionLoops(Precision precision, String loops, LoopWriter writer, Kernels<A> plain, long worth) {
        this.precision = precision;
        this.loops = loops;
        this.writer = writer;
        this.plain = plain;
        this.worth = worth;
        this.unary = Stream.of(UnaryFunction.values()).map(this::candidate).toList();
        this.binary = PAIRS.stream()
                .map(access -> Stream.of(BinaryFunction.values())
                        .map(f -> candidate(f, access))
                        .toList())
                .toList();
    }

    /** out[i] = f(x[i]), if there is a loop that is fast already; else nothing is done. */
    public boolean run(UnaryFunction f, A x, int at, A out, int outAt, int n) {
        Loop loop = n < SHORT ? null : unary.get(f.ordinal()).forWork(n);
        if (loop == null) {
            return false;
        }
        loop.run(new Object[] {out}, outAt, new Object[] {x}, new int[] {at}, ONE_ROW, 1, n);
        return true;
    }

    /** out[r, i] = f(a[r, i], b[r, i]), if there is a loop that is fast already; else nothing is done. */
    public boolean run(
            BinaryFunction f,
            int rows,
            int n,
            A a,
            int aAt,
            int aRow,
            int aStep,
            A b,
            int bAt,
            int bRow,
            int bStep,
            A out,
            int outAt) {
        if (n < SHORT || aStep == 0 && bStep == 0) {
            return false;
        }
        int pair = bStep == 0 ? 1 : aStep == 0 ? 2 : 0;
        Loop loop = binary.get(pair).get(f.ordinal()).forWork((long) rows * n);
        if (loop == null) {
            return false;
        }
        loop.run(new Object[] {out}, outAt, new Object[] {a, b}, new int[] {aAt, bAt}, new int[] {aRow, bRow}, rows, n);
        return true;
    }

    /**
     * outₖ[r, i] = the expression, if there is a loop that is fast already. While one is being tried, plain kernels do it, so that the
     * compiler is not kept busy with loops for its parts. Else nothing is done.
     *
     * @param kernels those that run the pieces of a long expression
     */
    public boolean run(Kernels<A> kernels, Expression e, int rows, int n, Operands<A> in, List<A> out, int outAt) {
        int[] step = in.step();
        if (n < SHORT || step.length > Long.SIZE) {
            return false;
        }
        long repeated = 0;
        for (int k = 0; k < step.length; k++) {
            repeated |= step[k] == 0 ? 1L << k : 0;
        }
        Fused made = fused.get(new Key(e, repeated));
        long work = (long) rows * n * e.terms().size();
        Loop loop = made.candidate.forWork(Math.min(work, worth / Candidate.OPERATIONS / CALLS));
        Pieces pieces = made.pieces;
        if (loop != null) {
            loop.run(out.toArray(), outAt, in.arrays().toArray(), in.at(), in.rowStep(), rows, n);
        } else if (made.candidate.isBeingTried()) {
            plain.fused(e, rows, n, in, out, outAt);
        } else if (pieces != null) {
            pieces.run(kernels, rows, n, in, out, outAt);
        } else {
            return false;
        }
        return true;
    }

    private Fused fused(Key key) {
        int[] step =
                IntStream.range(0, key.expression().inputs()).map(key::step).toArray();
        return new Fused(made -> candidate(key.expression(), made, step));
    }

    private String name(Object function) {
        return loops + " for " + function + " of " + precision;
    }

    private Candidate candidate(Expression e, Fused made, int... step) {
        List<Access> access = IntStream.of(step)
                .mapToObj(s -> s == 0 ? Access.REPEATED : Access.NEIGHBOURS)
                .toList();
        int[] at = new int[step.length];
        int[] rowStep = new int[step.length];
        return new Candidate(
                name(e),
                worth,
                () -> loop(e, made, access),
                () -> {
                    List<A> y = results(e);
                    List<A> x = Collections.nCopies(step.length, numbers());
                    return () -> plain.fused(e, 1, TRIAL, new Operands<>(x, at, rowStep, step), y, 0);
                },
                loop -> {
                    Object[] y = results(e).toArray();
                    Object[] x = Collections.nCopies(step.length, numbers()).toArray();
                    return () -> loop.run(y, 0, x, at, rowStep, 1, TRIAL);
                });
    }

    private Candidate candidate(UnaryFunction f) {
        return new Candidate(
                name(f),
                worth,
                () -> loop(Functions.program(f, precision), List.of(Access.NEIGHBOURS)),
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
        int aStep = access.get(0) == Access.REPEATED ? 0 : 1;
        int bStep = access.get(1) == Access.REPEATED ? 0 : 1;
        return new Candidate(
                name(f),
                worth,
                () -> loop(Functions.program(f, precision), access),
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
        Program program = Functions.program(e, precision);
        if (program != null && program.steps().size() > MOST_STEPS) {
            Pieces pieces = Pieces.of(e, this::steps, MOST_STEPS);
            made.pieces = pieces.expressions().size() == 1 ? null : pieces;
        }
        return loop(program, access);
    }

    /** How long the program of a part of a readable expression is. */
    private int steps(Expression part) {
        Program program = Functions.program(part, precision);
        return program == null ? Integer.MAX_VALUE : program.steps().size();
    }

    private @Nullable Loop loop(@Nullable Program program, List<Access> access) {
        return program == null || program.steps().size() > MOST_STEPS ? null : writer.write(program, access);
    }

    private List<A> results(Expression e) {
        return Stream.generate(this::numbers).limit(e.results().size()).toList();
    }

    /** Numbers from 0 to 1, one more than a trial needs, so that it may start at another place than its result. */
    private A numbers() {
        A numbers = plain.allocate(TRIAL + 1);
        for (int i = 0; i <= TRIAL; i++) {
            plain.set(numbers, i, (double) i / TRIAL);
        }
        return numbers;
    }
}
