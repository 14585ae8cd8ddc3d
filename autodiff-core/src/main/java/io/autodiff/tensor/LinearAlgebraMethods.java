package io.autodiff.tensor;

import io.autodiff.shape.Shape;
import io.autodiff.shape.ShapeMismatchException;

/** Products of vectors and matrices. */
public sealed interface LinearAlgebraMethods permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * The matrix product Y = A·B, by NumPy's rules for every rank. The last two axes are matrices, [m, k] × [k, n]; axes before
     * them are broadcast. A vector on the left is a row, on the right a column, and that axis is dropped again. ∂L/∂A = G·Bᵀ and
     * ∂L/∂B = Aᵀ·G, where G = ∂L/∂Y. Each element is a chain of fused multiply-adds over k, in the order that the kernels
     * document.
     *
     * @param that B
     * @return A·B
     * @throws ShapeMismatchException if an operand is a single number, the inner lengths differ, or the axes before do not broadcast
     * @throws IllegalArgumentException if the dtypes differ
     */
    default Tensor matmul(Tensor that) {
        Arguments.requireGiven("matmul", "that", that);
        Shape left = self().shape();
        Shape right = that.shape();
        if (left.rank() == 0 || right.rank() == 0) {
            throw new ShapeMismatchException(
                    "matmul: " + left + " × " + right + ": a single number is not a matrix; use mul");
        }
        int inner = left.dim(-1);
        int other = right.dim(right.rank() == 1 ? 0 : -2);
        if (inner != other) {
            throw new ShapeMismatchException(
                    "matmul: " + left + " × " + right + ": the inner lengths " + inner + " and " + other + " differ");
        }
        Engine.requireSameKind("matmul", self(), that);
        if (left.rank() == 1) {
            Tensor product = self().reshape(left.inserting(0, 1)).matmul(that);
            return product.reshape(product.shape().without(right.rank() == 1 ? 0 : product.rank() - 2));
        }
        if (right.rank() == 1) {
            return matmul(that.reshape(right.inserting(1, 1))).reshape(left.butLast(1));
        }
        if (left.rank() > 2 && right.rank() == 2) {
            // One product with many rows does the work of many products, and the gradient of B is one product too.
            Shape rows = Shape.of(left.butLast(1).size(), inner);
            return self().reshape(rows).apply(LinearAlgebraOps.MATMUL, that).reshape(left.with(-1, right.dim(-1)));
        }
        if (left.rank() == 2 && right.rank() == 2) {
            return self().apply(LinearAlgebraOps.MATMUL, that);
        }
        Shape batch = left.butLast(2).broadcast("matmul", right.butLast(2));
        return self().broadcastTo(batch.followedBy(left.last(2)))
                .apply(LinearAlgebraOps.MATMUL, that.broadcastTo(batch.followedBy(right.last(2))));
    }

    /**
     * The dot product of two vectors: y = Σ aᵢ·bᵢ; ∂y/∂a = b, ∂y/∂b = a.
     *
     * @param that b, of the same length
     * @return a single number
     * @throws ShapeMismatchException if they are not vectors of one length
     */
    default Tensor dot(Tensor that) {
        Arguments.requireGiven("dot", "that", that);
        if (self().rank() != 1 || that.rank() != 1) {
            throw new ShapeMismatchException("dot: " + self().shape() + " · " + that.shape()
                    + ": both must be vectors, of rank 1; matmul takes every rank");
        }
        self().shape().requireEqual("dot", that.shape(), "the two vectors must have the same length");
        Engine.requireSameKind("dot", self(), that);
        return matmul(that);
    }

    /**
     * The outer product of two vectors: yᵢⱼ = aᵢ·bⱼ; ∂L/∂a = G·b, ∂L/∂b = Gᵀ·a.
     *
     * @param that b
     * @return a matrix with a row for each number of a and a column for each of b
     * @throws ShapeMismatchException if they are not vectors
     */
    default Tensor outer(Tensor that) {
        Arguments.requireGiven("outer", "that", that);
        if (self().rank() != 1 || that.rank() != 1) {
            throw new ShapeMismatchException("outer: " + self().shape() + " with " + that.shape()
                    + ": both must be vectors, of rank 1; flatten makes one");
        }
        Engine.requireSameKind("outer", self(), that);
        return self().expandDims(1).mul(that);
    }
}
