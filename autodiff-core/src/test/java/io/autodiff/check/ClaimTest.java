package io.autodiff.check;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.autodiff.tensor.Tensor;
import org.junit.jupiter.api.Test;

/**
 * A claim that two tensors agree is refused where their shapes differ, even if there are as many numbers, and else at the first number
 * that is too far from its counterpart. The report says what, where, and what either side gave.
 */
class ClaimTest {
    private static final Claim CLAIM = new Claim("cube", "the layout matters", "of views", "of copies");

    private static String refused(Tensor a, Tensor b) {
        return assertThrows(BrokenLawError.class, () -> CLAIM.require("the output", a, b, 0.5, 0.5))
                .getMessage();
    }

    @Test
    void shapesHaveToAgree() {
        assertEquals("""
                cube: the layout matters
                  at the output
                  of views   has shape [2]
                  of copies  has shape [2, 1]""", refused(Tensor.of(1, 2), Tensor.of(1, 2).reshape(2, 1)));
        assertEquals("""
                cube: the layout matters
                  at the output
                  of views   has shape [1]
                  of copies  has shape [2]""", refused(Tensor.of(new double[] {1}), Tensor.of(1, 2)));
    }

    @Test
    void numbersHaveToAgree() {
        assertEquals("""
                cube: the layout matters
                  at the output, index [1]
                  of views   2.0
                  of copies  3.0
                  apart      1.0
                  bound      0.5""", refused(Tensor.of(1, 2), Tensor.of(1, 3)));
        assertDoesNotThrow(() -> CLAIM.require("the output", Tensor.of(1, 2), Tensor.of(1.5, 2), 0.5, 0.5));
    }
}
