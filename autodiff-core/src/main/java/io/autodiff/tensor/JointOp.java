package io.autodiff.tensor;

import java.util.List;

/** An op whose gradients have work in common, so that those of several inputs are computed together. */
interface JointOp extends NaryOp {
    /**
     * The rules of several inputs at once ({@link Together}).
     *
     * @param wanted which inputs, in ascending order
     * @param inputs all of them
     * @param y the output
     * @return a pullback for each input that is wanted
     */
    List<Pullback> pullbacks(List<Integer> wanted, List<Tensor> inputs, Tensor y);

    @Override
    default Pullback pullback(int i, List<Tensor> inputs, Tensor y) {
        return pullbacks(List.of(i), inputs, y).get(0);
    }
}
