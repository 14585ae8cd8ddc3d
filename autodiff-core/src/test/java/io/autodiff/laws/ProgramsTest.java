package io.autodiff.laws;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ProgramsTest extends OpLaws {
    @Property(tries = 500)
    void everyProgram(@ForAll("programs") Program program) {
        lawsHold(program);
    }
}
