package io.autodiff.internal.kernel.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodiff.internal.kernel.BinaryFunction;
import io.autodiff.internal.kernel.DoubleKernels;
import io.autodiff.internal.kernel.Expression;
import io.autodiff.internal.kernel.FloatKernels;
import io.autodiff.internal.kernel.Kernels;
import io.autodiff.internal.kernel.Operands;
import io.autodiff.internal.kernel.UnaryFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * One definition, one result: the program that is read from the definition of a function gives its bits, interpreted step by step, and as
 * a loop with and without vectors, for doubles and for floats, at numbers of every size, at special values and at the ends of every branch; for any
 * length, place and way to read the operands. What is left to the definition, a loop tells.
 */
class LoopsTest {
    // Over 400 lines: every form of a function is held to one definition, on the same numbers.

    /** What has no vector form, because it asks the JDK, or counts in ways that vectors cannot. */
    private static final List<String> UNREADABLE = List.of(
            "FLOOR",
            "CEIL",
            "ROUND",
            "BINADE",
            "LOG2",
            "LOG10",
            "TAN",
            "ASIN",
            "ACOS",
            "ATAN",
            "POW",
            "ATAN2",
            "INVERSION",
            "HYPOT",
            "DIRECTION");

    private static final double[] SPECIAL = {
        0,
        -0.0,
        1,
        -1,
        0.5,
        0.75,
        -0.75,
        3,
        -3,
        6,
        -6,
        15,
        -15,
        40,
        -40,
        88.72284,
        709.782712893384,
        -103.97208,
        -745.2,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        Float.MIN_VALUE,
        Double.MIN_NORMAL,
        Float.MIN_NORMAL,
        Double.MAX_VALUE,
        Float.MAX_VALUE,
        1e-20,
        -1e-20,
        18.714973875118524,
        8.66434,
        0.7f,
        0x1p17,
        Math.nextUp(0x1p17f),
        0x1p30,
        Math.nextUp(0x1p30),
        Math.nextDown(0.7f),
        -0.7f,
        10.5
    };

    /** A function of either kind, in one precision. */
    private record Definition(Enum<?> f, Precision precision) {
        int inputs() {
            return f instanceof UnaryFunction ? 1 : 2;
        }

        Program program() {
            return f instanceof UnaryFunction unary
                    ? Functions.program(unary, precision)
                    : Functions.program((BinaryFunction) f, precision);
        }

        /** Whether the program may leave it to the definition: a huge angle. */
        boolean isRare(double a) {
            boolean isSine = f == UnaryFunction.SIN || f == UnaryFunction.COS;
            return isSine && Math.abs(a) > (precision == Precision.DOUBLE ? 0x1p30 : 0x1p17);
        }

        double value(double a, double b) {
            if (f instanceof UnaryFunction unary) {
                return precision == Precision.DOUBLE ? unary.apply(a) : unary.apply((float) a);
            }
            BinaryFunction binary = (BinaryFunction) f;
            return precision == Precision.DOUBLE ? binary.apply(a, b) : binary.apply((float) a, (float) b);
        }

        @Override
        public String toString() {
            return f + " " + precision;
        }
    }

    private static Stream<Definition> definitions() {
        return Stream.of(Precision.values())
                .flatMap(precision -> Stream.concat(
                                Stream.of(UnaryFunction.values()), Stream.of(BinaryFunction.values()))
                        .map(f -> new Definition(f, precision)));
    }

    private static Stream<Definition> readable() {
        return definitions().filter(definition -> definition.program() != null);
    }

    @Test
    void everyDefinitionOfDoublesIsReadButThese() {
        assertEquals(
                UNREADABLE,
                definitions()
                        .filter(definition -> definition.precision() == Precision.DOUBLE)
                        .filter(definition -> definition.program() == null)
                        .map(definition -> definition.f().name())
                        .toList());
    }

    /** HotSpot inlines no method of more than 325 bytes, and one that is inlined may make an object of each vector: then x + y is slow. */
    @Test
    void theShortestLoopIsTooLargeToBeInlined() {
        byte[] loop = VectorLoop.bytes(
                Functions.program(BinaryFunction.ADD, Precision.SINGLE), List.of(Access.NEIGHBOURS, Access.NEIGHBOURS));
        int[] bytes = {0};
        new ClassReader(loop)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, new ClassWriter(0)) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String type, String signature, String[] exceptions) {
                                MethodVisitor copy = super.visitMethod(access, name, type, signature, exceptions);
                                return new MethodVisitor(Opcodes.ASM9, copy) {
                                    @Override
                                    public void visitMaxs(int stack, int variables) {
                                        Label end = new Label();
                                        super.visitLabel(end);
                                        super.visitMaxs(stack, variables);
                                        bytes[0] = name.equals("run") ? end.getOffset() : bytes[0];
                                    }
                                };
                            }
                        },
                        0);
        assertEquals(326, bytes[0]);
    }

    /** Functions that are fused anew, each with another constant and used twice, do not keep another from getting a loop. */
    @Test
    void whatComesAndGoesIsForgotten() throws InterruptedException {
        FunctionLoops<double[]> loops = FunctionLoops.ofDoubles(1 << 28);
        for (int constant = 0; constant < 2500; constant++) {
            assertFalse(isTaken(loops, constant, 16));
            assertFalse(isTaken(loops, constant, 16));
            isTaken(loops, -1, 1000); // so much work becomes worth a loop after 2098 times
        }
        for (int busy = -1; busy >= -2; busy--) { // one that was there before, and one that comes after
            boolean taken = false;
            for (int wait = 0; wait < 30_000 && !taken; wait++) {
                taken = isTaken(loops, busy, 1000);
                Thread.sleep(1); // others may be tried first
            }
            assertTrue(taken);
        }
    }

    /** One that never comes again is not worth a loop, however large its work: a large tensor may be computed in several parts. */
    @Test
    void aFewCallsAreNotWorthALoop() throws InterruptedException {
        FunctionLoops<double[]> loops = FunctionLoops.ofDoubles(1 << 20);
        isTaken(loops, 0, 1 << 20); // so much work is worth it to think of loops
        Thread.sleep(200);
        for (int call = 0; call < 15; call++) {
            assertFalse(isTaken(loops, 1, 1 << 20));
            Thread.sleep(20);
        }
        boolean taken = false;
        for (int wait = 0; wait < 30_000 && !taken; wait++) {
            taken = isTaken(loops, 1, 1000);
            Thread.sleep(1);
        }
        assertTrue(taken);
    }

    @Test
    void aConstantThatIsNoFloatIsNotRead() {
        for (double exact : new double[] {0.5, -0.0, Double.NaN, Double.NEGATIVE_INFINITY, Float.MIN_VALUE}) {
            assertTrue(ofConstant(exact).hasConstantsOfFloats(), () -> exact + " is a float");
        }
        for (double other : new double[] {0.1, 1e300, Double.MIN_VALUE, 16_777_217}) {
            assertFalse(ofConstant(other).hasConstantsOfFloats(), () -> other + " is none");
        }
    }

    private static Program ofConstant(double value) {
        Program.Builder builder = new Program.Builder(Precision.DOUBLE);
        return builder.build(1, builder.constant(value));
    }

    /** Whether exp(x + constant) of n numbers is computed by a loop, or while one is being tried. */
    private static boolean isTaken(FunctionLoops<double[]> loops, double constant, int n) {
        Expression e = new Expression(
                1,
                List.of(
                        new Expression.Input(0),
                        new Expression.Constant(constant),
                        new Expression.Binary(BinaryFunction.ADD, 0, 1),
                        new Expression.Unary(UnaryFunction.EXP, 2)));
        Operands<double[]> x = new Operands<>(List.of(new double[n]), new int[] {0}, new int[] {0}, new int[] {1});
        return loops.run(DoubleKernels.INSTANCE, e, 1, n, x, List.of(new double[n]), 0);
    }

    @TestFactory
    Stream<DynamicTest> aProgramGivesTheBitsOfItsDefinition() {
        return readable()
                .map(definition -> DynamicTest.dynamicTest(definition.toString(), () -> {
                    Program program = definition.program();
                    double[][] in = inputs(definition, 4000);
                    for (int i = 0; i < in[0].length; i++) {
                        double a = in[0][i];
                        double b = in[1][i];
                        boolean isRare = definition.isRare(a);
                        assertEquals(isRare, Interpreter.escapes(program, a, b), () -> definition + " of " + a);
                        if (!isRare) {
                            assertEquals(
                                    definition.value(a, b),
                                    Interpreter.run(program, a, b),
                                    () -> definition + " of " + a + ", " + b);
                        }
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> aLoopGivesTheBitsOfItsDefinition() {
        return readable()
                .map(definition -> DynamicTest.dynamicTest(definition.toString(), () -> {
                    for (List<Access> access : accesses(definition.inputs())) {
                        for (LoopKind kind : LoopKind.values()) {
                            Loop loop = kind.write(definition.program(), access);
                            for (int n : new int[] {16, 17, 31, 32, 100}) {
                                check(definition, access, loop, 3, n);
                            }
                            check(definition, access, loop, 1, 1000);
                        }
                    }
                }));
    }

    /** Of a few functions put together at random, as a single loop: what its terms give one after another. */
    @TestFactory
    Stream<DynamicTest> aLoopOfAnExpressionGivesTheBitsOfItsTerms() {
        return IntStream.range(0, 40)
                .mapToObj(seed -> expression(new Random(seed)))
                .filter(e -> Functions.program(e, Precision.DOUBLE) != null)
                .map(e -> DynamicTest.dynamicTest(e.toString(), () -> {
                    check(e, Precision.DOUBLE, DoubleKernels.INSTANCE);
                    check(e, Precision.SINGLE, FloatKernels.INSTANCE);
                }));
    }

    private static Expression expression(Random random) {
        Expression.Builder builder = new Expression.Builder();
        for (int i = 0; i < 3; i++) {
            builder.place(new Expression.Input(i));
        }
        int last = builder.place(new Expression.Constant(random.nextGaussian()));
        for (int i = 0; i < 6; i++) {
            UnaryFunction f = UnaryFunction.values()[random.nextInt(UnaryFunction.values().length)];
            BinaryFunction g = BinaryFunction.values()[random.nextInt(BinaryFunction.values().length)];
            last = builder.place(
                    random.nextBoolean()
                            ? new Expression.Unary(f, random.nextInt(last + 1))
                            : new Expression.Binary(g, random.nextInt(last + 1), last));
        }
        int[] results = new int[1 + random.nextInt(3)];
        for (int k = 1; k < results.length; k++) {
            results[k] = random.nextInt(last + 1); // perhaps an input, a constant, or the same once more
        }
        results[0] = last;
        return builder.build(3, results);
    }

    private static <A> void check(Expression e, Precision precision, Kernels<A> kernels) {
        Program program = Functions.program(e, precision);
        if (program == null) {
            return; // a definition for doubles alone
        }
        int rows = 3;
        int n = 70;
        double[][] numbers = inputs(new Definition(UnaryFunction.EXP, precision), 4 * rows * n);
        List<A> arrays = new ArrayList<>();
        for (int k = 0; k < 3; k++) {
            arrays.add(kernels.of(numbers[k % 2]));
        }
        int[] step = {1, 0, 1};
        int[] rowStep = {n + 3, 2, n};
        int[] at = {5, 0, 1};
        List<A> expected = new ArrayList<>();
        List<A> got = new ArrayList<>();
        for (int k = 0; k < e.results().size(); k++) {
            expected.add(kernels.allocate(rows * n));
            got.add(kernels.allocate(rows * n));
        }
        kernels.fused(e, rows, n, new Operands<>(arrays, at, rowStep, step), expected, 0);
        List<Access> access = List.of(Access.NEIGHBOURS, Access.REPEATED, Access.NEIGHBOURS);
        for (LoopKind kind : LoopKind.values()) {
            Loop loop = kind.write(program, access);
            Loop whole = program.escapes() ? new EscapingLoop<>(loop, kernels, e, access) : loop;
            whole.run(got.toArray(), 0, arrays.toArray(), at, rowStep, rows, n);
            for (int k = 0; k < got.size(); k++) {
                for (int i = 0; i < rows * n; i++) {
                    String place = e + " of " + precision + ", result " + k + " at " + i;
                    assertEquals(kernels.get(expected.get(k), i), kernels.get(got.get(k), i), place);
                    kernels.set(got.get(k), i, -123);
                }
            }
        }
    }

    /** Where the inputs lie elsewhere than the result, and where some or all lie at the same place. */
    private static void check(Definition definition, List<Access> access, Loop loop, int rows, int n) {
        check(definition, access, loop, rows, n, 3, 7);
        check(definition, access, loop, rows, n, OUT_AT, OUT_AT);
        check(definition, access, loop, rows, n, OUT_AT, 0);
    }

    private static final int OUT_AT = 5;

    private static void check(Definition definition, List<Access> access, Loop loop, int rows, int n, int... at) {
        double[][] in = inputs(definition, 2 * rows * n + 10);
        int[] rowStep = {at[0] == OUT_AT ? n : n + 1, access.size() > 1 && access.get(1) == Access.REPEATED ? 1 : n};
        boolean isDouble = definition.precision() == Precision.DOUBLE;
        Object[] arrays = new Object[definition.inputs()];
        Arrays.setAll(arrays, k -> isDouble ? in[k] : floats(in[k]));
        Object out = isDouble ? new double[OUT_AT + rows * n] : new float[OUT_AT + rows * n];
        boolean escaped = loop.run(new Object[] {out}, OUT_AT, arrays, at, rowStep, rows, n);
        boolean isAnyRare = false;
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < n; i++) {
                int[] places = new int[2];
                for (int k = 0; k < 2; k++) {
                    boolean repeated = k < access.size() && access.get(k) == Access.REPEATED;
                    places[k] = at[k] + row * rowStep[k] + (repeated ? 0 : i);
                }
                double a = in[0][places[0]];
                double b = in[1][places[1]];
                int place = OUT_AT + row * n + i;
                if (definition.isRare(a)) {
                    isAnyRare = true;
                    continue;
                }
                assertEquals(
                        definition.value(a, b),
                        isDouble ? ((double[]) out)[place] : ((float[]) out)[place],
                        () -> definition + " of " + a + ", " + b + ", " + access + ", place " + place + " of rows of "
                                + n);
            }
        }
        assertEquals(isAnyRare, escaped, definition.toString());
    }

    private static List<List<Access>> accesses(int inputs) {
        return inputs == 1
                ? List.of(List.of(Access.NEIGHBOURS))
                : List.of(
                        List.of(Access.NEIGHBOURS, Access.NEIGHBOURS),
                        List.of(Access.NEIGHBOURS, Access.REPEATED),
                        List.of(Access.REPEATED, Access.NEIGHBOURS));
    }

    /** Special values, numbers about 1, and any bits. */
    private static double[][] inputs(Definition definition, int n) {
        Random random = new Random(definition.f().ordinal());
        boolean isDouble = definition.precision() == Precision.DOUBLE;
        double[][] inputs = new double[2][n];
        for (double[] x : inputs) {
            List<Double> numbers = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                double any =
                        isDouble ? Double.longBitsToDouble(random.nextLong()) : Float.intBitsToFloat(random.nextInt());
                numbers.add(
                        i % 4 == 0
                                ? SPECIAL[random.nextInt(SPECIAL.length)]
                                : i % 4 == 1 ? any : random.nextGaussian() * Math.scalb(1.0, random.nextInt(14) - 7));
            }
            Collections.shuffle(numbers, random);
            for (int i = 0; i < n; i++) {
                x[i] = isDouble ? numbers.get(i) : numbers.get(i).floatValue();
            }
        }
        return inputs;
    }

    private static float[] floats(double[] x) {
        float[] floats = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            floats[i] = (float) x[i];
        }
        return floats;
    }
}
