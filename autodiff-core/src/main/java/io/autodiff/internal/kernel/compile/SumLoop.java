package io.autodiff.internal.kernel.compile;

import io.autodiff.internal.kernel.Kernels;
import io.autodiff.internal.kernel.PairTree;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes the loop that runs a program with vector instructions and adds its results up in lanes, as {@link Kernels} says. Of each block of
 * a row it makes as many numbers as there are lanes. The last few numbers of a row, which do not fill the lanes, are left out.
 */
final class SumLoop extends VectorLoop {
    /*
     *     for (int from = 0, place = 0, end; from < whole; from = end) {
     *         end = from + Math.min(BLOCK, whole - from);
     *         for (int lane = 0; lane < LANES; lane += lanes, place += lanes) {
     *             sumₖ = 0
     *             for (int i = from + lane; i < end; i += LANES) sumₖ += result k of the program
     *             outₖ[outAt + place …] = sumₖ
     *         }
     *     }
     */

    private final int[] sums = new int[results.length];
    private int whole;
    private int made;

    private SumLoop(Program program, List<Access> access, MethodVisitor code) {
        super(program, access, code);
    }

    /** The loop of a program whose inputs are read in these ways. */
    static Loop of(Program program, List<Access> access) {
        return define(bytes(code -> {
            new SumLoop(program, access, code).writeRun();
            Apart.pad(code);
        }));
    }

    @Override
    void writeStart() {
        super.writeStart();
        code.visitVarInsn(Opcodes.ILOAD, N);
        code.visitLdcInsn(-Kernels.LANES);
        code.visitInsn(Opcodes.IAND);
        whole = store(Type.INT_TYPE);
        code.visitVarInsn(Opcodes.ILOAD, N);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, Type.getInternalName(PairTree.class), "blocks", "(I)I", false);
        code.visitLdcInsn(Kernels.LANES);
        code.visitInsn(Opcodes.IMUL);
        made = store(Type.INT_TYPE);
    }

    @Override
    void pushMade() {
        code.visitVarInsn(Opcodes.ILOAD, made);
    }

    @Override
    void writeRow() {
        writeRepeated();
        int from = zero();
        int place = zero();
        Label nextBlock = new Label();
        Label done = new Label();
        code.visitLabel(nextBlock);
        code.visitVarInsn(Opcodes.ILOAD, from);
        code.visitVarInsn(Opcodes.ILOAD, whole);
        code.visitJumpInsn(Opcodes.IF_ICMPGE, done);
        code.visitVarInsn(Opcodes.ILOAD, from);
        code.visitLdcInsn(Kernels.BLOCK);
        code.visitVarInsn(Opcodes.ILOAD, whole);
        code.visitVarInsn(Opcodes.ILOAD, from);
        code.visitInsn(Opcodes.ISUB);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Math", "min", "(II)I", false);
        code.visitInsn(Opcodes.IADD);
        int end = store(Type.INT_TYPE);
        int lane = zero();
        Label nextLane = new Label();
        code.visitLabel(nextLane);
        writeLanes(from, lane, end, place);
        add(place, lanes);
        add(lane, lanes);
        code.visitVarInsn(Opcodes.ILOAD, lane);
        code.visitLdcInsn(Kernels.LANES);
        code.visitJumpInsn(Opcodes.IF_ICMPLT, nextLane);
        code.visitVarInsn(Opcodes.ILOAD, end);
        code.visitVarInsn(Opcodes.ISTORE, from);
        code.visitJumpInsn(Opcodes.GOTO, nextBlock);
        code.visitLabel(done);
    }

    /** The sums of a block in a vector of lanes, stored at a place. */
    private void writeLanes(int from, int lane, int end, int place) {
        for (int k = 0; k < sums.length; k++) {
            species(numbers);
            pushNumber(0);
            broadcast(numbers);
            sums[k] = store(Type.getObjectType(numbers));
        }
        code.visitVarInsn(Opcodes.ILOAD, from);
        code.visitVarInsn(Opcodes.ILOAD, lane);
        code.visitInsn(Opcodes.IADD);
        code.visitVarInsn(Opcodes.ISTORE, I);
        Label next = new Label();
        Label done = new Label();
        code.visitLabel(next);
        code.visitVarInsn(Opcodes.ILOAD, I);
        code.visitVarInsn(Opcodes.ILOAD, end);
        code.visitJumpInsn(Opcodes.IF_ICMPGE, done);
        apart(this::writeAddition);
        code.visitIincInsn(I, Kernels.LANES);
        code.visitJumpInsn(Opcodes.GOTO, next);
        code.visitLabel(done);
        for (int k = 0; k < sums.length; k++) {
            code.visitVarInsn(Opcodes.ALOAD, sums[k]);
            writeStore(k, place);
        }
    }

    private void writeAddition() {
        writeSteps();
        for (int k = 0; k < sums.length; k++) {
            code.visitVarInsn(Opcodes.ALOAD, sums[k]);
            result(k);
            invoke(numbers, "add", VECTOR, numbers);
            code.visitTypeInsn(Opcodes.CHECKCAST, numbers);
            code.visitVarInsn(Opcodes.ASTORE, sums[k]);
        }
    }

    private int zero() {
        code.visitInsn(Opcodes.ICONST_0);
        return store(Type.INT_TYPE);
    }

    private void add(int variable, int step) {
        code.visitVarInsn(Opcodes.ILOAD, variable);
        code.visitVarInsn(Opcodes.ILOAD, step);
        code.visitInsn(Opcodes.IADD);
        code.visitVarInsn(Opcodes.ISTORE, variable);
    }
}
