package io.autodiff.internal.kernel.compile;

import java.lang.invoke.MethodHandles;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Sees to it that the JVM compiles a kernel by itself, and not as a part of the methods that call it. */
public final class Apart {
    /*
     * When HotSpot 17 inlines one short vector loop after another into the method that calls them all, it no longer keeps vectors in
     * registers but makes an object of each, long after the loops were seen to be fast: in a program that had done other work before, a
     * softmax took 28 to 42 µs instead of 12 in five of six processes, and in one of six when sums and maxima of rows were not inlined. By default no method of more than 325 bytes is inlined (-XX:FreqInlineSize).
     * So a kernel is called by a method that ends with as many bytes that are never reached, in a class of its own: that method is
     * compiled by itself, together with the kernel.
     */

    /** How many bytes make a method too large to be inlined. */
    static final int TOO_LARGE_TO_INLINE = 326;

    private static final String KERNEL = Type.getDescriptor(RowReduction.class);
    private static final String APPLY = "(Ljava/lang/Object;IIIILjava/lang/Object;I)V";

    private Apart() {}

    /** A kernel that does what this one does, and is never inlined. */
    @SuppressWarnings("unchecked") // it takes what its kernel takes
    public static <A> RowReduction<A> of(RowReduction<A> kernel) {
        try {
            return (RowReduction<A>) MethodHandles.lookup()
                    .defineHiddenClass(bytes(), true)
                    .lookupClass()
                    .getDeclaredConstructor(RowReduction.class)
                    .newInstance(kernel);
        } catch (ReflectiveOperationException error) {
            throw new IllegalStateException("cannot set a kernel apart", error);
        }
    }

    /** Ends a method with as many bytes, never reached, as it lacks to be too large. */
    static void pad(MethodVisitor code) {
        Label end = new Label();
        code.visitLabel(end);
        for (int size = end.getOffset(); size < TOO_LARGE_TO_INLINE; size++) {
            code.visitInsn(Opcodes.NOP);
        }
    }

    private static byte[] bytes() {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
        String name = Type.getInternalName(Apart.class) + "$Kernel";
        String[] interfaces = {Type.getInternalName(RowReduction.class)};
        writer.visit(Opcodes.V17, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, name, null, "java/lang/Object", interfaces);
        writer.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, "kernel", KERNEL, null, null);
        MethodVisitor constructor = writer.visitMethod(0, "<init>", "(" + KERNEL + ")V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitVarInsn(Opcodes.ALOAD, 1);
        constructor.visitFieldInsn(Opcodes.PUTFIELD, name, "kernel", KERNEL);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(0, 0);
        constructor.visitEnd();
        MethodVisitor apply = writer.visitMethod(Opcodes.ACC_PUBLIC, "apply", APPLY, null, null);
        apply.visitCode();
        apply.visitVarInsn(Opcodes.ALOAD, 0);
        apply.visitFieldInsn(Opcodes.GETFIELD, name, "kernel", KERNEL);
        apply.visitVarInsn(Opcodes.ALOAD, 1);
        for (int i = 2; i <= 5; i++) {
            apply.visitVarInsn(Opcodes.ILOAD, i);
        }
        apply.visitVarInsn(Opcodes.ALOAD, 6);
        apply.visitVarInsn(Opcodes.ILOAD, 7);
        apply.visitMethodInsn(Opcodes.INVOKEINTERFACE, interfaces[0], "apply", APPLY, true);
        apply.visitInsn(Opcodes.RETURN);
        pad(apply);
        apply.visitMaxs(0, 0);
        apply.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
