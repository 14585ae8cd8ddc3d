package io.autodiff.internal.kernel.vector;

import io.autodiff.internal.kernel.DoubleKernels;
import io.autodiff.internal.kernel.DoubleMatrix;
import io.autodiff.internal.kernel.Kernels;
import io.autodiff.internal.kernel.Warmup;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Products of doubles that together run every loop of this package, but those that add sums of blocks. */
final class DoubleTrials {
    private DoubleTrials() {}

    /** The trials, small enough to be quick while cold. */
    static List<Warmup.Trial> all() {
        return Stream.of(
                        rows(96, 96, 300), // packed, two blocks
                        rows(100, 98, 256), // packed, every height and width of tile
                        rows(40, 40, 40), // where they lie
                        rows(36, 42, 40),
                        columns(68, 98, 70), // both transposed
                        columns(36, 42, 40),
                        rows(2, 300, 300), // few rows
                        rows(100, 1, 1000), // one column
                        columns(300, 1, 300))
                .toList();
    }

    /** Sums and maxima of rows. */
    static List<Warmup.Trial> rows() {
        int rows = 4;
        int n = 300;
        double[] x = new double[rows * n];
        int sums = 64;
        int lanes = Kernels.LANES;
        double[] out = new double[sums];
        Arrays.fill(x, 1);
        return List.of(
                new Warmup.Trial(
                        "sum",
                        () -> DoubleKernels.INSTANCE.sumRows(x, 0, n, 1, rows, n, out, 0),
                        () -> DoubleVectorKernels.SUMS.apply(x, 0, n, rows, n, out, 0)),
                new Warmup.Trial(
                        "lanes",
                        () -> DoubleKernels.INSTANCE.sumRows(x, 0, lanes, 1, sums, lanes, out, 0),
                        () -> DoubleVectorKernels.LANE_SUMS.apply(x, 0, lanes, sums, lanes, out, 0)),
                new Warmup.Trial(
                        "max",
                        () -> DoubleKernels.INSTANCE.maxRows(x, 0, rows, n, out, 0),
                        () -> DoubleVectorKernels.MAXIMA.apply(x, 0, n, rows, n, out, 0)));
    }

    private static Warmup.Trial rows(int m, int n, int k) {
        return trial(m, n, k, k, 1, n, 1);
    }

    private static Warmup.Trial columns(int m, int n, int k) {
        return trial(m, n, k, 1, m, 1, k);
    }

    private static Warmup.Trial trial(int m, int n, int k, int aRow, int aColumn, int bRow, int bColumn) {
        double[] a = new double[m * k];
        double[] b = new double[k * n];
        double[] out = new double[m * n];
        Arrays.fill(a, 1);
        Arrays.fill(b, 1);
        DoubleMatrix left = new DoubleMatrix(a, 0, aRow, aColumn);
        DoubleMatrix right = new DoubleMatrix(b, 0, bRow, bColumn);
        return new Warmup.Trial(
                m + " × " + k + " × " + n,
                () -> DoubleKernels.INSTANCE.matmul(m, n, k, a, 0, aRow, aColumn, b, 0, bRow, bColumn, out, 0),
                () -> DoubleVectorMatmul.multiply(m, n, k, left, right, out, 0));
    }
}
