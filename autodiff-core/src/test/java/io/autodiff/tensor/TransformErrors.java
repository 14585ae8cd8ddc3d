package io.autodiff.tensor;

import static io.autodiff.transform.Autodiff.grad;
import static io.autodiff.transform.Autodiff.hessian;
import static io.autodiff.transform.Autodiff.hvp;
import static io.autodiff.transform.Autodiff.jacobian;
import static io.autodiff.transform.Autodiff.jvp;
import static io.autodiff.transform.Autodiff.valueAndGrad;
import static io.autodiff.transform.Autodiff.vjp;

import io.autodiff.shape.Shape;
import io.autodiff.transform.Structure;
import io.autodiff.transform.WithAux;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;

/** What can go wrong with derivatives of functions. */
final class TransformErrors {
    private TransformErrors() {}

    private static final Tensor X = Tensor.of(1, 2, 3);

    static Map<String, Executable> cases() {
        Map<String, Executable> cases = new LinkedHashMap<>();
        cases.put(
                "grad: not a scalar",
                () -> grad(x -> x.broadcastTo(Shape.of(2, 4))).apply(Tensor.ones(4)));
        cases.put(
                "grad: one element is not a scalar",
                () -> grad(x -> x.sumKeeping(0)).apply(X));
        cases.put("valueAndGrad: not a scalar", () -> valueAndGrad(x -> x).apply(X));
        cases.put(
                "valueAndGrad: not a scalar beside something else",
                () -> valueAndGrad(Structure.tensor(), Structure.tensor(), (Tensor x) -> new WithAux<>(x, x))
                        .apply(X));
        cases.put("hessian: not a scalar", () -> hessian(x -> x, X));
        cases.put("hvp: not a scalar", () -> hvp(x -> x, X, X));
        cases.put("hvp: direction of another shape", () -> hvp(x -> x.sum(), X, Tensor.ones(2)));
        cases.put("jvp: direction of another shape", () -> jvp(x -> x, X, Tensor.ones(2)));
        cases.put("jvp: direction of another kind", () -> jvp(x -> x, X, Tensor.of(new float[3])));
        cases.put("jvp: too few directions", () -> jvp(Structure.list(), x -> x.get(0), List.of(X, X), List.of(X)));
        cases.put(
                "pullback: gradient of another shape",
                () -> vjp(Tensor::exp, X).pullback().apply(Tensor.ones(2)));
        cases.put("jacobian: overflows", () -> jacobian(x -> x, Tensor.zeros(1 << 16)));
        cases.put(
                "grad: the result lies further in",
                () -> grad(TransformErrors::leavesItsTape).apply(X));
        cases.put("jvp: the result lies further in", () -> jvp(TransformErrors::leavesItsTape, X, X));
        cases.put("vjp: the result lies further in", () -> vjp(TransformErrors::leavesItsTape, X));
        cases.put("tangent: lies further in", () -> {
            try (Tangents tangents = Tangents.open();
                    Tape tape = Tape.open()) {
                tangents.tangent(tape.watch(tangents.attach(X, X)).square());
            }
        });
        cases.put("structure: too few tensors", () -> Structure.<String>map().with(Map.of("w", X), List.of()));
        return cases;
    }

    /** Forgets to take its result off the tape that it opened. */
    private static Tensor leavesItsTape(Tensor x) {
        try (Tape tape = Tape.open()) {
            return tape.watch(x).square().sum();
        }
    }
}
