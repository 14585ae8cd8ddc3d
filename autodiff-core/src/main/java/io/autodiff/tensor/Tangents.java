package io.autodiff.tensor;

import io.autodiff.tensor.LevelTensor.WithTangent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Forward mode: pushes a tangent along with every value, so that the derivative in one direction, J·v, comes out beside the
 * value, with nothing recorded.
 *
 * <pre>{@code
 * try (Tangents tangents = Tangents.open()) {
 *     Tensor y = f.apply(tangents.attach(x, v));
 *     Tensor jv = tangents.tangent(y);
 * }
 * }</pre>
 *
 * <p>Element-wise ops move a tangent by their slope, linear ops by themselves, products by the product rule; any other op
 * states a forward rule, or its pullback is transposed.
 */
public final class Tangents extends Level {
    private Tangents() {}

    /**
     * Opens a level of tangents.
     *
     * @return the level, to be closed by the same thread
     */
    public static Tangents open() {
        return new Tangents();
    }

    /**
     * Gives a tensor a tangent: the direction in which it moves.
     *
     * @param x plain numbers, or a tensor of a level further out
     * @param tangent of x's shape and dtype
     * @return the tensor with its tangent
     * @throws IllegalArgumentException if shapes or dtypes differ, or either belongs to this level already
     */
    public Tensor attach(Tensor x, Tensor tangent) {
        Arguments.requireGiven("attach", "x", x);
        Arguments.requireGiven("attach", "tangent", tangent);
        requireOpen("attach");
        requireNotFurtherIn("attach", x);
        Trace.shape(x)
                .requireEqual("attach", Trace.shape(tangent), "a tensor and its tangent must have the same shape");
        if (x.dtype() != tangent.dtype()) {
            throw new IllegalArgumentException(
                    "attach: the tensor is " + x.dtype() + " but its tangent " + tangent.dtype()
                            + "; convert it with to(DType." + x.dtype().name() + ")");
        }
        if (owns(x) || owns(tangent)) {
            throw new IllegalArgumentException("attach: the " + (owns(x) ? "tensor" : "tangent")
                    + " belongs to this level already and has a tangent here; open another level inside this one, or use"
                    + " stopGradient()");
        }
        return new WithTangent(this, x, tangent);
    }

    /**
     * The tangent of a result: the derivative in the direction of the tangents that were attached.
     *
     * @param y any tensor
     * @return its tangent, of its shape and dtype; zeros if it depends on nothing that has one
     */
    public Tensor tangent(Tensor y) {
        Arguments.requireGiven("tangent", "y", y);
        requireNotFurtherIn("tangent", y);
        return y instanceof WithTangent t && t.level() == this ? t.tangent() : DenseTensor.zerosLike(y);
    }

    @Override
    Tensor apply(UnaryOp op, LevelTensor x) {
        requireOpen(op);
        Tensor y = Engine.apply(op, x.value());
        return with(op, y, op.tangent(x.value(), y, ((WithTangent) x).tangent()));
    }

    @Override
    Tensor apply(BinaryOp op, Tensor a, Tensor b) {
        requireOpen(op);
        Tensor left = value(a);
        Tensor right = value(b);
        Tensor y = Engine.apply(op, left, right);
        Tensor da = tangentOrNull(a);
        Tensor db = tangentOrNull(b);
        Tensor fromLeft = da == null ? null : op.leftTangent(left, right, y, da);
        Tensor fromRight = db == null ? null : op.rightTangent(left, right, y, db);
        return with(op, y, fromLeft == null ? fromRight : fromRight == null ? fromLeft : fromLeft.add(fromRight));
    }

    @Override
    Tensor apply(NaryOp op, List<Tensor> inputs) {
        requireOpen(op);
        List<Tensor> values = inputs.stream().map(this::value).toList();
        List<@Nullable Tensor> tangents = new ArrayList<>();
        inputs.forEach(input -> tangents.add(tangentOrNull(input)));
        Tensor y = Engine.apply(op, values);
        return with(op, y, op.tangent(values, y, tangents));
    }

    private @Nullable Tensor tangentOrNull(Tensor x) {
        return x instanceof WithTangent t && t.level() == this ? t.tangent() : null;
    }

    private Tensor with(Op op, Tensor y, @Nullable Tensor dy) {
        if (dy == null || !Trace.shape(dy).equals(Trace.shape(y)) || dy.dtype() != y.dtype()) {
            throw new IllegalStateException("the forward rule of " + op.name() + " returned "
                    + (dy == null ? "null" : "a tangent of " + dy.dtype() + " " + dy.shape()) + ", but the output is "
                    + y.dtype() + " " + y.shape() + "; a tangent has the shape and dtype of what it belongs to");
        }
        return new WithTangent(this, y, dy);
    }

    @Override
    String kind() {
        return "level of tangents";
    }
}
