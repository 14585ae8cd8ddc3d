package org.example.cube;

import io.autodiff.check.ModelCase;
import io.autodiff.laws.OpLaws;
import io.autodiff.tensor.Tensor;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** One line, and every law is tried on random tensors. */
class CubeTest extends OpLaws {
    @Property
    void cube(@ForAll("reals") Tensor x) {
        lawsHold(new Cube(), x);
    }

    /** y = (x·w)³, fitted to Σ x. */
    @Property(tries = 50)
    void model(@ForAll("batches") Tensor x) {
        Tensor w = Tensor.arange(x.size(1)).cos();
        lawsHold(ModelCase.of(
                "cubic",
                (parameters, rows, targets) ->
                        rows.matmul(parameters.get(0)).apply(new Cube()).mse(targets),
                List.of(w),
                x,
                x.sum(1)));
    }
}
