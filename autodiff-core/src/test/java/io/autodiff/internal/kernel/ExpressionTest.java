package io.autodiff.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.autodiff.internal.kernel.Expression.Constant;
import io.autodiff.internal.kernel.Expression.Input;
import io.autodiff.internal.kernel.Expression.Term;
import io.autodiff.internal.kernel.Expression.Unary;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an expression says of itself. */
class ExpressionTest {
    private static final List<Term> TERMS = List.of(new Input(0), new Unary(UnaryFunction.EXP, 0), new Constant(2));

    @Test
    void noResultIsComputedThatIsGivenOrTwice() {
        Expression e = new Expression(1, TERMS, List.of(0, 1, 1, 0, 2));
        assertEquals(List.of(1, 2), e.computed().results());
        assertEquals(TERMS, e.computed().terms());
        assertSame(e.computed(), e.computed().computed());
    }

    @Test
    void thereMayBeNothingToCompute() {
        Expression given = new Expression(1, TERMS, List.of(0)).computed();
        assertEquals(List.of(), given.results());
        assertEquals("3 terms", given.toString());
    }
}
