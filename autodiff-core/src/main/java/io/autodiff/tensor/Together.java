package io.autodiff.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The gradients of several inputs of one op, computed together when the first of them is asked for, and then handed out. */
public final class Together {
    private final int count;
    private final Function<Tensor, List<Tensor>> rule;
    private @Nullable Tensor gradient;
    private List<@Nullable Tensor> pulled = List.of();

    private Together(int count, Function<Tensor, List<Tensor>> rule) {
        this.count = count;
        this.rule = rule;
    }

    /**
     * Pullbacks that share their work.
     *
     * @param count how many
     * @param rule ∂L/∂y ↦ ∂L/∂x of every input that has a pullback here, in their order
     * @return one pullback for each
     * @throws IllegalStateException when a pullback is used, if the rule returns more or fewer gradients
     */
    public static List<Pullback> pullbacks(int count, Function<Tensor, List<Tensor>> rule) {
        Arguments.requireGiven("pullbacks", "rule", rule);
        Together together = new Together(count, rule);
        return IntStream.range(0, count)
                .<Pullback>mapToObj(k -> g -> together.pull(k, g))
                .toList();
    }

    /** A sweep asks each pullback once, with the same gradient; what has been handed out is kept no longer. */
    private Tensor pull(int k, Tensor g) {
        if (gradient != g || pulled.get(k) == null) {
            pulled = computed(g);
            gradient = g;
        }
        Tensor mine = pulled.set(k, null);
        if (pulled.stream().allMatch(left -> left == null)) {
            gradient = null;
        }
        return mine;
    }

    @SuppressWarnings("ConstantValue") // null comes from code that does not check for it
    private List<@Nullable Tensor> computed(Tensor g) {
        List<Tensor> gradients = rule.apply(g);
        if (gradients == null || gradients.size() != count) {
            throw new IllegalStateException("pullbacks: the rule returned "
                    + (gradients == null ? "null" : gradients.size() + " gradients") + " for " + count
                    + " inputs; it has to return one for each");
        }
        return new ArrayList<>(gradients);
    }
}
