package io.autodiff.internal.kernel;

/**
 * Functions of two numbers, pair by pair, of floats.
 *
 * <p>The common functions have loops of their own, because a call through a table for each number costs more than the number; and
 * for neighbours from equal places one with a single index, which the JVM turns into vector instructions.
 */
final class FloatPairs {
    /*
     * One text for both kinds of numbers but for the word, which TwinsTest holds it to. So the casts that round results to the narrower
     * kind stand in the wider one too, where they change nothing.
     */
    private FloatPairs() {}

    /** out[i] = f(a[i], b[i]). */
    static void apply(
            BinaryFunction f,
            int n,
            float[] a,
            int aAt,
            int aStep,
            float[] b,
            int bAt,
            int bStep,
            float[] out,
            int outAt) {
        boolean oneIndex = aStep == 1 && bStep == 1 && aAt == outAt && bAt == outAt;
        switch (f) {
            case ADD -> {
                if (oneIndex) {
                    add(outAt, outAt + n, a, b, out);
                } else {
                    for (int i = 0; i < n; i++) {
                        out[outAt + i] = a[aAt + i * aStep] + b[bAt + i * bStep];
                    }
                }
            }
            case SUB -> {
                if (oneIndex) {
                    sub(outAt, outAt + n, a, b, out);
                } else {
                    for (int i = 0; i < n; i++) {
                        out[outAt + i] = a[aAt + i * aStep] - b[bAt + i * bStep];
                    }
                }
            }
            case MUL -> {
                if (oneIndex) {
                    mul(outAt, outAt + n, a, b, out);
                } else {
                    for (int i = 0; i < n; i++) {
                        out[outAt + i] = a[aAt + i * aStep] * b[bAt + i * bStep];
                    }
                }
            }
            case GRADIENT_PRODUCT -> {
                for (int i = 0; i < n; i++) {
                    float g = a[aAt + i * aStep];
                    out[outAt + i] = g == 0 ? 0 : g * b[bAt + i * bStep];
                }
            }
            case TANH_SLOPE -> {
                for (int i = 0; i < n; i++) {
                    out[outAt + i] = (float) ActivationFunctions.tanhSlope(a[aAt + i * aStep], b[bAt + i * bStep]);
                }
            }
            case SIGMOID_SLOPE -> {
                for (int i = 0; i < n; i++) {
                    out[outAt + i] = (float) ActivationFunctions.sigmoidSlope(a[aAt + i * aStep], b[bAt + i * bStep]);
                }
            }
            default -> {
                for (int i = 0; i < n; i++) {
                    out[outAt + i] = (float) f.apply(a[aAt + i * aStep], b[bAt + i * bStep]);
                }
            }
        }
    }

    private static void add(int from, int to, float[] a, float[] b, float[] out) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] + b[i];
        }
    }

    private static void sub(int from, int to, float[] a, float[] b, float[] out) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] - b[i];
        }
    }

    private static void mul(int from, int to, float[] a, float[] b, float[] out) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] * b[i];
        }
    }
}
