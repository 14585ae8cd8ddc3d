package io.autodiff.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.autodiff.shape.Shape;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * An op is a value: it is its parameters and nothing else. Made again from them, it is equal to what it was, and to no other op; it has no
 * memory that could tell the two apart.
 */
class OpsAreValuesTest {
    private static final IntTensor INDICES = IntTensor.of(1, 0, 0);

    /** All parameters, where those of the specimens happen to be 0. */
    private static final List<Op> WITHOUT_ZEROS = List.of(
            new ArithmeticOps.MaximumScalar(2),
            new ReductionOps.LogSoftmax(1),
            new MovementOps.Concat(1, List.of(0, 2)),
            new MovementOps.Pad(1, 1, 2, 5),
            new IndexingOps.IndexSelect(1, 2, INDICES),
            new IndexingOps.IndexAdd(1, Shape.of(2), INDICES),
            new IndexingOps.Gather(1, INDICES),
            new IndexingOps.ScatterAdd(1, INDICES, 2));

    private static final List<Op> OPS = Stream.concat(
                    OpTables.all().stream()
                            .flatMap(entry -> Specimens.of(entry).stream())
                            .map(Specimen::op),
                    WITHOUT_ZEROS.stream())
            .distinct()
            .toList();

    @TestFactory
    Stream<DynamicTest> anOpMadeAgainIsEqual() {
        return OPS.stream()
                .map(op -> DynamicTest.dynamicTest(op.toString(), () -> {
                    Object again = again((Record) op);
                    assertEquals(op, again);
                    assertEquals(op.hashCode(), again.hashCode());
                    assertEquals(op.toString(), again.toString());
                    for (Op other : OPS) {
                        assertEquals(op == other, again.equals(other), () -> op + " and " + other);
                    }
                }));
    }

    /** Thousands of indices would not help a reader of a tape. */
    @Test
    void indicesArePrintedByTheirShape() {
        assertEquals("IndexSelect[axis=1, indices=[3]]", new IndexingOps.IndexSelect(1, 1, INDICES).toString());
        assertEquals("IndexSelect[axis=1, axes=2, indices=[3]]", new IndexingOps.IndexSelect(1, 2, INDICES).toString());
    }

    @Test
    void theTransposeOfAMatrixIsOneOp() {
        assertSame(MovementOps.Permute.exchangingLastTwo(2), MovementOps.Permute.exchangingLastTwo(2));
    }

    /** A parameter is numbers and belongs to no level, so that an op keeps none alive. */
    @Test
    void aKnownOutputIsPlain() {
        try (Tape tape = Tape.open()) {
            Tensor y = tape.watch(Tensor.of(0.5, 0.25));
            for (UnaryOp op : List.of(ElementwiseOps.tanhSlope(y), ActivationOps.sigmoidSlope(y))) {
                assertInstanceOf(DenseTensor.class, ((KnownOutput) op).y());
            }
        }
    }

    /** What a tape holds of an op is a value too. */
    @Test
    void soAreTheRulesOfSlicesAndTheEdgesOfATape() throws ReflectiveOperationException {
        Placement.Rule rule = new Placement.Rule(new MovementOps.Pad(0, 1, 1, 3));
        assertEquals(rule, again(rule));
        assertNotEquals(rule, new Placement.Rule(new MovementOps.Pad(0, 2, 1, 3)));
        Edge edge = new Edge(3, rule);
        assertEquals(edge, again(edge));
        assertNotEquals(edge, new Edge(4, rule));
        assertEquals(
                "Edge[parent=3, pullback=Rule[placement=Pad[axis=0, start=1, step=1, length=3]]]", edge.toString());
    }

    private static Object again(Record value) throws ReflectiveOperationException {
        RecordComponent[] components = value.getClass().getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        List<Object> parameters = new ArrayList<>();
        for (RecordComponent component : components) {
            component.getAccessor().setAccessible(true);
            parameters.add(component.getAccessor().invoke(value));
        }
        Constructor<?> canonical = value.getClass().getDeclaredConstructor(types);
        canonical.setAccessible(true);
        return canonical.newInstance(parameters.toArray());
    }
}
