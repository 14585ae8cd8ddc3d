package io.autodiff.tensor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * y = Σᵢ placementᵢ(xᵢ): many small tensors, each added at its place of one large one. It is how the gradients of many slices
 * of a tensor become the gradient of the tensor, in time that grows with their number and not with its square, at any
 * order of derivative. Its transpose takes the slices.
 */
record PlacedSum(List<Placement> placements) implements NaryOp {
    @Override
    public Tensor forward(List<Tensor> pieces) {
        DenseTensor first = DenseTensor.of(pieces.get(0));
        DenseTensor target = DenseTensor.zeros(placements.get(0).target(first.shape()), first.dtype());
        for (int i = 0; i < pieces.size(); i++) {
            placements.get(i).addInto(target, DenseTensor.of(pieces.get(i)));
        }
        return target;
    }

    @Override
    public Pullback pullback(int i, List<Tensor> pieces, Tensor y) {
        return placements.get(i).pullback(pieces.get(i), y);
    }

    @Override
    public Tensor tangent(List<Tensor> pieces, Tensor y, List<@Nullable Tensor> tangents) {
        List<Placement> placed = new ArrayList<>();
        List<Tensor> moved = new ArrayList<>();
        for (int i = 0; i < placements.size(); i++) {
            Tensor tangent = tangents.get(i);
            if (tangent != null) {
                placed.add(placements.get(i));
                moved.add(tangent);
            }
        }
        return Tensor.apply(new PlacedSum(placed), moved);
    }

    /** Thousands of placements would not help a reader. */
    @Override
    public String toString() {
        return "PlacedSum[placements=" + placements.size() + "]";
    }
}
