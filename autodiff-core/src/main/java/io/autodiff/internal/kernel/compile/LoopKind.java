package io.autodiff.internal.kernel.compile;

import java.util.List;

/** How loops run their programs. */
enum LoopKind {
    /** Number by number. */
    PLAIN("compiled loops"),
    /** By vector instructions. */
    VECTOR("vector loops");

    private final String name;

    LoopKind(String name) {
        this.name = name;
    }

    /** The loop of a program whose inputs are read in these ways. */
    Loop write(Program program, List<Access> access) {
        return this == PLAIN ? PlainLoop.of(program, access) : VectorLoop.of(program, access);
    }

    @Override
    public String toString() {
        return name;
    }
}
