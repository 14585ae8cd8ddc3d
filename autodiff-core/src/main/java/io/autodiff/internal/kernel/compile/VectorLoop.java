package io.autodiff.internal.kernel.compile;

import io.autodiff.internal.kernel.compile.Program.Step;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes the loop that runs a program with vector instructions. */
class VectorLoop extends LoopCode {
    /*
     *     int i = 0;
     *     while (true) {
     *         outₖ[outAt + i …] = result k of the program, one vector per step
     *         if (i == n - lanes) break;
     *         i = Math.min(i + lanes, n - lanes);      // the last vector is a whole one again
     *     }
     *
     * Every step is written into the loop. A method that takes or returns vectors would have to be inlined, or each vector becomes an
     * object; the JVM inlines the Vector API's own methods always, but others no longer when the loop is large. Nor must the loop itself be
     * inlined where it is called from, for the reason that Apart gives: so a short one ends with bytes that are never reached.
     *
     * What a step gives is cast to the type that it has. The verifier does not ask for it; but where a method is cast, HotSpot 17 notes the
     * class of what comes. It inlines the calls of a long loop after all others, and needs to know then that there is but one class: what the
     * Vector API's own methods have noted does not tell it in every process, and then it makes an object of each vector that is
     * stored (docs/decisions/0007). A number that is repeated becomes a vector where it is used, like a constant, and not before the loop: HotSpot
     * takes the instruction out of the loop itself, and makes objects of vectors where one comes in by a variable, probably for the same
     * reason.
     */

    private static final String API = "jdk/incubator/vector/";
    static final String VECTOR = "L" + API + "Vector;";
    private static final Type OBJECT = Type.getType(Object.class);
    private static final String MASK = "L" + API + "VectorMask;";

    final String numbers;
    private final String words;
    private final int[] repeated;
    int lanes;
    private int last;

    VectorLoop(Program program, List<Access> access, MethodVisitor code) {
        super(program, access, code);
        numbers = API + (isDouble ? "DoubleVector" : "FloatVector");
        words = API + (isDouble ? "LongVector" : "IntVector");
        repeated = new int[program.inputs()];
    }

    /** The loop of a program whose inputs are read in these ways. */
    static Loop of(Program program, List<Access> access) {
        return define(bytes(program, access));
    }

    static byte[] bytes(Program program, List<Access> access) {
        return bytes(code -> {
            new VectorLoop(program, access, code).writeRun();
            Apart.pad(code);
        });
    }

    @Override
    void writeStart() {
        species(numbers);
        code.visitMethodInsn(Opcodes.INVOKEINTERFACE, API + "VectorSpecies", "length", "()I", true);
        lanes = store(Type.INT_TYPE);
        code.visitVarInsn(Opcodes.ILOAD, N);
        code.visitVarInsn(Opcodes.ILOAD, lanes);
        code.visitInsn(Opcodes.ISUB);
        last = store(Type.INT_TYPE);
    }

    @Override
    void writeRow() {
        writeRepeated();
        code.visitInsn(Opcodes.ICONST_0);
        code.visitVarInsn(Opcodes.ISTORE, I);
        Label next = new Label();
        Label done = new Label();
        code.visitLabel(next);
        apart(this::writeVector);
        code.visitVarInsn(Opcodes.ILOAD, I);
        code.visitVarInsn(Opcodes.ILOAD, last);
        code.visitJumpInsn(Opcodes.IF_ICMPGE, done);
        code.visitVarInsn(Opcodes.ILOAD, I);
        code.visitVarInsn(Opcodes.ILOAD, lanes);
        code.visitInsn(Opcodes.IADD);
        code.visitVarInsn(Opcodes.ILOAD, last);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Math", "min", "(II)I", false);
        code.visitVarInsn(Opcodes.ISTORE, I);
        code.visitJumpInsn(Opcodes.GOTO, next);
        code.visitLabel(done);
    }

    /** Reads the numbers that are repeated in a row, before it. */
    final void writeRepeated() {
        for (int k = 0; k < repeated.length; k++) {
            if (access.get(k) == Access.REPEATED) {
                repeated[k] = firstNumber(k);
            }
        }
    }

    private void writeVector() {
        writeSteps();
        for (int k = 0; k < results.length; k++) {
            result(k);
            writeStore(k, I);
        }
        if (program.escapes()) {
            load(program.escape());
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, API + "VectorMask", "anyTrue", "()Z", false);
            noteEscape();
        }
    }

    /** Stores the vector on the stack as numbers of result k, so many places after where those of the row begin. */
    final void writeStore(int k, int places) {
        code.visitVarInsn(Opcodes.ALOAD, results[k]);
        code.visitVarInsn(Opcodes.ILOAD, OUT_AT);
        code.visitVarInsn(Opcodes.ILOAD, places);
        code.visitInsn(Opcodes.IADD);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, numbers, "intoArray", "([" + number + "I)V", false);
    }

    /** Leaves result k on the stack. */
    final void result(int k) {
        load(program.results().get(k));
    }

    /** All steps of the program. */
    final void writeSteps() {
        List<Step> steps = program.steps();
        for (int s = 0; s < steps.size(); s++) {
            write(steps.get(s));
            castToItsType(steps.get(s).primitive());
            variables[s] = store(OBJECT);
        }
    }

    /** Masks are not stored, and casts of them only make the loop too large. */
    private void castToItsType(Primitive primitive) {
        if (primitive.type() != Primitive.Type.TRUTH) {
            code.visitTypeInsn(Opcodes.CHECKCAST, primitive.type() == Primitive.Type.NUMBER ? numbers : words);
        }
    }

    /** Leaves the result of a step on the stack. */
    private void write(Step step) {
        switch (step.primitive()) {
            case INPUT -> input((int) step.bits());
            case CONSTANT -> {
                species(numbers);
                pushNumber(step.bits());
                broadcast(numbers);
            }
            case WORD -> {
                species(words);
                pushWord(step.bits());
                broadcast(words);
            }
            case ADD, SUB, MUL, DIV, MIN, MAX -> call(numbers, lower(step), step, 2, VECTOR, numbers);
            case FMA -> call(numbers, "fma", step, 3, VECTOR + VECTOR, numbers);
            case NEG, ABS, SQRT -> call(numbers, lower(step), step, 1, "", numbers);
            case LESS -> compare(step, "LT");
            case LESS_OR_EQUAL -> compare(step, "LE");
            case EQUAL -> compare(step, "EQ");
            case NOT -> call(API + "VectorMask", "not", step, 1, "", API + "VectorMask");
            case BOTH -> call(API + "VectorMask", "and", step, 2, MASK, API + "VectorMask");
            case EITHER -> call(API + "VectorMask", "or", step, 2, MASK, API + "VectorMask");
            case SELECT -> {
                load(step.c());
                load(step.b());
                load(step.a());
                invoke(numbers, "blend", VECTOR + MASK, numbers);
            }
            case TO_BITS -> call(numbers, isDouble ? "reinterpretAsLongs" : "reinterpretAsInts", step, 1, "", words);
            case FROM_BITS ->
                call(words, isDouble ? "reinterpretAsDoubles" : "reinterpretAsFloats", step, 1, "", numbers);
            case PLUS -> call(words, "add", step, 2, VECTOR, words);
            case MINUS -> call(words, "sub", step, 2, VECTOR, words);
            case AND -> call(words, "and", step, 2, VECTOR, words);
            case OR -> call(words, "or", step, 2, VECTOR, words);
            case XOR -> {
                load(step.a());
                operator("XOR", "Associative");
                load(step.b());
                invoke(words, "lanewise", "L" + API + "VectorOperators$Binary;" + VECTOR, words);
            }
            case SHIFT_LEFT -> shift(step, "LSHL");
            case SHIFT_RIGHT -> shift(step, "LSHR");
            case SHIFT_RIGHT_SIGNED -> shift(step, "ASHR");
        }
    }

    private void input(int k) {
        if (access.get(k) == Access.REPEATED) {
            species(numbers);
            code.visitVarInsn(number.getOpcode(Opcodes.ILOAD), repeated[k]);
            broadcast(numbers);
            return;
        }
        species(numbers);
        code.visitVarInsn(Opcodes.ALOAD, arrays[k]);
        code.visitVarInsn(Opcodes.ILOAD, places[k]);
        code.visitVarInsn(Opcodes.ILOAD, I);
        code.visitInsn(Opcodes.IADD);
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                numbers,
                "fromArray",
                "(L" + API + "VectorSpecies;[" + number + "I)L" + numbers + ";",
                false);
    }

    private static String lower(Step step) {
        return step.primitive().name().toLowerCase(java.util.Locale.ROOT);
    }

    private void load(int step) {
        code.visitVarInsn(Opcodes.ALOAD, variables[step]);
    }

    /** first.method(second, third), for as many arguments as there are. */
    private void call(String owner, String method, Step step, int arguments, String parameters, String result) {
        for (int k = 0; k < arguments; k++) {
            load(step.argument(k));
        }
        invoke(owner, method, parameters, result);
    }

    final void invoke(String owner, String method, String parameters, String result) {
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, method, "(" + parameters + ")L" + result + ";", false);
    }

    private void compare(Step step, String operator) {
        load(step.a());
        operator(operator, "Comparison");
        load(step.b());
        invoke(numbers, "compare", "L" + API + "VectorOperators$Comparison;" + VECTOR, API + "VectorMask");
    }

    private void shift(Step step, String operator) {
        load(step.a());
        operator(operator, "Binary");
        pushWord(step.bits());
        invoke(words, "lanewise", "L" + API + "VectorOperators$Binary;" + word, words);
    }

    private void operator(String name, String type) {
        code.visitFieldInsn(
                Opcodes.GETSTATIC, API + "VectorOperators", name, "L" + API + "VectorOperators$" + type + ";");
    }

    final void species(String vectors) {
        code.visitFieldInsn(Opcodes.GETSTATIC, vectors, "SPECIES_PREFERRED", "L" + API + "VectorSpecies;");
    }

    /** A vector of the species and the number on the stack. */
    final void broadcast(String vectors) {
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                vectors,
                "broadcast",
                "(L" + API + "VectorSpecies;" + (vectors.equals(numbers) ? number : word) + ")L" + vectors + ";",
                false);
    }
}
