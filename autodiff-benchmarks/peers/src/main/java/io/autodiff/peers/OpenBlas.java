package io.autodiff.peers;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_ddot;
import static org.bytedeco.openblas.global.openblas.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas.cblas_dgemv;
import static org.bytedeco.openblas.global.openblas.cblas_sdot;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas.cblas_sgemv;

import io.autodiff.tensor.DType;
import java.util.function.Supplier;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;

/** OpenBLAS itself, on memory outside the heap and with the result written where one lies already: no library around it could be faster. */
final class OpenBlas implements Peer {
    @Override
    public Task matmul(Product p, DType dtype) {
        int left = p.leftTransposed() ? CblasTrans : CblasNoTrans;
        int right = p.rightTransposed() ? CblasTrans : CblasNoTrans;
        int size = p.m() * p.n();
        if (dtype == DType.FLOAT32) {
            FloatPointer a = floats(p.left());
            FloatPointer b = floats(p.right());
            FloatPointer c = new FloatPointer(size);
            return task(
                    () -> cblas_sgemm(
                            CblasRowMajor,
                            left,
                            right,
                            p.m(),
                            p.n(),
                            p.k(),
                            1,
                            a,
                            p.leftColumns(),
                            b,
                            p.rightColumns(),
                            0,
                            c,
                            p.n()),
                    () -> numbers(c, size));
        }
        DoublePointer a = new DoublePointer(p.left());
        DoublePointer b = new DoublePointer(p.right());
        DoublePointer c = new DoublePointer(size);
        return task(
                () -> cblas_dgemm(
                        CblasRowMajor,
                        left,
                        right,
                        p.m(),
                        p.n(),
                        p.k(),
                        1,
                        a,
                        p.leftColumns(),
                        b,
                        p.rightColumns(),
                        0,
                        c,
                        p.n()),
                () -> numbers(c, size));
    }

    @Override
    public Task dot(int n, DType dtype) {
        double[] result = new double[1];
        if (dtype == DType.FLOAT32) {
            FloatPointer a = floats(Inputs.numbers(1, n));
            FloatPointer b = floats(Inputs.numbers(2, n));
            return task(() -> result[0] = cblas_sdot(n, a, 1, b, 1), () -> result);
        }
        DoublePointer a = new DoublePointer(Inputs.numbers(1, n));
        DoublePointer b = new DoublePointer(Inputs.numbers(2, n));
        return task(() -> result[0] = cblas_ddot(n, a, 1, b, 1), () -> result);
    }

    @Override
    public Task matvec(int m, int n, DType dtype) {
        if (dtype == DType.FLOAT32) {
            FloatPointer a = floats(Inputs.numbers(1, m * n));
            FloatPointer x = floats(Inputs.numbers(2, n));
            FloatPointer y = new FloatPointer(m);
            return task(
                    () -> cblas_sgemv(CblasRowMajor, CblasNoTrans, m, n, 1, a, n, x, 1, 0, y, 1), () -> numbers(y, m));
        }
        DoublePointer a = new DoublePointer(Inputs.numbers(1, m * n));
        DoublePointer x = new DoublePointer(Inputs.numbers(2, n));
        DoublePointer y = new DoublePointer(m);
        return task(() -> cblas_dgemv(CblasRowMajor, CblasNoTrans, m, n, 1, a, n, x, 1, 0, y, 1), () -> numbers(y, m));
    }

    private static FloatPointer floats(double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return new FloatPointer(floats);
    }

    private static double[] numbers(FloatPointer pointer, int size) {
        double[] numbers = new double[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = pointer.get(i);
        }
        return numbers;
    }

    private static double[] numbers(DoublePointer pointer, int size) {
        double[] numbers = new double[size];
        pointer.get(numbers);
        return numbers;
    }

    private static Task task(Runnable work, Supplier<double[]> result) {
        return new Task() {
            @Override
            public void run() {
                work.run();
            }

            @Override
            public double[] numbers() {
                work.run();
                return result.get();
            }
        };
    }
}
