package io.autodiff.tensor;

import io.autodiff.tensor.ScanOps.CumProd;
import io.autodiff.tensor.ScanOps.CumSum;
import io.autodiff.tensor.ScanOps.LogCumSumExp;

/**
 * Functions that run along an axis and give every intermediate result. The result has the shape and dtype of the input.
 * An axis may be negative: −1 is the last.
 *
 * <p>Every method throws {@link IllegalArgumentException} if there is no such axis. The numbers of an axis are taken one
 * after another, each step rounded; this order depends on nothing else. To run from the last to the first, {@code
 * flip} before and after.
 */
public sealed interface ScanMethods permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * The cumulative sum: yᵢ = x₀ + … + xᵢ; ∂L/∂xᵢ = gᵢ + … + gₙ₋₁.
     *
     * @param axis along which
     * @return the sums so far
     */
    default Tensor cumSum(int axis) {
        return self().apply(new CumSum(self().shape().axis("cumSum", axis), Direction.FORWARDS));
    }

    /**
     * The cumulative product: yᵢ = x₀ · … · xᵢ; ∂yₖ/∂xᵢ = the product of the other factors of yₖ, also where some are 0, at any
     * order.
     *
     * @param axis along which
     * @return the products so far
     */
    default Tensor cumProd(int axis) {
        return self().apply(new CumProd(self().shape().axis("cumProd", axis), Direction.FORWARDS));
    }

    /**
     * The cumulative logarithm of the sum of exponentials: yᵢ = ln(e^x₀ + … + e^xᵢ), without overflow; −∞ where every x so far is −∞;
     * ∂yₖ/∂xᵢ = e^(xᵢ − yₖ) for i ≤ k.
     *
     * @param axis along which
     * @return the logarithms so far
     */
    default Tensor logCumSumExp(int axis) {
        return self().apply(new LogCumSumExp(self().shape().axis("logCumSumExp", axis)));
    }
}
