package io.autodiff.tensor;

import io.autodiff.internal.kernel.BinaryFunction;
import io.autodiff.internal.kernel.Expression;
import io.autodiff.internal.kernel.UnaryFunction;
import io.autodiff.shape.Shape;
import io.autodiff.tensor.LevelTensor.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Puts a function of tensors together as an expression, by applying it to symbols: tensors that stand for any numbers. An op computes
 * with {@link DenseMath}, and what that would do to every element it notes here as a term. Tapes and tangents may lie further in: so the
 * gradient of a function is an expression too, made by the rules that make any gradient.
 */
final class Trace extends Level {
    private final Expression.Builder terms = new Expression.Builder();

    /** The expression of an element-wise function of some tensors, and of as many results as it returns. */
    static Expression of(int inputs, DType dtype, Function<List<Tensor>, List<Tensor>> f) {
        try (Trace trace = new Trace()) {
            List<Tensor> symbols = new ArrayList<>();
            for (int i = 0; i < inputs; i++) {
                symbols.add(trace.symbol(new Expression.Input(i), dtype));
            }
            int[] results = f.apply(symbols).stream().mapToInt(trace::placeOf).toArray();
            return trace.terms.build(inputs, results);
        }
    }

    /** A tensor without the levels that lie further in than its numbers: plain numbers, or a symbol. */
    static Tensor plain(Tensor x) {
        Tensor value = x;
        while (value instanceof LevelTensor t && !(value instanceof Symbol)) {
            value = t.value();
        }
        return value;
    }

    /** Whether a tensor stands for numbers that are not known yet. */
    static boolean isSymbolic(Tensor x) {
        return x instanceof LevelTensor && plain(x) instanceof Symbol;
    }

    /** The shape of a tensor; symbols have none, and among themselves count as single numbers. */
    static Shape shape(Tensor x) {
        return isSymbolic(x) ? Shape.SCALAR : x.shape();
    }

    /** What is said when someone asks a symbol for more than it knows. */
    static IllegalStateException unknown() {
        return new IllegalStateException(
                "fuse: while a function is put together its tensors stand for any numbers, without a shape"
                        + " and without values; use element-wise methods and constants only, and compute the rest outside");
    }

    private Symbol symbol(Expression.Term term, DType dtype) {
        return new Symbol(this, terms.place(term), dtype);
    }

    /** The same number everywhere. */
    Tensor constant(double value, DType dtype) {
        return symbol(new Expression.Constant(value), dtype);
    }

    /** f(x). */
    Tensor map(UnaryFunction f, Symbol x) {
        return symbol(new Expression.Unary(f, placeOf(x)), x.dtype());
    }

    /** f(a, b), at least one of which is a symbol. */
    Tensor zip(BinaryFunction f, Tensor a, Tensor b) {
        return symbol(new Expression.Binary(f, placeOf(a), placeOf(b)), a.dtype());
    }

    /** The place of a symbol, or of a number from outside, which is a constant. */
    private int placeOf(Tensor x) {
        Tensor plain = plain(x);
        if (plain instanceof Symbol symbol) {
            if (symbol.level() != this) {
                throw new IllegalArgumentException(
                        "fuse: a tensor of another function that is being fused cannot be used here;"
                                + " make it an argument");
            }
            return symbol.place();
        }
        if (x instanceof LevelTensor || x.rank() > 0) {
            throw new IllegalArgumentException("fuse: the function uses a tensor of shape " + x.shape()
                    + " from outside" + (x instanceof LevelTensor ? ", the gradient of which would be lost" : "")
                    + "; make it an argument");
        }
        return terms.place(new Expression.Constant(x.item()));
    }

    /** What a symbol is, for example {@code exp(x0)}. */
    String text(Symbol x) {
        return terms.build(0, x.place()).toString();
    }

    @Override
    Tensor apply(UnaryOp op, LevelTensor x) {
        requireGoingOn(op);
        return op.forward(x);
    }

    @Override
    Tensor apply(BinaryOp op, Tensor a, Tensor b) {
        requireGoingOn(op);
        if (a.dtype() != b.dtype()) {
            throw new IllegalArgumentException(op.name() + ": " + a.dtype() + " with " + b.dtype()
                    + " in a function that is being fused; convert one with to(DType."
                    + a.dtype().name() + ") outside");
        }
        return op.forward(a, b);
    }

    @Override
    Tensor apply(NaryOp op, List<Tensor> inputs) {
        requireGoingOn(op);
        return op.forward(inputs);
    }

    /** Refuses a symbol that was kept after its function was put together. */
    private void requireGoingOn(Op op) {
        if (!isOpen()) {
            throw new IllegalStateException(
                    op.name() + ": this tensor stood for any numbers while a function was being fused, which is"
                            + " over; let the function return what is needed");
        }
        requireOwner(op);
    }

    @Override
    String kind() {
        return "function that is being fused";
    }
}
