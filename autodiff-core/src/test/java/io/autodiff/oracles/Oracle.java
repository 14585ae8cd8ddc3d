package io.autodiff.oracles;

import java.util.List;
import java.util.Optional;

/**
 * Somebody who knows derivatives, and not from us. An oracle says how far off its answer may be; two of them that are further
 * apart than both admit disagree, and then one is wrong.
 */
public interface Oracle {
    /*
     * Why five. Two are differences, by another author and by another scheme than those of the laws, but differences all the same: they
     * know nothing but values in doubles, and lose digits with every order. The other three are the witnesses that differences need. Taylor polynomials lose none,
     * but know the rules of differentiation, as the library does: a mistake in a textbook's rule they could share. Cauchy's
     * integral knows no rule and loses hardly a digit, but needs an analytic function. 60 digits know no rule either, and lose
     * nothing that a double could show. Where even 60 are too few, in the tails, a Limit takes more.
     *
     * What is odd in commons-math3, and kept away from here, is in QuirksTest.
     */

    List<Oracle> ALL = List.of(new FivePoints(), new Ridders(), new Taylor(), new Cauchy(), new Digits());

    String name();

    /**
     * A partial derivative.
     *
     * @param f the function
     * @param x where: one or two numbers
     * @param orders how often by each of them; none of all for the value
     * @return what the oracle says, if it knows such derivatives
     */
    Optional<Answer> derivative(Formula f, double[] x, int... orders);
}
