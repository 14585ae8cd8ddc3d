package io.autodiff.internal.kernel.compile;

/** Runs a program step by step: what it means, in the plainest words. */
final class Interpreter {
    private Interpreter() {}

    /** The first result. */
    static double run(Program program, double... inputs) {
        long result = values(program, inputs)[program.results().get(0)];
        return program.precision() == Precision.DOUBLE
                ? Double.longBitsToDouble(result)
                : Float.intBitsToFloat((int) result);
    }

    /** Whether it means nothing. */
    static boolean escapes(Program program, double... inputs) {
        return program.escapes() && values(program, inputs)[program.escape()] == 1;
    }

    private static long[] values(Program program, double... inputs) {
        long[] values = new long[program.steps().size()];
        boolean isDouble = program.precision() == Precision.DOUBLE;
        for (int i = 0; i < values.length; i++) {
            Program.Step step = program.steps().get(i);
            long a = step.a() < 0 ? 0 : values[step.a()];
            long b = step.b() < 0 ? 0 : values[step.b()];
            long c = step.c() < 0 ? 0 : values[step.c()];
            values[i] = isDouble ? doubles(step, a, b, c, inputs) : floats(step, (int) a, (int) b, (int) c, inputs);
        }
        return values;
    }

    private static long doubles(Program.Step step, long a, long b, long c, double... inputs) {
        double x = Double.longBitsToDouble(a);
        double y = Double.longBitsToDouble(b);
        return switch (step.primitive()) {
            case INPUT -> bits(inputs[(int) step.bits()]);
            case CONSTANT, WORD -> step.bits();
            case ADD -> bits(x + y);
            case SUB -> bits(x - y);
            case MUL -> bits(x * y);
            case DIV -> bits(x / y);
            case FMA -> bits(Math.fma(x, y, Double.longBitsToDouble(c)));
            case NEG -> bits(-x);
            case ABS -> bits(Math.abs(x));
            case SQRT -> bits(Math.sqrt(x));
            case MIN -> bits(Math.min(x, y));
            case MAX -> bits(Math.max(x, y));
            case LESS -> truth(x < y);
            case LESS_OR_EQUAL -> truth(x <= y);
            case EQUAL -> truth(x == y);
            case NOT -> 1 - a;
            case BOTH -> a & b;
            case EITHER -> a | b;
            case SELECT -> a == 1 ? b : c;
            case TO_BITS, FROM_BITS -> a;
            case PLUS -> a + b;
            case MINUS -> a - b;
            case AND -> a & b;
            case OR -> a | b;
            case XOR -> a ^ b;
            case SHIFT_LEFT -> a << step.bits();
            case SHIFT_RIGHT -> a >>> step.bits();
            case SHIFT_RIGHT_SIGNED -> a >> step.bits();
        };
    }

    private static int floats(Program.Step step, int a, int b, int c, double... inputs) {
        float x = Float.intBitsToFloat(a);
        float y = Float.intBitsToFloat(b);
        return switch (step.primitive()) {
            case INPUT -> bits((float) inputs[(int) step.bits()]);
            case CONSTANT, WORD -> (int) step.bits();
            case ADD -> bits(x + y);
            case SUB -> bits(x - y);
            case MUL -> bits(x * y);
            case DIV -> bits(x / y);
            case FMA -> bits(Math.fma(x, y, Float.intBitsToFloat(c)));
            case NEG -> bits(-x);
            case ABS -> bits(Math.abs(x));
            case SQRT -> bits((float) Math.sqrt(x));
            case MIN -> bits(Math.min(x, y));
            case MAX -> bits(Math.max(x, y));
            case LESS -> truth(x < y);
            case LESS_OR_EQUAL -> truth(x <= y);
            case EQUAL -> truth(x == y);
            case NOT -> 1 - a;
            case BOTH -> a & b;
            case EITHER -> a | b;
            case SELECT -> a == 1 ? b : c;
            case TO_BITS, FROM_BITS -> a;
            case PLUS -> a + b;
            case MINUS -> a - b;
            case AND -> a & b;
            case OR -> a | b;
            case XOR -> a ^ b;
            case SHIFT_LEFT -> a << (int) step.bits();
            case SHIFT_RIGHT -> a >>> (int) step.bits();
            case SHIFT_RIGHT_SIGNED -> a >> (int) step.bits();
        };
    }

    private static long bits(double x) {
        return Double.doubleToRawLongBits(x);
    }

    private static int bits(float x) {
        return Float.floatToRawIntBits(x);
    }

    private static int truth(boolean holds) {
        return holds ? 1 : 0;
    }
}
