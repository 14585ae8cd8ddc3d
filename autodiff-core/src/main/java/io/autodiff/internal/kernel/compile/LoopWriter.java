package io.autodiff.internal.kernel.compile;

import java.util.List;

/** Makes a loop of a program: {@link PlainLoop} or {@link VectorLoop}. */
@FunctionalInterface
interface LoopWriter {
    /** The loop of a program whose inputs are read in these ways. */
    Loop write(Program program, List<Access> access);
}
