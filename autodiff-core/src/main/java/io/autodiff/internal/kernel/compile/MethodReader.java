package io.autodiff.internal.kernel.compile;

import io.autodiff.internal.kernel.Kernels;
import io.autodiff.internal.kernel.Rare;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Turns a compiled static method of doubles and longs, or of floats and ints, into steps of a program: the method is executed on
 * steps instead of numbers. Its calls of other methods of the kernels are read as well, except of {@link Rare} ones: where it calls one,
 * the program escapes.
 */
final class MethodReader extends MethodVisitor {
    /*
     * Both sides of a branch are taken, one after the other in the order of the bytecode, and where they meet again the values in
     * which they differ are selected by the condition (if-conversion; J. Allen et al., 1983). That needs all jumps to go forwards: a
     * loop cannot be read. A jump leaves the state in which it happens at its target; a return is a jump to the end.
     */

    private static final String KERNELS = Type.getInternalName(Kernels.class).replace("Kernels", "");
    private static final String FMA = KERNELS + "Fma";

    private static final String RARE = Type.getDescriptor(Rare.class);

    private final Program.Builder to;
    private final String name;
    private final Map<Label, Branch> jumps = new HashMap<>();
    private final Label end = new Label();
    private @Nullable Branch here;

    /** Whether a float has just been widened for the sake of {@link Math#sqrt}. */
    private boolean wide;

    private boolean isRare;

    private MethodReader(Program.Builder to, String name, Branch here) {
        super(Opcodes.ASM9);
        this.to = to;
        this.name = name;
        this.here = here;
    }

    /** Adds what a method does to a program: the step that is its result. */
    static int read(Program.Builder to, Handle method, int... arguments) {
        Branch start = new Branch();
        Type[] types = Type.getArgumentTypes(method.getDesc());
        int local = 0;
        for (int i = 0; i < types.length; i++) {
            start.store(local, arguments[i]);
            local += types[i].getSize();
        }
        MethodReader reader = new MethodReader(to, method.getOwner() + "." + method.getName(), start);
        if (!method.getOwner().startsWith(KERNELS)) {
            return reader.ofTheJdk(method.getName(), arguments);
        }
        try (InputStream bytes = MethodReader.class.getResourceAsStream("/" + method.getOwner() + ".class")) {
            if (bytes == null) {
                throw new UnreadableMethodException(reader.name + ": there is no class file");
            }
            new ClassReader(bytes)
                    .accept(
                            new ClassVisitor(Opcodes.ASM9) {
                                @Override
                                public @Nullable MethodVisitor visitMethod(
                                        int access,
                                        String name,
                                        String descriptor,
                                        @Nullable String signature,
                                        String @Nullable [] exceptions) {
                                    return name.equals(method.getName()) && descriptor.equals(method.getDesc())
                                            ? reader.unlessRare()
                                            : null;
                                }
                            },
                            ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        } catch (IOException error) {
            throw new UnreadableMethodException(reader.name + ": " + error);
        }
        return reader.result();
    }

    /** Reads a method whose annotations do not forbid it: they come before its code. */
    private MethodVisitor unlessRare() {
        return new MethodVisitor(Opcodes.ASM9) {
            @Override
            public @Nullable AnnotationVisitor visitAnnotation(String type, boolean visible) {
                isRare |= type.equals(RARE);
                return null;
            }

            @Override
            public void visitCode() {
                mv = isRare ? null : MethodReader.this;
            }
        };
    }

    private int result() {
        if (isRare) {
            return Program.Builder.RARE;
        }
        visitLabel(end);
        return branch().pop();
    }

    private Branch branch() {
        if (here == null) {
            throw unreadable("code that is not reached");
        }
        return here;
    }

    private int pop() {
        return branch().pop();
    }

    private void push(int step) {
        branch().push(step);
    }

    private UnreadableMethodException unreadable(String what) {
        return new UnreadableMethodException(name + ": " + what);
    }

    // ------------------------------------------------------------------------------------------------ straight code

    @Override
    public void visitInsn(int opcode) {
        if (wide && opcode != Opcodes.D2F) {
            throw unreadable("floats made doubles");
        }
        switch (opcode) {
            case Opcodes.DCONST_0, Opcodes.FCONST_0 -> push(to.constant(0));
            case Opcodes.DCONST_1, Opcodes.FCONST_1 -> push(to.constant(1));
            case Opcodes.FCONST_2 -> push(to.constant(2));
            case Opcodes.LCONST_0, Opcodes.LCONST_1 -> push(to.word(opcode - Opcodes.LCONST_0));
            case Opcodes.ICONST_M1,
                    Opcodes.ICONST_0,
                    Opcodes.ICONST_1,
                    Opcodes.ICONST_2,
                    Opcodes.ICONST_3,
                    Opcodes.ICONST_4,
                    Opcodes.ICONST_5 -> push(to.word(opcode - Opcodes.ICONST_0));
            case Opcodes.DADD, Opcodes.FADD -> binary(Primitive.ADD);
            case Opcodes.DSUB, Opcodes.FSUB -> binary(Primitive.SUB);
            case Opcodes.DMUL, Opcodes.FMUL -> binary(Primitive.MUL);
            case Opcodes.DDIV, Opcodes.FDIV -> binary(Primitive.DIV);
            case Opcodes.DNEG, Opcodes.FNEG -> push(to.put(Primitive.NEG, pop()));
            case Opcodes.LADD, Opcodes.IADD -> binary(Primitive.PLUS);
            case Opcodes.LSUB, Opcodes.ISUB -> binary(Primitive.MINUS);
            case Opcodes.LAND, Opcodes.IAND -> binary(Primitive.AND);
            case Opcodes.LOR, Opcodes.IOR -> binary(Primitive.OR);
            case Opcodes.LXOR, Opcodes.IXOR -> binary(Primitive.XOR);
            case Opcodes.LNEG, Opcodes.INEG -> push(to.put(Primitive.MINUS, to.word(0), pop()));
            case Opcodes.LSHL, Opcodes.ISHL -> shift(Primitive.SHIFT_LEFT);
            case Opcodes.LUSHR, Opcodes.IUSHR -> shift(Primitive.SHIFT_RIGHT);
            case Opcodes.LSHR, Opcodes.ISHR -> shift(Primitive.SHIFT_RIGHT_SIGNED);
            case Opcodes.DCMPL, Opcodes.FCMPL, Opcodes.DCMPG, Opcodes.FCMPG -> {
                int b = pop();
                int a = pop();
                branch().compare(a, b, opcode == Opcodes.DCMPG || opcode == Opcodes.FCMPG);
            }
            case Opcodes.F2D -> wide = true;
            case Opcodes.D2F -> {
                if (!wide) {
                    throw unreadable("doubles made floats");
                }
                wide = false;
            }
            case Opcodes.DUP, Opcodes.DUP2 -> {
                int top = pop();
                push(top);
                push(top);
            }
            case Opcodes.DRETURN, Opcodes.FRETURN, Opcodes.LRETURN, Opcodes.IRETURN -> jump(end);
            default -> throw unreadable("instruction " + opcode);
        }
    }

    private void binary(Primitive primitive) {
        int b = pop();
        int a = pop();
        push(to.put(primitive, a, b));
    }

    private void shift(Primitive primitive) {
        long places = to.wordOf(pop());
        push(to.put(places, primitive, pop()));
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        push(to.word(operand));
    }

    @Override
    public void visitLdcInsn(Object value) {
        if (value instanceof Double || value instanceof Float) {
            push(to.constant(((Number) value).doubleValue()));
        } else if (value instanceof Long || value instanceof Integer) {
            push(to.word(((Number) value).longValue()));
        } else {
            throw unreadable("the constant " + value);
        }
    }

    @Override
    public void visitVarInsn(int opcode, int local) {
        switch (opcode) {
            case Opcodes.DLOAD, Opcodes.FLOAD, Opcodes.LLOAD, Opcodes.ILOAD -> push(branch().load(local));
            case Opcodes.DSTORE, Opcodes.FSTORE, Opcodes.LSTORE, Opcodes.ISTORE -> branch().store(local, pop());
            default -> throw unreadable("instruction " + opcode);
        }
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String method, String descriptor, boolean isInterface) {
        if (wide && !method.equals("sqrt")) {
            throw unreadable("floats made doubles");
        }
        int[] arguments = new int[Type.getArgumentTypes(descriptor).length];
        for (int i = arguments.length - 1; i >= 0; i--) {
            arguments[i] = pop();
        }
        if (owner.equals(FMA)) {
            push(to.put(Primitive.FMA, arguments));
        } else if (owner.startsWith(KERNELS)) {
            push(read(to, new Handle(Opcodes.H_INVOKESTATIC, owner, method, descriptor, false), arguments));
        } else if (owner.startsWith("java/lang/")) {
            push(ofTheJdk(method, arguments));
        } else {
            throw unreadable("a call of " + owner + "." + method);
        }
    }

    private int ofTheJdk(String method, int[] arguments) {
        int x = arguments[0];
        return switch (method) {
            case "abs" -> to.put(Primitive.ABS, x);
            case "sqrt" -> to.put(Primitive.SQRT, x);
            case "min" -> to.put(Primitive.MIN, arguments);
            case "max" -> to.put(Primitive.MAX, arguments);
            case "isNaN" -> to.put(Primitive.NOT, to.put(Primitive.EQUAL, x, x));
            case "isInfinite" ->
                to.put(Primitive.EQUAL, to.put(Primitive.ABS, x), to.constant(Double.POSITIVE_INFINITY));
            case "signum" -> {
                int zero = to.constant(0);
                int orLess = to.select(to.put(Primitive.LESS, x, zero), to.constant(-1), x);
                yield to.select(to.put(Primitive.LESS, zero, x), to.constant(1), orLess);
            }
            case "copySign" -> {
                int sign = to.word(to.precision() == Precision.DOUBLE ? Long.MIN_VALUE : Integer.MIN_VALUE);
                int magnitude = to.put(Primitive.TO_BITS, to.put(Primitive.ABS, x));
                int signOfSecond = to.put(Primitive.AND, to.put(Primitive.TO_BITS, arguments[1]), sign);
                yield to.put(Primitive.FROM_BITS, to.put(Primitive.OR, magnitude, signOfSecond));
            }
            case "doubleToRawLongBits", "floatToRawIntBits" -> to.put(Primitive.TO_BITS, x);
            case "longBitsToDouble", "intBitsToFloat" -> to.put(Primitive.FROM_BITS, x);
            default -> throw unreadable("a call of " + method);
        };
    }

    // ------------------------------------------------------------------------------------------------------ branches

    @Override
    public void visitJumpInsn(int opcode, Label target) {
        if (opcode == Opcodes.GOTO) {
            jump(target);
            return;
        }
        int condition = pop();
        Branch before = branch();
        int truth;
        boolean jumpsIfTrue;
        if (before.isComparison(condition)) {
            Branch.Comparison compared = before.comparison(condition);
            // A comparison with NaN counts as less, or as greater: of the two only one can be asked for without a NOT.
            Primitive primitive;
            boolean swapped;
            switch (opcode) {
                case Opcodes.IFLT, Opcodes.IFGE -> {
                    primitive = compared.nanIsGreater() ? Primitive.LESS : Primitive.LESS_OR_EQUAL;
                    swapped = !compared.nanIsGreater();
                    jumpsIfTrue = (opcode == Opcodes.IFLT) == compared.nanIsGreater();
                }
                case Opcodes.IFGT, Opcodes.IFLE -> {
                    primitive = compared.nanIsGreater() ? Primitive.LESS_OR_EQUAL : Primitive.LESS;
                    swapped = !compared.nanIsGreater();
                    jumpsIfTrue = (opcode == Opcodes.IFLE) == compared.nanIsGreater();
                }
                case Opcodes.IFEQ, Opcodes.IFNE -> {
                    primitive = Primitive.EQUAL;
                    swapped = false;
                    jumpsIfTrue = opcode == Opcodes.IFEQ;
                }
                default -> throw unreadable("jump " + opcode);
            }
            truth = swapped
                    ? to.put(primitive, compared.b(), compared.a())
                    : to.put(primitive, compared.a(), compared.b());
        } else if (to.type(condition) == Primitive.Type.TRUTH && (opcode == Opcodes.IFEQ || opcode == Opcodes.IFNE)) {
            truth = condition;
            jumpsIfTrue = opcode == Opcodes.IFNE;
        } else {
            throw unreadable("jump " + opcode);
        }
        arrive(target, before.where(truth, jumpsIfTrue));
        here = before.where(truth, !jumpsIfTrue);
    }

    private void jump(Label target) {
        arrive(target, branch());
        here = null;
    }

    private void arrive(Label target, Branch branch) {
        Branch other = jumps.remove(target);
        jumps.put(target, other == null ? branch : other.meet(branch, to));
    }

    @Override
    public void visitLabel(Label label) {
        Branch arrived = jumps.remove(label);
        if (arrived != null) {
            here = here == null ? arrived : arrived.meet(here, to);
        }
    }

    // --------------------------------------------------------------------------------------------------- not readable

    @Override
    public void visitIincInsn(int local, int increment) {
        throw unreadable("a loop");
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String field, String descriptor) {
        throw unreadable("the field " + field);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        throw unreadable("the type " + type);
    }

    @Override
    public void visitInvokeDynamicInsn(String method, String descriptor, Handle bootstrap, Object... arguments) {
        throw unreadable("a call of " + method);
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
        throw unreadable("a switch");
    }

    @Override
    public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
        throw unreadable("a switch");
    }
}
