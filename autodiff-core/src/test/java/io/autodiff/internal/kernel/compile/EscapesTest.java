package io.autodiff.internal.kernel.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodiff.internal.kernel.BinaryFunction;
import io.autodiff.internal.kernel.DoubleKernels;
import io.autodiff.internal.kernel.Expression;
import io.autodiff.internal.kernel.Expression.Binary;
import io.autodiff.internal.kernel.Expression.Constant;
import io.autodiff.internal.kernel.Expression.Input;
import io.autodiff.internal.kernel.Expression.Unary;
import io.autodiff.internal.kernel.FloatKernels;
import io.autodiff.internal.kernel.Kernels;
import io.autodiff.internal.kernel.Operands;
import io.autodiff.internal.kernel.UnaryFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Arguments that hardly ever come, among ordinary ones, give the bits of the definition, although the programs of the functions leave
 * them out: alone and within expressions, long ones too. What lies far from them is computed once.
 */
class EscapesTest {
    /** Larger angles than any program reduces, and what is no angle. */
    private static final double[] RARE = {
        0x1.000002p17, 0x1p31, -0x1.8p40, 1e22, -1e30, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN
    };

    private static final long AT_ONCE = 0;

    private static final Expression SINE = new Expression(1, List.of(new Input(0), new Unary(UnaryFunction.SIN, 0)));

    /** e^(sin x) · y. */
    private static final Expression PRODUCT = new Expression(
            2,
            List.of(
                    new Input(0),
                    new Input(1),
                    new Unary(UnaryFunction.SIN, 0),
                    new Unary(UnaryFunction.EXP, 2),
                    new Binary(BinaryFunction.MUL, 3, 1)));

    /** sin x · cos y, and max(sin x, 0), and y. */
    private static final Expression SEVERAL = new Expression(
            2,
            List.of(
                    new Input(0),
                    new Input(1),
                    new Unary(UnaryFunction.SIN, 0),
                    new Unary(UnaryFunction.COS, 1),
                    new Binary(BinaryFunction.MUL, 2, 3),
                    new Unary(UnaryFunction.RELU, 2)),
            List.of(4, 5, 1));

    /** 1000 · sin(1000 · sin(… x)), too long to be one loop. */
    private static Expression nested(int sines) {
        Expression.Builder builder = new Expression.Builder();
        int thousand = builder.place(new Constant(1000));
        int x = builder.place(new Input(0));
        for (int i = 0; i < sines; i++) {
            x = builder.place(new Binary(BinaryFunction.MUL, builder.place(new Unary(UnaryFunction.SIN, x)), thousand));
        }
        return builder.build(1, x);
    }

    @Test
    void onlyProgramsWithSinesEscape() {
        for (UnaryFunction f : UnaryFunction.values()) {
            for (Precision precision : Precision.values()) {
                Program program = Functions.program(f, precision);
                boolean isSine = f == UnaryFunction.SIN || f == UnaryFunction.COS;
                assertEquals(isSine, program != null && program.escapes(), f + " " + precision);
            }
        }
        assertTrue(Functions.program(PRODUCT, Precision.DOUBLE).escapes());
        Expression.Builder unused = new Expression.Builder();
        unused.place(new Unary(UnaryFunction.SIN, unused.place(new Input(0))));
        assertFalse(Functions.program(unused.build(1, 0), Precision.DOUBLE).escapes());
    }

    /** NaN and ∞ that no angle has led to are no reason to compute anything again. */
    @Test
    void onlyTheStretchOfARareNumberIsComputedAgain() {
        List<Integer> again = new ArrayList<>();
        DoubleKernels counting = new DoubleKernels() {
            @Override
            public void fused(Expression e, int rows, int n, Operands<double[]> in, List<double[]> out, int outAt) {
                again.add(rows * n);
                super.fused(e, rows, n, in, out, outAt);
            }
        };
        List<Access> access = List.of(Access.NEIGHBOURS);
        Loop loop = LoopKind.VECTOR.write(Functions.program(SINE, Precision.DOUBLE), access);
        Loop whole = new EscapingLoop<>(loop, counting, SINE, access);
        double[] x = numbers(DoubleKernels.INSTANCE, 5000, Integer.MAX_VALUE);
        x[100] = Double.NaN;
        double[] y = new double[5000];
        whole.run(new Object[] {y}, 0, new Object[] {x}, new int[] {0}, new int[] {0}, 1, 5000);
        assertEquals(List.of(), again);
        x[2000] = 0x1p40;
        x[4999] = -0x1p50;
        whole.run(new Object[] {y}, 0, new Object[] {x}, new int[] {0}, new int[] {0}, 1, 5000);
        assertEquals(List.of(1024, 5000 - 3 * 1024), again);
        again.clear();
        whole.run(new Object[] {y}, 0, new Object[] {x}, new int[] {0}, new int[] {100}, 50, 100);
        assertEquals(List.of(1000, 1000), again); // ten rows
    }

    @Test
    void rareDoublesGiveTheBitsOfTheDefinition() {
        check(DoubleKernels.INSTANCE, FunctionLoops.ofDoubleVectors(AT_ONCE), DoubleLoopKernels::new);
    }

    @Test
    void rareFloatsGiveTheBitsOfTheDefinition() {
        check(FloatKernels.INSTANCE, FunctionLoops.ofFloatVectors(AT_ONCE), FloatLoopKernels::new);
    }

    @Test
    void withoutVectorsWhatEscapesHasNoLoop() {
        FunctionLoops<double[]> loops = FunctionLoops.ofDoubles(AT_ONCE);
        double[] x = new double[100];
        double[] y = new double[100];
        Operands<double[]> in = new Operands<>(List.of(x), new int[] {0}, new int[] {0}, new int[] {1});
        for (int call = 0; call < 3; call++) {
            assertFalse(loops.run(UnaryFunction.SIN, x, 0, y, 0, 100));
            assertFalse(loops.run(DoubleKernels.INSTANCE, nested(10), 1, 100, in, List.of(y), 0));
            loops.run(UnaryFunction.EXP, x, 0, y, 0, 100);
        }
        assertTrue(loops.run(UnaryFunction.EXP, x, 0, y, 0, 100));
    }

    /** Neither is the sum of what escapes one loop, nor is any sum where there are no vectors. */
    @Test
    void whatEscapesHasNoLoopThatAddsUp() {
        Expression square = new Expression(1, List.of(new Input(0), new Binary(BinaryFunction.MUL, 0, 0)));
        double[] x = numbers(DoubleKernels.INSTANCE, 100, Integer.MAX_VALUE);
        x[70] = 1e22;
        Operands<double[]> in = new Operands<>(List.of(x), new int[] {0}, new int[] {0}, new int[] {1});
        double[] expected = new double[1];
        double[] sum = new double[1];
        DoubleKernels.INSTANCE.sumRows(SINE, 1, 100, in, List.of(expected), 0);
        FunctionLoops<double[]> vectors = FunctionLoops.ofDoubleVectors(AT_ONCE);
        DoubleKernels kernels = new DoubleLoopKernels(vectors);
        for (int call = 0; call < 3; call++) {
            kernels.sumRows(SINE, 1, 100, in, List.of(sum), 0);
            assertEquals(expected[0], sum[0]);
            assertFalse(vectors.sumRows(kernels, SINE, 1, 100, in, List.of(sum), 0));
            assertFalse(FunctionLoops.ofDoubles(AT_ONCE).sumRows(kernels, square, 1, 100, in, List.of(sum), 0));
            vectors.sumRows(kernels, square, 1, 100, in, List.of(sum), 0);
        }
        assertTrue(vectors.sumRows(kernels, square, 1, 100, in, List.of(sum), 0));
        DoubleKernels.INSTANCE.sumRows(square, 1, 100, in, List.of(expected), 0);
        assertEquals(expected[0], sum[0]);
    }

    @Test
    void tenSinesAreTooLongForALoop() {
        for (Precision precision : Precision.values()) {
            assertTrue(Functions.program(nested(10), precision).steps().size() > 200);
        }
    }

    private static <A> void check(
            Kernels<A> kernels, FunctionLoops<A> loops, Function<FunctionLoops<A>, Kernels<A>> kernelsOf) {
        Kernels<A> looped = kernelsOf.apply(loops);
        for (int n : new int[] {16, 17, 1023, 2500}) {
            for (int every : new int[] {Integer.MAX_VALUE, 700, 3}) {
                A x = numbers(kernels, 3 * (n + 2) + 5, every);
                A y = numbers(kernels, 3 * (n + 2) + 5, every);
                for (Expression e : List.of(SINE, PRODUCT, SEVERAL, nested(10))) {
                    check(kernels, looped, loops, e, 3, n, x, y, 1);
                    check(kernels, looped, loops, e, 3, n, x, y, 0);
                }
                for (UnaryFunction f : List.of(UnaryFunction.SIN, UnaryFunction.COS)) {
                    A expected = kernels.allocate(n + 1);
                    A got = kernels.allocate(n + 1);
                    kernels.unary(f, x, 2, 1, expected, 1, n);
                    loops.run(f, x, 2, got, 1, n);
                    assertTrue(loops.run(f, x, 2, got, 1, n));
                    same(kernels, f, expected, got);
                }
            }
        }
    }

    private static <A> void check(
            Kernels<A> kernels,
            Kernels<A> looped,
            FunctionLoops<A> loops,
            Expression e,
            int rows,
            int n,
            A x,
            A y,
            int yStep) {
        int inputs = e.inputs();
        Operands<A> in = new Operands<>(
                List.of(x, y).subList(0, inputs),
                Arrays.copyOf(new int[] {3, 1}, inputs),
                Arrays.copyOf(new int[] {n + 2, n}, inputs),
                Arrays.copyOf(new int[] {1, yStep}, inputs));
        List<A> expected = results(kernels, e, rows * n + 4);
        List<A> got = results(kernels, e, rows * n + 4);
        kernels.fused(e, rows, n, in, expected, 4);
        loops.run(looped, e, rows, n, in, got, 4); // makes the loop
        assertTrue(loops.run(looped, e, rows, n, in, got, 4));
        for (int k = 0; k < got.size(); k++) {
            same(kernels, e, expected.get(k), got.get(k));
        }
    }

    private static <A> List<A> results(Kernels<A> kernels, Expression e, int n) {
        return e.results().stream().map(result -> kernels.allocate(n)).toList();
    }

    private static <A> void same(Kernels<A> kernels, Object what, A expected, A got) {
        for (int i = 0; i < kernels.length(got); i++) {
            int place = i;
            assertEquals(kernels.get(expected, i), kernels.get(got, i), () -> what + " at " + place);
        }
    }

    /** A rare number after so many ordinary ones. */
    private static <A> A numbers(Kernels<A> kernels, int n, int every) {
        Random random = new Random(n);
        A x = kernels.allocate(n);
        for (int i = 0; i < n; i++) {
            kernels.set(x, i, i % every == every - 1 ? RARE[random.nextInt(RARE.length)] : 100 * random.nextGaussian());
        }
        return x;
    }
}
