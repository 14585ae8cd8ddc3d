package io.autodiff.tensor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of one node while it is being collected.
 *
 * <p>Who owns a buffer: the first gradient that arrives may be anyone's. The second makes a sum in a new buffer, which this
 * slot owns; later ones are added into it in place. Once the node is visited the buffer is handed on and never written
 * again.
 */
final class Slot {
    private @Nullable Tensor sum;
    private boolean owned;
    private @Nullable List<Placement> placements;
    private List<Tensor> pieces = List.of();
    private long placed;

    /** Adds a gradient of the node's shape. */
    void add(Tensor gradient) {
        if (sum == null) {
            sum = gradient;
        } else if (owned && sum instanceof DenseTensor target && gradient instanceof DenseTensor dense) {
            DenseMath.addInto(target, dense);
        } else {
            sum = sum.add(gradient);
            owned = true;
        }
    }

    /** Adds a small gradient at a place of the node. */
    void place(Placement placement, Tensor gradient, int size) {
        if (sum instanceof DenseTensor target && owned && gradient instanceof DenseTensor dense) {
            placement.addInto(target, dense);
            return;
        }
        if (placements == null) {
            placements = new ArrayList<>();
            pieces = new ArrayList<>();
        }
        placements.add(placement);
        pieces.add(gradient);
        placed += gradient.size();
        // Pieces that together are as large as the node cost no more as one sum, and free the memory of the pieces.
        if (placed >= size) {
            gather();
        }
    }

    private void gather() {
        if (placements != null) {
            Tensor gathered = Tensor.apply(new PlacedSum(List.copyOf(placements)), pieces);
            placements = null;
            pieces = List.of();
            placed = 0;
            if (sum == null) {
                sum = gathered;
                owned = true;
            } else {
                add(gathered);
            }
        }
    }

    /** The whole gradient, if any arrived. */
    @Nullable
    Tensor total() {
        gather();
        return sum;
    }
}
