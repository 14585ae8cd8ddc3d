package io.autodiff.oracles;

import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** A function of one or two numbers, as a textbook has it, for numbers of any kind. */
@FunctionalInterface
public interface Formula {
    Num at(Num... x);

    static Formula of(UnaryOperator<Num> f) {
        return x -> f.apply(x[0]);
    }

    static Formula of(BinaryOperator<Num> f) {
        return x -> f.apply(x[0], x[1]);
    }
}
