package io.autodiff.internal.kernel.compile;

import io.autodiff.internal.kernel.Expression;
import io.autodiff.internal.kernel.Kernels;
import io.autodiff.internal.kernel.Operands;
import io.autodiff.internal.kernel.PairTree;
import java.util.List;

/** Sums of an expression along rows: a loop fills the lanes of their blocks, and kernels add them, and blocks, up. */
final class RowSums {
    private static final int LANES = Kernels.LANES;

    private RowSums() {}

    /** {@link Kernels#sumRows(Expression, int, int, Operands, List, int)} by a {@link SumLoop}, for rows as long as a block has lanes, at least. */
    static <A> void run(
            Kernels<A> kernels, Loop loop, Expression e, int rows, int n, Operands<A> in, List<A> out, int outAt) {
        int blocks = PairTree.blocks(n);
        List<A> lanes = kernels.allocate(out.size(), rows * blocks * LANES);
        loop.run(lanes.toArray(), 0, in.arrays().toArray(), in.at(), in.rowStep(), rows, n);
        int rest = n % LANES;
        if (rest > 0) {
            addRest(kernels, e, rows, rest, in.from(n - LANES, in.step()), lanes, blocks);
        }
        A sums = kernels.allocate(rows * blocks);
        A side = kernels.allocate(rows * blocks); // the sums of one block of all rows side by side
        for (int k = 0; k < out.size(); k++) {
            kernels.sumRows(lanes.get(k), 0, LANES, 1, rows * blocks, LANES, sums, 0);
            for (int block = 0; block < blocks; block++) {
                kernels.copy(sums, block, blocks, side, block * rows, 1, rows);
            }
            PairTree.add(kernels, side, blocks, rows);
            kernels.copy(side, 0, 1, out.get(k), outAt, 1, rows);
        }
    }

    /**
     * Adds the last few numbers of each row to the first lanes of its last block. As many as there are lanes are computed, because a loop
     * takes no fewer.
     */
    private static <A> void addRest(
            Kernels<A> kernels, Expression e, int rows, int rest, Operands<A> last, List<A> lanes, int blocks) {
        List<A> values = kernels.allocate(lanes.size(), rows * LANES);
        kernels.fused(e, rows, LANES, last, values, 0);
        for (int k = 0; k < values.size(); k++) {
            for (int row = 0; row < rows; row++) {
                int place = ((row + 1) * blocks - 1) * LANES;
                kernels.addInto(values.get(k), (row + 1) * LANES - rest, lanes.get(k), place, 1, rest);
            }
        }
    }
}
