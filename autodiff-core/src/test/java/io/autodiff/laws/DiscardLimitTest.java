package io.autodiff.laws;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodiff.check.BrokenLawError;
import io.autodiff.check.Evidence;
import io.autodiff.check.Evidence.Verdict;
import io.autodiff.tensor.Tensor;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutionResult.Status;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import org.junit.jupiter.api.Test;

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

    /** A sine so fast that it is noise on the scale of the differences. */
    @Test
    void inAPlainTestOneDiscardIsTooMany() {
        BrokenLawError failure = assertThrows(
                BrokenLawError.class,
                () -> lawsHold("fast", t -> t.get(0).mul(1e5).sin(), List.of(Tensor.of(0.5, 2))));
        assertTrue(failure.getMessage().contains(" comparisons with differences were discarded"), failure.getMessage());
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
