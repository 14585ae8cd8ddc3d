package io.autodiff.check;

import java.util.Locale;

/**
 * What one comparison of a gradient with differences has shown.
 *
 * @param order which derivative it was about: 1 for the gradient, 2 for the gradient of the pullback
 * @param verdict what it comes to
 * @param apart how far the two are apart, ⟨Jᵀu, v⟩ by the rules and ⟨u, J·v⟩ by differences
 * @param bound how far they may be apart
 */
public record Evidence(int order, Verdict verdict, double apart, double bound) {
    /** What a comparison comes to. A gradient that is wrong is not among these: it is thrown. */
    public enum Verdict {
        /** Both agree. */
        AGREES,
        /**
         * The differences from left and right disagree, so there is no derivative, and the gradient lies between
         * them.
         */
        AT_A_KINK,
        /** The differences' own error estimate is so large that the comparison proves nothing. */
        DISCARDED
    }

    /** For example {@code order 1: agrees, 3.1E-13 apart, bound 2.4E-8}. */
    @Override
    public String toString() {
        String text = "order " + order + ": "
                + verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return verdict == Verdict.DISCARDED
                ? text + ", because the differences may themselves be off by " + bound
                : text + ", " + apart + " apart, bound " + bound;
    }
}
