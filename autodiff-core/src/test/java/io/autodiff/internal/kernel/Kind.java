package io.autodiff.internal.kernel;

/** The two kinds of numbers with their exact arithmetic, worked with as doubles: every float is a double. */
enum Kind {
    FLOAT64 {
        @Override
        double rounded(double x) {
            return x;
        }

        @Override
        double add(double a, double b) {
            return a + b;
        }

        @Override
        double fma(double a, double b, double c) {
            return Math.fma(a, b, c);
        }

        @Override
        double of(UnaryFunction f, double x) {
            return f.apply(x);
        }

        @Override
        double of(BinaryFunction f, double a, double b) {
            return f.apply(a, b);
        }

        @Override
        <R> R with(Use<R> use) {
            return use.of(DoubleKernels.INSTANCE);
        }
    },
    FLOAT32 {
        @Override
        double rounded(double x) {
            return (float) x;
        }

        @Override
        double add(double a, double b) {
            return (float) a + (float) b;
        }

        @Override
        double fma(double a, double b, double c) {
            return Math.fma((float) a, (float) b, (float) c);
        }

        @Override
        double of(UnaryFunction f, double x) {
            return f.apply((float) x);
        }

        @Override
        double of(BinaryFunction f, double a, double b) {
            return f.apply((float) a, (float) b);
        }

        @Override
        <R> R with(Use<R> use) {
            return use.of(FloatKernels.INSTANCE);
        }
    };

    /** What is done with kernels, whatever their arrays are. */
    interface Use<R> {
        <A> R of(Kernels<A> kernels);
    }

    abstract double rounded(double x);

    abstract double add(double a, double b);

    /** f(x), as it is defined for these numbers. */
    abstract double of(UnaryFunction f, double x);

    abstract double of(BinaryFunction f, double a, double b);

    abstract double fma(double a, double b, double c);

    abstract <R> R with(Use<R> use);

    /** The numbers of an array. */
    static <A> double[] numbers(Kernels<A> kernels, A array) {
        double[] numbers = new double[kernels.length(array)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = kernels.get(array, i);
        }
        return numbers;
    }
}
