package io.autodiff.internal.kernel.compile;

import java.lang.invoke.MethodHandles;
import java.util.function.Consumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** A class of its own for a {@link Loop}, with nothing but its one method: hidden, so that it goes when the loop does. */
final class LoopClass {
    private LoopClass() {}

    /** The loop that runs what is written into its method. */
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

    /** The class whose {@link Loop#run} this writes. */
    static byte[] bytes(Consumer<MethodVisitor> body) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected String getCommonSuperClass(String a, String b) {
                return "java/lang/Object"; // variables never mean objects of two types at one place
            }
        };
        String name = Type.getInternalName(LoopClass.class) + "$Compiled";
        String[] loop = {Type.getInternalName(Loop.class)};
        writer.visit(Opcodes.V17, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, name, null, "java/lang/Object", loop);
        MethodVisitor constructor = writer.visitMethod(0, "<init>", "()V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(0, 0);
        constructor.visitEnd();
        MethodVisitor run = writer.visitMethod(
                Opcodes.ACC_PUBLIC, "run", "([Ljava/lang/Object;I[Ljava/lang/Object;[I[III)V", null, null);
        run.visitCode();
        body.accept(run);
        run.visitMaxs(0, 0);
        run.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
