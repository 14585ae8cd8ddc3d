package io.autodiff.tensor;

/**
 * From an op on a tape back to one of its operands.
 *
 * @param parent the operand's place on the tape
 * @param pullback how a gradient goes there
 */
record Edge(int parent, Pullback pullback) {}
