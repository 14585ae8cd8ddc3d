package io.autodiff.tensor;

import io.autodiff.internal.kernel.BinaryFunction;

/**
 * Functions of two numbers beyond arithmetic: y = f(a, b), ∂y/∂a and ∂y/∂b. Angles and lengths in the plane have slopes that
 * are functions of the plane again, closed under differentiation: so they are right to every order, and 0 at the origin.
 */
final class PairOps {
    private PairOps() {}

    // spotless:off
    /** q(a, b) = a / (a² + b²), without overflow. With p = q(b, a): ∂q/∂a = p² − q² and ∂q/∂b = −2pq. */
    static final BinaryOp INVERSION   = new PairOp(BinaryFunction.INVERSION,   (a, b) -> differenceOfSquares(q(b, a), q(a, b)),
                                                                               (a, b) -> q(a, b).mul(q(b, a)).mul(-2));
    /** u(a, b) = a / √(a² + b²), without overflow. With v = u(b, a) and r = √(a² + b²): ∂u/∂a = v²/r and ∂u/∂b = −uv/r. */
    static final BinaryOp DIRECTION   = new PairOp(BinaryFunction.DIRECTION,   (a, b) -> u(b, a).square().times(a.hypot(b).reciprocal()),
                                                                               (a, b) -> u(a, b).mul(u(b, a)).times(a.hypot(b).reciprocal()).neg());

    static final BinaryOp ATAN2       = new PairOp(BinaryFunction.ATAN2,       (a, b) -> q(b, a),
                                                                               (a, b) -> q(a, b).neg());
    static final BinaryOp HYPOT       = new PairOp(BinaryFunction.HYPOT,       (a, b) -> u(a, b),
                                                                               (a, b) -> u(b, a));
    static final BinaryOp LOG_ADD_EXP = new PairOp(BinaryFunction.LOG_ADD_EXP, (a, b) -> share(a, b),
                                                                               (a, b) -> share(b, a));
    static final BinaryOp XLOGY       = new PairOp(BinaryFunction.XLOGY,       (x, y) -> y.log(),
                                                                               (x, y) -> x.times(y.apply(ElementwiseOps.LOG_SLOPE)));
    // spotless:on

    private static Tensor q(Tensor a, Tensor b) {
        return a.apply(INVERSION, b);
    }

    private static Tensor u(Tensor a, Tensor b) {
        return a.apply(DIRECTION, b);
    }

    /** p² − q², in which squares could lose what their difference is about. */
    private static Tensor differenceOfSquares(Tensor p, Tensor q) {
        return p.sub(q).mul(p.add(q));
    }

    /** eᵃ / (eᵃ + eᵇ) = σ(a − b), and 0 where both are −∞, as the softmax of logSumExp. */
    private static Tensor share(Tensor a, Tensor b) {
        Mask nothing = a.equalTo(Double.NEGATIVE_INFINITY).and(b.equalTo(Double.NEGATIVE_INFINITY));
        return Tensor.where(nothing, a.constantLike(0), a.sub(b).sigmoid());
    }
}
