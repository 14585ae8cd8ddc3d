package io.autodiff.internal.kernel;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Kernels that share large work among a team of threads. Work is cut where no number depends on the cut: between elements of a function,
 * between rows of a reduction or a product, or where the tree of a long sum has a node. So the bits are those of one thread.
 *
 * @param <A> the array
 */
final class TeamKernels<A> implements Kernels<A> {
    // Over 400 lines: a method for each of the kernels.

    /** Less than so many simple operations are done before a helper has heard of them. */
    static final long GRAIN = 1 << 15;

    /** Basic functions, of one number and of two: one operation without a choice, which plain loops do as fast as vector loops. */
    private static final Set<UnaryFunction> BASIC_UNARY = EnumSet.of(
            UnaryFunction.NEG,
            UnaryFunction.ABS,
            UnaryFunction.SQUARE,
            UnaryFunction.SQRT,
            UnaryFunction.RECIPROCAL,
            UnaryFunction.RELU);

    private static final Set<BinaryFunction> BASIC_BINARY = EnumSet.of(
            BinaryFunction.ADD,
            BinaryFunction.SUB,
            BinaryFunction.MUL,
            BinaryFunction.DIV,
            BinaryFunction.MAXIMUM,
            BinaryFunction.MINIMUM);

    /** What a function other than the basic ones costs, in simple operations; so does a choice, which plain loops make by a branch. */
    private static final int FUNCTION = 8;

    /** So many grains of results a basic function is worth sharing: before, one thread is done when a helper has fetched its part. */
    private static final int BASIC_GRAINS = 8;

    /** Rows of a product are cut at multiples of this: the height of a tile. */
    private static final int TILE = 8;

    /** Long sums and functions are cut into at most so many parts for each thread: neither parts nor threads are equally fast. */
    private static final int PARTS = 4;

    /** The most sums that are cut at once: each part of them has room of its own. */
    private static final int MOST = 1 << 16;

    private final Kernels<A> alone;
    private final Softmax<A> softmax = new Softmax<>(this);
    private final CrossEntropy<A> crossEntropy = new CrossEntropy<>(this);
    private final Normalization<A> normalization = new Normalization<>(this);
    private final Team team;
    private final int threads;
    private final long grain;

    TeamKernels(Kernels<A> alone, Team team, int threads, long grain) {
        this.alone = alone;
        this.team = team;
        this.threads = threads;
        this.grain = grain;
    }

    private interface Range {
        void run(int from, int count);
    }

    private interface Sums<A> {
        void run(int from, int count, List<A> sums, int at);
    }

    /** Cuts n things of a certain cost into even ranges, one for each thread, that are multiples of a unit. */
    private void share(int n, long cost, int unit, Range work) {
        cut(n, Math.min(threads, n * cost / grain), unit, work);
    }

    /**
     * Cuts n numbers, or rows of numbers, that are computed one by one, from two grains on: into parts of half a grain or more, up to a few
     * for each thread. Threads are not equally fast, for a helper has to fetch the memory of the results, which the caller has just cleared,
     * perhaps from a core that is far away; of small parts it does fewer (docs/decisions/0008).
     */
    private void shareElements(int n, long cost, Range work) {
        cut(n, parts(2L * n * cost / grain), 1, work);
    }

    /** Into how many parts so many half-grains are cut. */
    private long parts(long halves) {
        return halves < 4 ? 1 : halves < threads ? halves : threads * Math.min(PARTS, halves / threads);
    }

    /** What each of so many results of a basic function costs: nothing that a helper could do, unless they are many. */
    private long costOfBasic(long results) {
        return results < BASIC_GRAINS * grain ? 0 : 1;
    }

    /** What a function that is put together costs: its inputs, nothing. */
    private static long cost(Expression e) {
        return (long) FUNCTION * (e.terms().size() - e.inputs());
    }

    private void cut(int n, long most, int unit, Range work) {
        if (most < 2 || n < 2 * unit) {
            work.run(0, n);
            return;
        }
        int units = 1 + (n - 1) / unit;
        int parts = (int) Math.min(most, units);
        int size = (1 + (units - 1) / parts) * unit;
        team.run(1 + (n - 1) / size, part -> work.run(part * size, Math.min(size, n - part * size)));
    }

    /** Whether each row, of a certain cost, is worth more threads than there are rows. */
    private boolean areFewAndLong(int rows, long cost) {
        return rows < Math.min(threads, cost / grain);
    }

    /** Shares rows; where they are few and long, step by step, as each step may be large enough to be shared. */
    private void shareRows(int rows, long cost, Runnable steps, Range work) {
        if (areFewAndLong(rows, cost)) {
            steps.run();
        } else {
            shareElements(rows, cost, work);
        }
    }

    /**
     * Sums of n numbers each, side by side. Each is cut at multiples of a power of two of blocks, so that a part is a tree of the order
     * of summation; they are added in neighbouring pairs as their blocks would be.
     */
    private void shareSums(int sums, int n, Sums<A> work, List<A> out, int outAt) {
        int length = BLOCK;
        while (n / length >= PARTS * threads) {
            length *= 2;
        }
        int each = length;
        int parts = 1 + (n - 1) / each;
        List<A> ofParts = alone.allocate(out.size(), parts * sums);
        team.run(parts, part -> work.run(part * each, Math.min(each, n - part * each), ofParts, part * sums));
        for (int k = 0; k < out.size(); k++) {
            PairTree.add(alone, ofParts.get(k), parts, sums);
            alone.copy(ofParts.get(k), 0, 1, out.get(k), outAt, 1, sums);
        }
    }

    private boolean areLongSums(long sums, int n) {
        return n > BLOCK && sums <= MOST && sums * n >= 2 * grain;
    }

    @Override
    public A allocate(int n) {
        return alone.allocate(n);
    }

    @Override
    public A of(double... values) {
        return alone.of(values);
    }

    @Override
    public int length(A x) {
        return alone.length(x);
    }

    @Override
    public double get(A x, int at) {
        return alone.get(x, at);
    }

    @Override
    public void set(A x, int at, double value) {
        alone.set(x, at, value);
    }

    @Override
    public void fill(A out, int at, int n, double value) {
        alone.fill(out, at, n, value);
    }

    @Override
    public void copy(A x, int at, int step, A out, int outAt, int outStep, int n) {
        alone.copy(x, at, step, out, outAt, outStep, n);
    }

    @Override
    public void addInto(A x, int at, A out, int outAt, int outStep, int n) {
        shareElements(n, 1, (from, count) -> alone.addInto(x, at + from, out, outAt + from * outStep, outStep, count));
    }

    @Override
    public void unary(UnaryFunction f, A x, int at, int step, A out, int outAt, int n) {
        long cost = BASIC_UNARY.contains(f) ? costOfBasic(n) : FUNCTION;
        shareElements(n, cost, (from, count) -> alone.unary(f, x, at + from * step, step, out, outAt + from, count));
    }

    @Override
    public void binary(
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
        long cost = BASIC_BINARY.contains(f) ? costOfBasic((long) rows * n) : FUNCTION;
        if (areFewAndLong(rows, n * cost)) {
            for (int r = 0; r < rows; r++) {
                int row = r;
                shareElements(
                        n,
                        cost,
                        (from, count) -> alone.binary(
                                f,
                                1,
                                count,
                                a,
                                aAt + row * aRow + from * aStep,
                                0,
                                aStep,
                                b,
                                bAt + row * bRow + from * bStep,
                                0,
                                bStep,
                                out,
                                outAt + row * n + from));
            }
        } else {
            shareElements(
                    rows,
                    n * cost,
                    (from, count) -> alone.binary(
                            f,
                            count,
                            n,
                            a,
                            aAt + from * aRow,
                            aRow,
                            aStep,
                            b,
                            bAt + from * bRow,
                            bRow,
                            bStep,
                            out,
                            outAt + from * n));
        }
    }

    @Override
    public void fused(Expression e, int rows, int n, Operands<A> in, List<A> out, int outAt) {
        long cost = cost(e);
        if (areFewAndLong(rows, n * cost)) {
            for (int r = 0; r < rows; r++) {
                Operands<A> row = in.from(r, in.rowStep());
                int rowAt = outAt + r * n;
                shareElements(
                        n,
                        cost,
                        (from, count) -> alone.fused(e, 1, count, row.from(from, row.step()), out, rowAt + from));
            }
        } else {
            shareElements(
                    rows,
                    n * cost,
                    (from, count) -> alone.fused(e, count, n, in.from(from, in.rowStep()), out, outAt + from * n));
        }
    }

    @Override
    public void compare(
            Comparison c, A a, int aAt, int aStep, A b, int bAt, int bStep, boolean[] out, int outAt, int n) {
        shareElements(
                n,
                FUNCTION,
                (from, count) -> alone.compare(
                        c, a, aAt + from * aStep, aStep, b, bAt + from * bStep, bStep, out, outAt + from, count));
    }

    @Override
    public void select(
            boolean[] mask,
            int maskAt,
            int maskStep,
            A a,
            int aAt,
            int aStep,
            A b,
            int bAt,
            int bStep,
            A out,
            int outAt,
            int n) {
        shareElements(
                n,
                FUNCTION,
                (from, count) -> alone.select(
                        mask,
                        maskAt + from * maskStep,
                        maskStep,
                        a,
                        aAt + from * aStep,
                        aStep,
                        b,
                        bAt + from * bStep,
                        bStep,
                        out,
                        outAt + from,
                        count));
    }

    @Override
    public void sumRows(A x, int at, int rowStep, int step, int rows, int n, A out, int outAt) {
        boolean areColumns =
                rowStep == 1 && step != 1; // which are read side by side, and so are not cut any finer than that
        int unit = areColumns ? LANES : 1;
        if (rows < (areColumns ? 2 * LANES : threads) && areLongSums(rows, n)) {
            shareSums(
                    rows,
                    n,
                    (from, count, sums, place) ->
                            alone.sumRows(x, at + from * step, rowStep, step, rows, count, sums.get(0), place),
                    List.of(out),
                    outAt);
            return;
        }
        share(
                rows,
                n,
                unit,
                (from, count) -> alone.sumRows(x, at + from * rowStep, rowStep, step, count, n, out, outAt + from));
    }

    @Override
    public void sumRows(Expression e, int rows, int n, Operands<A> in, List<A> out, int outAt) {
        long cost = cost(e);
        if (rows < threads && areLongSums(rows * cost, n)) {
            shareSums(
                    rows,
                    n,
                    (from, count, sums, place) -> alone.sumRows(e, rows, count, in.from(from, in.step()), sums, place),
                    out,
                    outAt);
            return;
        }
        share(
                rows,
                n * cost,
                1,
                (from, count) -> alone.sumRows(e, count, n, in.from(from, in.rowStep()), out, outAt + from));
    }

    @Override
    public void sumColumns(Expression e, int rows, int n, Operands<A> in, List<A> out, int outAt) {
        long cost = cost(e);
        if (n < 2 * LANES && areLongSums(n * cost, rows)) {
            shareSums(
                    n,
                    rows,
                    (from, count, sums, place) ->
                            alone.sumColumns(e, count, n, in.from(from, in.rowStep()), sums, place),
                    out,
                    outAt);
            return;
        }
        share(
                n,
                rows * cost,
                LANES,
                (from, count) -> alone.sumColumns(e, rows, count, in.from(from, in.step()), out, outAt + from));
    }

    @Override
    public void maxRows(A x, int at, int rows, int n, A out, int outAt) {
        share(rows, n, 1, (from, count) -> alone.maxRows(x, at + from * n, count, n, out, outAt + from));
    }

    @Override
    public void minRows(A x, int at, int rows, int n, A out, int outAt) {
        share(rows, n, 1, (from, count) -> alone.minRows(x, at + from * n, count, n, out, outAt + from));
    }

    @Override
    public void productRows(A x, int at, int rows, int n, A out, int outAt) {
        share(rows, n, 1, (from, count) -> alone.productRows(x, at + from * n, count, n, out, outAt + from));
    }

    @Override
    public void softmaxRows(A x, int at, int rows, int n, A out, int outAt) {
        shareRows(
                rows,
                (long) FUNCTION * n,
                () -> softmax.ofRows(x, at, rows, n, out, outAt),
                (from, count) -> alone.softmaxRows(x, at + from * n, count, n, out, outAt + from * n));
    }

    @Override
    public void logSoftmaxRows(A x, int at, int rows, int n, A out, int outAt) {
        shareRows(
                rows,
                (long) FUNCTION * n,
                () -> softmax.logarithmOfRows(x, at, rows, n, out, outAt),
                (from, count) -> alone.logSoftmaxRows(x, at + from * n, count, n, out, outAt + from * n));
    }

    @Override
    public void softmaxGradient(A y, int yAt, A g, int gAt, int rows, int n, A out, int outAt) {
        shareRows(
                rows,
                3L * n,
                () -> softmax.gradientOfRows(y, yAt, g, gAt, rows, n, out, outAt),
                (from, count) ->
                        alone.softmaxGradient(y, yAt + from * n, g, gAt + from * n, count, n, out, outAt + from * n));
    }

    @Override
    public void logSoftmaxGradient(A y, int yAt, A g, int gAt, int rows, int n, A out, int outAt) {
        shareRows(
                rows,
                (long) FUNCTION * n,
                () -> softmax.gradientOfLogarithm(y, yAt, g, gAt, rows, n, out, outAt),
                (from, count) -> alone.logSoftmaxGradient(
                        y, yAt + from * n, g, gAt + from * n, count, n, out, outAt + from * n));
    }

    @Override
    public void logSumExpRows(A x, int at, int rows, int n, A out, int outAt) {
        shareRows(
                rows,
                (long) FUNCTION * n,
                () -> softmax.logarithmOfSums(x, at, rows, n, out, outAt),
                (from, count) -> alone.logSumExpRows(x, at + from * n, count, n, out, outAt + from));
    }

    @Override
    public void crossEntropyRows(A x, int at, int[] labels, int labelsAt, int rows, int n, A out, int outAt) {
        shareRows(
                rows,
                (long) FUNCTION * n,
                () -> crossEntropy.ofRows(x, at, labels, labelsAt, rows, n, out, outAt),
                (from, count) ->
                        alone.crossEntropyRows(x, at + from * n, labels, labelsAt + from, count, n, out, outAt + from));
    }

    @Override
    public void crossEntropyGradient(
            A x, int at, int[] labels, int labelsAt, A g, int gAt, int rows, int n, A out, int outAt) {
        shareRows(
                rows,
                (long) FUNCTION * n,
                () -> crossEntropy.gradientOfRows(x, at, labels, labelsAt, g, gAt, rows, n, out, outAt),
                (from, count) -> alone.crossEntropyGradient(
                        x, at + from * n, labels, labelsAt + from, g, gAt + from, count, n, out, outAt + from * n));
    }

    @Override
    public void normalizeRows(Operands<A> in, int rows, int n, double epsilon, A y, int yAt) {
        shareRows(
                rows,
                (long) FUNCTION * n,
                () -> normalization.ofRows(in, rows, n, epsilon, y, yAt),
                (from, count) ->
                        alone.normalizeRows(in.from(from, in.rowStep()), count, n, epsilon, y, yAt + from * n));
    }

    @Override
    public void rowStatistics(A x, int at, int rows, int n, double epsilon, A m, int mAt, A r, int rAt) {
        shareRows(
                rows,
                (long) FUNCTION * n,
                () -> normalization.statisticsOfRows(x, at, rows, n, epsilon, m, mAt, r, rAt),
                (from, count) ->
                        alone.rowStatistics(x, at + from * n, count, n, epsilon, m, mAt + from, r, rAt + from));
    }

    @Override
    public void normalizeRowsGradient(Operands<A> in, int rows, int n, A out, int outAt) {
        shareRows(
                rows,
                (long) FUNCTION * n,
                () -> normalization.gradientOfRows(in, rows, n, out, outAt),
                (from, count) ->
                        alone.normalizeRowsGradient(in.from(from, in.rowStep()), count, n, out, outAt + from * n));
    }

    @Override
    public void argMaxRows(A x, int at, int rows, int n, int[] out) {
        alone.argMaxRows(x, at, rows, n, out);
    }

    @Override
    public void scan(BinaryFunction f, A x, int at, A out, int outAt, int step, int n, int width) {
        alone.scan(f, x, at, out, outAt, step, n, width);
    }

    @Override
    public void linearRecurrence(A a, int aAt, A b, int bAt, A out, int outAt, int step, int n, int width) {
        alone.linearRecurrence(a, aAt, b, bAt, out, outAt, step, n, width);
    }

    @Override
    public void gather(A x, int[] places, A out) {
        alone.gather(x, places, out);
    }

    @Override
    public void scatterAdd(A x, int at, int[] places, A out) {
        alone.scatterAdd(x, at, places, out);
    }

    @Override
    public void matmul(
            int m,
            int n,
            int k,
            A a,
            int aAt,
            int aRow,
            int aColumn,
            A b,
            int bAt,
            int bRow,
            int bColumn,
            A out,
            int outAt) {
        if (m < 2 * TILE && areLongSums((long) m * n, k)) {
            shareSums(
                    m * n,
                    k,
                    (from, count, sums, place) -> alone.matmul(
                            m,
                            n,
                            count,
                            a,
                            aAt + from * aColumn,
                            aRow,
                            aColumn,
                            b,
                            bAt + from * bRow,
                            bRow,
                            bColumn,
                            sums.get(0),
                            place),
                    List.of(out),
                    outAt);
            return;
        }
        share(
                m,
                (long) n * k,
                TILE,
                (from, count) -> alone.matmul(
                        count,
                        n,
                        k,
                        a,
                        aAt + from * aRow,
                        aRow,
                        aColumn,
                        b,
                        bAt,
                        bRow,
                        bColumn,
                        out,
                        outAt + from * n));
    }
}
