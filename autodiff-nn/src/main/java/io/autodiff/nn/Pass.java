package io.autodiff.nn;

import static io.autodiff.nn.Arguments.given;

import io.autodiff.tensor.Gradients;
import io.autodiff.tensor.Tape;
import io.autodiff.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run through a model. It binds each {@link Parameter} to a tensor, watched on a tape when training and plain when not, and
 * hands out the random keys of this run.
 *
 * <pre>{@code
 * try (Tape tape = Tape.open()) {
 *     Pass pass = Pass.training(tape, key);
 *     Tensor loss = model.apply(pass, x).crossEntropy(labels);
 *     optimizer.step(pass.gradients(loss));
 * }
 * }</pre>
 *
 * <p>A pass belongs to one thread, as its tape does. Threads run the same model at the same time with passes of their own.
 */
public final class Pass {
    /*
     * A parameter is bound once and keeps its tensor for the whole pass. So a weight that is used in two places is one tensor
     * on the tape, and its gradient is the sum of both by the chain rule, with nothing here to add up.
     */
    private final Map<Parameter, Tensor> bound = new LinkedHashMap<>(); // in the order of first use
    private final @Nullable Tape tape;
    private final @Nullable Key key;
    private long keysGiven;

    private Pass(@Nullable Tape tape, @Nullable Key key) {
        this.tape = tape;
        this.key = key;
    }

    /**
     * A pass that is recorded, so that {@link #gradients} can be asked for.
     *
     * @param tape watches the parameters
     * @param key all the randomness of this pass; the same key gives the same run
     * @return the pass
     */
    public static Pass training(Tape tape, Key key) {
        return new Pass(given("pass", "tape", tape), given("pass", "key", key));
    }

    /**
     * A pass that records nothing and draws nothing at random.
     *
     * @return the pass
     */
    public static Pass inference() {
        return new Pass(null, null);
    }

    /**
     * A pass of inference with other tensors in the place of some parameters, whose cells are left alone. The tensors may belong
     * to a level, so a loss is a function of the parameters that every transform takes:
     *
     * <pre>{@code
     * Function<Map<Parameter, Tensor>, Tensor> loss = values -> model.apply(Pass.at(values), x).mse(target);
     * Map<Parameter, Tensor> gradient = grad(Structure.<Parameter>map(), loss).apply(values);
     * }</pre>
     *
     * @param values a tensor of the same shape and dtype for each parameter to be replaced
     * @return the pass
     * @throws IllegalArgumentException if a shape or a dtype differs
     */
    public static Pass at(Map<Parameter, Tensor> values) {
        Pass pass = inference();
        given("pass", "values", values).forEach((parameter, value) -> {
            given("pass", "parameter", parameter);
            Parameter.requireLike(() -> "pass at another value of " + parameter, parameter, value);
            pass.bound.put(parameter, value);
        });
        return pass;
    }

    /**
     * The tensor that stands for a parameter in this pass, always the same one.
     *
     * @param parameter the parameter
     * @return its value as it was when first asked for; watched when training
     */
    public Tensor of(Parameter parameter) {
        return bound.computeIfAbsent(
                given("pass", "parameter", parameter), p -> tape == null ? p.value() : tape.watch(p.value()));
    }

    /**
     * A fresh key, independent of all others. The first, second, third … key of a pass are functions of the key that it was made
     * with.
     *
     * @return the next key
     * @throws IllegalStateException if this is a pass of inference
     */
    public Key key() {
        if (key == null) {
            throw new IllegalStateException("key: this is a pass of inference, which draws no random numbers and has no"
                    + " key; use Pass.training(tape, key)");
        }
        return key.with(keysGiven++);
    }

    /**
     * The gradients of a loss with respect to every parameter that this pass has bound.
     *
     * @param loss a single number, shape {@code []}, computed in this pass
     * @return ∂L/∂p for each parameter p; zeros if the loss does not depend on it
     * @throws IllegalStateException if this is a pass of inference
     * @throws IllegalArgumentException if the loss is not a single number or was not computed from a parameter in this pass
     */
    public ParameterGradients gradients(Tensor loss) {
        if (tape == null) {
            throw new IllegalStateException("gradients: this is a pass of inference, which records nothing; compute the"
                    + " loss in a pass made by Pass.training(tape, key)");
        }
        Gradients gradients = tape.gradients(given("gradients", "loss", loss));
        Map<Parameter, Tensor> byParameter = new LinkedHashMap<>();
        bound.forEach((parameter, tensor) -> byParameter.put(parameter, gradients.of(tensor)));
        return ParameterGradients.from(byParameter);
    }
}
