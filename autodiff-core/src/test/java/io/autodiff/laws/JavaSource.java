package io.autodiff.laws;

import io.autodiff.shape.Shape;
import io.autodiff.tensor.DType;
import io.autodiff.tensor.IntTensor;
import io.autodiff.tensor.Mask;
import io.autodiff.tensor.Tensor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Values as Java expressions that give exactly the same values again: tensors to the last bit, and records, as ops are,
 * by their components.
 */
final class JavaSource {
    private JavaSource() {}

    /** For example {@code Tensor.of(Shape.of(2), 0.5, -1.0)}. */
    static String of(Tensor x) {
        boolean wide = x.dtype() == DType.FLOAT64;
        double[] numbers = x.toDoubleArray();
        String list = IntStream.range(0, numbers.length)
                .mapToObj(i -> wide ? of(numbers[i]) : of((float) numbers[i]))
                .collect(Collectors.joining(", "));
        if (!wide) {
            return "Tensor.of(" + of(x.shape()) + ", new float[] {" + list + "})";
        }
        return "Tensor.of(" + of(x.shape()) + (list.isEmpty() ? "" : ", ") + list + ")";
    }

    /** For example {@code IntTensor.of(Shape.of(2), 0, 1)}. */
    static String of(IntTensor x) {
        return "IntTensor.of(" + of(x.shape())
                + IntStream.of(x.toArray()).mapToObj(i -> ", " + i).collect(Collectors.joining()) + ")";
    }

    /** For example {@code Mask.of(Shape.of(2), true, false)}. */
    static String of(Mask x) {
        StringBuilder truths = new StringBuilder();
        for (boolean truth : x.toArray()) {
            truths.append(", ").append(truth);
        }
        return "Mask.of(" + of(x.shape()) + truths + ")";
    }

    /** For example {@code Shape.of(2, 3)}. */
    static String of(Shape shape) {
        return "Shape.of" + listed(shape.toList().stream().map(String::valueOf).toList());
    }

    /** Double.toString gives at least as many digits as it takes to read the same number back. */
    static String of(double x) {
        if (Double.isFinite(x)) {
            return Double.toString(x);
        }
        return "Double." + (Double.isNaN(x) ? "NaN" : x > 0 ? "POSITIVE_INFINITY" : "NEGATIVE_INFINITY");
    }

    /** So does Float.toString. */
    static String of(float x) {
        if (Float.isFinite(x)) {
            return x + "f";
        }
        return "Float." + (Float.isNaN(x) ? "NaN" : x > 0 ? "POSITIVE_INFINITY" : "NEGATIVE_INFINITY");
    }

    /** An expression for any value that can be written down; empty for what cannot be, as a lambda. */
    static Optional<String> of(Object value) {
        if (value instanceof Tensor tensor) {
            return Optional.of(of(tensor));
        } else if (value instanceof IntTensor ints) {
            return Optional.of(of(ints));
        } else if (value instanceof Mask mask) {
            return Optional.of(of(mask));
        } else if (value instanceof Shape shape) {
            return Optional.of(of(shape));
        } else if (value instanceof Double number) {
            return Optional.of(of(number.doubleValue()));
        } else if (value instanceof Float number) {
            return Optional.of(of(number.floatValue()));
        } else if (value instanceof Long number) {
            return Optional.of(number + "L");
        } else if (value instanceof Integer || value instanceof Boolean) {
            return Optional.of(value.toString());
        } else if (value instanceof Enum<?> constant) {
            return name(constant.getDeclaringClass()).map(type -> type + "." + constant.name());
        } else if (value instanceof List<?> list) {
            return all(list).map(elements -> "List.of" + listed(elements));
        } else if (value instanceof Record structure) {
            return ofRecord(structure);
        }
        return Optional.empty();
    }

    private static Optional<String> ofRecord(Record structure) {
        List<Object> values = new ArrayList<>();
        for (RecordComponent component : structure.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true); // the record may be private to a test
                values.add(component.getAccessor().invoke(structure));
            } catch (ReflectiveOperationException | RuntimeException refused) {
                return Optional.empty(); // in a module that does not open it, or with an accessor that throws
            }
        }
        return name(structure.getClass())
                .flatMap(type -> all(values).map(arguments -> "new " + type + listed(arguments)));
    }

    /** With its package, so that nothing has to be imported. One inside a method has a name only there, an anonymous one none. */
    private static Optional<String> name(Class<?> type) {
        String name = type.isLocalClass() ? type.getSimpleName() : type.getCanonicalName();
        return Optional.ofNullable(name);
    }

    private static Optional<List<String>> all(List<?> values) {
        List<Optional<String>> each = values.stream().map(JavaSource::of).toList();
        return each.stream().allMatch(Optional::isPresent)
                ? Optional.of(each.stream().map(Optional::orElseThrow).toList())
                : Optional.empty();
    }

    private static String listed(List<String> expressions) {
        return "(" + String.join(", ", expressions) + ")";
    }
}
