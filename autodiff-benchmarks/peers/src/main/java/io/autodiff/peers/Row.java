package io.autodiff.peers;

import io.autodiff.tensor.DType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A work to be timed, and what is to be shown by it.
 *
 * @param group rows of a group share processes, which do nothing else
 * @param work as {@link Peer#prepare} understands it; {@code process …} is a whole process that does the work once
 * @param quick whether it is part of a short run
 */
record Row(String group, String work, DType dtype, boolean quick, List<Claim> claims) {
    private static final String PROCESS = "process ";

    /** Who has to do the work, ours first. */
    Set<Library> libraries() {
        Set<Library> libraries = new LinkedHashSet<>();
        claims.forEach(claim -> libraries.add(claim.ours()));
        claims.forEach(claim -> libraries.addAll(claim.peers()));
        return libraries;
    }

    /** Whether it is a program with loops of many kinds, each of which the JVM has to compile. */
    boolean isProgram() {
        return group.equals("spiral") || group.equals("mlp");
    }

    boolean wholeProcess() {
        return work.startsWith(PROCESS);
    }

    /** The work that the process does. */
    String inProcess() {
        return work.substring(PROCESS.length());
    }
}
