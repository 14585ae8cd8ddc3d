package io.autodiff.internal.kernel.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodiff.internal.kernel.Rare;
import io.autodiff.internal.kernel.compile.Program.Builder;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;

/**
 * A method with branches, read as a program without any, gives what the method gives: branches within branches, several returns,
 * conditions of both kinds of comparison joined by and and or, NaN on either side, variables set on both sides and on one, calls with
 * branches of their own. What cannot be read is refused, and never read as something else.
 */
class MethodReaderTest {
    /** Methods to be read. */
    static final class Methods {
        private Methods() {}

        static double early(double a, double b) {
            if (a < b) {
                return a;
            }
            if (a <= 2 * b) {
                return b;
            }
            return a > 0 ? a - b : b - a;
        }

        static double nested(double a, double b) {
            double y = a;
            if (a > b) {
                if (a >= 1) {
                    y = b;
                } else if (b == 0) {
                    y += 3;
                }
                y = y * 2;
            } else {
                double z = b - a;
                y = z > 1 ? z : -z;
            }
            return y + 1;
        }

        static double both(double a, double b) {
            return a > 0 && b > 0 && a != b ? a : b;
        }

        static double either(double a, double b) {
            if (!(a > 0 || b > 0) || a == 2) {
                return a + b;
            }
            return a - b;
        }

        static double notNumbers(double a, double b) {
            return Double.isNaN(a) || Double.isNaN(b) ? 7 : Double.isInfinite(a) ? Math.signum(b) : Math.copySign(a, b);
        }

        static double bits(double a, double b) {
            long x = Double.doubleToRawLongBits(a);
            long y = a < b ? x & 0xFF : x ^ 1;
            return Double.longBitsToDouble((y << 3) - (x >>> 5) | (x >> 7));
        }

        static double escaping(double a, double b) {
            double y = a;
            if (a < b) {
                y = rare(a, b);
            } else if (b >= 2) {
                return rare(b, a);
            }
            return a == 4 ? y : rare(y, b);
        }

        static double scarcely(double a, double b) {
            return a <= 2 ? a + b : rare(a, b);
        }

        @Rare
        private static double rare(double a, double b) {
            return looping(a, b);
        }

        static double beyondRare(double a, double b) {
            return a <= 2 ? a + b : 1 + rare(a, b);
        }

        static double rareForRare(double a, double b) {
            return a <= 2 ? a + b : early(rare(a, b), b);
        }

        static double alwaysRare(double a, double b) {
            return rare(a, b);
        }

        static double looping(double a, double b) {
            double sum = 0;
            for (int i = 0; i < 3; i++) {
                sum += a;
            }
            return sum + b;
        }

        static double narrowing(double a, double b) {
            return (float) a + b;
        }

        static double calling(double a, double b) {
            return StrictMath.sin(a) + b;
        }
    }

    private static final Map<String, DoubleBinaryOperator> READABLE = new TreeMap<>(Map.of(
            "early", Methods::early,
            "nested", Methods::nested,
            "both", Methods::both,
            "either", Methods::either,
            "notNumbers", Methods::notNumbers,
            "bits", Methods::bits));

    @Property
    void aReadMethodGivesWhatTheMethodGives(@ForAll("numbers") double a, @ForAll("numbers") double b) {
        READABLE.forEach((name, method) -> assertEquals(
                method.applyAsDouble(a, b),
                Interpreter.run(program(name), a, b),
                () -> name + "(" + a + ", " + b + ")"));
    }

    @net.jqwik.api.Provide
    net.jqwik.api.Arbitrary<Double> numbers() {
        return net.jqwik.api.Arbitraries.of(
                0.0,
                -0.0,
                1.0,
                -1.0,
                2.0,
                -2.0,
                0.5,
                4.0,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY);
    }

    @Example
    void whatCannotBeReadIsRefused() {
        for (String name : new String[] {"looping", "narrowing", "calling"}) {
            String message = assertThrows(UnreadableMethodException.class, () -> program(name))
                    .getMessage();
            assertTrue(message.contains(name) || message.contains("sin"), message);
        }
    }

    /** Where a path ends at a rare method the program escapes, and nowhere else. */
    @Property
    void rareMethodsAreLeftOut(@ForAll("numbers") double a, @ForAll("numbers") double b) {
        assertEquals(a < b || b >= 2 || a != 4, Interpreter.escapes(program("escaping"), a, b));
        assertEquals(!(a <= 2), Interpreter.escapes(program("scarcely"), a, b));
        if (a <= 2) {
            assertEquals(Methods.scarcely(a, b), Interpreter.run(program("scarcely"), a, b));
        }
    }

    @Example
    void nothingIsComputedFromWhatIsRare() {
        for (String name : new String[] {"beyondRare", "rareForRare", "alwaysRare"}) {
            String message = assertThrows(UnreadableMethodException.class, () -> program(name))
                    .getMessage();
            assertEquals("a number that is not computed", message);
        }
    }

    private static Program program(String name) {
        Builder builder = new Builder(Precision.DOUBLE);
        int a = builder.put(0, Primitive.INPUT);
        int b = builder.put(1, Primitive.INPUT);
        String owner = Methods.class.getName().replace('.', '/');
        Handle method = new Handle(Opcodes.H_INVOKESTATIC, owner, name, "(DD)D", false);
        return builder.build(2, MethodReader.read(builder, method, a, b));
    }
}
