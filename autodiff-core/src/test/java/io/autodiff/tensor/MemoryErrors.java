package io.autodiff.tensor;

import static io.autodiff.transform.Autodiff.jacobian;

import io.autodiff.shape.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;

/** More numbers than the memory holds: from the caller's own lengths, and from views that repeat one number. */
final class MemoryErrors {
    private MemoryErrors() {}

    private static final int MAX = Integer.MAX_VALUE;

    /** Repeated, not stored: a view costs nothing until its numbers are needed side by side. */
    private static final Tensor REPEATED = Tensor.full(Shape.of(MAX), 1, DType.FLOAT64);

    static Map<String, Executable> cases() {
        Map<String, Executable> cases = new LinkedHashMap<>();
        cases.put("memory: zeros", () -> Tensor.zeros(MAX));
        cases.put("memory: zeros of float", () -> Tensor.zeros(Shape.of(MAX), DType.FLOAT32));
        cases.put("memory: arange", () -> Tensor.arange(MAX));
        cases.put("memory: eye", () -> Tensor.eye(46340));
        cases.put("memory: copy", () -> REPEATED.copy());
        cases.put("memory: element by element", () -> REPEATED.exp());
        cases.put("memory: pair by pair", () -> REPEATED.add(1));
        cases.put("memory: truth values", () -> REPEATED.less(1));
        cases.put("memory: sum", () -> REPEATED.sum());
        cases.put("memory: positions", () -> REPEATED.reshape(MAX, 1).argMax(1));
        cases.put("memory: matmul", () -> Tensor.zeros(1 << 15, 1).matmul(Tensor.zeros(1, (1 << 16) - 1)));
        cases.put("memory: concat", () -> Tensor.concat(0, REPEATED.slice(0, 0, MAX - 3), Tensor.ones(3)));
        cases.put("memory: pad", () -> Tensor.ones(3).pad(0, MAX - 3, 0));
        cases.put("memory: repeat", () -> Tensor.arange(3).repeat(MAX / 3, 0));
        cases.put("memory: to another kind", () -> REPEATED.to(DType.FLOAT32));
        cases.put("memory: array of double", () -> REPEATED.toDoubleArray());
        cases.put("memory: array of float", () -> REPEATED.toFloatArray());
        cases.put("memory: jacobian", () -> jacobian(x -> x.broadcastTo(Shape.of(MAX)), Tensor.scalar(1)));
        return cases;
    }
}
