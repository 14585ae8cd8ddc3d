package io.autodiff.internal.kernel.compile;

import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.function.Consumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes the loop over rows that all loops have, as a hidden class of its own, which goes when the loop does. What is done with a row is
 * added by {@link PlainLoop}, {@link VectorLoop} and {@link SumLoop}.
 */
abstract class LoopCode {
    /*
     *     for (int row = 0; row < rows; row++) {
     *         …                                   // a row: n numbers from outₖ[outAt] on, of inₖ[placeₖ …]
     *         placeₖ += rowStepₖ;
     *         outAt += n;                         // or as many numbers as a row makes
     *     }
     *     return escaped;
     */

    // The parameters of Loop.run, and variables of the loop.
    static final int OUT = 1;
    static final int OUT_AT = 2;
    static final int IN = 3;
    static final int AT = 4;
    static final int ROW_STEP = 5;
    static final int ROWS = 6;
    static final int N = 7;
    static final int ROW = 8;
    static final int I = 9;
    private static final int ESCAPED = 10;
    private static final int FIRST_FREE = 11;

    final Program program;
    final List<Access> access;
    final MethodVisitor code;
    final boolean isDouble;

    /** A double or a float, and a whole number of as many bits. */
    final Type number;

    final Type word;

    /** Variables: of steps, of the arrays of inputs and where their row starts, and of the arrays of results. */
    final int[] variables;

    final int[] arrays;
    final int[] places;
    final int[] results;
    private int free = FIRST_FREE;

    LoopCode(Program program, List<Access> access, MethodVisitor code) {
        this.program = program;
        this.access = access;
        this.code = code;
        isDouble = program.precision() == Precision.DOUBLE;
        number = isDouble ? Type.DOUBLE_TYPE : Type.FLOAT_TYPE;
        word = isDouble ? Type.LONG_TYPE : Type.INT_TYPE;
        variables = new int[program.steps().size()];
        arrays = new int[program.inputs()];
        places = new int[program.inputs()];
        results = new int[program.results().size()];
    }

    /** What is known before the first row. */
    abstract void writeStart();

    /** One row. */
    abstract void writeRow();

    /** Leaves on the stack how many numbers of a result a row makes. */
    void pushMade() {
        code.visitVarInsn(Opcodes.ILOAD, N);
    }

    /** The whole of {@link Loop#run}. */
    final void writeRun() {
        for (int k = 0; k < results.length; k++) {
            results[k] = array(OUT, k);
        }
        for (int k = 0; k < arrays.length; k++) {
            arrays[k] = array(IN, k);
            element(AT, k, Opcodes.IALOAD);
            places[k] = store(Type.INT_TYPE);
        }
        writeStart();
        code.visitInsn(Opcodes.ICONST_0);
        code.visitVarInsn(Opcodes.ISTORE, ESCAPED);
        code.visitInsn(Opcodes.ICONST_0);
        code.visitVarInsn(Opcodes.ISTORE, ROW);
        Label rows = new Label();
        Label done = new Label();
        code.visitLabel(rows);
        code.visitVarInsn(Opcodes.ILOAD, ROW);
        code.visitVarInsn(Opcodes.ILOAD, ROWS);
        code.visitJumpInsn(Opcodes.IF_ICMPGE, done);
        apart(this::writeRow);
        for (int k = 0; k < arrays.length; k++) {
            code.visitVarInsn(Opcodes.ILOAD, places[k]);
            element(ROW_STEP, k, Opcodes.IALOAD);
            code.visitInsn(Opcodes.IADD);
            code.visitVarInsn(Opcodes.ISTORE, places[k]);
        }
        code.visitVarInsn(Opcodes.ILOAD, OUT_AT);
        pushMade();
        code.visitInsn(Opcodes.IADD);
        code.visitVarInsn(Opcodes.ISTORE, OUT_AT);
        code.visitIincInsn(ROW, 1);
        code.visitJumpInsn(Opcodes.GOTO, rows);
        code.visitLabel(done);
        code.visitVarInsn(Opcodes.ILOAD, ESCAPED);
        code.visitInsn(Opcodes.IRETURN);
    }

    /** Notes whether the program has escaped: the truth on the stack. */
    final void noteEscape() {
        code.visitVarInsn(Opcodes.ILOAD, ESCAPED);
        code.visitInsn(Opcodes.IOR);
        code.visitVarInsn(Opcodes.ISTORE, ESCAPED);
    }

    private int array(int parameter, int k) {
        element(parameter, k, Opcodes.AALOAD);
        Type array = Type.getType("[" + number.getDescriptor());
        code.visitTypeInsn(Opcodes.CHECKCAST, array.getInternalName());
        return store(array);
    }

    private void element(int parameter, int k, int load) {
        code.visitVarInsn(Opcodes.ALOAD, parameter);
        code.visitLdcInsn(k);
        code.visitInsn(load);
    }

    /** Takes what is on the stack into a variable of its own. */
    final int store(Type type) {
        int variable = free;
        code.visitVarInsn(type.getOpcode(Opcodes.ISTORE), variable);
        free += type.getSize();
        return variable;
    }

    /** Writes a part whose variables are forgotten after it. */
    final void apart(Runnable part) {
        int kept = free;
        part.run();
        free = kept;
    }

    /** Takes the first number of a row of an input, the one that is repeated, into a variable of its own. */
    final int firstNumber(int k) {
        code.visitVarInsn(Opcodes.ALOAD, arrays[k]);
        code.visitVarInsn(Opcodes.ILOAD, places[k]);
        code.visitInsn(number.getOpcode(Opcodes.IALOAD));
        return store(number);
    }

    /** The constant of a number or a word that has these bits. */
    final void pushNumber(long bits) {
        if (isDouble) {
            code.visitLdcInsn(Double.longBitsToDouble(bits));
        } else {
            code.visitLdcInsn(Float.intBitsToFloat((int) bits));
        }
    }

    final void pushWord(long bits) {
        if (isDouble) {
            code.visitLdcInsn(bits);
        } else {
            code.visitLdcInsn((int) bits);
        }
    }

    /** The loop of a class file. */
    static Loop define(byte[] bytes) {
        try {
            return (Loop) MethodHandles.lookup()
                    .defineHiddenClass(bytes, true)
                    .lookupClass()
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException error) {
            throw new IllegalStateException("cannot define a loop", error);
        }
    }

    /** The file of a class whose {@link Loop#run} is written by this. */
    static byte[] bytes(Consumer<MethodVisitor> run) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected String getCommonSuperClass(String a, String b) {
                return "java/lang/Object"; // variables never mean objects of two types at one place
            }
        };
        String name = Type.getInternalName(LoopCode.class) + "$Compiled";
        String[] loop = {Type.getInternalName(Loop.class)};
        writer.visit(Opcodes.V17, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, name, null, "java/lang/Object", loop);
        MethodVisitor constructor = writer.visitMethod(0, "<init>", "()V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(0, 0);
        constructor.visitEnd();
        MethodVisitor code = writer.visitMethod(
                Opcodes.ACC_PUBLIC, "run", "([Ljava/lang/Object;I[Ljava/lang/Object;[I[III)Z", null, null);
        code.visitCode();
        run.accept(code);
        code.visitMaxs(0, 0);
        code.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
