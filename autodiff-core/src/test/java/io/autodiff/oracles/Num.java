package io.autodiff.oracles;

/**
 * A number of some kind, with the operations that formulas are written in.
 *
 * <p>A kind has to know arithmetic and eight functions. What is built from them is here by its definition; a kind overrides it
 * where its library has the function itself, so that the definition and a second author's function are held against each
 * other.
 */
public interface Num {
    /** The number as a double: what a formula of several branches chooses by. */
    double value();

    /** How many decimal digits a number of this kind has at most: where a series may stop. */
    default int precision() {
        return 60;
    }

    /** A constant of the same kind. */
    Num of(double constant);

    Num pi();

    Num add(Num that);

    Num sub(Num that);

    Num mul(Num that);

    Num div(Num that);

    Num exp();

    Num log();

    Num sqrt();

    Num sin();

    Num cos();

    Num atan();

    default Num add(double constant) {
        return add(of(constant));
    }

    default Num mul(double constant) {
        return mul(of(constant));
    }

    default Num div(double constant) {
        return div(of(constant));
    }

    default Num neg() {
        return mul(-1);
    }

    default Num inverse() {
        return of(1).div(this);
    }

    default Num oneMinus() {
        return of(1).sub(this);
    }

    default Num square() {
        return mul(this);
    }

    default Num cube() {
        return mul(this).mul(this);
    }

    /** |x|, of which one branch is taken: nothing is said about 0. */
    default Num abs() {
        return value() < 0 ? neg() : this;
    }

    /** aᵇ = e^(b·ln a) for a > 0. */
    default Num pow(Num exponent) {
        return log().mul(exponent).exp();
    }

    default Num expm1() {
        return exp().add(-1);
    }

    default Num log1p() {
        return add(1).log();
    }

    default Num log10() {
        return log().div(of(10).log());
    }

    default Num tan() {
        return sin().div(cos());
    }

    /** arcsin x = arctan(x / √(1 − x²)). */
    default Num asin() {
        return div(square().oneMinus().sqrt()).atan();
    }

    default Num acos() {
        return pi().div(2).sub(asin());
    }

    default Num sinh() {
        return exp().sub(neg().exp()).div(2);
    }

    default Num cosh() {
        return exp().add(neg().exp()).div(2);
    }

    default Num tanh() {
        return sinh().div(cosh());
    }

    /** An odd function: below 0 the sum would cancel. */
    default Num asinh() {
        return value() < 0
                ? neg().asinh().neg()
                : square().add(1).sqrt().add(this).log();
    }

    default Num acosh() {
        return square().add(-1).sqrt().add(this).log();
    }

    default Num atanh() {
        return add(1).div(oneMinus()).log().div(2);
    }

    default Num hypot(Num b) {
        return square().add(b.square()).sqrt();
    }

    /** The angle of the point (b, a): an arctangent of the smaller by the larger, and a multiple of π/2. */
    default Num atan2(Num b) {
        if (Math.abs(b.value()) < Math.abs(value())) {
            return pi().mul(value() < 0 ? -0.5 : 0.5).sub(b.div(this).atan());
        }
        Num angle = div(b).atan();
        return b.value() > 0 ? angle : angle.add(pi().mul(value() < 0 ? -1 : 1));
    }

    /** e^(−x²). */
    default Num gaussian() {
        return square().neg().exp();
    }

    /** erf x = 2/√π · e^(−x²) · Σ 2ⁿ·x^(2n + 1) / (1·3·…·(2n + 1)), in which nothing cancels. */
    default Num erf() {
        Num twiceSquare = square().mul(2);
        double ratio = 2 * Math.pow(Math.abs(value()) + 0.5, 2);
        Num term = this;
        Num sum = this;
        double size = 0; // log₁₀ of a bound for the term
        for (int n = 1; size > -precision() - 10; n++) {
            term = term.mul(twiceSquare).div(2 * n + 1);
            sum = sum.add(term);
            size += Math.log10(ratio / (2 * n + 1));
        }
        return gaussian().mul(sum).mul(2).div(pi().sqrt());
    }

    /** σ(x) = 1 / (1 + e⁻ˣ). */
    default Num sigmoid() {
        return neg().exp().add(1).inverse();
    }

    /** ln(1 + eˣ). */
    default Num softplus() {
        return exp().log1p();
    }

    /** Φ(x), the normal distribution. */
    default Num normalBelow() {
        return div(of(2).sqrt()).erf().add(1).div(2);
    }

    /** φ(x) = e^(−x²/2) / √(2π), its density. */
    default Num normalDensity() {
        return square().div(-2).exp().div(pi().mul(2).sqrt());
    }
}
