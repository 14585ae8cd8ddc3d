package io.autodiff.examples;

import io.autodiff.tensor.Gradients;
import io.autodiff.tensor.Tape;
import io.autodiff.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

/**
 * The nodes of a computation graph, one after another: what each computes, and what it hands back.
 *
 * <p>On the way back a node is given G = ∂L/∂y, how the loss L changes with its output y, and answers how L changes with each
 * of its inputs. The tape works that out, and so does the formula above each method here, by hand.
 */
final class GradientByHand {
    private static final Tensor A = Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}});
    private static final Tensor B = Tensor.of(new double[][] {{2, 0, -1}, {3, 1, -2}});
    private static final Tensor C = Tensor.of(new double[][] {{1, 0}, {2, 1}, {0, 3}});
    private static final Tensor ROW = Tensor.of(new double[][] {{10, 20, 30}});

    private final Settings settings;
    private int nodes;
    private double largestDifference;

    private GradientByHand(Settings settings) {
        this.settings = settings;
    }

    static String run(Settings settings) {
        GradientByHand page = new GradientByHand(settings);
        page.add();
        page.multiply();
        page.branch();
        page.repeat();
        page.sum();
        page.matmul();
        return "nodes=" + page.nodes + " largestDifference=" + page.largestDifference;
    }

    /** An addition hands G on, unchanged, to both: ∂L/∂a = G and ∂L/∂b = G. */
    private void add() {
        Tensor g = Tensor.of(new double[][] {{1, -1, 2}, {0, 3, 1}});
        node("add: y = a + b", List.of(A, B), in -> in.get(0).add(in.get(1)), g, List.of(g, g));
    }

    /** A multiplication gives each the other's value: ∂L/∂a = G·b and ∂L/∂b = G·a. */
    private void multiply() {
        Tensor g = Tensor.of(new double[][] {{1, -1, 2}, {0, 3, 1}});
        node("multiply: y = a * b", List.of(A, B), in -> in.get(0).mul(in.get(1)), g, List.of(g.mul(B), g.mul(A)));
    }

    /** Where a value branches, what comes back along the branches is added: here ∂L/∂a = G + G·b. */
    private void branch() {
        Tensor g = Tensor.of(new double[][] {{1, -1, 2}, {0, 3, 1}});
        node(
                "branch: y = a + a * b",
                List.of(A, B),
                in -> in.get(0).add(in.get(0).mul(in.get(1))),
                g,
                List.of(g.add(g.mul(B)), g.mul(A)));
    }

    /** A repeat is a branch with many ends, so its gradient is a sum: ∂L/∂a = Σ over the copies of G. */
    private void repeat() {
        Tensor g = Tensor.of(new double[][] {{1, 2, 3}, {1, 0, -1}, {4, 4, 4}, {0, 5, 0}});
        node("repeat: y = a, four times", List.of(ROW), in -> in.get(0).repeat(4, 0), g, List.of(g.sumKeeping(0)));
    }

    /** A sum turns the repeat round: every number had a part in it, so G is repeated. */
    private void sum() {
        Tensor g = Tensor.of(new double[][] {{1, -1, 2}});
        node("sum: y = a, summed over its rows", List.of(A), in -> in.get(0).sumKeeping(0), g, List.of(g.repeat(2, 0)));
    }

    /** A matrix product gives each the other, transposed: ∂L/∂a = G·bᵀ and ∂L/∂b = aᵀ·G. Only so do the shapes fit. */
    private void matmul() {
        Tensor g = Tensor.of(new double[][] {{1, -1}, {2, 0}});
        node(
                "matmul: y = a @ b",
                List.of(A, C),
                in -> in.get(0).matmul(in.get(1)),
                g,
                List.of(g.matmul(C.transpose()), A.transpose().matmul(g)));
    }

    /** Runs one node on a tape, prints everything, and compares the tape's gradients with those by hand. */
    private void node(
            String title, List<Tensor> inputs, Function<List<Tensor>, Tensor> f, Tensor g, List<Tensor> byHand) {
        nodes++;
        settings.print(title);
        try (Tape tape = Tape.open()) {
            List<Tensor> watched = inputs.stream().map(tape::watch).toList();
            Tensor y = f.apply(watched);
            print("tape", tape.toString().stripTrailing());
            Gradients gradients = tape.gradients(y, g);
            for (int i = 0; i < inputs.size(); i++) {
                print(name(i), inputs.get(i));
            }
            print("y", y);
            print("G = dL/dy", g);
            for (int i = 0; i < inputs.size(); i++) {
                Tensor gradient = gradients.of(watched.get(i));
                print("dL/d" + name(i), gradient);
                print("  by hand", byHand.get(i));
                double difference = gradient.sub(byHand.get(i)).abs().max().item();
                largestDifference = Math.max(largestDifference, difference);
            }
        }
        settings.print("");
    }

    private static String name(int input) {
        return input == 0 ? "a" : "b";
    }

    private void print(String label, Object value) {
        String margin = " ".repeat(14);
        settings.print("  " + label + " ".repeat(12 - label.length())
                + value.toString().replace("\n", "\n" + margin));
    }
}
