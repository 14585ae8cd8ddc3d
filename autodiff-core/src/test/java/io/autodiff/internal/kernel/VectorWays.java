package io.autodiff.internal.kernel;

import io.autodiff.internal.kernel.vector.AtOnce;
import io.autodiff.internal.kernel.vector.DoubleVectorMatmul;
import io.autodiff.internal.kernel.vector.FloatVectorMatmul;
import java.util.List;

/** The ways that need the Vector API, in a class of their own, which is not loaded without it. */
final class VectorWays {
    private VectorWays() {}

    /** Kernels that take vectors at once. */
    static List<Kernels<?>> kernels() {
        return AtOnce.kernels();
    }

    static List<MatmulTest.Way<?>> all() {
        return List.of(
                new MatmulTest.Way<double[]>(
                        "vector double",
                        DoubleKernels.INSTANCE,
                        MatmulReference.DOUBLE,
                        (m, n, k, a, aAt, aRow, aColumn, b, bAt, bRow, bColumn, out, outAt) ->
                                DoubleVectorMatmul.multiply(
                                        m,
                                        n,
                                        k,
                                        new DoubleMatrix(a, aAt, aRow, aColumn),
                                        new DoubleMatrix(b, bAt, bRow, bColumn),
                                        out,
                                        outAt)),
                new MatmulTest.Way<float[]>(
                        "vector float",
                        FloatKernels.INSTANCE,
                        MatmulReference.FLOAT,
                        (m, n, k, a, aAt, aRow, aColumn, b, bAt, bRow, bColumn, out, outAt) ->
                                FloatVectorMatmul.multiply(
                                        m,
                                        n,
                                        k,
                                        new FloatMatrix(a, aAt, aRow, aColumn),
                                        new FloatMatrix(b, bAt, bRow, bColumn),
                                        out,
                                        outAt)));
    }
}
