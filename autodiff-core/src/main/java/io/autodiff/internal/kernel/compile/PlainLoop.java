package io.autodiff.internal.kernel.compile;

import io.autodiff.internal.kernel.compile.Program.Step;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes the loop that runs a program number by number. */
final class PlainLoop extends LoopCode {
    /*
     *     int end = outAt + n;
     *     if (shift₀ == 0 && shift₁ == 0 …)                            // by how much an input lies further on than the result
     *         for (int i = outAt; i < end; i++) outₖ[i] = result k of the program of in₀[i], in₁[i], …
     *     else
     *         for (int i = outAt; i < end; i++) outₖ[i] = result k of the program of in₀[i + shift₀], in₁[i + shift₁], …
     *
     * Where there is but one index, HotSpot makes vectors of sums, products, quotients, roots, fma, signs, sizes, smaller and larger ones. Of
     * choices and moves of bits it makes none; but with every step in one loop there are no calls, and what lies between the functions
     * of an expression stays in registers.
     */

    /** Of an input that is repeated its number, of another its shift. */
    private final int[] inputs;

    private int end;

    private PlainLoop(Program program, List<Access> access, MethodVisitor code) {
        super(program, access, code);
        inputs = new int[program.inputs()];
    }

    /** The loop of a program whose inputs are read in these ways. */
    static Loop of(Program program, List<Access> access) {
        return define(bytes(code -> new PlainLoop(program, access, code).writeRun()));
    }

    @Override
    void writeStart() {}

    @Override
    void writeRow() {
        code.visitVarInsn(Opcodes.ILOAD, OUT_AT);
        code.visitVarInsn(Opcodes.ILOAD, N);
        code.visitInsn(Opcodes.IADD);
        end = store(Type.INT_TYPE);
        Label shifted = new Label();
        Label done = new Label();
        for (int k = 0; k < inputs.length; k++) {
            inputs[k] = access.get(k) == Access.REPEATED ? firstNumber(k) : shift(k);
        }
        for (int k = 0; k < inputs.length; k++) {
            if (access.get(k) == Access.NEIGHBOURS) {
                code.visitVarInsn(Opcodes.ILOAD, inputs[k]);
                code.visitJumpInsn(Opcodes.IFNE, shifted);
            }
        }
        apart(() -> writeLoop(false));
        code.visitJumpInsn(Opcodes.GOTO, done);
        code.visitLabel(shifted);
        apart(() -> writeLoop(true));
        code.visitLabel(done);
    }

    private int shift(int k) {
        code.visitVarInsn(Opcodes.ILOAD, places[k]);
        code.visitVarInsn(Opcodes.ILOAD, OUT_AT);
        code.visitInsn(Opcodes.ISUB);
        return store(Type.INT_TYPE);
    }

    private void writeLoop(boolean isShifted) {
        Label next = new Label();
        Label done = new Label();
        code.visitVarInsn(Opcodes.ILOAD, OUT_AT);
        code.visitVarInsn(Opcodes.ISTORE, I);
        code.visitLabel(next);
        code.visitVarInsn(Opcodes.ILOAD, I);
        code.visitVarInsn(Opcodes.ILOAD, end);
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
            code.visitInsn(number.getOpcode(Opcodes.IASTORE));
        }
        if (program.escapes()) {
            load(program.escape());
            noteEscape();
        }
        code.visitIincInsn(I, 1);
        code.visitJumpInsn(Opcodes.GOTO, next);
        code.visitLabel(done);
    }

    private Type type(Step step) {
        return switch (step.primitive().type()) {
            case NUMBER -> number;
            case WORD -> word;
            case TRUTH -> Type.BOOLEAN_TYPE;
        };
    }

    private void load(int step) {
        code.visitVarInsn(type(program.steps().get(step)).getOpcode(Opcodes.ILOAD), variables[step]);
    }

    /** Leaves the result of a step on the stack. */
    private void write(Step step, boolean isShifted) {
        switch (step.primitive()) {
            case INPUT -> input((int) step.bits(), isShifted);
            case CONSTANT -> pushNumber(step.bits());
            case WORD -> pushWord(step.bits());
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
                        number,
                        number,
                        step.primitive().arity());
            }
            case SQRT -> root(step);
            case TO_BITS -> {
                arguments(step);
                if (isDouble) {
                    call(Double.class, "doubleToRawLongBits", word, number, 1);
                } else {
                    call(Float.class, "floatToRawIntBits", word, number, 1);
                }
            }
            case FROM_BITS -> {
                arguments(step);
                if (isDouble) {
                    call(Double.class, "longBitsToDouble", number, word, 1);
                } else {
                    call(Float.class, "intBitsToFloat", number, word, 1);
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
            code.visitVarInsn(number.getOpcode(Opcodes.ILOAD), inputs[k]);
            return;
        }
        code.visitVarInsn(Opcodes.ALOAD, arrays[k]);
        code.visitVarInsn(Opcodes.ILOAD, I);
        if (isShifted) {
            code.visitVarInsn(Opcodes.ILOAD, inputs[k]);
            code.visitInsn(Opcodes.IADD);
        }
        code.visitInsn(number.getOpcode(Opcodes.IALOAD));
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
        code.visitInsn(word.getOpcode(ofInts));
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
