package io.autodiff.internal.kernel;

import java.util.List;

/** The gradient of a softmax, put together from kernels of many numbers. */
final class SoftmaxGradient {
    /** About how many numbers of short rows are taken at a time, so that what lies between the steps stays in a cache. */
    private static final int TOGETHER = 2048;

    /** (x₀ − x₁)·x₂. */
    private static final Expression PRODUCT_OF_DIFFERENCE = new Expression(
            3,
            List.of(
                    new Expression.Input(0),
                    new Expression.Input(1),
                    new Expression.Input(2),
                    new Expression.Binary(BinaryFunction.SUB, 0, 1),
                    new Expression.Binary(BinaryFunction.GRADIENT_PRODUCT, 3, 2)));

    private SoftmaxGradient() {}

    /** {@link Kernels#softmaxRowsGradient}. The products g·y lie where the result comes: it is made of y and g alone. */
    static <A> void ofRows(Kernels<A> kernels, A y, int yAt, A g, int gAt, int rows, int n, A out, int outAt) {
        int together = Math.max(1, Math.min(rows, TOGETHER / n));
        A totals = kernels.allocate(together);
        for (int row = 0; row < rows; row += together) {
            int count = Math.min(together, rows - row);
            int from = row * n;
            int to = outAt + from;
            kernels.binary(
                    BinaryFunction.GRADIENT_PRODUCT, 1, count * n, g, gAt + from, 0, 1, y, yAt + from, 0, 1, out, to);
            kernels.sumRows(out, to, n, 1, count, n, totals, 0);
            Operands<A> operands = new Operands<>(
                    List.of(g, totals, y), new int[] {gAt + from, 0, yAt + from}, new int[] {n, 1, n}, new int[] {
                        1, 0, 1
                    });
            kernels.fused(PRODUCT_OF_DIFFERENCE, count, n, operands, List.of(out), to);
        }
    }
}
