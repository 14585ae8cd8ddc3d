package io.autodiff.laws;

import io.autodiff.check.Evidence;
import io.autodiff.check.Evidence.Verdict;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutionResult.Status;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/** That a property which proves nothing does not pass. */
class DiscardLimitTest extends OpLaws {
    private static final Evidence PROOF = new Evidence(1, Verdict.AGREES, 0, 1e-8);
    private static final Evidence NO_PROOF = new Evidence(1, Verdict.DISCARDED, 0, 1);

    @Property(tries = 100)
    @AddLifecycleHook(MustFail.class)
    void oneDiscardInFourIsTooMany(@ForAll int number) {
        DiscardLimit.count(List.of(number % 2 == 0 ? NO_PROOF : PROOF, PROOF));
    }

    @Property(tries = 100)
    void proofsPass(@ForAll int number) {
        DiscardLimit.count(List.of(PROOF, PROOF));
    }

    /** Turns the failure that is wanted into a success, and a success into a failure. */
    static final class MustFail implements AroundPropertyHook {
        @Override
        public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
            PropertyExecutionResult result = property.execute();
            boolean discarded = result.status() == Status.FAILED
                    && result.throwable()
                            .filter(failure -> failure.getMessage().contains("were discarded"))
                            .isPresent();
            return discarded
                    ? result.mapToSuccessful()
                    : result.mapToFailed("a property passed although its comparisons were discarded");
        }

        /** Around the limit itself. */
        @Override
        public int aroundPropertyProximity() {
            return -10;
        }
    }
}
