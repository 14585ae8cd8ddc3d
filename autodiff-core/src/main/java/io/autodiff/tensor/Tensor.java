package io.autodiff.tensor;

import io.autodiff.internal.kernel.Allocation;
import io.autodiff.shape.Shape;
import io.autodiff.shape.ShapeMismatchException;
import io.autodiff.tensor.ArithmeticOps.Where;
import io.autodiff.tensor.LevelTensor.Symbol;
import io.autodiff.tensor.MovementOps.Concat;
import io.autodiff.tensor.MovementOps.Copy;
import io.autodiff.tensor.MovementOps.To;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * An immutable n-dimensional array of numbers.
 *
 * <p>What can be done with one is in the interfaces it extends, a family of ops each. A tensor is either plain numbers, or a
 * value at a {@link Tape} or at {@link Tangents}, which note what is done with it. Two tensors are equal only if they are the
 * same object; compare numbers with {@link #equalTo(Tensor)} or {@link #toDoubleArray()}.
 */
public sealed interface Tensor
        extends ElementwiseMethods,
                ActivationMethods,
                ArithmeticMethods,
                PairMethods,
                ComparisonMethods,
                ReductionMethods,
                StatisticsMethods,
                ScanMethods,
                MovementMethods,
                ArrangementMethods,
                IndexingMethods,
                MatrixMethods,
                LinearAlgebraMethods,
                LossMethods
        permits DenseTensor, LevelTensor {
    // Over 400 lines, most of them Javadoc: factories and conversions are what a tensor is, and users look for them
    // here.

    /*
     * Long because of the factories: users write Tensor.of, Tensor.zeros and Tensor.where, and a static method cannot come from a
     * mixin. What a tensor does is in the interfaces above.
     */

    /**
     * The lengths of the axes.
     *
     * @return the shape
     */
    Shape shape();

    /**
     * The kind of the numbers.
     *
     * @return the dtype
     */
    DType dtype();

    /**
     * The number of axes.
     *
     * @return 0 for a single number
     */
    default int rank() {
        return shape().rank();
    }

    /**
     * The number of elements.
     *
     * @return the size
     */
    default int size() {
        return shape().size();
    }

    /**
     * The length of one axis.
     *
     * @param axis from −rank to rank − 1
     * @return its length
     */
    default int size(int axis) {
        return shape().dim(shape().axis("size", axis));
    }

    /**
     * A single number.
     *
     * @param value the number
     * @return a float64 tensor of shape {@code []}
     */
    static Tensor scalar(double value) {
        return DenseTensor.of(Shape.SCALAR, DType.FLOAT64, value);
    }

    /**
     * Numbers along one axis.
     *
     * @param values the numbers, copied
     * @return a float64 tensor of rank 1
     */
    static Tensor of(double... values) {
        Arguments.requireGiven("tensor", "values", values);
        return DenseTensor.of(Shape.of(values.length), DType.FLOAT64, values);
    }

    /**
     * Numbers along one axis.
     *
     * @param values the numbers, copied
     * @return a float32 tensor of rank 1
     */
    static Tensor of(float[] values) {
        Arguments.requireGiven("tensor", "values", values);
        return of(Shape.of(values.length), values);
    }

    /**
     * A matrix.
     *
     * @param rows its rows, of one length, copied
     * @return a float64 tensor of rank 2
     * @throws ShapeMismatchException if the rows differ in length
     */
    static Tensor of(double[][] rows) {
        Arguments.requireGiven("tensor", "rows", rows);
        for (double[] row : rows) {
            Arguments.requireGiven("tensor", "rows", row);
        }
        int columns = rows.length == 0 ? 0 : rows[0].length;
        Shape shape = Shape.of(rows.length, columns);
        double[] values = Allocation.doubles(shape.size());
        for (int i = 0; i < rows.length; i++) {
            requireRow(i, rows[i].length, columns);
            System.arraycopy(rows[i], 0, values, i * columns, columns);
        }
        return DenseTensor.of(shape, DType.FLOAT64, values);
    }

    /**
     * A matrix.
     *
     * @param rows its rows, of one length, copied
     * @return a float32 tensor of rank 2
     * @throws ShapeMismatchException if the rows differ in length
     */
    static Tensor of(float[][] rows) {
        Arguments.requireGiven("tensor", "rows", rows);
        double[][] wide = new double[rows.length][];
        Arrays.setAll(wide, i -> widened(rows[i]));
        return of(wide).to(DType.FLOAT32);
    }

    /**
     * Numbers of any shape.
     *
     * @param shape the shape
     * @param values the numbers in row-major order, copied
     * @return a float64 tensor
     * @throws ShapeMismatchException if their number is not the shape's size
     */
    static Tensor of(Shape shape, double... values) {
        Arguments.requireGiven("tensor", "values", values);
        Arguments.requireCount("tensor", shape, values.length);
        return DenseTensor.of(shape, DType.FLOAT64, values);
    }

    /**
     * Numbers of any shape.
     *
     * @param shape the shape
     * @param values the numbers in row-major order, copied
     * @return a float32 tensor
     * @throws ShapeMismatchException if their number is not the shape's size
     */
    static Tensor of(Shape shape, float[] values) {
        Arguments.requireGiven("tensor", "values", values);
        Arguments.requireCount("tensor", shape, values.length);
        return DenseTensor.of(shape, DType.FLOAT32, widened(values));
    }

    /**
     * Zeros.
     *
     * @param dims the lengths of the axes
     * @return a float64 tensor
     */
    static Tensor zeros(int... dims) {
        return zeros(Shape.of(dims), DType.FLOAT64);
    }

    /**
     * Zeros.
     *
     * @param shape the shape
     * @param dtype the kind of the numbers
     * @return the tensor
     */
    static Tensor zeros(Shape shape, DType dtype) {
        Arguments.requireGiven("zeros", "shape", shape);
        Arguments.requireGiven("zeros", "dtype", dtype);
        return DenseTensor.zeros(shape, dtype);
    }

    /**
     * Ones.
     *
     * @param dims the lengths of the axes
     * @return a float64 tensor
     */
    static Tensor ones(int... dims) {
        return ones(Shape.of(dims), DType.FLOAT64);
    }

    /**
     * Ones.
     *
     * @param shape the shape
     * @param dtype the kind of the numbers
     * @return the tensor
     */
    static Tensor ones(Shape shape, DType dtype) {
        return full(shape, 1, dtype);
    }

    /**
     * One number everywhere, stored once.
     *
     * @param shape the shape
     * @param value the number
     * @param dtype the kind of the numbers
     * @return the tensor
     */
    static Tensor full(Shape shape, double value, DType dtype) {
        Arguments.requireGiven("full", "shape", shape);
        Arguments.requireGiven("full", "dtype", dtype);
        return DenseTensor.constant(value, shape, dtype);
    }

    /**
     * The numbers 0, 1, …, n − 1.
     *
     * @param n how many
     * @return a float64 tensor of rank 1
     */
    static Tensor arange(int n) {
        double[] values = Allocation.doubles(Shape.of(n).size());
        Arrays.setAll(values, i -> i);
        return of(values);
    }

    /**
     * Numbers computed from their positions: element i, in row-major order, is f(i).
     *
     * @param shape the shape
     * @param f from the position, from 0, to the number
     * @return a float64 tensor
     */
    static Tensor generate(Shape shape, IntToDoubleFunction f) {
        Arguments.requireGiven("generate", "shape", shape);
        Arguments.requireGiven("generate", "f", f);
        double[] values = Allocation.doubles(shape.size());
        Arrays.setAll(values, f);
        return DenseTensor.of(shape, DType.FLOAT64, values);
    }

    /**
     * The identity matrix.
     *
     * @param n its number of rows
     * @return a float64 tensor of shape [n, n]
     */
    static Tensor eye(int n) {
        Shape shape = Shape.of(n, n);
        double[] values = Allocation.doubles(shape.size());
        for (int i = 0; i < n; i++) {
            values[i * n + i] = 1;
        }
        return DenseTensor.of(shape, DType.FLOAT64, values);
    }

    /**
     * Chooses: y = a where the mask is true, else b, all three broadcast to a common shape. What is not chosen gets a gradient of
     * exactly 0, even where it is NaN or infinite.
     *
     * @param mask where to take a
     * @param a the one side
     * @param b the other side
     * @return the chosen numbers
     * @throws ShapeMismatchException if there is no common shape
     */
    static Tensor where(Mask mask, Tensor a, Tensor b) {
        Arguments.requireGiven("where", "mask", mask);
        Arguments.requireGiven("where", "a", a);
        Arguments.requireGiven("where", "b", b);
        Engine.requireSameKind("where", a, b);
        Shape common = a.shape().broadcast("where", b.shape()).broadcast("where", mask.shape());
        return a.broadcastTo(common).apply(new Where(mask.broadcastTo(common)), b.broadcastTo(common));
    }

    /**
     * Joins tensors along an axis.
     *
     * @param axis which
     * @param parts at least one; their other axes are equal
     * @return the joined tensor
     * @throws ShapeMismatchException if the other axes differ
     */
    static Tensor concat(int axis, Tensor... parts) {
        Arguments.requireGiven("concat", "parts", parts);
        return concat(axis, Arrays.asList(parts));
    }

    /**
     * Joins tensors along an axis.
     *
     * @param axis which
     * @param parts at least one; their other axes are equal
     * @return the joined tensor
     * @throws ShapeMismatchException if the other axes differ
     */
    static Tensor concat(int axis, List<Tensor> parts) {
        Arguments.requireGiven("concat", "parts", parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("concat: there is nothing to join; give at least one tensor");
        }
        parts.forEach(part -> Arguments.requireGiven("concat", "parts", part));
        Shape first = parts.get(0).shape();
        int resolved = first.axis("concat", axis);
        List<Integer> starts = new ArrayList<>();
        long length = 0;
        for (int i = 0; i < parts.size(); i++) {
            Shape shape = parts.get(i).shape();
            if (shape.rank() != first.rank() || !shape.with(resolved, 0).equals(first.with(resolved, 0))) {
                throw new ShapeMismatchException("concat: part " + i + " of shape " + shape
                        + " does not fit the first, " + first + ": all axes but axis " + resolved + " must be equal");
            }
            starts.add((int) length); // cut off only if the sum is refused below
            length += shape.dim(resolved);
        }
        if (length > Integer.MAX_VALUE) {
            throw new ShapeMismatchException("concat: axis " + resolved + " would have " + length
                    + " positions, more than " + Integer.MAX_VALUE);
        }
        return apply(new Concat(resolved, List.copyOf(starts)), List.copyOf(parts));
    }

    /**
     * Joins tensors along a new axis. The inverse is a {@link #select} for each.
     *
     * @param axis where it will be: from 0 to rank, or counted from the end of the result
     * @param parts at least one, of one shape
     * @return the stacked tensor
     * @throws ShapeMismatchException if the shapes differ
     */
    static Tensor stack(int axis, Tensor... parts) {
        Arguments.requireGiven("stack", "parts", parts);
        return stack(axis, Arrays.asList(parts));
    }

    /**
     * Joins tensors along a new axis. The inverse is a {@link #select} for each.
     *
     * @param axis where it will be: from 0 to rank, or counted from the end of the result
     * @param parts at least one, of one shape
     * @return the stacked tensor
     * @throws ShapeMismatchException if the shapes differ
     */
    static Tensor stack(int axis, List<Tensor> parts) {
        Arguments.requireGiven("stack", "parts", parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("stack: there is nothing to join; give at least one tensor");
        }
        parts.forEach(part -> Arguments.requireGiven("stack", "parts", part));
        Shape first = parts.get(0).shape();
        for (int i = 1; i < parts.size(); i++) {
            first.requireEqual(
                    "stack",
                    parts.get(i).shape(),
                    "part 0 and part " + i + " must have the same shape; concat joins unequal ones");
        }
        int place = Arguments.newAxis("stack", first, axis);
        return concat(place, parts.stream().map(part -> part.expandDims(place)).toList());
    }

    /**
     * Applies an op of one input, for example one of your own.
     *
     * @param op the op
     * @return its output
     */
    default Tensor apply(UnaryOp op) {
        Arguments.requireGiven("apply", "op", op);
        return Engine.apply(op, this);
    }

    /**
     * Applies an op of two inputs, as it is: nothing is broadcast.
     *
     * @param op the op
     * @param that the right input
     * @return its output
     */
    default Tensor apply(BinaryOp op, Tensor that) {
        Arguments.requireGiven("apply", "op", op);
        Arguments.requireGiven("apply", "that", that);
        return Engine.apply(op, this, that);
    }

    /**
     * Applies an op of any number of inputs.
     *
     * @param op the op
     * @param inputs at least one
     * @return its output
     */
    static Tensor apply(NaryOp op, List<Tensor> inputs) {
        Arguments.requireGiven("apply", "op", op);
        Arguments.requireGiven("apply", "inputs", inputs);
        for (Tensor input : inputs) {
            Arguments.requireGiven("apply", "inputs", input);
        }
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException(op.name() + ": there are no inputs; give at least one tensor");
        }
        return Engine.apply(op, inputs);
    }

    /**
     * These numbers, plain: what is computed from them is not recorded, and no gradient flows back through them.
     *
     * @return plain numbers
     */
    default Tensor stopGradient() {
        return Trace.plain(this);
    }

    /**
     * These numbers in an array that holds nothing else. A view keeps the whole array alive that it is a view of.
     *
     * @return the same numbers
     */
    default Tensor copy() {
        return apply(new Copy());
    }

    /**
     * These numbers, each rounded to another kind.
     *
     * @param dtype the kind
     * @return this tensor if it is of that kind already
     */
    default Tensor to(DType dtype) {
        Arguments.requireGiven("to", "dtype", dtype);
        return dtype == dtype() ? this : apply(new To(dtype));
    }

    /**
     * One number in the shape and dtype of this tensor: a plain constant, stored once.
     *
     * @param value the number
     * @return the constant
     */
    default Tensor constantLike(double value) {
        return Trace.plain(this) instanceof Symbol symbol
                ? symbol.level().constant(value, dtype())
                : DenseTensor.constant(value, shape(), dtype());
    }

    /**
     * The number in a tensor of one element.
     *
     * @return the number
     * @throws ShapeMismatchException if there is not exactly one element
     */
    default double item() {
        if (size() != 1) {
            throw new ShapeMismatchException("item: shape " + shape() + " has " + size()
                    + " elements, not one; reduce it first, or use get or toDoubleArray");
        }
        return DenseTensor.of(this).number(0);
    }

    /**
     * One number.
     *
     * @param index one position per axis, from 0, or counted from the end if negative
     * @return the number there
     * @throws IllegalArgumentException if there is no such position
     */
    default double get(int... index) {
        DenseTensor dense = DenseTensor.of(this);
        return dense.storage().get(dense.layout().at(Arguments.checkedIndex("get", shape(), index)));
    }

    /**
     * All numbers in an array of the caller's own.
     *
     * @return the numbers in row-major order
     */
    default double[] toDoubleArray() {
        DenseTensor dense = DenseTensor.of(this);
        double[] values = Allocation.doubles(size());
        Arrays.setAll(values, dense::number);
        return values;
    }

    /**
     * All numbers in an array of the caller's own.
     *
     * @return the numbers in row-major order, rounded to float
     */
    default float[] toFloatArray() {
        DenseTensor dense = DenseTensor.of(this);
        float[] values = Allocation.floats(size());
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) dense.number(i);
        }
        return values;
    }

    private static void requireRow(int row, int length, int columns) {
        if (length != columns) {
            throw new ShapeMismatchException("tensor: row " + row + " has " + length + " numbers and row 0 has "
                    + columns + "; the rows of a matrix have one length");
        }
    }

    private static double[] widened(float[] values) {
        Arguments.requireGiven("tensor", "rows", values);
        double[] wide = Allocation.doubles(values.length);
        Arrays.setAll(wide, i -> values[i]);
        return wide;
    }
}
