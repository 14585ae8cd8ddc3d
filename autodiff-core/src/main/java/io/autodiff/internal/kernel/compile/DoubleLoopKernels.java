package io.autodiff.internal.kernel.compile;

import io.autodiff.internal.kernel.BinaryFunction;
import io.autodiff.internal.kernel.DoubleKernels;
import io.autodiff.internal.kernel.Expression;
import io.autodiff.internal.kernel.Operands;
import io.autodiff.internal.kernel.UnaryFunction;
import java.util.List;

/** The plain kernels, except that functions of many doubles are run by loops that are compiled for them, as soon as those are fast. */
public class DoubleLoopKernels extends DoubleKernels {
    private final FunctionLoops<double[]> functions;

    /** Kernels that take these loops. */
    public DoubleLoopKernels(FunctionLoops<double[]> functions) {
        this.functions = functions;
    }

    @Override
    public void unary(UnaryFunction f, double[] x, int at, int step, double[] out, int outAt, int n) {
        if (step == 0 || !functions.run(f, x, at, out, outAt, n)) {
            super.unary(f, x, at, step, out, outAt, n);
        }
    }

    @Override
    public void binary(
            BinaryFunction f,
            int rows,
            int n,
            double[] a,
            int aAt,
            int aRow,
            int aStep,
            double[] b,
            int bAt,
            int bRow,
            int bStep,
            double[] out,
            int outAt) {
        if (!functions.run(f, rows, n, a, aAt, aRow, aStep, b, bAt, bRow, bStep, out, outAt)) {
            super.binary(f, rows, n, a, aAt, aRow, aStep, b, bAt, bRow, bStep, out, outAt);
        }
    }

    @Override
    public void fused(Expression e, int rows, int n, Operands<double[]> in, List<double[]> out, int outAt) {
        if (!functions.run(this, e, rows, n, in, out, outAt)) {
            super.fused(e, rows, n, in, out, outAt);
        }
    }

    @Override
    public void sumRows(Expression e, int rows, int n, Operands<double[]> in, List<double[]> out, int outAt) {
        if (!functions.sumRows(this, e, rows, n, in, out, outAt)) {
            super.sumRows(e, rows, n, in, out, outAt);
        }
    }
}
