package io.autodiff.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.autodiff.check.Case;
import io.autodiff.laws.OpLaws;
import io.autodiff.shape.Shape;
import io.autodiff.transform.Autodiff;
import java.util.Arrays;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * Mirrors {@link MatrixOps}, and the methods of {@link MatrixMethods}.
 *
 * <p>Parts of matrices, of stacks of them, and of matrices without a row; diagonals above and below the main one and beyond the corner.
 * All of it is linear.
 */
class MatrixOpsTest extends OpLaws {
    @Property
    void diagonal(@ForAll("matrices") Tensor x, @ForAll @IntRange(min = -4, max = 4) int k) {
        int rows = x.size(-2) - Math.max(0, -k);
        int columns = x.size(-1) - Math.max(0, k);
        Shape shape = x.shape().butLast(2).followedBy(Shape.of(Math.max(0, Math.min(rows, columns))));
        Tensor expected = Reference.of(shape, index -> {
            int i = index[index.length - 1];
            return x.get(with(index, i + Math.max(0, -k), i + Math.max(0, k)));
        });
        lawsHold(function("diagonal", t -> t.diagonal(k), x).linear(), expected);
    }

    /** The transpose of {@link #diagonal}, for matrices that are square and for those that are not. */
    @Property
    void diagEmbed(@ForAll("withAxes") Tensor x, @ForAll @IntRange(min = -3, max = 3) int k) {
        int side = x.size(-1) + Math.abs(k);
        Tensor expected = embedded(x, k, side, side);
        lawsHold(function("diagEmbed", t -> t.diagEmbed(k), x).linear(), expected);
        int rows = x.size(-1) + Math.max(0, -k);
        int columns = x.size(-1) + Math.max(0, k) + 2;
        lawsHold(Case.of(new MatrixOps.DiagEmbed(k, rows, columns), x), embedded(x, k, rows, columns));
    }

    private static Tensor embedded(Tensor x, int k, int rows, int columns) {
        Shape shape = x.shape().butLast(1).followedBy(Shape.of(rows, columns));
        return Reference.of(shape, index -> {
            int row = index[index.length - 2];
            int column = index[index.length - 1];
            int[] there = Arrays.copyOf(index, index.length - 1);
            there[there.length - 1] = Math.min(row, column);
            return column - row == k && Math.min(row, column) < x.size(-1) ? x.get(there) : 0;
        });
    }

    @Property
    void trace(@ForAll("matrices") Tensor x) {
        Tensor expected = Reference.of(x.shape().butLast(2), index -> {
            double sum = 0;
            for (int i = 0; i < Math.min(x.size(-2), x.size(-1)); i++) {
                sum += x.get(with(Arrays.copyOf(index, index.length + 1), i, i));
            }
            return sum;
        });
        lawsHold(function("trace", Tensor::trace, x).linear(), expected);
    }

    @Property
    void tril(@ForAll("matrices") Tensor x, @ForAll @IntRange(min = -4, max = 4) int k) {
        Tensor expected = Reference.of(
                x.shape(), index -> index[index.length - 1] - index[index.length - 2] <= k ? x.get(index) : 0);
        lawsHold(function("tril", t -> t.tril(k), x).linear(), expected);
    }

    @Property
    void triu(@ForAll("matrices") Tensor x, @ForAll @IntRange(min = -4, max = 4) int k) {
        Tensor expected = Reference.of(
                x.shape(), index -> index[index.length - 1] - index[index.length - 2] >= k ? x.get(index) : 0);
        lawsHold(function("triu", t -> t.triu(k), x).linear(), expected);
    }

    /** They select: a NaN on the other side of the diagonal is neither in the value nor in a gradient. */
    @Example
    void whatIsCutOffMayBeNaN() {
        Tensor x = Tensor.of(new double[][] {{4, Double.NaN}, {1, 9}});
        assertEquals(14, x.tril().sum().item());
        assertEquals(0, Autodiff.grad(t -> t.tril().sqrt().sum()).apply(x).get(0, 1) * 0);
        assertEquals(0, Autodiff.grad(t -> t.tril().square().sum()).apply(x).get(0, 1));
    }

    /** Offsets as large as a whole number gets leave nothing, or everything. */
    @Example
    void extremeOffsets() {
        Tensor x = Tensor.ones(2, 3);
        for (int k : new int[] {Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertEquals(Shape.of(0), x.diagonal(k).shape());
            assertEquals(k > 0 ? 6 : 0, x.tril(k).sum().item());
            assertEquals(k > 0 ? 0 : 6, x.triu(k).sum().item());
        }
    }

    /** The index of an element of a matrix: the last one position becomes two. */
    private static int[] with(int[] index, int row, int column) {
        int[] there = Arrays.copyOf(index, index.length + 1);
        there[index.length - 1] = row;
        there[index.length] = column;
        return there;
    }

    @Provide
    Arbitrary<Tensor> matrices() {
        return reals().filter(x -> x.rank() >= 2);
    }
}
