package io.autodiff.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import io.autodiff.shape.Layout;
import io.autodiff.shape.Runs;
import io.autodiff.shape.Shape;
import io.autodiff.transform.Autodiff;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Calls public methods with any arguments, good and bad. Out of each comes a result, or an exception that is meant for the
 * user and has a text. What is new in the library is called too, without being named here.
 */
class AnyArgumentTest {

    private static final List<Method> METHODS = Stream.of(
                    Tensor.class,
                    IntTensor.class,
                    Mask.class,
                    Region.class,
                    Shape.class,
                    Layout.class,
                    Runs.class,
                    Tape.class,
                    Tangents.class,
                    Gradients.class,
                    Autodiff.class)
            .flatMap(type -> Arrays.stream(type.getMethods()))
            .filter(method -> method.getDeclaringClass() != Object.class)
            .filter(method -> Arrays.stream(method.getParameterTypes()).allMatch(AnyValue::hasSome))
            // in an order that does not depend on the JVM, so that a failing seed fails again
            .sorted(Comparator.comparing(Method::toString))
            .distinct()
            .toList();

    @Property(tries = 1500)
    void aCallGivesAResultOrAnErrorForTheUser(@ForAll Random random) {
        AnyValue values = new AnyValue(random);
        for (int call = 0; call < 6; call++) {
            Method method = METHODS.get(random.nextInt(METHODS.size()));
            Object receiver =
                    Modifier.isStatic(method.getModifiers()) ? null : values.given(method.getDeclaringClass());
            Object[] arguments = Arrays.stream(method.getParameterTypes())
                    .map(values::maybeNull)
                    .toArray();
            call(method, receiver, arguments, values);
        }
    }

    private static void call(Method method, Object receiver, Object[] arguments, AnyValue values) {
        String text = method + " of " + receiver + " with " + Arrays.deepToString(arguments);
        try {
            Object result = method.invoke(receiver, arguments);
            if (result instanceof Tensor tensor) {
                isWhole(tensor);
                values.add(tensor);
            }
        } catch (InvocationTargetException wrapped) {
            Throwable error = wrapped.getCause();
            if (!(error instanceof IllegalArgumentException) && !(error instanceof IllegalStateException)) {
                fail(text, error);
            }
            assertFalse(error.getMessage() == null || error.getMessage().isBlank(), text + " gave no text");
        } catch (IllegalAccessException impossible) {
            fail(text, impossible);
        }
    }

    private static void isWhole(Tensor tensor) {
        assertFalse(tensor.toString().isEmpty());
        if (tensor.size() < AnyValue.LARGE) {
            assertEquals(tensor.size(), tensor.toDoubleArray().length);
        }
    }
}
