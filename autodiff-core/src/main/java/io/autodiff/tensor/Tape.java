package io.autodiff.tensor;

import io.autodiff.tensor.LevelTensor.Tracked;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The list of ops that were applied to the tensors it watches, in the order they happened. Walking it backwards is the
 * chain rule.
 *
 * <pre>{@code
 * try (Tape tape = Tape.open()) {
 *     Tensor w = tape.watch(weights);
 *     Tensor loss = x.matmul(w).sub(target).square().mean();
 *     Tensor dw = tape.gradients(loss).of(w);
 * }
 * }</pre>
 *
 * <p>What is not watched is not recorded. A tape belongs to the thread that opened it; other threads open their own. Tapes
 * nest: one that opens later lies further in, and the gradients it gives can be differentiated by those further out.
 */
public final class Tape extends Level {
    /*
     * Execution order is a topological order, so the sweep needs no sort, no recursion and no set of visited nodes. A node
     * holds rules and no numbers; what a rule closes over is freed as the sweep passes it.
     */
    private final List<Node> nodes = new ArrayList<>();
    private final @Nullable TapeObserver observer;
    private boolean keeps;
    private int watched;

    private Tape(@Nullable TapeObserver observer) {
        this.observer = observer;
    }

    /**
     * Opens a tape.
     *
     * @return the tape, to be closed by the same thread
     */
    public static Tape open() {
        return new Tape(null);
    }

    /**
     * Opens a tape that someone watches at work.
     *
     * @param observer told of every op and every rule
     * @return the tape, to be closed by the same thread
     */
    public static Tape open(TapeObserver observer) {
        Arguments.requireGiven("open", "observer", observer);
        return new Tape(observer);
    }

    /**
     * Keeps the rules after a sweep, so that gradients can be asked for more than once, at the price of their memory.
     *
     * @return this tape
     */
    public Tape keep() {
        requireOwner("keep");
        keeps = true;
        return this;
    }

    /**
     * Starts to watch a tensor: ops on what is returned are recorded, and its gradient is given. A tensor that is on this tape
     * already, an intermediate result, has its gradient given from now on.
     *
     * @param x plain numbers, or a tensor of a level further out, or one of this tape
     * @return the watched tensor, the key to its gradient
     */
    public Tensor watch(Tensor x) {
        Arguments.requireGiven("watch", "x", x);
        requireOpen("watch");
        requireNotFurtherIn("watch", x);
        if (x instanceof Tracked t && t.level() == this) {
            Node node = nodes.get(t.index());
            node.watch = node.watch < 0 ? watched++ : node.watch;
            return t.watched(node.watch);
        }
        Node node = new Node(null, x);
        node.watch = watched++;
        nodes.add(node);
        return new Tracked(this, nodes.size() - 1, x).watched(node.watch);
    }

    /**
     * The gradients of a scalar with respect to every watched tensor. The rules are released on the way; {@link #keep()}
     * keeps them.
     *
     * @param output a single number, shape {@code []}, computed from watched tensors
     * @return the gradients
     * @throws IllegalArgumentException if the output is not a scalar or is not on this tape
     */
    public Gradients gradients(Tensor output) {
        Arguments.requireGiven("gradients", "output", output);
        if (output.rank() != 0) {
            throw new IllegalArgumentException("gradients needs a scalar, but this output has shape " + output.shape()
                    + "; sum it first, or give the gradient of the output as a second argument");
        }
        return gradients(output, Tensor.ones(output.shape(), output.dtype()));
    }

    /**
     * The gradients of ⟨gradient, output⟩ with respect to every watched tensor: the transposed Jacobian times a vector.
     *
     * @param output computed from watched tensors
     * @param gradient ∂L/∂output, of its shape and dtype
     * @return the gradients ∂L/∂x
     * @throws IllegalArgumentException if the output is not on this tape or its gradient is, or shapes or dtypes differ
     */
    public Gradients gradients(Tensor output, Tensor gradient) {
        Arguments.requireGiven("gradients", "output", output);
        Arguments.requireGiven("gradients", "gradient", gradient);
        requireNotClosed("gradients");
        if (!(output instanceof Tracked end) || end.level() != this) {
            throw new IllegalArgumentException("gradients: this output of shape " + output.shape()
                    + " is not on this tape: it was not computed from a tensor that this tape watches; "
                    + "compute it from what watch(…) returned");
        }
        Trace.shape(output)
                .requireEqual(
                        "gradients", Trace.shape(gradient), "the output and its gradient must have the same shape");
        if (output.dtype() != gradient.dtype()) {
            throw new IllegalArgumentException(
                    "gradients: the output is " + output.dtype() + " but its gradient " + gradient.dtype()
                            + "; convert it with to(DType." + output.dtype().name() + ")");
        }
        if (owns(gradient)) {
            throw new IllegalArgumentException(
                    "gradients: the gradient of the output is on this tape itself, whose rules know"
                            + " nothing of it; open a second tape inside this one, or use stopGradient()");
        }
        return sweep(end.index(), gradient);
    }

    /** Runs the tape backwards: the chain rule, one op at a time. */
    private Gradients sweep(int last, Tensor gradient) {
        Slot[] slots = new Slot[last + 1];
        Gradients gradients = new Gradients(this, watched);
        slots[last] = new Slot();
        slots[last].add(gradient);
        for (int i = last; i >= 0; i--) {
            Tensor g = slots[i] == null ? null : slots[i].total();
            if (g == null) {
                continue; // the output does not depend on this one
            }
            Node node = nodes.get(i);
            slots[i] = null; // complete, used, gone
            if (node.watch >= 0) {
                gradients.put(node.watch, g);
            }
            pullAll(i, node, g, slots);
        }
        return gradients;
    }

    private void pullAll(int index, Node node, Tensor g, Slot[] slots) {
        @Nullable Edge[] edges = node.edges;
        if (edges == Node.RELEASED) {
            throw new IllegalStateException("gradients: an earlier sweep of this tape has passed "
                    + line(index).replaceAll(" +", " ")
                    + " and released its rule; call tape.keep() before the first gradients(…) to ask more than once");
        }
        for (int operand = 0; operand < edges.length; operand++) {
            Edge edge = edges[operand];
            if (edge != null) {
                int parent = edge.parent();
                Slot slot = slots[parent] == null ? (slots[parent] = new Slot()) : slots[parent];
                pull(index, node, operand, edge, g, slot);
            }
        }
        if (!keeps && node.op != null) {
            node.edges = Node.RELEASED;
        }
    }

    private void pull(int index, Node node, int operand, Edge edge, Tensor g, Slot slot) {
        Node parent = nodes.get(edge.parent());
        Tensor pulled;
        if (edge.pullback() instanceof Placement.Rule rule) {
            pulled = g;
            slot.place(rule.placement(), g, parent.shape.size());
        } else {
            pulled = edge.pullback().apply(g);
            if (node.op != null) {
                Rules.requireFit(node.op, operand, pulled, parent.shape, parent.dtype);
                Rules.requireFree(node.op, operand, pulled, this);
                Rules.requireTraceable(node.op, operand, g, pulled);
            }
            slot.add(pulled);
        }
        if (observer != null && node.op != null) {
            observer.pulled(index, node.op, operand, pulled);
        }
    }

    @Override
    Tensor apply(UnaryOp op, LevelTensor x) {
        requireOpen(op);
        Tensor y = Engine.apply(op, x.value());
        return record(op, y, new Edge(((Tracked) x).index(), Rules.given(op, op.pullback(x.value(), y))));
    }

    @Override
    Tensor apply(BinaryOp op, Tensor a, Tensor b) {
        requireOpen(op);
        Tensor left = value(a);
        Tensor right = value(b);
        Tensor y = Engine.apply(op, left, right);
        return record(
                op,
                y,
                left == a ? null : new Edge(((Tracked) a).index(), Rules.given(op, op.left(left, right, y))),
                right == b ? null : new Edge(((Tracked) b).index(), Rules.given(op, op.right(left, right, y))));
    }

    @Override
    Tensor apply(NaryOp op, List<Tensor> inputs) {
        requireOpen(op);
        List<Tensor> values = inputs.stream().map(this::value).toList();
        Tensor y = Engine.apply(op, values);
        List<Integer> wanted = IntStream.range(0, values.size())
                .filter(i -> owns(inputs.get(i)))
                .boxed()
                .toList();
        List<Pullback> pullbacks = op instanceof JointOp joint
                ? joint.pullbacks(wanted, values, y)
                : wanted.stream().map(i -> op.pullback(i, values, y)).toList();
        @Nullable Edge[] edges = new Edge[values.size()];
        for (int k = 0; k < pullbacks.size(); k++) {
            int i = wanted.get(k);
            edges[i] = new Edge(((Tracked) inputs.get(i)).index(), Rules.given(op, pullbacks.get(k)));
        }
        return record(op, y, edges);
    }

    private Tensor record(Op op, Tensor y, @Nullable Edge... edges) {
        nodes.add(new Node(op, y, edges));
        if (observer != null) {
            observer.recorded(nodes.size() - 1, op, y);
        }
        return new Tracked(this, nodes.size() - 1, y);
    }

    @Override
    String kind() {
        return "tape";
    }

    @Override
    public void close() {
        super.close();
        nodes.clear();
    }

    /** What is on the tape, a line per op. Of a long tape the first and the last lines are shown. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < nodes.size(); i++) {
            if (i == SHOWN && nodes.size() > 2 * SHOWN) {
                int skipped = nodes.size() - 2 * SHOWN;
                text.append("… ").append(skipped).append(" more\n");
                i += skipped;
            }
            text.append(line(i)).append('\n');
        }
        return text.toString();
    }

    private static final int SHOWN = 500;
    private static final int COLUMN = 32;

    /** For example {@code %3 = matmul(%0, %1)   [30, 10]}. */
    private String line(int index) {
        Node node = nodes.get(index);
        StringBuilder text = new StringBuilder("%").append(index).append(" = ");
        if (node.op == null) {
            text.append("watch");
        } else {
            String parameters = node.op instanceof Record ? node.op.toString() : "";
            text.append(node.op.name());
            if (parameters.contains("[") && !parameters.endsWith("[]")) {
                text.append(parameters.substring(parameters.indexOf('[')));
            }
            text.append('(');
            for (int i = 0; i < node.edges.length; i++) {
                Edge edge = node.edges[i];
                text.append(i == 0 ? "" : ", ").append(edge == null ? "plain" : "%" + edge.parent());
            }
            text.append(node.edges == Node.RELEASED ? "released)" : ")");
        }
        while (text.length() < COLUMN) {
            text.append(' ');
        }
        text.append("  ").append(node.shape);
        if (node.dtype != DType.FLOAT64) {
            text.append(' ').append(node.dtype);
        }
        return text.toString();
    }
}
