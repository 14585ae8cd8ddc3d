package io.autodiff.tensor;

import io.autodiff.shape.Layout;
import io.autodiff.shape.Shape;
import io.autodiff.tensor.MovementOps.Slice;
import java.util.List;

/**
 * Ops that choose numbers by index and put numbers where an index says. They come in transpose pairs, side by side. The
 * indices are plain whole numbers that the methods have checked: they are parameters of an op and not its inputs.
 */
final class IndexingOps {
    private IndexingOps() {}

    /**
     * Slice i of y is slice indices[i] of x, where a number of neighbouring axes from one on count as a single axis, in row-major order.
     * Its transpose, {@link IndexAdd}, adds each slice back to its own.
     */
    record IndexSelect(int axis, int axes, IntTensor indices) implements LinearOp {
        @Override
        public Tensor forward(Tensor x) {
            return DenseAlongAxis.indexSelect(x, asOne(x.shape(), axis, axes), axis, indices);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            Shape lengths = x.shape().last(x.rank() - axis).butLast(x.rank() - axis - axes);
            return new Placement.Rule(new IndexAdd(axis, lengths, indices));
        }

        /** Thousands of indices would not help a reader. */
        @Override
        public String toString() {
            return "IndexSelect[axis=" + axis + (axes == 1 ? "" : ", axes=" + axes) + ", indices=" + indices.shape()
                    + "]";
        }
    }

    /**
     * Zeros with axes of the given lengths in the place of an axis of x, and slice i of x added to slice indices[i] of them, in the order of
     * i. The transpose of {@link IndexSelect}.
     */
    record IndexAdd(int axis, Shape lengths, IntTensor indices) implements Placement {
        @Override
        public Shape target(Shape piece) {
            return piece.butLast(piece.rank() - axis)
                    .followedBy(lengths)
                    .followedBy(piece.last(piece.rank() - 1 - axis));
        }

        @Override
        public void addInto(DenseTensor target, DenseTensor piece) {
            DenseAlongAxis.indexAdd(target, asOne(target.shape(), axis, lengths.rank()), axis, indices, piece);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            IndexSelect select = new IndexSelect(axis, lengths.rank(), indices);
            return g -> g.apply(select);
        }

        @Override
        public String toString() {
            return "IndexAdd[axis=" + axis + ", lengths=" + lengths + ", indices=" + indices.shape() + "]";
        }
    }

    /** A shape in which a number of axes, from one on, are a single one. */
    private static Shape asOne(Shape shape, int axis, int axes) {
        Shape rest = shape.last(shape.rank() - axis);
        Shape after = rest.last(rest.rank() - axes);
        return shape.butLast(shape.rank() - axis)
                .followedBy(Shape.of(rest.butLast(after.rank()).size()))
                .followedBy(after);
    }

    /**
     * Each element of y is the one of x at the position that the indices name along an axis, and at its own place along the others. Its
     * transpose, {@link ScatterAdd}, adds each element back to its own.
     */
    record Gather(int axis, IntTensor indices) implements LinearOp {
        @Override
        public Tensor forward(Tensor x) {
            return DenseAlongAxis.gather(x, axis, indices);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return new Placement.Rule(new ScatterAdd(axis, indices, x.size(axis)));
        }

        @Override
        public String toString() {
            return "Gather[axis=" + axis + ", indices=" + indices.shape() + "]";
        }
    }

    /**
     * Zeros of the given length along an axis, with each element of x added at the position that the indices name, in row-major order. The
     * transpose of {@link Gather}.
     */
    record ScatterAdd(int axis, IntTensor indices, int length) implements Placement {
        @Override
        public Shape target(Shape piece) {
            return piece.with(axis, length);
        }

        @Override
        public void addInto(DenseTensor target, DenseTensor piece) {
            DenseAlongAxis.scatterAdd(target, axis, indices, piece);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            Gather gather = new Gather(axis, indices);
            return g -> g.apply(gather);
        }

        @Override
        public String toString() {
            return "ScatterAdd[axis=" + axis + ", indices=" + indices.shape() + ", length=" + length + "]";
        }
    }

    /**
     * y = x, but v in a region, the slices of slices of x. It selects and never multiplies: ∂L/∂x is g with zeros in the region, and ∂L/∂v
     * is g in the region.
     */
    record With(List<Slice> region) implements BinaryOp {
        @Override
        public Tensor forward(Tensor x, Tensor v) {
            DenseTensor changed = DenseMath.copy(DenseTensor.of(x));
            Layout place = changed.layout();
            for (Slice slice : region) {
                place = place.slice(slice.axis(), slice.start(), slice.step(), slice.count());
            }
            DenseMath.write(DenseTensor.of(v), changed, place);
            return changed;
        }

        @Override
        public Pullback left(Tensor x, Tensor v, Tensor y) {
            Tensor zeros = v.constantLike(0);
            return g -> g.apply(this, zeros);
        }

        @Override
        public Pullback right(Tensor x, Tensor v, Tensor y) {
            return g -> Region.part(g, region);
        }

        @Override
        public Tensor leftTangent(Tensor x, Tensor v, Tensor y, Tensor dx) {
            return dx.apply(this, v.constantLike(0));
        }

        @Override
        public Tensor rightTangent(Tensor x, Tensor v, Tensor y, Tensor dv) {
            return x.constantLike(0).apply(this, dv);
        }
    }
}
