package io.autodiff.tensor;

/**
 * Watches a tape at work; given to {@link Tape#open(TapeObserver)}. The single hook for profiling, for finding the first
 * NaN, for drawing the graph.
 */
public interface TapeObserver {
    /**
     * An op was applied and written down.
     *
     * @param index its place on the tape
     * @param op the op
     * @param y its output, one level further out than the tape
     */
    default void recorded(int index, Op op, Tensor y) {}

    /**
     * A rule was applied on the way back.
     *
     * @param index the place of the op on the tape
     * @param op the op
     * @param operand the operand that the gradient is for, counted from 0
     * @param gradient ∂L/∂operand, this op's share of it
     */
    default void pulled(int index, Op op, int operand, Tensor gradient) {}
}
