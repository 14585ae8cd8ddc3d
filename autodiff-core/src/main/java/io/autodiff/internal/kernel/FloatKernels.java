package io.autodiff.internal.kernel;

import java.util.Arrays;
import java.util.List;

/** Plain loops over {@code float[]}: {@link DoubleKernels} with another word for double, as a test asserts. */
public class FloatKernels implements Kernels<float[]> {
    // Over 400 lines: a method for each of the kernels.

    /** The only one there needs to be. */
    public static final FloatKernels INSTANCE = new FloatKernels();

    private final ShortRows<float[]> shortRows = new ShortRows<>(this);
    private final FusedSums<float[]> fusedSums = new FusedSums<>(this);
    private final Softmax<float[]> softmax = new Softmax<>(this);
    private final CrossEntropy<float[]> crossEntropy = new CrossEntropy<>(this);
    private final Normalization<float[]> normalization = new Normalization<>(this);

    /** For kernels that do some things in another way. */
    protected FloatKernels() {}

    @Override
    public float[] allocate(int n) {
        return Allocation.floats(n);
    }

    @Override
    public float[] of(double... values) {
        float[] array = allocate(values.length);
        for (int i = 0; i < values.length; i++) {
            array[i] = (float) values[i];
        }
        return array;
    }

    @Override
    public int length(float[] x) {
        return x.length;
    }

    @Override
    public double get(float[] x, int at) {
        return x[at];
    }

    @Override
    public void set(float[] x, int at, double value) {
        x[at] = (float) value;
    }

    @Override
    public void fill(float[] out, int at, int n, double value) {
        Arrays.fill(out, at, at + n, (float) value);
    }

    @Override
    public void copy(float[] x, int at, int step, float[] out, int outAt, int outStep, int n) {
        if (step == 1 && outStep == 1) {
            System.arraycopy(x, at, out, outAt, n);
        } else {
            for (int i = 0; i < n; i++) {
                out[outAt + i * outStep] = x[at + i * step];
            }
        }
    }

    @Override
    public void addInto(float[] x, int at, float[] out, int outAt, int outStep, int n) {
        for (int i = 0; i < n; i++) {
            out[outAt + i * outStep] += x[at + i];
        }
    }

    @Override
    public void unary(UnaryFunction f, float[] x, int at, int step, float[] out, int outAt, int n) {
        if (step == 0) {
            Arrays.fill(out, outAt, outAt + n, (float) f.apply(x[at]));
            return;
        }
        // The common functions have loops of their own: a call through a table for each number costs more than the
        // number.
        switch (f) {
            case EXP -> {
                for (int i = 0; i < n; i++) {
                    out[outAt + i] = (float) Exponential.exp(x[at + i]);
                }
            }
            case SIN -> {
                for (int i = 0; i < n; i++) {
                    out[outAt + i] = (float) Sinusoid.sin(x[at + i]);
                }
            }
            case COS -> {
                for (int i = 0; i < n; i++) {
                    out[outAt + i] = (float) Sinusoid.cos(x[at + i]);
                }
            }
            case TANH -> {
                for (int i = 0; i < n; i++) {
                    out[outAt + i] = (float) Hyperbolic.tanh(x[at + i]);
                }
            }
            case SIGMOID -> {
                for (int i = 0; i < n; i++) {
                    out[outAt + i] = (float) ActivationFunctions.sigmoid(x[at + i]);
                }
            }
            default -> {
                for (int i = 0; i < n; i++) {
                    out[outAt + i] = (float) f.apply(x[at + i]);
                }
            }
        }
    }

    @Override
    public void binary(
            BinaryFunction f,
            int rows,
            int n,
            float[] a,
            int aAt,
            int aRow,
            int aStep,
            float[] b,
            int bAt,
            int bRow,
            int bStep,
            float[] out,
            int outAt) {
        if (ShortRows.are(rows, n)) {
            shortRows.binary(f, rows, n, a, aAt, aRow, aStep, b, bAt, bRow, bStep, out, outAt);
            return;
        }
        for (int row = 0; row < rows; row++) {
            FloatPairs.apply(f, n, a, aAt + row * aRow, aStep, b, bAt + row * bRow, bStep, out, outAt + row * n);
        }
    }

    @Override
    public void fused(Expression e, int rows, int n, Operands<float[]> in, List<float[]> out, int outAt) {
        if (ShortRows.are(rows, n)) {
            shortRows.fused(e, rows, n, in, out, outAt);
        } else {
            Kernels.super.fused(e, rows, n, in, out, outAt);
        }
    }

    @Override
    public void compare(
            Comparison c,
            float[] a,
            int aAt,
            int aStep,
            float[] b,
            int bAt,
            int bStep,
            boolean[] out,
            int outAt,
            int n) {
        for (int i = 0; i < n; i++) {
            out[outAt + i] = c.holds(a[aAt + i * aStep], b[bAt + i * bStep]);
        }
    }

    @Override
    public void select(
            boolean[] mask,
            int maskAt,
            int maskStep,
            float[] a,
            int aAt,
            int aStep,
            float[] b,
            int bAt,
            int bStep,
            float[] out,
            int outAt,
            int n) {
        for (int i = 0; i < n; i++) {
            out[outAt + i] = mask[maskAt + i * maskStep] ? a[aAt + i * aStep] : b[bAt + i * bStep];
        }
    }

    @Override
    public void sumRows(float[] x, int at, int rowStep, int step, int rows, int n, float[] out, int outAt) {
        if (rowStep == 1 && step != 1 && rows >= LANES && n > 0) {
            FloatColumns.sum(x, at, step, rows, n, out, outAt);
            return;
        }
        if (n > 0 && n <= LANES) {
            for (int row = 0; row < rows; row++) {
                out[outAt + row] = 0 + sumOfLanes(x, at + row * rowStep, step, n); // as lanes do, it starts from +0
            }
            return;
        }
        float[] lanes = new float[LANES];
        float[] blocks = new float[blocks(n)];
        for (int row = 0; row < rows; row++) {
            out[outAt + row] = sum(x, at + row * rowStep, step, n, lanes, blocks);
        }
    }

    /** The sum of at most as many numbers as there are lanes, by halving: those at even places, and those at odd ones. */
    private static float sumOfLanes(float[] x, int at, int step, int n) {
        return switch (n) {
            case 1 -> x[at];
            case 2 -> x[at] + x[at + step];
            case 3 -> (x[at] + x[at + 2 * step]) + x[at + step];
            case 4 -> (x[at] + x[at + 2 * step]) + (x[at + step] + x[at + 3 * step]);
            default -> sumOfLanes(x, at, 2 * step, (n + 1) / 2) + sumOfLanes(x, at + step, 2 * step, n / 2);
        };
    }

    /** The sum of n numbers, in the order of the contract; uses up both scratch arrays. */
    private static float sum(float[] x, int at, int step, int n, float[] lanes, float[] blocks) {
        for (int block = 0; block < blocks.length; block++) {
            int start = block * BLOCK;
            int length = Math.min(BLOCK, n - start);
            int filled = Math.min(LANES, length);
            for (int i = 0; i < filled; i++) {
                lanes[i] = 0 + x[at + (start + i) * step];
            }
            for (int i = LANES; i < length; i++) {
                lanes[i % LANES] += x[at + (start + i) * step];
            }
            blocks[block] = filled == LANES ? halve(lanes) : halve(lanes, filled);
        }
        return pair(blocks, blocks.length);
    }

    /** How many blocks a sum of n numbers is cut into; one even when there are no numbers. */
    private static int blocks(int n) {
        return Math.max(1, PairTree.blocks(n));
    }

    /** Adds the lanes of a block by halving. Lanes that were never filled hold +0, and adding that changes nothing. */
    public static float halve(float[] lanes, int filled) {
        int left = filled;
        for (int width = Integer.highestOneBit(Math.max(1, filled - 1)); width > 0; width /= 2) {
            for (int i = width; i < left; i++) {
                lanes[i - width] += lanes[i];
            }
            left = Math.min(left, width);
        }
        return filled == 0 ? 0 : lanes[0];
    }

    /** The same for lanes that are all filled, as one expression: a sum that does not wait for memory. */
    public static float halve(float[] l) {
        return (((l[0] + l[8]) + (l[4] + l[12])) + ((l[2] + l[10]) + (l[6] + l[14])))
                + (((l[1] + l[9]) + (l[5] + l[13])) + ((l[3] + l[11]) + (l[7] + l[15])));
    }

    /** Adds block sums in neighbouring pairs, using the array up. */
    public static float pair(float[] sums, int count) {
        for (int left = count; left > 1; left = (left + 1) / 2) {
            for (int i = 0; i < left / 2; i++) {
                sums[i] = sums[2 * i] + sums[2 * i + 1];
            }
            if (left % 2 == 1) {
                sums[left / 2] = sums[left - 1];
            }
        }
        return sums[0];
    }

    @Override
    public void sumRows(Expression e, int rows, int n, Operands<float[]> in, List<float[]> out, int outAt) {
        fusedSums.ofRows(e, rows, n, in, out, outAt);
    }

    @Override
    public void sumColumns(Expression e, int rows, int n, Operands<float[]> in, List<float[]> out, int outAt) {
        fusedSums.ofColumns(e, rows, n, in, out, outAt);
    }

    @Override
    public void maxRows(float[] x, int at, int rows, int n, float[] out, int outAt) {
        for (int row = 0; row < rows; row++) {
            out[outAt + row] = max(x, at + row * n, n);
        }
    }

    private static float max(float[] x, int at, int n) {
        float largest = x[at];
        for (int i = 1; i < n; i++) {
            largest = Math.max(largest, x[at + i]);
        }
        return largest;
    }

    @Override
    public void softmaxRows(float[] x, int at, int rows, int n, float[] out, int outAt) {
        softmax.ofRows(x, at, rows, n, out, outAt);
    }

    @Override
    public void logSoftmaxRows(float[] x, int at, int rows, int n, float[] out, int outAt) {
        softmax.logarithmOfRows(x, at, rows, n, out, outAt);
    }

    @Override
    public void softmaxGradient(float[] y, int yAt, float[] g, int gAt, int rows, int n, float[] out, int outAt) {
        softmax.gradientOfRows(y, yAt, g, gAt, rows, n, out, outAt);
    }

    @Override
    public void logSoftmaxGradient(float[] y, int yAt, float[] g, int gAt, int rows, int n, float[] out, int outAt) {
        softmax.gradientOfLogarithm(y, yAt, g, gAt, rows, n, out, outAt);
    }

    @Override
    public void logSumExpRows(float[] x, int at, int rows, int n, float[] out, int outAt) {
        softmax.logarithmOfSums(x, at, rows, n, out, outAt);
    }

    @Override
    public void crossEntropyRows(
            float[] x, int at, int[] labels, int labelsAt, int rows, int n, float[] out, int outAt) {
        crossEntropy.ofRows(x, at, labels, labelsAt, rows, n, out, outAt);
    }

    @Override
    public void crossEntropyGradient(
            float[] x,
            int at,
            int[] labels,
            int labelsAt,
            float[] g,
            int gAt,
            int rows,
            int n,
            float[] out,
            int outAt) {
        crossEntropy.gradientOfRows(x, at, labels, labelsAt, g, gAt, rows, n, out, outAt);
    }

    @Override
    public void normalizeRows(Operands<float[]> in, int rows, int n, double epsilon, float[] y, int yAt) {
        normalization.ofRows(in, rows, n, epsilon, y, yAt);
    }

    @Override
    public void rowStatistics(
            float[] x, int at, int rows, int n, double epsilon, float[] m, int mAt, float[] r, int rAt) {
        normalization.statisticsOfRows(x, at, rows, n, epsilon, m, mAt, r, rAt);
    }

    @Override
    public void normalizeRowsGradient(Operands<float[]> in, int rows, int n, float[] out, int outAt) {
        normalization.gradientOfRows(in, rows, n, out, outAt);
    }

    @Override
    public void minRows(float[] x, int at, int rows, int n, float[] out, int outAt) {
        for (int row = 0; row < rows; row++) {
            int from = at + row * n;
            float smallest = x[from];
            for (int i = 1; i < n; i++) {
                smallest = Math.min(smallest, x[from + i]);
            }
            out[outAt + row] = smallest;
        }
    }

    @Override
    public void productRows(float[] x, int at, int rows, int n, float[] out, int outAt) {
        for (int row = 0; row < rows; row++) {
            int from = at + row * n;
            float product = 1;
            for (int i = 0; i < n; i++) {
                product *= x[from + i];
            }
            out[outAt + row] = product;
        }
    }

    @Override
    public void argMaxRows(float[] x, int at, int rows, int n, int[] out) {
        for (int row = 0; row < rows; row++) {
            int from = at + row * n;
            int best = 0;
            for (int i = 1; i < n && !Float.isNaN(x[from + best]); i++) {
                // Not «greater», so that a NaN wins too.
                if (!(x[from + i] <= x[from + best])) {
                    best = i;
                }
            }
            out[row] = best;
        }
    }

    @Override
    public void scan(BinaryFunction f, float[] x, int at, float[] out, int outAt, int step, int n, int width) {
        for (int j = 0; j < width && n > 0; j++) {
            out[outAt + j] = x[at + j];
        }
        for (int i = 1; i < n; i++) {
            FloatPairs.apply(f, width, out, outAt + (i - 1) * step, 1, x, at + i * step, 1, out, outAt + i * step);
        }
    }

    @Override
    public void linearRecurrence(
            float[] a, int aAt, float[] b, int bAt, float[] out, int outAt, int step, int n, int width) {
        for (int j = 0; j < width && n > 0; j++) {
            out[outAt + j] = b[bAt + j];
        }
        for (int i = 1; i < n; i++) {
            int place = i * step;
            for (int j = place; j < place + width; j++) {
                float before = out[outAt + j - step];
                out[outAt + j] = before == 0 ? b[bAt + j] : Fma.fma(a[aAt + j], before, b[bAt + j]);
            }
        }
    }

    @Override
    public void gather(float[] x, int[] places, float[] out) {
        for (int i = 0; i < places.length; i++) {
            out[i] = x[places[i]];
        }
    }

    @Override
    public void scatterAdd(float[] x, int at, int[] places, float[] out) {
        for (int i = 0; i < places.length; i++) {
            out[places[i]] += x[at + i];
        }
    }

    @Override
    public void matmul(
            int m,
            int n,
            int k,
            float[] a,
            int aAt,
            int aRow,
            int aColumn,
            float[] b,
            int bAt,
            int bRow,
            int bColumn,
            float[] out,
            int outAt) {
        FloatMatrix left = new FloatMatrix(a, aAt, aRow, aColumn);
        FloatMatmul.multiply(m, n, k, left, new FloatMatrix(b, bAt, bRow, bColumn), out, outAt);
    }
}
