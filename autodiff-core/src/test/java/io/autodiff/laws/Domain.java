package io.autodiff.laws;

import io.autodiff.tensor.Tensor;
import java.util.Arrays;
import java.util.function.DoublePredicate;

/** Where a function is defined and smooth, and how any numbers are brought there. */
enum Domain {
    REALS(v -> true, Form.unary("$0", x -> x)),
    POSITIVE(v -> v >= 0.25, Form.unary("$0.square().add(0.5)", x -> x.square().add(0.5))),
    ABOVE_ONE(
            v -> v >= 1.25, Form.unary("$0.square().add(1.25)", x -> x.square().add(1.25))),
    INSIDE_ONE(
            v -> Math.abs(v) <= 0.9,
            Form.unary("$0.tanh().mul(0.9)", x -> x.tanh().mul(0.9)));

    private final DoublePredicate holds;
    private final Form entry;

    Domain(DoublePredicate holds, Form entry) {
        this.holds = holds;
        this.entry = entry;
    }

    boolean contains(Tensor x) {
        return Arrays.stream(x.toDoubleArray()).allMatch(holds);
    }

    /** The operation that leads there from anywhere. */
    Form entry() {
        return entry;
    }
}
