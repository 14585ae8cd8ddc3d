package io.autodiff.tensor;

import io.autodiff.shape.Layout;
import io.autodiff.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ops that move numbers and compute none. All are linear, and come in transpose pairs, side by side. */
final class MovementOps {
    private MovementOps() {}

    /** The same elements in the same order under another shape. Its transpose is itself, back again. */
    record Reshape(Shape shape) implements LinearOp {
        @Override
        public Tensor forward(Tensor x) {
            DenseTensor dense = DenseTensor.of(x);
            Layout view = dense.layout().reshape(shape);
            return view != null ? dense.view(view) : DenseMath.copy(dense).view(shape.rowMajor());
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            Shape from = x.shape();
            return g -> g.reshape(from);
        }
    }

    /** Reorders axes: axis i of y is axis order[i] of x. Its transpose is the inverse order. */
    record Permute(List<Integer> order) implements LinearOp {
        private static final Permute MATRIX = new Permute(List.of(1, 0));

        /** The transpose of every matrix in a stack. */
        static Permute exchangingLastTwo(int rank) {
            if (rank == 2) {
                return MATRIX;
            }
            List<Integer> order = new ArrayList<>();
            for (int axis = 0; axis < rank - 2; axis++) {
                order.add(axis);
            }
            order.add(rank - 1);
            order.add(rank - 2);
            return new Permute(List.copyOf(order));
        }

        @Override
        public Tensor forward(Tensor x) {
            DenseTensor dense = DenseTensor.of(x);
            return dense.view(dense.layout().permute(ReductionOps.array(order)));
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            int[] inverse = new int[order.size()];
            for (int i = 0; i < inverse.length; i++) {
                inverse[order.get(i)] = i;
            }
            return g -> g.permute(inverse);
        }
    }

    /** Repeats along missing axes and axes of length 1. Its transpose, {@link ReductionOps.Sum}, sums along them. */
    record BroadcastTo(Shape shape) implements LinearOp {
        @Override
        public Tensor forward(Tensor x) {
            DenseTensor dense = DenseTensor.of(x);
            return dense.view(dense.layout().broadcastTo(shape));
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            Shape from = x.shape();
            return g -> g.sumTo(from);
        }
    }

    /** Every step-th slice along an axis, count of them. Its transpose, {@link Pad}, puts them back among zeros. */
    record Slice(int axis, int start, int step, int count) implements LinearOp {
        /** The slice that a user named, with positions that may count from the end. */
        static Slice of(String operation, Shape shape, int axis, int from, int to, int step) {
            int resolved = shape.axis(operation, axis);
            int length = shape.dim(resolved);
            int start = from < 0 ? from + length : from;
            int end = to < 0 ? to + length : to;
            if (start < 0 || end > length || start > end) {
                throw new IllegalArgumentException(operation + ": positions " + from + " to " + to
                        + " are not a part of axis " + resolved + " of shape " + shape + ", which runs from 0 to "
                        + length);
            }
            if (step < 1) {
                throw new IllegalArgumentException(operation + ": the step " + step + " is not at least 1");
            }
            return new Slice(resolved, start, step, (int) (((long) end - start + step - 1) / step));
        }

        @Override
        public Tensor forward(Tensor x) {
            DenseTensor dense = DenseTensor.of(x);
            return dense.view(dense.layout().slice(axis, start, step, count));
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return new Placement.Rule(new Pad(axis, start, step, x.size(axis)));
        }
    }

    /** Zeros of the given length along an axis, with slice i of x at start + i·step. The transpose of {@link Slice}. */
    record Pad(int axis, int start, int step, int length) implements Placement {
        @Override
        public Shape target(Shape piece) {
            return piece.with(axis, length);
        }

        @Override
        public void addInto(DenseTensor target, DenseTensor piece) {
            DenseMath.addInto(target, target.layout().slice(axis, start, step, piece.size(axis)), piece);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            Slice slice = new Slice(axis, start, step, x.size(axis));
            return g -> g.apply(slice);
        }
    }

    /** Joins tensors along an axis; starts has the place of each. Its transpose takes the parts apart again. */
    record Concat(int axis, List<Integer> starts) implements NaryOp {
        @Override
        public Tensor forward(List<Tensor> parts) {
            return DenseMath.concat(parts, axis, shape(parts));
        }

        private Shape shape(List<Tensor> parts) {
            int length = 0;
            for (Tensor part : parts) {
                length += part.size(axis);
            }
            return parts.get(0).shape().with(axis, length);
        }

        @Override
        public Pullback pullback(int i, List<Tensor> parts, Tensor y) {
            Slice slice = new Slice(axis, starts.get(i), 1, parts.get(i).size(axis));
            return g -> g.apply(slice);
        }

        @Override
        public Tensor tangent(List<Tensor> parts, Tensor y, List<@Nullable Tensor> tangents) {
            List<Tensor> moved = new ArrayList<>();
            for (int i = 0; i < parts.size(); i++) {
                Tensor tangent = tangents.get(i);
                moved.add(tangent != null ? tangent : parts.get(i).constantLike(0));
            }
            return Tensor.apply(this, moved);
        }

        /** Thousands of places would not help a reader. */
        @Override
        public String toString() {
            return "Concat[axis=" + axis + "]";
        }
    }

    /** The same numbers in an array that holds nothing else. Its transpose is the identity. */
    record Copy() implements LinearOp {
        @Override
        public Tensor forward(Tensor x) {
            return DenseTensor.of(x).compact();
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return g -> g;
        }
    }

    /** The same numbers rounded to another kind. Its transpose rounds the gradient back. */
    record To(DType dtype) implements LinearOp {
        @Override
        public Tensor forward(Tensor x) {
            return DenseTensor.of(x.shape(), dtype, x.toDoubleArray());
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            DType from = x.dtype();
            return g -> g.to(from);
        }
    }
}
