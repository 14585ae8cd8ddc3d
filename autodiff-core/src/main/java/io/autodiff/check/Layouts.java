package io.autodiff.check;

import io.autodiff.tensor.Tensor;

/** The same numbers, otherwise in memory. */
final class Layouts {
    private Layouts() {}

    /** Stored with its axes in the opposite order. */
    static Tensor transposed(Tensor x) {
        int[] reversed = new int[x.rank()];
        for (int axis = 0; axis < reversed.length; axis++) {
            reversed[axis] = reversed.length - 1 - axis;
        }
        return x.permute(reversed).copy().permute(reversed);
    }

    /** Every second number of a longer array, starting behind its first. */
    static Tensor strided(Tensor x) {
        if (x.rank() == 0) {
            return x.reshape(1).pad(0, 1, 1).select(0, 1);
        }
        return x.repeat(2, -1).pad(-1, 1, 0).slice(-1, 1, 1 + 2 * x.size(-1), 2);
    }

    /**
     * One slice, repeated along an axis without being stored more than once; the tensor itself if it has no such
     * axis.
     */
    static Tensor repeated(Tensor x, int axis) {
        if (axis >= x.rank() || x.size(axis) == 0) {
            return x;
        }
        return x.slice(axis, 0, 1).broadcastTo(x.shape());
    }
}
