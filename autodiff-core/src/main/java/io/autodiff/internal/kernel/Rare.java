package io.autodiff.internal.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Stands at a method that gives the value of a function where arguments hardly ever lie. A compiled loop leaves it out, and tells when such
 * arguments have come; plain kernels then compute once more what it has computed with them.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Rare {}
