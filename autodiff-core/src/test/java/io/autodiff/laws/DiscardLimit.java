package io.autodiff.laws;

import io.autodiff.check.Evidence;
import io.autodiff.check.Evidence.Verdict;
import java.util.List;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import net.jqwik.api.lifecycle.Store;
import net.jqwik.engine.execution.lifecycle.OutsideJqwikException;

/**
 * Fails a property if more than one comparison in fifty proves nothing. Without it, a badly chosen input space could
 * discard everything and look as if it had proven everything.
 */
final class DiscardLimit implements AroundPropertyHook {
    /** A few are forgiven however small the number of tries. */
    private static final int FORGIVEN = 2;

    private record Count(int all, int discarded) {
        Count plus(List<Evidence> evidence) {
            int more = (int) evidence.stream()
                    .filter(e -> e.verdict() == Verdict.DISCARDED)
                    .count();
            return new Count(all + evidence.size(), discarded + more);
        }
    }

    private static Store<Count> store() {
        return Store.getOrCreate("evidence", Lifespan.PROPERTY, () -> new Count(0, 0));
    }

    /** Adds the evidence of one try to that of its property. A plain test is a single try, which has to prove something. */
    static void count(List<Evidence> evidence) {
        Store<Count> store;
        try {
            store = store();
        } catch (OutsideJqwikException plainTest) {
            Count single = new Count(0, 0).plus(evidence);
            if (single.discarded() > 0) {
                throw new IllegalArgumentException(text(single));
            }
            return;
        }
        store.update(count -> count.plus(evidence));
    }

    private static String text(Count count) {
        return count.discarded() + " of " + count.all() + " comparisons with differences were discarded: choose inputs"
                + " further from kinks, poles and flat tails";
    }

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        PropertyExecutionResult result = property.execute();
        Count count = store().get();
        return result.status() == PropertyExecutionResult.Status.SUCCESSFUL
                        && count.discarded() > FORGIVEN + count.all() / 50
                ? result.mapToFailed(text(count))
                : result;
    }
}
