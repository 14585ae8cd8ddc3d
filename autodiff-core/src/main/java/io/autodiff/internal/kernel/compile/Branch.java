package io.autodiff.internal.kernel.compile;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The variables of a method at one of its instructions, as steps of a program, and under which conditions it comes there. */
final class Branch {
    private static final int UNSET = -1;

    /** Two numbers compared as the JVM does: first with a result below, at or above zero, and that is tested later. */
    record Comparison(int a, int b, boolean nanIsGreater) {}

    /** One condition after those before it: that a truth holds, or that it does not. */
    private record Condition(@Nullable Condition before, int depth, int truth, boolean holds) {}

    private final @Nullable Condition condition;
    private final List<Integer> locals;
    private final List<Integer> stack;
    private @Nullable Comparison comparison;

    Branch() {
        this(null, List.of(), List.of());
    }

    private Branch(@Nullable Condition condition, List<Integer> locals, List<Integer> stack) {
        this.condition = condition;
        this.locals = new ArrayList<>(locals);
        this.stack = new ArrayList<>(stack);
    }

    void push(int step) {
        stack.add(step);
    }

    int pop() {
        return stack.remove(stack.size() - 1);
    }

    int load(int local) {
        return locals.get(local);
    }

    void store(int local, int step) {
        while (locals.size() <= local) {
            locals.add(UNSET);
        }
        locals.set(local, step);
    }

    /** Pushes the result of a comparison, which a jump has to follow. */
    void compare(int a, int b, boolean nanIsGreater) {
        comparison = new Comparison(a, b, nanIsGreater);
        push(UNSET);
    }

    boolean isComparison(int step) {
        return step == UNSET;
    }

    Comparison comparison(int step) {
        if (comparison == null) {
            throw new UnreadableMethodException("a comparison that is not followed by a jump");
        }
        return comparison;
    }

    /** This branch under one more condition. */
    Branch where(int truth, boolean holds) {
        return new Branch(new Condition(condition, depth(condition) + 1, truth, holds), locals, stack);
    }

    /** Where two branches meet: what differs is selected by the conditions that lead to them. */
    Branch meet(Branch that, Program.Builder to) {
        Condition common = common(condition, that.condition);
        Condition ours = only(condition, common);
        Condition theirs = only(that.condition, common);
        int truth;
        Branch yes = this;
        Branch no = that;
        if (theirs != null && theirs.holds()) {
            truth = theirs.truth();
            yes = that;
            no = this;
        } else {
            truth = all(condition, common, to);
        }
        boolean opposite = ours != null && theirs != null && ours.truth() == theirs.truth();
        Condition after = opposite
                ? common
                : new Condition(
                        common,
                        depth(common) + 1,
                        to.put(Primitive.EITHER, all(condition, common, to), all(that.condition, common, to)),
                        true);
        return new Branch(after, selected(truth, yes.locals, no.locals, to), selected(truth, yes.stack, no.stack, to));
    }

    private static List<Integer> selected(int truth, List<Integer> yes, List<Integer> no, Program.Builder to) {
        List<Integer> steps = new ArrayList<>();
        for (int i = 0; i < Math.min(yes.size(), no.size()); i++) {
            int a = yes.get(i);
            int b = no.get(i);
            // What is set on one side only cannot be read where the sides have met.
            boolean alike = a != UNSET && b != UNSET && to.type(a) == to.type(b);
            steps.add(alike ? to.select(truth, a, b) : UNSET);
        }
        return steps;
    }

    private static int depth(@Nullable Condition condition) {
        return condition == null ? 0 : condition.depth();
    }

    private static @Nullable Condition common(@Nullable Condition a, @Nullable Condition b) {
        while (a != b) {
            if (depth(a) >= depth(b)) {
                a = a == null ? null : a.before();
            } else {
                b = b == null ? null : b.before();
            }
        }
        return a;
    }

    /** The condition that was added after a common one, if it is the only one. */
    private static @Nullable Condition only(@Nullable Condition condition, @Nullable Condition common) {
        return condition != null && condition != common && condition.before() == common ? condition : null;
    }

    /** That all conditions since a common one hold. */
    private static int all(@Nullable Condition condition, @Nullable Condition common, Program.Builder to) {
        if (condition == null || condition == common) {
            throw new UnreadableMethodException("branches that meet without having parted");
        }
        int truth = condition.holds() ? condition.truth() : to.put(Primitive.NOT, condition.truth());
        return condition.before() == common
                ? truth
                : to.put(Primitive.BOTH, all(condition.before(), common, to), truth);
    }
}
