package io.autodiff.internal.kernel.compile;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Which methods define the functions of a table. The table says it itself: a constant is made from a name and from method references or
 * lambdas, which stand in the class file.
 */
final class FunctionTable {
    private final Map<String, List<Handle>> methods = new HashMap<>();

    private FunctionTable() {}

    /** Reads the class file of an enum whose constants are functions. */
    static FunctionTable of(Class<? extends Enum<?>> table) {
        FunctionTable result = new FunctionTable();
        String file = "/" + Type.getInternalName(table) + ".class";
        try (InputStream bytes = table.getResourceAsStream(file)) {
            if (bytes == null) {
                throw new UnreadableMethodException("there is no " + file);
            }
            new ClassReader(bytes).accept(result.reader(), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        } catch (IOException error) {
            throw new UnreadableMethodException(file + ": " + error);
        }
        return result;
    }

    /** The method that computes a function in a precision, if it has one of its own. */
    @Nullable
    Handle method(Enum<?> function, Precision precision) {
        String number = precision == Precision.DOUBLE ? "D" : "F";
        for (Handle method : methods.getOrDefault(function.name(), List.of())) {
            if (method.getDesc().endsWith(")" + number)) {
                return method;
            }
        }
        return null;
    }

    private ClassVisitor reader() {
        return new ClassVisitor(Opcodes.ASM9) {
            @Override
            public @Nullable MethodVisitor visitMethod(
                    int access,
                    String name,
                    String descriptor,
                    @Nullable String signature,
                    String @Nullable [] exceptions) {
                return name.equals("<clinit>") ? constants() : null;
            }
        };
    }

    /** A constant's name comes first, then what it is made from. */
    private MethodVisitor constants() {
        return new MethodVisitor(Opcodes.ASM9) {
            private List<Handle> current = new ArrayList<>();

            @Override
            public void visitLdcInsn(Object value) {
                if (value instanceof String name) {
                    current = new ArrayList<>();
                    methods.put(name, current);
                }
            }

            @Override
            public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
                if (arguments.length > 1 && arguments[1] instanceof Handle method) {
                    current.add(method);
                }
            }
        };
    }
}
