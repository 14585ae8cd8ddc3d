package io.autodiff.nn;

import io.autodiff.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Gradients by the definition of a derivative, to compare with. */
final class Differences {
    private Differences() {}

    /** What the parameters hold now. */
    static Map<Parameter, Tensor> values(Module module) {
        Map<Parameter, Tensor> values = new LinkedHashMap<>();
        module.parameters().forEach(parameter -> values.put(parameter, parameter.value()));
        return values;
    }

    /**
     * ∂f/∂p by five points, (f(−2h) − 8f(−h) + 8f(h) − f(2h)) / 12h, number by number. Without rounding it is exact for a polynomial
     * of degree 4.
     */
    static double[] gradient(
            ToDoubleFunction<Map<Parameter, Tensor>> f, Map<Parameter, Tensor> values, Parameter parameter, double h) {
        Tensor value = values.get(parameter);
        double[] gradient = new double[value.size()];
        for (int i = 0; i < gradient.length; i++) {
            double sum = 0;
            for (Point point : POINTS) {
                double[] numbers = value.toDoubleArray();
                numbers[i] += point.steps() * h;
                Map<Parameter, Tensor> moved = new LinkedHashMap<>(values);
                moved.put(parameter, Tensor.of(value.shape(), numbers));
                sum += point.weight() * f.applyAsDouble(moved);
            }
            gradient[i] = sum / (12 * h);
        }
        return gradient;
    }

    private record Point(int steps, int weight) {}

    private static final List<Point> POINTS =
            List.of(new Point(-2, 1), new Point(-1, -8), new Point(1, 8), new Point(2, -1));
}
