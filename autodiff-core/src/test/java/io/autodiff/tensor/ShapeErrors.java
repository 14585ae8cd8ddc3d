package io.autodiff.tensor;

import io.autodiff.shape.Layout;
import io.autodiff.shape.Runs;
import io.autodiff.shape.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;

/** What can go wrong with shapes and layouts. */
final class ShapeErrors {
    private ShapeErrors() {}

    static Map<String, Executable> cases() {
        Shape shape = Shape.of(2, 3);
        Layout layout = shape.rowMajor();
        int[] none = null;
        Map<String, Executable> cases = new LinkedHashMap<>();

        cases.put("shape: negative length", () -> Shape.of(2, -1));
        cases.put("shape: most negative length", () -> Shape.of(Integer.MIN_VALUE));
        cases.put("shape: product overflows", () -> Shape.of(1 << 20, 1 << 20));
        cases.put("shape: product overflows to a small number", () -> Shape.of(1 << 16, 1 << 16, 1, 3));
        cases.put(
                "shape: product of huge factors",
                () -> Shape.of(
                        Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE));
        cases.put("shape: too many axes", () -> Shape.of(new int[65]));
        cases.put("shape: null", () -> Shape.of(none));
        cases.put("shape: dim too large", () -> shape.dim(2));
        cases.put("shape: dim too small", () -> shape.dim(-3));
        cases.put("shape: dim most negative", () -> shape.dim(Integer.MIN_VALUE));
        cases.put("shape: dim of a single number", () -> Shape.SCALAR.dim(0));
        cases.put("shape: axis repeated", () -> shape.axes("sum", 1, -1));
        cases.put("shape: with no such axis", () -> shape.with(2, 5));
        cases.put("shape: with negative length", () -> shape.with(0, -5));
        cases.put("shape: keeping no such axis", () -> shape.keeping(5));
        cases.put("shape: without no such axis", () -> shape.without(-3));
        cases.put("shape: inserting too far", () -> shape.inserting(3, 1));
        cases.put("shape: inserting too far from the end", () -> shape.inserting(-4, 1));
        cases.put("shape: last too many", () -> shape.last(3));
        cases.put("shape: last negative", () -> shape.last(-1));
        cases.put("shape: butLast too many", () -> shape.butLast(3));
        cases.put("shape: followedBy overflows", () -> Shape.of(1 << 20).followedBy(Shape.of(1 << 20)));
        cases.put("shape: no common shape", () -> shape.broadcast("add", Shape.of(2, 2)));
        cases.put("shape: repeatedIn what it does not broadcast to", () -> shape.repeatedIn(Shape.of(3)));

        cases.put("layout: no such axis", () -> layout.stride(2));
        cases.put("layout: no such element", () -> layout.at(0, 3));
        cases.put("layout: no such position", () -> layout.atPosition(6));
        cases.put("layout: permute not a permutation", () -> layout.permute(0, 0));
        cases.put("layout: permute an axis too many", () -> layout.permute(0, 2));
        cases.put("layout: broadcastTo what does not fit", () -> layout.broadcastTo(Shape.of(3, 3)));
        cases.put("layout: slice outside", () -> layout.slice(1, 1, 2, 2));
        cases.put("layout: slice from behind the end", () -> layout.slice(1, 3, -1, 2));
        cases.put("layout: slices at no distance", () -> layout.slice(1, 0, 0, 2));
        cases.put("layout: slice along no such axis", () -> layout.slice(2, 0, 1, 1));
        cases.put("layout: reshape to another size", () -> layout.reshape(Shape.of(5)));

        cases.put("runs: nothing to walk", Runs::over);
        cases.put("runs: different shapes", () -> Runs.over(layout, Shape.of(6).rowMajor()));
        cases.put("runs: no such layout", () -> Runs.over(layout).step(1));
        cases.put("runs: no such layout for rows", () -> Runs.over(layout).rowStep(1));
        return cases;
    }
}
