package io.autodiff.internal.kernel.compile;

/** What programs are made of: operations that are exact by IEEE 754, and moves of bits. The set is closed. */
enum Primitive {
    /** Number {@code bits} of the arguments. */
    INPUT(Type.NUMBER, 0),
    /** A number, given by its bits. */
    CONSTANT(Type.NUMBER, 0),
    ADD(Type.NUMBER, 2),
    SUB(Type.NUMBER, 2),
    MUL(Type.NUMBER, 2),
    DIV(Type.NUMBER, 2),
    /** a·b + c, rounded once. */
    FMA(Type.NUMBER, 3),
    NEG(Type.NUMBER, 1),
    ABS(Type.NUMBER, 1),
    SQRT(Type.NUMBER, 1),
    /** As {@link Math#min(double, double)}: NaN wins, and −0 is below +0. */
    MIN(Type.NUMBER, 2),
    MAX(Type.NUMBER, 2),

    LESS(Type.TRUTH, 2),
    LESS_OR_EQUAL(Type.TRUTH, 2),
    EQUAL(Type.TRUTH, 2),
    NOT(Type.TRUTH, 1),
    BOTH(Type.TRUTH, 2),
    EITHER(Type.TRUTH, 2),
    /** a ? b : c. */
    SELECT(Type.NUMBER, 3),

    /** A whole number, given by its bits. */
    WORD(Type.WORD, 0),
    /** The bits of a number. */
    TO_BITS(Type.WORD, 1),
    /** The number of these bits. */
    FROM_BITS(Type.NUMBER, 1),
    PLUS(Type.WORD, 2),
    MINUS(Type.WORD, 2),
    AND(Type.WORD, 2),
    OR(Type.WORD, 2),
    XOR(Type.WORD, 2),
    /** a shifted by {@code bits} places. */
    SHIFT_LEFT(Type.WORD, 1),
    /** a shifted by {@code bits} places, zeros coming in. */
    SHIFT_RIGHT(Type.WORD, 1),
    /** a shifted by {@code bits} places, copies of the sign coming in. */
    SHIFT_RIGHT_SIGNED(Type.WORD, 1);

    /** What a step gives: a float or a double, a whole number as wide as that, or true or false. */
    enum Type {
        NUMBER,
        WORD,
        TRUTH
    }

    private final Type type;
    private final int arity;

    Primitive(Type type, int arity) {
        this.type = type;
        this.arity = arity;
    }

    Type type() {
        return type;
    }

    /** How many earlier steps it takes. */
    int arity() {
        return arity;
    }
}
