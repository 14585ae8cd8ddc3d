package io.autodiff.internal.kernel.compile;

import io.autodiff.internal.kernel.BinaryFunction;
import io.autodiff.internal.kernel.Expression;
import io.autodiff.internal.kernel.Expression.Binary;
import io.autodiff.internal.kernel.Expression.Constant;
import io.autodiff.internal.kernel.Expression.Input;
import io.autodiff.internal.kernel.Expression.Term;
import io.autodiff.internal.kernel.Expression.Unary;
import io.autodiff.internal.kernel.UnaryFunction;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;

/** The programs of the functions that kernels apply to every element. */
final class Functions {
    /** Nobody compiles more steps than this, in pieces or as one. */
    private static final int MOST_STEPS = 10_000;

    private static final FunctionTable UNARY = FunctionTable.of(UnaryFunction.class);
    private static final FunctionTable BINARY = FunctionTable.of(BinaryFunction.class);

    /** What has been read: it takes half a millisecond, and a long expression asks often. */
    private static final Map<Key, Optional<Program>> READ = new ConcurrentHashMap<>();

    private record Key(Enum<?> f, Precision precision) {}

    private Functions() {}

    /** The program of a function, or nothing if its definition cannot be read as one. */
    static @Nullable Program program(UnaryFunction f, Precision precision) {
        return program(UNARY, f, precision, 1);
    }

    /** The program of a function, or nothing if its definition cannot be read as one. */
    static @Nullable Program program(BinaryFunction f, Precision precision) {
        return program(BINARY, f, precision, 2);
    }

    /** The program of an expression, or nothing if the definition of one of its functions cannot be read, or if it is very long. */
    static @Nullable Program program(Expression e, Precision precision) {
        Program.Builder builder = new Program.Builder(precision);
        int[] steps = new int[e.terms().size()];
        for (int t = 0; t < steps.length; t++) {
            if (builder.size() > MOST_STEPS) {
                return null;
            }
            Term term = e.terms().get(t);
            if (term instanceof Input input) {
                steps[t] = builder.put(input.place(), Primitive.INPUT);
            } else if (term instanceof Constant constant) {
                steps[t] = builder.constant(constant.value());
            } else if (term instanceof Unary unary) {
                Program f = program(unary.f(), precision);
                if (f == null) {
                    return null;
                }
                steps[t] = builder.put(f, steps[unary.a()]);
            } else if (term instanceof Binary binary) {
                Program f = program(binary.f(), precision);
                if (f == null) {
                    return null;
                }
                steps[t] = builder.put(f, steps[binary.a()], steps[binary.b()]);
            }
        }
        return builder.build(
                e.inputs(), e.results().stream().mapToInt(term -> steps[term]).toArray());
    }

    private static @Nullable Program program(FunctionTable table, Enum<?> f, Precision precision, int inputs) {
        return READ.computeIfAbsent(
                        new Key(f, precision), key -> Optional.ofNullable(readOf(table, f, precision, inputs)))
                .orElse(null);
    }

    private static @Nullable Program readOf(FunctionTable table, Enum<?> f, Precision precision, int inputs) {
        Handle method = table.method(f, precision);
        try {
            return method == null ? exactInDoubles(table, f, inputs) : read(method, precision, inputs);
        } catch (UnreadableMethodException error) {
            return null;
        }
    }

    /**
     * The program for floats of a function that is defined for doubles alone, whose result is rounded to a float. If nothing is rounded
     * but the result of a single sum, product, quotient or root of floats, the same operation of floats gives the same float: S.
     * Figueroa, "When is double rounding innocuous?", SIGNUM Newsletter 30 (1995).
     */
    private static @Nullable Program exactInDoubles(FunctionTable table, Enum<?> f, int inputs) {
        Handle method = table.method(f, Precision.DOUBLE);
        if (method == null || !read(method, Precision.DOUBLE, inputs).hasConstantsOfFloats()) {
            return null;
        }
        Program program = read(method, Precision.SINGLE, inputs);
        return program.roundsOnce() ? program : null;
    }

    private static Program read(Handle method, Precision precision, int inputs) {
        Program.Builder builder = new Program.Builder(precision);
        int[] arguments = new int[inputs];
        for (int i = 0; i < inputs; i++) {
            arguments[i] = builder.put(i, Primitive.INPUT);
        }
        return builder.build(inputs, MethodReader.read(builder, method, arguments));
    }
}
