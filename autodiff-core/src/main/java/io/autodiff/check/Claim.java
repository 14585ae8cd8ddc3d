package io.autodiff.check;

import io.autodiff.shape.Shape;
import io.autodiff.tensor.Tensor;
import java.util.List;

/**
 * That two ways to compute the same numbers agree.
 *
 * @param title what it is about
 * @param disagreement what to say if they do not
 * @param left what the first way is called
 * @param right what the second way is called
 */
record Claim(String title, String disagreement, String left, String right) {
    /** About a function. */
    Claim(Case c, String disagreement, String left, String right) {
        this(c.title(), disagreement, left, right);
    }

    /** Refuses two numbers that are further apart than the bound. Two NaN agree, and so do two infinities. */
    void require(String place, double a, double b, double bound) {
        if (!(Math.abs(a - b) <= bound) && Double.compare(a, b) != 0) {
            throw broken(place, a, b, bound);
        }
    }

    /** Refuses two tensors if their shapes differ, or an element of one is further from that of the other than its bound. */
    void require(String place, Tensor a, Tensor b, double... bounds) {
        if (!a.shape().equals(b.shape())) {
            int width = Math.max(left.length(), right.length());
            throw new BrokenLawError(title + ": " + disagreement + "\n  at " + place
                    + "\n  " + padded(left, width) + "  has shape " + a.shape()
                    + "\n  " + padded(right, width) + "  has shape " + b.shape());
        }
        double[] left = a.toDoubleArray();
        double[] right = b.toDoubleArray();
        for (int i = 0; i < left.length; i++) {
            require(place + ", " + index(a.shape(), i), left[i], right[i], bounds[i]);
        }
    }

    BrokenLawError broken(String place, double a, double b, double bound) {
        int width = Math.max(left.length(), right.length());
        return new BrokenLawError(title + ": " + disagreement + "\n  at " + place
                + "\n  " + padded(left, width) + "  " + a
                + "\n  " + padded(right, width) + "  " + b
                + "\n  " + padded("apart", width) + "  " + Math.abs(a - b)
                + "\n  " + padded("bound", width) + "  " + bound);
    }

    /** For example {@code input 1, index [0, 2]}. */
    static String place(Case c, int input, int position) {
        return c.inputName(input) + ", " + index(c.inputs().get(input).shape(), position);
    }

    /** The row-major position as one number per axis. */
    static String index(Shape shape, int position) {
        Integer[] index = new Integer[shape.rank()];
        int rest = position;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            index[axis] = rest % shape.dim(axis);
            rest /= shape.dim(axis);
        }
        return "index " + List.of(index);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
