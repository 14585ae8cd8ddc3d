package org.example.cube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodiff.check.BrokenLawError;
import io.autodiff.laws.OpLaws;
import io.autodiff.tensor.Pullback;
import io.autodiff.tensor.Tensor;
import io.autodiff.tensor.UnaryOp;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** A wrong rule is refused, wherever it is tried, and says how to see it again. */
class WrongCubeTest extends OpLaws {
    /** y = x³, but whoever wrote the rule forgot the square. */
    record WrongCube() implements UnaryOp {
        @Override
        public Tensor forward(Tensor x) {
            return x.mul(x).mul(x);
        }

        @Override
        public Pullback pullback(Tensor x, Tensor y) {
            return g -> g.times(x.mul(3));
        }
    }

    @Property
    void isRefused(@ForAll("tails") Tensor x) {
        if (x.size() > 0) {
            assertThrows(BrokenLawError.class, () -> lawsHold(new WrongCube(), x));
        }
    }

    @Test
    void saysHowToSeeItAgain() {
        String text = assertThrows(BrokenLawError.class, () -> lawsHold(new WrongCube(), Tensor.of(0.5)))
                .getMessage();
        assertTrue(text.startsWith("wrongCube, order 1: the gradient is wrong (seed "), text);
        assertTrue(text.contains("Tensor x0 = Tensor.of(Shape.of(1), 0.5);"), text);
        assertTrue(text.contains("Case.of(new org.example.cube.WrongCubeTest.WrongCube(), x0);"), text);
    }

    /** The pom runs these tests twice, and both times on the path that it says. */
    @Test
    void onThePathThatIsMeant() {
        boolean module = "module".equals(System.getProperty("path"));
        assertEquals(module, Cube.class.getModule().isNamed());
        assertEquals(module, Tensor.class.getModule().isNamed());
    }
}
