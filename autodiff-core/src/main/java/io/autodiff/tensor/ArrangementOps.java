package io.autodiff.tensor;

import io.autodiff.shape.Layout;
import java.util.List;

/** Ops that put the positions of an axis into another order. All are linear, and their own transposes but for the sense. */
final class ArrangementOps {
    private ArrangementOps() {}

    /** Reverses axes. Its transpose is itself. */
    record Flip(List<Integer> axes) implements LinearOp {
        @Override
        public Tensor forward(Tensor x) {
            DenseTensor dense = DenseTensor.of(x);
            Layout view = dense.layout();
            for (int axis : axes) {
                int length = x.size(axis);
                view = view.slice(axis, Math.max(length - 1, 0), -1, length);
            }
            return dense.view(view);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return g -> g.apply(this);
        }
    }

    /** Moves every position of an axis on, and those that leave at the end come in at the start. Its transpose rolls back. */
    record Roll(int axis, int shift) implements LinearOp {
        @Override
        public Tensor forward(Tensor x) {
            int n = x.size(axis);
            int moved = n == 0 ? 0 : Math.floorMod(shift, n);
            List<Tensor> parts = List.of(x.slice(axis, n - moved, n), x.slice(axis, 0, n - moved));
            return DenseMath.concat(parts, axis, x.shape());
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            Roll back = new Roll(axis, -shift);
            return g -> g.apply(back);
        }
    }
}
