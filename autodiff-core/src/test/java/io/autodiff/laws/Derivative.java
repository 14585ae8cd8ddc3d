package io.autodiff.laws;

import io.autodiff.tensor.Tensor;
import io.autodiff.transform.Autodiff;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A derivative taken inside the program, of a function that is a small program of its own: grad(variable ↦
 * body)(at), or, in a direction, the tangent of jvp. The body may use every value from outside.
 */
final class Derivative extends Value {
    final Variable variable;
    final Value body;
    final Value at;
    final @Nullable Value direction;
    private final List<Value> operands;

    Derivative(Variable variable, Value body, Value at, @Nullable Value direction) {
        this.variable = variable;
        this.body = body;
        this.at = at;
        this.direction = direction;
        Set<Value> all = new LinkedHashSet<>();
        all.add(at);
        if (direction != null) {
            all.add(direction);
        }
        all.addAll(captured());
        this.operands = List.copyOf(all);
    }

    /** What the body uses from outside must be there first: values that do not depend on its variable. */
    private List<Value> captured() {
        List<Value> inside = inside();
        return inside.isEmpty() && body != variable
                ? List.of(body)
                : inside.stream()
                        .flatMap(value -> value.operands().stream())
                        .filter(operand -> !operand.dependsOn(variable))
                        .toList();
    }

    @Override
    List<Value> operands() {
        return operands;
    }

    /** What the body is made of and depends on the variable, each after its operands, the variable left out. */
    List<Value> inside() {
        List<Value> inside = new ArrayList<>();
        for (Value value : sources(List.of(body))) {
            if (value != variable && value.dependsOn(variable)) {
                inside.add(value);
            }
        }
        return inside;
    }

    @Override
    Tensor compute(Map<Value, Tensor> numbers) {
        Function<Tensor, Tensor> function = v -> {
            Map<Value, Tensor> scope = new IdentityHashMap<>();
            operands.forEach(operand -> scope.put(operand, operand.evaluate(numbers)));
            scope.put(variable, v);
            return body.evaluate(scope);
        };
        Tensor x = at.evaluate(numbers);
        return direction == null
                ? Autodiff.grad(function::apply).apply(x)
                : Autodiff.jvp(function::apply, x, direction.evaluate(numbers)).tangent();
    }

    @Override
    Value rebuilt(UnaryOperator<Value> replacement) {
        Value otherBody = replacement.apply(body);
        Value otherAt = replacement.apply(at);
        Value otherDirection = direction == null ? null : replacement.apply(direction);
        return otherBody == body && otherAt == at && otherDirection == direction
                ? this
                : new Derivative(variable, otherBody, otherAt, otherDirection);
    }

    @Override
    String name() {
        return direction == null ? "grad" : "jvp";
    }
}
