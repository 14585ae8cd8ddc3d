package io.autodiff.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Into which parts work is cut for a team: into as many as are worth it, and no more. */
class TeamCutsTest {
    /** So many sums that a part of each would need too much room are computed by one thread. */
    @Test
    void longSumsAreCutAndTooManyAreNot() {
        assertEquals(8, products(1, 1, 2000));
        assertEquals(1, products(1, 1, 256));
        assertEquals(2, products(1, 1 << 16, 257));
        assertEquals(1, products(1, (1 << 16) + 1, 257));
    }

    /** Rows are shared, unless each is worth more threads than there are rows; columns are not cut so narrow that they are read one by one. */
    @Test
    void rowsAreCutWhereItIsWorthIt() {
        assertEquals(List.of(1, 1, 1, 1, 1, 1, 1), rowsOfSoftmax(8, 7, 8000));
        assertEquals(List.of(25, 25, 25, 25), rowsOfSoftmax(2, 100, 100));
        assertEquals(List.of(), rowsOfSoftmax(8, 2, 100_000));
        assertEquals(Set.of(24), Set.copyOf(columnsOfSum(2, 24, 10_000))); // parts of long columns
        assertEquals(List.of(32, 32), columnsOfSum(2, 64, 10_000));
        assertEquals(List.of(16, 16, 16, 16), columnsOfSum(8, 64, 10_000));
    }

    /** As many parts as are large enough, up to four for each thread and for two threads four or more: threads are not equally fast. */
    @Test
    void numbersAreCutIntoAFewPartsForEachThread() {
        assertEquals(List.of(8000), numbersOf(UnaryFunction.EXP, 2, 8000));
        assertEquals(List.of(2500, 2500, 2500, 2500), numbersOf(UnaryFunction.EXP, 2, 10_000));
        assertEquals(Collections.nCopies(8, 2500), numbersOf(UnaryFunction.EXP, 2, 20_000));
        assertEquals(Collections.nCopies(8, 125_000), numbersOf(UnaryFunction.EXP, 2, 1_000_000));
        assertEquals(Collections.nCopies(7, 2048), numbersOf(UnaryFunction.EXP, 8, 7 * 2048));
        assertEquals(Collections.nCopies(48, 2048), numbersOf(UnaryFunction.EXP, 64, 48 * 2048));
    }

    /** The maximum of a number and zero is found before a helper has fetched the memory for it, unless there are many. */
    @Test
    void basicFunctionsAreSharedWhereTheyAreMany() {
        assertEquals(List.of(262_143), numbersOf(UnaryFunction.RELU, 2, 262_143));
        assertEquals(Collections.nCopies(8, 32_768), numbersOf(UnaryFunction.RELU, 2, 262_144));
        assertEquals(List.of(200), rowsOfAddition(200, 1000));
        assertEquals(Collections.nCopies(8, 50), rowsOfAddition(400, 1000));
        assertEquals(Collections.nCopies(8, 1), rowsOfAddition(1, 262_144));
    }

    /** Plain loops choose by a branch, which takes as long as a function where it cannot be foreseen. */
    @Test
    void choicesAreSharedLikeFunctions() {
        assertEquals(List.of(8000), numbersOfChoice(8000));
        assertEquals(List.of(2500, 2500, 2500, 2500), numbersOfChoice(10_000));
    }

    /** Kernels that note how large what they are asked for is, and do nothing. */
    private static final class Noting extends DoubleKernels {
        private final String kernel;
        final List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());

        /** Notes the calls of one kernel alone, as a large call may become calls of others. */
        Noting(String kernel) {
            this.kernel = kernel;
        }

        private void note(String name, int size) {
            if (name.equals(kernel)) {
                sizes.add(size);
            }
        }

        @Override
        public void unary(UnaryFunction f, double[] x, int at, int step, double[] out, int outAt, int n) {
            note("unary", n);
        }

        @Override
        public void binary(
                BinaryFunction f,
                int rows,
                int n,
                double[] a,
                int aAt,
                int aRow,
                int aStep,
                double[] b,
                int bAt,
                int bRow,
                int bStep,
                double[] out,
                int outAt) {
            note("binary", rows);
        }

        @Override
        public void select(
                boolean[] mask,
                int maskAt,
                int maskStep,
                double[] a,
                int aAt,
                int aStep,
                double[] b,
                int bAt,
                int bStep,
                double[] out,
                int outAt,
                int n) {
            note("select", n);
        }

        @Override
        public void sumRows(double[] x, int at, int rowStep, int step, int rows, int n, double[] out, int outAt) {
            note("sumRows", rows);
        }

        @Override
        public void softmaxRows(double[] x, int at, int rows, int n, double[] out, int outAt) {
            note("softmaxRows", rows);
        }

        @Override
        public void matmul(
                int m,
                int n,
                int k,
                double[] a,
                int aAt,
                int aRow,
                int aColumn,
                double[] b,
                int bAt,
                int bRow,
                int bColumn,
                double[] out,
                int outAt) {
            note("matmul", m);
        }
    }

    /** How large each part is of what a team is asked for. */
    private static List<Integer> parts(String kernel, int threads, long grain, Consumer<Kernels<double[]>> work) {
        Noting noting = new Noting(kernel);
        work.accept(new TeamKernels<>(noting, new Team(threads), threads, grain));
        return List.copyOf(noting.sizes);
    }

    private static List<Integer> parts(String kernel, int threads, Consumer<Kernels<double[]>> work) {
        return parts(kernel, threads, TeamKernels.GRAIN, work);
    }

    private static List<Integer> numbersOf(UnaryFunction f, int threads, int n) {
        double[] x = new double[n];
        return parts("unary", threads, kernels -> kernels.unary(f, x, 0, 1, new double[n], 0, n));
    }

    private static List<Integer> rowsOfAddition(int rows, int n) {
        double[] x = new double[rows * n];
        double[] out = new double[rows * n];
        return parts(
                "binary", 2, kernels -> kernels.binary(BinaryFunction.ADD, rows, n, x, 0, n, 1, x, 0, n, 1, out, 0));
    }

    private static List<Integer> numbersOfChoice(int n) {
        double[] x = new double[n];
        boolean[] mask = new boolean[n];
        return parts("select", 2, kernels -> kernels.select(mask, 0, 1, x, 0, 1, x, 0, 1, new double[n], 0, n));
    }

    private static List<Integer> columnsOfSum(int threads, int columns, int n) {
        double[] x = new double[columns * n];
        return parts(
                "sumRows", threads, kernels -> kernels.sumRows(x, 0, 1, columns, columns, n, new double[columns], 0));
    }

    private static List<Integer> rowsOfSoftmax(int threads, int rows, int n) {
        double[] x = new double[rows * n];
        return parts("softmaxRows", threads, kernels -> kernels.softmaxRows(x, 0, rows, n, new double[rows * n], 0));
    }

    /** How many products one product becomes, for a team of two. */
    private static int products(int m, int n, int k) {
        double[] none = new double[1];
        double[] out = new double[m * n];
        return parts("matmul", 2, 1, kernels -> kernels.matmul(m, n, k, none, 0, 0, 0, none, 0, 0, 0, out, 0))
                .size();
    }
}
