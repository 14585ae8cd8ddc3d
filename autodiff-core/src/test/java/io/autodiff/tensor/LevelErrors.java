package io.autodiff.tensor;

import static io.autodiff.transform.Autodiff.vjp;

import io.autodiff.transform.Vjp;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.function.Executable;

/** Tapes and tangents that are used at the wrong time, in the wrong thread, or in the wrong order. */
final class LevelErrors {
    private LevelErrors() {}

    private static final Tensor X = Tensor.of(1, 2, 3);

    static Map<String, Executable> cases() {
        Map<String, Executable> cases = new LinkedHashMap<>();
        outputs(cases);
        ended(cases);
        threads(cases);
        nested(cases);
        asked(cases);
        return cases;
    }

    private static void outputs(Map<String, Executable> cases) {
        cases.put("open: the observer is null", () -> Tape.open((TapeObserver) null));
        cases.put("gradients: not a scalar", () -> {
            try (Tape tape = Tape.open()) {
                tape.gradients(tape.watch(X).exp());
            }
        });
        cases.put("gradients: gradient of another shape", () -> {
            try (Tape tape = Tape.open()) {
                tape.gradients(tape.watch(X).exp(), Tensor.ones(2));
            }
        });
        cases.put("gradients: gradient of another kind", () -> {
            try (Tape tape = Tape.open()) {
                tape.gradients(tape.watch(X).exp(), Tensor.of(new float[3]));
            }
        });
        cases.put("gradients: plain output", () -> {
            try (Tape tape = Tape.open()) {
                tape.watch(X);
                tape.gradients(X.sum());
            }
        });
        cases.put("gradients: output of another tape", () -> {
            try (Tape tape = Tape.open();
                    Tape other = Tape.open()) {
                tape.gradients(other.watch(X).sum());
            }
        });
        cases.put("gradients: gradient on the same tape", () -> {
            try (Tape tape = Tape.open()) {
                Tensor x = tape.watch(X);
                tape.gradients(x.square(), x);
            }
        });
        cases.put("gradients: second sweep without keep", () -> {
            try (Tape tape = Tape.open()) {
                Tensor loss = tape.watch(X).square().sum();
                tape.gradients(loss);
                tape.gradients(loss);
            }
        });
        cases.put("gradients: second sweep through a shared part", () -> {
            try (Tape tape = Tape.open()) {
                Tensor shared = tape.watch(X).exp();
                tape.gradients(shared.sum());
                tape.gradients(shared.mean());
            }
        });
    }

    private static void ended(Map<String, Executable> cases) {
        cases.put("closed tape: op", () -> {
            Tensor x;
            try (Tape tape = Tape.open()) {
                x = tape.watch(X);
            }
            x.mul(2);
        });
        cases.put("closed tape: op of many", () -> {
            Tensor x;
            try (Tape tape = Tape.open()) {
                x = tape.watch(X);
            }
            Tensor.concat(0, X, x);
        });
        cases.put("closed tape: watch", () -> {
            Tape tape = Tape.open();
            tape.close();
            tape.watch(X);
        });
        cases.put("closed tape: gradients", () -> {
            Tape tape = Tape.open();
            Tensor loss = tape.watch(X).sum();
            tape.close();
            tape.gradients(loss);
        });
        cases.put("frozen tape: op on the input that leaked out of vjp", () -> {
            Tensor[] leaked = new Tensor[1];
            vjp(x -> leaked[0] = x, X);
            leaked[0].add(X);
        });
        cases.put("closed tangents: op", () -> {
            Tensor x;
            try (Tangents tangents = Tangents.open()) {
                x = tangents.attach(X, X);
            }
            x.mul(X);
        });
        cases.put("closed tangents: op of many", () -> {
            Tensor x;
            try (Tangents tangents = Tangents.open()) {
                x = tangents.attach(X, X);
            }
            Tensor.concat(0, X, x);
        });
        cases.put("closed tangents: attach", () -> {
            Tangents tangents = Tangents.open();
            tangents.close();
            tangents.attach(X, X);
        });
    }

    private static void threads(Map<String, Executable> cases) {
        cases.put("other thread: op", () -> {
            try (Tape tape = Tape.open()) {
                Tensor x = tape.watch(X);
                inThread("worker", () -> x.exp());
            }
        });
        cases.put("other thread: watch", () -> {
            try (Tape tape = Tape.open()) {
                inThread("worker", () -> tape.watch(X));
            }
        });
        cases.put("other thread: gradients", () -> {
            try (Tape tape = Tape.open()) {
                Tensor loss = tape.watch(X).sum();
                inThread("worker", () -> tape.gradients(loss));
            }
        });
        cases.put("other thread: close", () -> {
            try (Tape tape = Tape.open()) {
                inThread("worker", () -> {
                    tape.close();
                    return tape;
                });
            }
        });
        cases.put("other thread: freeze", () -> {
            try (Tape tape = Tape.open()) {
                inThread("worker", () -> {
                    tape.freeze();
                    return tape;
                });
            }
        });
        cases.put("other thread: keep", () -> {
            try (Tape tape = Tape.open()) {
                inThread("worker", tape::keep);
            }
        });
        cases.put("other thread: pullback", () -> {
            Vjp<Tensor> vjp = vjp(Tensor::exp, X);
            inThread("worker", () -> vjp.pullback().apply(X));
        });
        cases.put("other thread: tangents", () -> {
            try (Tangents tangents = Tangents.open()) {
                Tensor x = tangents.attach(X, X);
                inThread("worker", () -> x.sum());
            }
        });
    }

    private static void nested(Map<String, Executable> cases) {
        cases.put("watch: tensor of a tape further in", () -> {
            try (Tape outer = Tape.open();
                    Tape inner = Tape.open()) {
                outer.watch(inner.watch(X));
            }
        });
        cases.put("watch: tensor with a tangent further in", () -> {
            try (Tape outer = Tape.open();
                    Tangents inner = Tangents.open()) {
                outer.watch(inner.attach(X, X));
            }
        });
        cases.put("attach: tensor of a tape further in", () -> {
            try (Tangents outer = Tangents.open();
                    Tape inner = Tape.open()) {
                outer.attach(inner.watch(X), X);
            }
        });
        cases.put("attach: tangent of another shape", () -> {
            try (Tangents tangents = Tangents.open()) {
                tangents.attach(X, Tensor.ones(2));
            }
        });
        cases.put("attach: tangent of another kind", () -> {
            try (Tangents tangents = Tangents.open()) {
                tangents.attach(X, Tensor.of(new float[3]));
            }
        });
        cases.put("attach: tensor that has a tangent", () -> {
            try (Tangents tangents = Tangents.open()) {
                tangents.attach(tangents.attach(X, X), X);
            }
        });
        cases.put("attach: tangent that has a tangent", () -> {
            try (Tangents tangents = Tangents.open()) {
                tangents.attach(X, tangents.attach(X, X));
            }
        });
    }

    private static void asked(Map<String, Executable> cases) {
        cases.put("gradients.of: plain numbers", () -> {
            try (Tape tape = Tape.open()) {
                tape.gradients(tape.watch(X).sum()).of(X);
            }
        });
        cases.put("gradients.of: intermediate result", () -> {
            try (Tape tape = Tape.open()) {
                Tensor y = tape.watch(X).exp();
                tape.gradients(y.sum()).of(y);
            }
        });
        cases.put("gradients.of: watched too late", () -> {
            try (Tape tape = Tape.open()) {
                Tensor y = tape.watch(X).exp();
                Gradients gradients = tape.gradients(y.sum());
                gradients.of(tape.watch(y));
            }
        });
        cases.put("gradients.of: tensor of another tape", () -> {
            try (Tape tape = Tape.open();
                    Tape other = Tape.open()) {
                tape.gradients(tape.watch(X).sum()).of(other.watch(X));
            }
        });
        cases.put("gradients.find: tensor with a tangent", () -> {
            try (Tape tape = Tape.open();
                    Tangents tangents = Tangents.open()) {
                tape.gradients(tape.watch(X).sum()).find(tangents.attach(X, X));
            }
        });
    }

    /** Runs code in a thread of this name and throws what it throws. */
    private static void inThread(String name, Callable<?> code) throws Throwable {
        FutureTask<?> task = new FutureTask<>(code);
        new Thread(task, name).start();
        try {
            task.get();
        } catch (ExecutionException wrapped) {
            throw wrapped.getCause();
        }
    }
}
