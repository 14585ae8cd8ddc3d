package io.autodiff.internal.kernel;

/** The product of two matrices as the contract of {@link Kernels} defines it, word by word and with no thought of speed. */
final class MatmulReference {
    private MatmulReference() {}

    /** What one step is, for numbers of one kind, which are all doubles too. */
    interface Arithmetic {
        double fma(double a, double b, double c);

        double add(double a, double b);
    }

    static final Arithmetic DOUBLE = new Arithmetic() {
        @Override
        public double fma(double a, double b, double c) {
            return Math.fma(a, b, c);
        }

        @Override
        public double add(double a, double b) {
            return a + b;
        }
    };

    static final Arithmetic FLOAT = new Arithmetic() {
        @Override
        public double fma(double a, double b, double c) {
            return Math.fma((float) a, (float) b, (float) c);
        }

        @Override
        public double add(double a, double b) {
            return (float) a + (float) b;
        }
    };

    /** {@link Kernels#matmul}. */
    interface Product<A> {
        void matmul(
                int m,
                int n,
                int k,
                A a,
                int aAt,
                int aRow,
                int aColumn,
                A b,
                int bAt,
                int bRow,
                int bColumn,
                A out,
                int outAt);
    }

    static <A> void multiply(
            Arithmetic arithmetic,
            Kernels<A> kernels,
            int m,
            int n,
            int k,
            A a,
            int aAt,
            int aRow,
            int aColumn,
            A b,
            int bAt,
            int bRow,
            int bColumn,
            A out,
            int outAt) {
        double[] left = new double[k];
        double[] right = new double[k];
        for (int i = 0; i < m; i++) {
            for (int p = 0; p < k; p++) {
                left[p] = kernels.get(a, aAt + i * aRow + p * aColumn);
            }
            for (int j = 0; j < n; j++) {
                for (int p = 0; p < k; p++) {
                    right[p] = kernels.get(b, bAt + p * bRow + j * bColumn);
                }
                kernels.set(out, outAt + i * n + j, product(arithmetic, left, right, n == 1 ? 16 : 1));
            }
        }
    }

    /** Σ left · right: blocks of 256, within each so many lanes, and block sums in neighbouring pairs. */
    private static double product(Arithmetic arithmetic, double[] left, double[] right, int lanes) {
        int blocks = Math.max(1, (left.length + 255) / 256);
        double[] sums = new double[blocks];
        for (int block = 0; block < blocks; block++) {
            double[] lane = new double[lanes];
            for (int p = 256 * block; p < Math.min(256 * block + 256, left.length); p++) {
                lane[p % 256 % lanes] = arithmetic.fma(left[p], right[p], lane[p % 256 % lanes]);
            }
            for (int half = lanes / 2; half > 0; half /= 2) {
                for (int l = 0; l < half; l++) {
                    lane[l] = arithmetic.add(lane[l], lane[l + half]);
                }
            }
            sums[block] = lane[0];
        }
        while (sums.length > 1) {
            double[] pairs = new double[(sums.length + 1) / 2];
            for (int i = 0; i < pairs.length; i++) {
                boolean alone = 2 * i + 1 == sums.length;
                pairs[i] = alone ? sums[2 * i] : arithmetic.add(sums[2 * i], sums[2 * i + 1]);
            }
            sums = pairs;
        }
        return sums[0];
    }
}
