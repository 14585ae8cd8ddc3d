/**
 * Oracles: other ways to know the value and the derivatives of a function of one or two numbers, none of which has seen the
 * library. A function is written once, as its textbook formula over {@link io.autodiff.oracles.Num}; each oracle evaluates it in
 * numbers of its own kind, most of them by other authors.
 *
 * <p>Depends on nothing of the library. Read {@link io.autodiff.oracles.Oracle} first, then {@link io.autodiff.oracles.Num}.
 */
@NullMarked
package io.autodiff.oracles;

import org.jspecify.annotations.NullMarked;
