package io.autodiff.tensor;

import io.autodiff.internal.kernel.Allocation;
import io.autodiff.shape.Shape;
import io.autodiff.shape.ShapeMismatchException;
import io.autodiff.tensor.IndexingOps.Gather;
import io.autodiff.tensor.IndexingOps.IndexAdd;
import io.autodiff.tensor.IndexingOps.IndexSelect;
import io.autodiff.tensor.IndexingOps.ScatterAdd;
import io.autodiff.tensor.IndexingOps.With;
import io.autodiff.tensor.MovementOps.Slice;
import java.util.List;

/**
 * Methods that choose numbers by index, and put numbers where an index says. An index, like an axis, may be negative: −1 is
 * the last position. A gradient goes back to what was chosen; what was not gets exactly 0, and no work is done for it.
 *
 * <p>Every method throws {@link IllegalArgumentException} if there is no such axis or an index is out of range, and {@link
 * ShapeMismatchException} if shapes do not fit.
 */
public sealed interface IndexingMethods permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * Slices along an axis, by index: y[…, i, …] = x[…, indices[i], …]. Its transpose adds each slice of the gradient back to the one that
     * was chosen. The axes of the indices stand where the axis was: for indices of rank 1 the axis gets their number, for a single
     * number it is dropped, and token numbers of shape [batch, time] choose rows of shape [batch, time, width].
     *
     * @param axis along which
     * @param indices positions on that axis, of any shape
     * @return the chosen slices
     */
    default Tensor indexSelect(int axis, IntTensor indices) {
        Shape shape = self().shape();
        int resolved = shape.axis("indexSelect", axis);
        IntTensor positions = Arguments.positions("indexSelect", shape, resolved, indices);
        Tensor chosen = self().apply(new IndexSelect(resolved, 1, positions));
        return chosen.reshape(shape.butLast(shape.rank() - resolved)
                .followedBy(indices.shape())
                .followedBy(shape.last(shape.rank() - 1 - resolved)));
    }

    /**
     * This tensor with slices of another added by index along an axis: y = x, then y[…, indices[i], …] += v[…, i, …]. Slices that meet are
     * added in the order of i, and their sum to x. ∂L/∂x = g, and ∂L/∂v is {@code g.indexSelect(axis, indices)}.
     *
     * @param axis along which
     * @param indices positions on that axis, of rank 1
     * @param values v, of this tensor's shape but for that axis, which has the length of the indices
     * @return the sum
     */
    default Tensor indexAdd(int axis, IntTensor indices, Tensor values) {
        Shape shape = self().shape();
        int resolved = shape.axis("indexAdd", axis);
        Arguments.requireGiven("indexAdd", "indices", indices);
        Arguments.requireGiven("indexAdd", "values", values);
        Engine.requireSameKind("indexAdd", self(), values);
        if (indices.shape().rank() != 1) {
            throw new ShapeMismatchException("indexAdd: the indices have shape " + indices.shape()
                    + ", but there is one for each slice; reshape them to rank 1, and the values with them");
        }
        IntTensor positions = Arguments.positions("indexAdd", shape, resolved, indices);
        shape.with(resolved, indices.size())
                .requireEqual(
                        "indexAdd",
                        values.shape(),
                        "the values must have the shape on the left: one slice for each of the " + indices.size()
                                + " indices");
        return self().add(values.apply(new IndexAdd(resolved, Shape.of(shape.dim(resolved)), positions)));
    }

    /**
     * Elements by index along an axis, each other index its own: for axis 1, y[i, j] = x[i, indices[i, j]]. NumPy calls it {@code
     * take_along_axis}. {@code x.gather(axis, x.argSort(axis))} sorts. The other axes of the tensor and of the indices are broadcast.
     *
     * @param axis along which
     * @param indices positions on that axis, of this tensor's rank
     * @return the chosen elements, of the shape of the indices
     */
    default Tensor gather(int axis, IntTensor indices) {
        Shape shape = self().shape();
        int resolved = shape.axis("gather", axis);
        Arguments.requireGiven("gather", "indices", indices);
        Shape named = indices.shape();
        requireRank("gather", named, "indexSelect chooses whole slices");
        IntTensor positions = Arguments.positions("gather", shape, resolved, indices);
        Shape common = shape.with(resolved, 1).broadcast("gather", named.with(resolved, 1));
        return self().broadcastTo(common.with(resolved, shape.dim(resolved)))
                .apply(new Gather(resolved, positions.broadcastTo(common.with(resolved, named.dim(resolved)))));
    }

    /**
     * This tensor with elements of another added by index along an axis: y = x, then, for axis 1, y[i, indices[i, j]] += v[i, j]. Elements
     * that meet are added in row-major order of the indices, and their sum to x. ∂L/∂x = g, and ∂L/∂v is {@code g.gather(axis,
     * indices)}.
     *
     * @param axis along which
     * @param indices positions on that axis, of this tensor's shape but for that axis
     * @param values v, of the shape of the indices
     * @return the sum
     */
    default Tensor scatterAdd(int axis, IntTensor indices, Tensor values) {
        Shape shape = self().shape();
        int resolved = shape.axis("scatterAdd", axis);
        Arguments.requireGiven("scatterAdd", "indices", indices);
        Arguments.requireGiven("scatterAdd", "values", values);
        Engine.requireSameKind("scatterAdd", self(), values);
        requireRank("scatterAdd", indices.shape(), "indexAdd adds whole slices");
        IntTensor positions = Arguments.positions("scatterAdd", shape, resolved, indices);
        indices.shape().requireEqual("scatterAdd", values.shape(), "there must be one value for each index");
        if (!indices.shape().with(resolved, shape.dim(resolved)).equals(shape)) {
            throw new ShapeMismatchException("scatterAdd: indices of shape " + indices.shape()
                    + " for a tensor of shape " + shape + ": all axes but axis " + resolved + " must be equal");
        }
        return self().add(values.apply(new ScatterAdd(resolved, positions, shape.dim(resolved))));
    }

    private void requireRank(String name, Shape indices, String instead) {
        if (indices.rank() != self().rank()) {
            throw new ShapeMismatchException(name + ": indices of shape " + indices + " for a tensor of shape "
                    + self().shape() + ": both must have the same rank; " + instead);
        }
    }

    /**
     * Elements by several indices at once: y = x[i, j, …] for the first axes, the indices broadcast, as in NumPy. Fewer indices than
     * axes choose slices.
     *
     * @param indices positions on axis 0, on axis 1, and so on; at least one and at most one for each axis
     * @return what is there, of the common shape of the indices followed by the axes that have none
     */
    default Tensor at(IntTensor... indices) {
        Arguments.requireGiven("at", "indices", indices);
        for (IntTensor each : indices) {
            Arguments.requireGiven("at", "indices", each);
        }
        Shape shape = self().shape();
        if (indices.length == 0 || indices.length > shape.rank()) {
            throw new ShapeMismatchException("at: " + indices.length + " tensors of indices for shape " + shape
                    + "; give one for each axis from the first on, up to " + shape.rank());
        }
        Shape common = indices[0].shape();
        for (IntTensor more : indices) {
            common = common.broadcast("at", more.shape());
        }
        int[] places = Allocation.ints(common.size()); // among the slices, counted in row-major order
        for (int axis = 0; axis < indices.length; axis++) {
            IntTensor positions =
                    Arguments.positions("at", shape, axis, indices[axis]).broadcastTo(common);
            for (int i = 0; i < places.length; i++) {
                places[i] = places[i] * shape.dim(axis) + positions.at(i);
            }
        }
        return self().apply(new IndexSelect(0, indices.length, new IntTensor(Shape.of(places.length), places)))
                .reshape(common.followedBy(shape.last(shape.rank() - indices.length)));
    }

    /**
     * The elements where a mask is true, in row-major order. A mask of fewer axes chooses slices, as in NumPy.
     *
     * @param mask of this tensor's shape, or of its first axes
     * @return along one axis, with the length {@code mask.count()}, followed by the axes that the mask does not have
     */
    default Tensor masked(Mask mask) {
        Arguments.requireGiven("masked", "mask", mask);
        Shape shape = self().shape();
        int rank = mask.shape().rank();
        if (rank > shape.rank() || !shape.butLast(shape.rank() - rank).equals(mask.shape())) {
            throw new ShapeMismatchException("masked: a mask of shape " + mask.shape() + " for shape " + shape
                    + ": it must have that shape, or its first axes; where broadcasts a mask");
        }
        return self().apply(new IndexSelect(0, rank, mask.places()));
    }

    /**
     * One number where a mask is true, this tensor elsewhere. What is replaced gets a gradient of exactly 0.
     *
     * @param mask one that broadcasts to this tensor's shape
     * @param value the number
     * @return the changed tensor
     */
    default Tensor maskedFill(Mask mask, double value) {
        Arguments.requireGiven("maskedFill", "mask", mask);
        if (!mask.shape().broadcastsTo(self().shape())) {
            throw new ShapeMismatchException("maskedFill: a mask of shape " + mask.shape()
                    + " does not broadcast to shape " + self().shape() + ", and the result keeps that shape; "
                    + "where repeats the tensor too");
        }
        return Tensor.where(mask, self().constantLike(value), self());
    }

    /**
     * Part of this tensor on several axes: {@link MovementMethods#slice(int, int, int)} and {@link MovementMethods#select} in one.
     *
     * @param region which part
     * @return the view
     */
    default Tensor slice(Region region) {
        Arguments.requireGiven("slice", "region", region);
        Shape shape = self().shape();
        return Region.part(self(), region.slices("slice", shape)).reshape(region.shape("slice", shape));
    }

    /**
     * This tensor with other numbers in a region: a new tensor, y = v there, else x. ∂L/∂x = g with zeros in the region, ∂L/∂v = g in the
     * region.
     *
     * @param region which part
     * @param values v, of a shape that broadcasts to that of {@code slice(region)}
     * @return the changed tensor
     */
    default Tensor with(Region region, Tensor values) {
        Arguments.requireGiven("with", "region", region);
        Arguments.requireGiven("with", "values", values);
        Engine.requireSameKind("with", self(), values);
        Shape shape = self().shape();
        List<Slice> slices = region.slices("with", shape);
        Shape part = region.shape("with", shape);
        if (!values.shape().broadcastsTo(part)) {
            throw new ShapeMismatchException("with: values of shape " + values.shape() + " do not broadcast to "
                    + region + " of shape " + shape + ", which has shape " + part);
        }
        return self().apply(new With(slices), values.broadcastTo(part).reshape(Region.kept(slices, shape)));
    }

    /**
     * This tensor with one number everywhere in a region: a new tensor.
     *
     * @param region which part
     * @param value the number
     * @return the changed tensor
     */
    default Tensor with(Region region, double value) {
        return with(region, Tensor.full(Shape.SCALAR, value, self().dtype()));
    }

    /**
     * The order that sorts each line along an axis, smallest first, NaN last; equal numbers keep their order. Plain whole numbers; no
     * gradient flows through them.
     *
     * @param axis along which
     * @return positions on that axis, of this tensor's shape
     */
    default IntTensor argSort(int axis) {
        return DenseAlongAxis.argSort(self(), self().shape().axis("argSort", axis));
    }
}
