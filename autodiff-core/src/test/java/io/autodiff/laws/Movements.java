package io.autodiff.laws;

import static io.autodiff.laws.Operation.isMatrix;
import static io.autodiff.laws.Operation.method;
import static io.autodiff.laws.Operation.one;
import static io.autodiff.laws.Operation.two;

import io.autodiff.shape.Shape;
import io.autodiff.tensor.IntTensor;
import io.autodiff.tensor.Mask;
import io.autodiff.tensor.Region;
import io.autodiff.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The operations of the {@link Vocabulary} that move numbers and compute nothing: their parameters follow from shapes. */
final class Movements {
    static final List<Operation> ALL = List.of(
            one("reshape", x -> true, (d, x) -> {
                Shape shape = split(d, x.size());
                return Form.unary("$0.reshape(" + JavaSource.of(shape) + ")", t -> t.reshape(shape));
            }),
            method("flatten", Tensor::flatten),
            one("permute", x -> true, (d, x) -> {
                int[] order = d.shuffled(x.rank());
                return Form.unary("$0.permute(" + Form.list(order) + ")", t -> t.permute(order));
            }),
            one("transpose", Operation::isMatrix, (d, x) -> {
                int first = d.below(x.rank());
                int second = d.below(x.rank());
                return Form.unary("$0.transpose(" + first + ", " + second + ")", t -> t.transpose(first, second));
            }),
            one("moveAxis", Operation::isMatrix, (d, x) -> {
                int from = d.below(x.rank());
                int to = d.below(x.rank());
                return Form.unary("$0.moveAxis(" + from + ", " + to + ")", t -> t.moveAxis(from, to));
            }),
            one("broadcastTo", x -> x.rank() < 3, (d, x) -> {
                Shape shape = x.shape().inserting(0, 1 + d.below(3));
                return Form.unary("$0.broadcastTo(" + JavaSource.of(shape) + ")", t -> t.broadcastTo(shape));
            }),
            one("slice", Operation::hasAxes, (d, x) -> {
                int axis = d.below(x.rank());
                int from = d.below(x.size(axis));
                int to = from + 1 + d.below(x.size(axis) - from);
                int step = 1 + d.below(2);
                return Form.unary(
                        "$0.slice(" + Form.list(axis, from, to, step) + ")", t -> t.slice(axis, from, to, step));
            }),
            one("select", Operation::hasAxes, (d, x) -> {
                int axis = d.below(x.rank());
                int position = d.below(x.size(axis));
                return Form.unary("$0.select(" + axis + ", " + position + ")", t -> t.select(axis, position));
            }),
            one("split", Operation::hasAxes, (d, x) -> {
                int axis = d.below(x.rank());
                int parts = x.size(axis);
                int part = d.below(parts);
                String source = "$0.split(" + axis + ", " + parts + ").get(" + part + ")";
                return Form.unary(source, t -> t.split(axis, parts).get(part));
            }),
            one("splitSizes", Operation::hasAxes, (d, x) -> {
                int axis = d.below(x.rank());
                int first = d.below(x.size(axis));
                int rest = x.size(axis) - first;
                String source = "$0.splitSizes(" + Form.list(axis, first, rest) + ").get(1)";
                return Form.unary(source, t -> t.splitSizes(axis, first, rest).get(1));
            }),
            one("pad", Operation::hasAxes, (d, x) -> {
                int axis = d.below(x.rank());
                int before = d.below(2);
                int after = d.below(2);
                return Form.unary("$0.pad(" + Form.list(axis, before, after) + ")", t -> t.pad(axis, before, after));
            }),
            one("repeat", Operation::hasAxes, (d, x) -> {
                int axis = d.below(x.rank());
                return Form.unary("$0.repeat(2, " + axis + ")", t -> t.repeat(2, axis));
            }),
            one("tile", Operation::hasAxes, (d, x) -> {
                int[] times =
                        IntStream.range(0, x.rank()).map(axis -> 1 + d.below(2)).toArray();
                return Form.unary("$0.tile(" + Form.list(times) + ")", t -> t.tile(times));
            }),
            one("expandDims", x -> true, (d, x) -> {
                int axis = d.below(x.rank() + 1);
                return Form.unary("$0.expandDims(" + axis + ")", t -> t.expandDims(axis));
            }),
            method("squeeze", x -> x.squeeze()),
            one("flip", Operation::hasAxes, (d, x) -> {
                int[] axes = d.someAxes(x.rank());
                return Form.unary("$0.flip(" + Form.list(axes) + ")", t -> t.flip(axes));
            }),
            one("roll", Operation::hasAxes, (d, x) -> {
                int axis = d.below(x.rank());
                int shift = d.below(5) - 2;
                return Form.unary("$0.roll(" + axis + ", " + shift + ")", t -> t.roll(axis, shift));
            }),
            Operation.of("concat", d -> {
                List<Value> parts = twins(d, Operation::hasAxes);
                return parts.isEmpty()
                        ? null
                        : joined("concat", d.below(d.numbers(parts.get(0)).rank()), parts);
            }),
            Operation.of("stack", d -> {
                List<Value> parts = twins(d, x -> x.rank() < 4);
                return parts.isEmpty()
                        ? null
                        : joined("stack", d.below(d.numbers(parts.get(0)).rank() + 1), parts);
            }),
            two("where", x -> true, Operation::broadcast, (d, a, b) -> {
                Mask mask = mask(d, a.shape().broadcast("where", b.shape()));
                return Form.binary(
                        "Tensor.where(" + JavaSource.of(mask) + ", $0, $1)", (x, y) -> Tensor.where(mask, x, y));
            }));

    static final List<Operation> INDEXING = List.of(
            one("indexSelect", Operation::hasAxes, (d, x) -> {
                int axis = d.below(x.rank());
                IntTensor indices = IntTensor.of(Shape.of(2), d.positions(2, x.size(axis)));
                String source = "$0.indexSelect(" + axis + ", " + JavaSource.of(indices) + ")";
                return Form.unary(source, t -> t.indexSelect(axis, indices));
            }),
            two("indexAdd", Operation::hasAxes, Operation::sameShape, (d, a, b) -> {
                int axis = d.below(a.rank());
                int length = a.size(axis);
                IntTensor indices = IntTensor.of(Shape.of(length), d.positions(length, length));
                String source = "$0.indexAdd(" + axis + ", " + JavaSource.of(indices) + ", $1)";
                return Form.binary(source, (x, y) -> x.indexAdd(axis, indices, y));
            }),
            one("gather", Operation::hasAxes, (d, x) -> {
                int axis = d.below(x.rank());
                IntTensor indices = positions(d, x, axis);
                String source = "$0.gather(" + axis + ", " + JavaSource.of(indices) + ")";
                return Form.unary(source, t -> t.gather(axis, indices));
            }),
            two("scatterAdd", Operation::hasAxes, Operation::sameShape, (d, a, b) -> {
                int axis = d.below(a.rank());
                IntTensor indices = positions(d, a, axis);
                String source = "$0.scatterAdd(" + axis + ", " + JavaSource.of(indices) + ", $1)";
                return Form.binary(source, (x, y) -> x.scatterAdd(axis, indices, y));
            }),
            one("at", Operation::isMatrix, (d, x) -> {
                IntTensor rows = IntTensor.of(Shape.of(3), d.positions(3, x.size(0)));
                IntTensor columns = IntTensor.of(Shape.of(3), d.positions(3, x.size(1)));
                String source = "$0.at(" + JavaSource.of(rows) + ", " + JavaSource.of(columns) + ")";
                return Form.unary(source, t -> t.at(rows, columns));
            }),
            one("masked", Operation::hasAxes, (d, x) -> {
                Mask mask = mask(d, x.shape());
                return Form.unary("$0.masked(" + JavaSource.of(mask) + ")", t -> t.masked(mask));
            }),
            one("maskedFill", x -> true, (d, x) -> {
                Mask mask = mask(d, x.shape());
                return Form.unary("$0.maskedFill(" + JavaSource.of(mask) + ", 0.5)", t -> t.maskedFill(mask, 0.5));
            }),
            one("slice(region)", Operation::isMatrix, (d, x) -> {
                int from = d.below(x.size(0));
                int to = x.size(0);
                int position = d.below(x.size(1));
                String source = "$0.slice(Region.all().range(0, " + from + ", " + to + ").at(1, " + position + "))";
                return Form.unary(
                        source, t -> t.slice(Region.all().range(0, from, to).at(1, position)));
            }),
            two("with", Operation::hasAxes, Movements::fitsSlice, (d, a, b) -> {
                int position = d.below(a.size(0));
                return Form.binary(
                        "$0.with(Region.all().at(0, " + position + "), $1)",
                        (x, y) -> x.with(Region.all().at(0, position), y));
            }));

    static final List<Operation> MATRICES = List.of(
            ofDiagonal("diagonal", Movements::hasDiagonal, Tensor::diagonal),
            ofDiagonal("diagEmbed", Operation::hasAxes, Tensor::diagEmbed),
            one("trace", Operation::isMatrix, (d, x) -> Form.unary("$0.trace()", Tensor::trace)),
            ofDiagonal("tril", Operation::isMatrix, Tensor::tril),
            ofDiagonal("triu", Operation::isMatrix, Tensor::triu));

    private Movements() {}

    /** A method of one diagonal of a matrix. */
    @FunctionalInterface
    private interface OfDiagonal {
        Tensor apply(Tensor x, int offset);
    }

    private static Operation ofDiagonal(String name, Predicate<Tensor> suits, OfDiagonal f) {
        return one(name, suits, (d, x) -> {
            int offset = d.below(3) - 1;
            return Form.unary("$0." + name + "(" + offset + ")", t -> f.apply(t, offset));
        });
    }

    private static boolean hasDiagonal(Tensor x) {
        return isMatrix(x) && x.size(-1) > 1 && x.size(-2) > 1;
    }

    /** Whether b can be written over a slice of a, the axis 0 of which is dropped. */
    private static boolean fitsSlice(Tensor a, Tensor b) {
        return b.shape().broadcastsTo(a.shape().without(0));
    }

    /** Two or three values of one shape, perhaps the same one twice; none if there is no value that suits. */
    private static List<Value> twins(Draft draft, Predicate<Tensor> suits) {
        Value first = draft.pick(suits);
        List<Value> parts = new ArrayList<>();
        for (int count = 2 + draft.below(2); first != null && parts.size() < count; ) {
            @Nullable
            Value part = parts.isEmpty() ? first : draft.pick(x -> Operation.sameShape(x, draft.numbers(first)));
            parts.add(part == null ? first : part);
        }
        return parts;
    }

    private static Value joined(String name, int axis, List<Value> parts) {
        String source = "Tensor." + name + "(" + axis + ", " + Form.places(parts.size()) + ")";
        return new Value.Call(
                name,
                new Form(
                        source,
                        tensors -> name.equals("concat") ? Tensor.concat(axis, tensors) : Tensor.stack(axis, tensors)),
                parts);
    }

    /** Positions on an axis, one for each element of x. */
    private static IntTensor positions(Draft draft, Tensor x, int axis) {
        return IntTensor.of(x.shape(), draft.positions(x.size(), x.size(axis)));
    }

    /** A random mask, true at the first element at least. */
    private static Mask mask(Draft draft, Shape shape) {
        boolean[] truths = new boolean[shape.size()];
        for (int i = 0; i < truths.length; i++) {
            truths[i] = i == 0 || draft.below(2) == 0;
        }
        return Mask.of(shape, truths);
    }

    /** A shape of so many elements: factors, in any order. */
    private static Shape split(Draft draft, int size) {
        int first = IntStream.rangeClosed(1, size)
                .filter(n -> size % n == 0)
                .skip(draft.below((int) IntStream.rangeClosed(1, size)
                        .filter(n -> size % n == 0)
                        .count()))
                .findFirst()
                .orElse(1);
        return draft.below(2) == 0 ? Shape.of(first, size / first) : Shape.of(size / first, 1, first);
    }
}
