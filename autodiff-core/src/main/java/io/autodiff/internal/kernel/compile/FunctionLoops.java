package io.autodiff.internal.kernel.compile;

import io.autodiff.internal.kernel.BinaryFunction;
import io.autodiff.internal.kernel.DoubleKernels;
import io.autodiff.internal.kernel.Expression;
import io.autodiff.internal.kernel.FloatKernels;
import io.autodiff.internal.kernel.Kernels;
import io.autodiff.internal.kernel.Operands;
import io.autodiff.internal.kernel.UnaryFunction;
import io.autodiff.internal.kernel.Warmup;
import io.autodiff.internal.kernel.compile.Candidates.Fused;
import java.util.List;
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

    /** Sums of shorter rows than this are left to plain loops. */
    private static final int SHORTEST_ROW = 64;

    /** So many calls make an expression worth a loop, at the least: one that never comes again is not, however large its work. */
    private static final int CALLS = 16;

    private static final int[] ONE_ROW = {0};

    private final LoopKind kind;
    private final Kernels<A> plain;
    private final long worth;
    private final Warmup start;

    /** Written before the start is over, and read after. */
    private @Nullable Candidates<A> candidates;

    /** Loops for doubles, number by number, made after so much work ({@link Warmup}). */
    public static FunctionLoops<double[]> ofDoubles(long worth) {
        return new FunctionLoops<>(Precision.DOUBLE, LoopKind.PLAIN, DoubleKernels.INSTANCE, worth);
    }

    /** Loops for floats, number by number, made after so much work ({@link Warmup}). */
    public static FunctionLoops<float[]> ofFloats(long worth) {
        return new FunctionLoops<>(Precision.SINGLE, LoopKind.PLAIN, FloatKernels.INSTANCE, worth);
    }

    /** Loops for doubles, by vector instructions, made after so much work ({@link Warmup}). */
    public static FunctionLoops<double[]> ofDoubleVectors(long worth) {
        return new FunctionLoops<>(Precision.DOUBLE, LoopKind.VECTOR, DoubleKernels.INSTANCE, worth);
    }

    /** Loops for floats, by vector instructions, made after so much work ({@link Warmup}). */
    public static FunctionLoops<float[]> ofFloatVectors(long worth) {
        return new FunctionLoops<>(Precision.SINGLE, LoopKind.VECTOR, FloatKernels.INSTANCE, worth);
    }

    private FunctionLoops(Precision precision, LoopKind kind, Kernels<A> plain, long worth) {
        this.kind = kind;
        this.plain = plain;
        this.worth = worth;
        this.start = new Warmup(kind + " of " + precision, Candidate.PATIENCE, worth, () -> {
            candidates = new Candidates<>(precision, kind, plain, worth);
            return List.of();
        });
    }

    /**
     * The candidates, if all functions together have done as much work as makes one of them worth a loop, so that a short program does
     * without; else their work is counted.
     */
    private @Nullable Candidates<A> forWork(long numbers) {
        if (!start.isDone()) {
            start.count(numbers * Candidate.OPERATIONS);
        }
        return start.isDone() ? candidates : null;
    }

    /** out[i] = f(x[i]), if there is a loop that is fast already; else nothing is done. */
    public boolean run(UnaryFunction f, A x, int at, A out, int outAt, int n) {
        Candidates<A> some = n < SHORT ? null : forWork(n);
        Loop loop = some == null ? null : some.of(f).forWork(n);
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
        long numbers = (long) rows * n;
        Candidates<A> some = forWork(numbers);
        Loop loop = some == null ? null : some.of(f, aStep, bStep).forWork(numbers);
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
        long work = (long) rows * n * e.terms().size();
        Candidates<A> some = forWork(work);
        if (some == null) {
            return false;
        }
        Fused made = some.of(e, step);
        Loop loop = made.candidate.forWork(mostOf(work));
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

    /**
     * outₖ[r] = Σ of result k of the expression along row r, by vector instructions, if there is a loop that is fast already. While one is
     * being tried, plain kernels do it. Else nothing is done.
     *
     * @param kernels those that add up lanes, and compute what is left of a row
     */
    public boolean sumRows(Kernels<A> kernels, Expression e, int rows, int n, Operands<A> in, List<A> out, int outAt) {
        if (kind != LoopKind.VECTOR || n < SHORTEST_ROW || in.step().length > Long.SIZE) {
            return false;
        }
        long work = (long) rows * n * e.terms().size();
        Candidates<A> some = forWork(work);
        if (some == null) {
            return false;
        }
        Candidate candidate = some.ofSums(e, in.step());
        Loop loop = candidate.forWork(mostOf(work));
        if (loop != null) {
            RowSums.run(kernels, loop, e, rows, n, in, out, outAt);
        } else if (candidate.isBeingTried()) {
            plain.sumRows(e, rows, n, in, out, outAt);
        } else {
            return false;
        }
        return true;
    }

    /** So much of the work of one call counts. */
    private long mostOf(long work) {
        return Math.min(work, worth / Candidate.OPERATIONS / CALLS);
    }
}
