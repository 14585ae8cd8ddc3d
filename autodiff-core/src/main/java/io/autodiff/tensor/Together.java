package io.autodiff.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The gradients of several inputs of one op, computed together when the first of them is asked for, and then handed out. */
final class Together {
    private final Function<Tensor, List<Tensor>> rule;
    private @Nullable Tensor gradient;
    private List<@Nullable Tensor> pulled = List.of();

    private Together(Function<Tensor, List<Tensor>> rule) {
        this.rule = rule;
    }

    /**
     * Pullbacks that share their work.
     *
     * @param count how many
     * @param rule ∂L/∂y ↦ ∂L/∂x of every input that has a pullback here, in their order
     * @return one pullback for each
     */
    static List<Pullback> pullbacks(int count, Function<Tensor, List<Tensor>> rule) {
        Together together = new Together(rule);
        return IntStream.range(0, count)
                .<Pullback>mapToObj(k -> g -> together.pull(k, g))
                .toList();
    }

    /** A sweep asks each pullback once, with the same gradient; what has been handed out is kept no longer. */
    private Tensor pull(int k, Tensor g) {
        if (gradient != g || pulled.get(k) == null) {
            pulled = new ArrayList<>(rule.apply(g));
            gradient = g;
        }
        Tensor mine = pulled.set(k, null);
        if (pulled.stream().allMatch(left -> left == null)) {
            gradient = null;
        }
        return mine;
    }
}
