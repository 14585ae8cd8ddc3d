package io.autodiff.internal.kernel.compile;

import io.autodiff.internal.kernel.compile.Program.Step;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes the loop that runs a program number by number, as a class of its own. */
final class PlainLoop {
    /*
     *     for (int row = 0; row < rows; row++) {
     *         int end = outAt + n;
     *         if (shift₀ == 0 && shift₁ == 0 …)                            // by how much an input lies further on than the result
     *             for (int i = outAt; i < end; i++) outₖ[i] = result k of the program of in₀[i], in₁[i], …
     *         else
     *             for (int i = outAt; i < end; i++) outₖ[i] = result k of the program of in₀[i + shift₀], in₁[i + shift₁], …
     *         outAt = end;
     *     }
     *
     * Where there is but one index, HotSpot makes vectors of sums, products, quotients, roots, fma, signs, sizes, smaller and larger ones. Of
     * choices and moves of bits it makes none; but with every step in one loop there are no calls, and what lies between the functions
     * of an expression stays in registers.
     */

    // The parameters of Loop.run, and variables of the loop.
    private static final int OUT = 1;
    private static final int OUT_AT = 2;
    private static final int IN = 3;
    private static final int AT = 4;
    private static final int ROW_STEP = 5;
    private static final int ROWS = 6;
    private static final int N = 7;
    private static final int ROW = 8;
    private static final int I = 9;
    private static final int END = 10;
    private static final int FIRST_FREE = 11;

    private final Program program;
    private final List<Access> access;
    private final MethodVisitor code;
    private final boolean isDouble;
    private final Type numbers;
    private final Type words;
    private final int[] variables;
    private final int[] arrays;
    private final int[] places;

    /** Of an input that is repeated its number, of another its shift. */
    private final int[] inputs;

    private final int[] results;
    private int free = FIRST_FREE;

    private PlainLoop(Program program, List<Access> access, MethodVisitor code) {
        this.program = program;
        this.access = access;
        this.code = code;
        isDouble = program.precision() == Precision.DOUBLE;
        numbers = isDouble ? Type.DOUBLE_TYPE : Type.FLOAT_TYPE;
        words = isDouble ? Type.LONG_TYPE : Type.INT_TYPE;
        variables = new int[program.steps().size()];
        arrays = new int[program.inputs()];
        places = new int[program.inputs()];
        inputs = new int[program.inputs()];
        results = new int[program.results().size()];
    }

    /** The loop of a program whose inputs are read in these ways. */
    static Loop of(Program program, List<Access> access) {
        return LoopClass.define(LoopClass.bytes(code -> new PlainLoop(program, access, code).writeRun()));
    }

    private void writeRun() {
        for (int k = 0; k < results.length; k++) {
            results[k] = array(OUT, k);
        }
        for (int k = 0; k < arrays.length; k++) {
            arrays[k] = array(IN, k);
            element(AT, k, Opcodes.IALOAD);
            places[k] = store(Type.INT_TYPE);
        }
        code.visitInsn(Opcodes.ICONST_0);
        code.visitVarInsn(Opcodes.ISTORE, ROW);
        Label rows = new Label();
        Label done = new Label();
        code.visitLabel(rows);
        code.visitVarInsn(Opcodes.ILOAD, ROW);
        code.visitVarInsn(Opcodes.ILOAD, ROWS);
        code.visitJumpInsn(Opcodes.IF_ICMPGE, done);
        writeRow();
        for (int k = 0; k < arrays.length; k++) {
            code.visitVarInsn(Opcodes.ILOAD, places[k]);
            element(ROW_STEP, k, Opcodes.IALOAD);
            code.visitInsn(Opcodes.IADD);
            code.visitVarInsn(Opcodes.ISTORE, places[k]);
        }
        code.visitVarInsn(Opcodes.ILOAD, END);
        code.visitVarInsn(Opcodes.ISTORE, OUT_AT);
        code.visitIincInsn(ROW, 1);
        code.visitJumpInsn(Opcodes.GOTO, rows);
        code.visitLabel(done);
        code.visitInsn(Opcodes.RETURN);
    }

    private int array(int parameter, int k) {
        element(parameter, k, Opcodes.AALOAD);
        Type array = Type.getType("[" + numbers.getDescriptor());
        code.visitTypeInsn(Opcodes.CHECKCAST, array.getInternalName());
        return store(array);
    }

    private void element(int parameter, int k, int load) {
        code.visitVarInsn(Opcodes.ALOAD, parameter);
        code.visitLdcInsn(k);
        code.visitInsn(load);
    }

    private void writeRow() {
        int kept = free;
        code.visitVarInsn(Opcodes.ILOAD, OUT_AT);
        code.visitVarInsn(Opcodes.ILOAD, N);
        code.visitInsn(Opcodes.IADD);
        code.visitVarInsn(Opcodes.ISTORE, END);
        Label shifted = new Label();
        Label done = new Label();
        for (int k = 0; k < inputs.length; k++) {
            inputs[k] = access.get(k) == Access.REPEATED ? number(k) : shift(k);
        }
        for (int k = 0; k < inputs.length; k++) {
            if (access.get(k) == Access.NEIGHBOURS) {
                code.visitVarInsn(Opcodes.ILOAD, inputs[k]);
                code.visitJumpInsn(Opcodes.IFNE, shifted);
            }
        }
        writeLoop(false);
        code.visitJumpInsn(Opcodes.GOTO, done);
        code.visitLabel(shifted);
        writeLoop(true);
        code.visitLabel(done);
        free = kept;
    }

    private int number(int k) {
        code.visitVarInsn(Opcodes.ALOAD, arrays[k]);
        code.visitVarInsn(Opcodes.ILOAD, places[k]);
        code.visitInsn(numbers.getOpcode(Opcodes.IALOAD));
        return store(numbers);
    }

    private int shift(int k) {
        code.visitVarInsn(Opcodes.ILOAD, places[k]);
        code.visitVarInsn(Opcodes.ILOAD, OUT_AT);
        code.visitInsn(Opcodes.ISUB);
        return store(Type.INT_TYPE);
    }

    private void writeLoop(boolean isShifted) {
        int kept = free;
        Label next = new Label();
        Label done = new Label();
        code.visitVarInsn(Opcodes.ILOAD, OUT_AT);
        code.visitVarInsn(Opcodes.ISTORE, I);
        code.visitLabel(next);
        code.visitVarInsn(Opcodes.ILOAD, I);
        code.visitVarInsn(Opcodes.ILOAD, END);
        code.visitJumpInsn(Opcodes.IF_ICMPGE, done);
        for (int s = 0; s < variables.length; s++) {
            Step step = program.steps().get(s);
            write(step, isShifted);
            variables[s] = store(type(step));
        }
        for (int k = 0; k < results.length; k++) {
            code.visitVarInsn(Opcodes.ALOAD, results[k]);
            code.visitVarInsn(Opcodes.ILOAD, I);
            load(program.results().get(k));
            code.visitInsn(numbers.getOpcode(Opcodes.IASTORE));
        }
        code.visitIincInsn(I, 1);
        code.visitJumpInsn(Opcodes.GOTO, next);
        code.visitLabel(done);
        free = kept;
    }

    private Type type(Step step) {
        return switch (step.primitive().type()) {
            case NUMBER -> numbers;
            case WORD -> words;
            case TRUTH -> Type.BOOLEAN_TYPE;
        };
    }

    /** Takes what is on the stack into a variable of its own. */
    private int store(Type type) {
        int variable = free;
        code.visitVarInsn(type.getOpcode(Opcodes.ISTORE), variable);
        free += type.getSize();
        return variable;
    }

    private void load(int step) {
        code.visitVarInsn(type(program.steps().get(step)).getOpcode(Opcodes.ILOAD), variables[step]);
    }

    /** Leaves the result of a step on the stack. */
    private void write(Step step, boolean isShifted) {
        switch (step.primitive()) {
            case INPUT -> input((int) step.bits(), isShifted);
            case CONSTANT -> code.visitLdcInsn(constant(step.bits()));
            case WORD -> code.visitLdcInsn(word(step.bits()));
            case ADD, PLUS -> operation(step, Opcodes.IADD);
            case SUB, MINUS -> operation(step, Opcodes.ISUB);
            case MUL -> operation(step, Opcodes.IMUL);
            case DIV -> operation(step, Opcodes.IDIV);
            case NEG -> operation(step, Opcodes.INEG);
            case AND, BOTH -> operation(step, Opcodes.IAND);
            case OR, EITHER -> operation(step, Opcodes.IOR);
            case XOR -> operation(step, Opcodes.IXOR);
            case SHIFT_LEFT -> shift(step, Opcodes.ISHL);
            case SHIFT_RIGHT -> shift(step, Opcodes.IUSHR);
            case SHIFT_RIGHT_SIGNED -> shift(step, Opcodes.ISHR);
            case FMA, ABS, MIN, MAX -> {
                arguments(step);
                call(
                        Math.class,
                        step.primitive().name().toLowerCase(Locale.ROOT),
                        numbers,
                        numbers,
                        step.primitive().arity());
            }
            case SQRT -> root(step);
            case TO_BITS -> {
                arguments(step);
                if (isDouble) {
                    call(Double.class, "doubleToRawLongBits", words, numbers, 1);
                } else {
                    call(Float.class, "floatToRawIntBits", words, numbers, 1);
                }
            }
            case FROM_BITS -> {
                arguments(step);
                if (isDouble) {
                    call(Double.class, "longBitsToDouble", numbers, words, 1);
                } else {
                    call(Float.class, "intBitsToFloat", numbers, words, 1);
                }
            }
            case LESS -> compare(step, Opcodes.IFLT);
            case LESS_OR_EQUAL -> compare(step, Opcodes.IFLE);
            case EQUAL -> compare(step, Opcodes.IFEQ);
            case NOT -> {
                load(step.a());
                code.visitInsn(Opcodes.ICONST_1);
                code.visitInsn(Opcodes.IXOR);
            }
            case SELECT -> {
                load(step.a());
                either(Opcodes.IFNE, () -> load(step.b()), () -> load(step.c()));
            }
        }
    }

    private void input(int k, boolean isShifted) {
        if (access.get(k) == Access.REPEATED) {
            code.visitVarInsn(numbers.getOpcode(Opcodes.ILOAD), inputs[k]);
            return;
        }
        code.visitVarInsn(Opcodes.ALOAD, arrays[k]);
        code.visitVarInsn(Opcodes.ILOAD, I);
        if (isShifted) {
            code.visitVarInsn(Opcodes.ILOAD, inputs[k]);
            code.visitInsn(Opcodes.IADD);
        }
        code.visitInsn(numbers.getOpcode(Opcodes.IALOAD));
    }

    private Object constant(long bits) {
        return isDouble ? (Object) Double.longBitsToDouble(bits) : (Object) Float.intBitsToFloat((int) bits);
    }

    private Object word(long bits) {
        return isDouble ? (Object) bits : (Object) (int) bits;
    }

    /** The instruction that this one is for numbers of another type. */
    private void operation(Step step, int ofInts) {
        arguments(step);
        code.visitInsn(type(step).getOpcode(ofInts));
    }

    private void arguments(Step step) {
        for (int k = 0; k < step.primitive().arity(); k++) {
            load(step.argument(k));
        }
    }

    private void shift(Step step, int ofInts) {
        load(step.a());
        code.visitLdcInsn((int) step.bits());
        code.visitInsn(words.getOpcode(ofInts));
    }

    private void call(Class<?> owner, String method, Type result, Type argument, int arguments) {
        String descriptor = Type.getMethodDescriptor(
                result, Collections.nCopies(arguments, argument).toArray(new Type[0]));
        code.visitMethodInsn(Opcodes.INVOKESTATIC, Type.getInternalName(owner), method, descriptor, false);
    }

    /** Of floats, too, a root of doubles that is rounded: that is the root of floats. */
    private void root(Step step) {
        load(step.a());
        if (!isDouble) {
            code.visitInsn(Opcodes.F2D);
        }
        call(Math.class, "sqrt", Type.DOUBLE_TYPE, Type.DOUBLE_TYPE, 1);
        if (!isDouble) {
            code.visitInsn(Opcodes.D2F);
        }
    }

    /** a NaN is neither less, nor equal, nor more: cmpg says 1. */
    private void compare(Step step, int jump) {
        arguments(step);
        code.visitInsn(isDouble ? Opcodes.DCMPG : Opcodes.FCMPG);
        either(jump, () -> code.visitInsn(Opcodes.ICONST_1), () -> code.visitInsn(Opcodes.ICONST_0));
    }

    /** What one of two leaves on the stack. */
    private void either(int jump, Runnable yes, Runnable no) {
        Label holds = new Label();
        Label done = new Label();
        code.visitJumpInsn(jump, holds);
        no.run();
        code.visitJumpInsn(Opcodes.GOTO, done);
        code.visitLabel(holds);
        yes.run();
        code.visitLabel(done);
    }
}
