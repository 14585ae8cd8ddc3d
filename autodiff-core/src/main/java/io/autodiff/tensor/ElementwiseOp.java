package io.autodiff.tensor;

import io.autodiff.internal.kernel.UnaryFunction;
import java.util.Locale;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A function of one number applied to every element: y = f(x), with its slope dy/dx in terms of x, of y, or of both. The gradient, g·dy/dx,
 * is fused: one pass over memory, whatever the slope is made of.
 */
sealed interface ElementwiseOp extends UnaryOp {
    Pattern UNDERSCORE_AND_NEXT = Pattern.compile("_(.)");

    UnaryFunction function();

    /** dy/dx at every element. */
    Tensor slope(Tensor x, Tensor y);

    @Override
    default String name() {
        return camelCase(function());
    }

    /** For example {@code LOG_SIGMOID} as {@code logSigmoid}. */
    static String camelCase(Enum<?> constant) {
        return UNDERSCORE_AND_NEXT
                .matcher(constant.name().toLowerCase(Locale.ROOT))
                .replaceAll(found -> found.group(1).toUpperCase(Locale.ROOT));
    }

    @Override
    default Tensor forward(Tensor x) {
        return DenseMath.map(function(), x);
    }

    @Override
    default Tensor tangent(Tensor x, Tensor y, Tensor dx) {
        return dx.times(slope(x, y));
    }

    /** The slope is written in terms of x; y is freed. */
    record FromInput(UnaryFunction function, UnaryOperator<Tensor> slope, Fusion gradient) implements ElementwiseOp {
        @Override
        public Tensor slope(Tensor x, Tensor y) {
            return slope.apply(x);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return g -> gradient.ofMany(g, x);
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /** The slope is written in terms of y; x is freed. */
    record FromOutput(UnaryFunction function, UnaryOperator<Tensor> slope, Fusion gradient) implements ElementwiseOp {
        @Override
        public Tensor slope(Tensor x, Tensor y) {
            return slope.apply(y);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return g -> gradient.ofMany(g, y);
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /** The slope is written in terms of x and y; both are kept. */
    record FromBoth(UnaryFunction function, BinaryOperator<Tensor> slope, Fusion gradient) implements ElementwiseOp {
        @Override
        public Tensor slope(Tensor x, Tensor y) {
            return slope.apply(x, y);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return g -> gradient.ofMany(g, x, y);
        }

        @Override
        public String toString() {
            return name();
        }
    }
}
