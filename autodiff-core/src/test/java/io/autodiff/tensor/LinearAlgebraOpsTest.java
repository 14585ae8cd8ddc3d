package io.autodiff.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.autodiff.laws.OpLaws;
import io.autodiff.laws.Pair;
import io.autodiff.laws.Shapes;
import io.autodiff.laws.Tensors;
import io.autodiff.shape.Shape;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Mirrors {@link LinearAlgebraOps}: products of vectors and matrices, for every rank that NumPy knows.
 *
 * <p>The reference is the definition, y[…, i, j] = Σₚ a[…, i, p]·b[…, p, j], as three loops over indices. Operands
 * are vectors, matrices and stacks of matrices whose leading axes broadcast, with lengths of 0 among them: a product
 * over nothing is 0. A product is a polynomial of degree two, so differences with a step of 1 are exact and its rules
 * agree with them to twelve digits; a forgotten transpose, or an axis that is not summed, has nowhere to hide.
 */
class LinearAlgebraOpsTest extends OpLaws {
    @Property
    void matmul(@ForAll("factors") Pair p) {
        lawsHold(function("matmul", Tensor::matmul, p).quadratic(), product(p.left(), p.right()));
    }

    @Property
    void dot(@ForAll("vectors") Pair p) {
        lawsHold(function("dot", Tensor::dot, p).quadratic(), product(p.left(), p.right()));
    }

    /** yᵢⱼ = aᵢ·bⱼ. */
    @Property
    void outer(@ForAll("vectors") Pair p, @ForAll("vectors") Pair q) {
        Pair both = new Pair(p.left(), q.right());
        Tensor expected = Reference.of(
                Shape.of(p.left().size(), q.right().size()),
                index -> p.left().get(index[0]) * q.right().get(index[1]));
        lawsHold(function("outer", Tensor::outer, both).quadratic(), expected);
    }

    /** The shapes of NumPy's documentation, so that they are certainly met. */
    @Example
    void shapesOfMatmul() {
        shapeOfMatmul(Shape.of(3), Shape.of(3), Shape.of());
        shapeOfMatmul(Shape.of(2, 3), Shape.of(3), Shape.of(2));
        shapeOfMatmul(Shape.of(3), Shape.of(3, 4), Shape.of(4));
        shapeOfMatmul(Shape.of(2, 3), Shape.of(3, 4), Shape.of(2, 4));
        shapeOfMatmul(Shape.of(3), Shape.of(5, 3, 4), Shape.of(5, 4));
        shapeOfMatmul(Shape.of(5, 2, 3), Shape.of(3), Shape.of(5, 2));
        shapeOfMatmul(Shape.of(5, 2, 3), Shape.of(3, 4), Shape.of(5, 2, 4));
        shapeOfMatmul(Shape.of(2, 3), Shape.of(5, 3, 4), Shape.of(5, 2, 4));
        shapeOfMatmul(Shape.of(6, 1, 2, 3), Shape.of(5, 3, 4), Shape.of(6, 5, 2, 4));
        shapeOfMatmul(Shape.of(0, 3), Shape.of(3, 4), Shape.of(0, 4));
        shapeOfMatmul(Shape.of(2, 0), Shape.of(0, 4), Shape.of(2, 4));
        shapeOfMatmul(Shape.of(0, 2, 3), Shape.of(1, 3, 4), Shape.of(0, 2, 4));
    }

    private static void shapeOfMatmul(Shape left, Shape right, Shape expected) {
        Tensor product = Tensor.ones(left, DType.FLOAT64).matmul(Tensor.ones(right, DType.FLOAT64));
        assertArrayEquals(expected.dims(), product.shape().dims());
        double inner = left.dim(-1); // as many ones are added
        Arrays.stream(product.toDoubleArray()).forEach(y -> assertArrayEquals(new double[] {inner}, new double[] {y}));
    }

    /**
     * The definition. A vector on the left is one row, on the right one column, and that axis is dropped from the
     * result.
     */
    private static Tensor product(Tensor a, Tensor b) {
        boolean row = a.rank() == 1;
        boolean column = b.rank() == 1;
        Shape stack = Reference.broadcast(
                row ? Shape.SCALAR : a.shape().butLast(2),
                column ? Shape.SCALAR : b.shape().butLast(2));
        Shape shape = stack.followedBy(row ? Shape.SCALAR : Shape.of(a.size(-2)))
                .followedBy(column ? Shape.SCALAR : Shape.of(b.size(-1)));
        return Reference.of(shape, index -> {
            int[] which = Arrays.copyOf(index, stack.rank());
            int i = row ? 0 : index[stack.rank()];
            int j = column ? 0 : index[index.length - 1];
            double sum = 0;
            for (int p = 0; p < a.size(-1); p++) {
                double left = row ? a.get(p) : Reference.at(a, element(which, i, p));
                double right = column ? b.get(p) : Reference.at(b, element(which, p, j));
                sum += left * right;
            }
            return sum;
        });
    }

    private static int[] element(int[] stack, int row, int column) {
        int[] index = Arrays.copyOf(stack, stack.length + 2);
        index[stack.length] = row;
        index[stack.length + 1] = column;
        return index;
    }

    /** The lengths m, k and n first, then the common leading axes, then which of them each operand has. */
    @Provide
    Arbitrary<Pair> factors() {
        Arbitrary<Integer> lengths = Shapes.lengths();
        Arbitrary<Shape> stacks =
                Arbitraries.of(0, 0, 1, 2).flatMap(Shapes::ofRank).filter(shape -> shape.size() <= 4);
        return Combinators.combine(lengths, lengths, lengths, stacks)
                .flatAs((m, k, n, stack) -> Combinators.combine(operands(stack, m, k, k), operands(stack, k, n, k))
                        .flatAs((left, right) -> Combinators.combine(Tensors.ofShape(left), Tensors.ofShape(right))
                                .as(Pair::new)));
    }

    private static Arbitrary<Shape> operands(Shape stack, int rows, int columns, int inner) {
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(Shape.of(inner))),
                Tuple.of(4, Shapes.broadcastableTo(stack).map(axes -> axes.followedBy(Shape.of(rows, columns)))));
    }

    @Provide
    Arbitrary<Pair> vectors() {
        return Shapes.lengths()
                .map(Shape::of)
                .flatMap(shape -> Combinators.combine(Tensors.ofShape(shape), Tensors.ofShape(shape))
                        .as(Pair::new));
    }
}
