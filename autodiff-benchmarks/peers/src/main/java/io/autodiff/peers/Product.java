package io.autodiff.peers;

import java.util.List;

/**
 * A product of matrices, m×k times k×n. A transposed operand lies in memory as its transpose, and is multiplied without a copy if the
 * library can.
 */
record Product(boolean leftTransposed, boolean rightTransposed, int m, int k, int n) {
    /** From the words {@code matmul NT 128 784 256}: the layouts of left and right (N as it is, T transposed), and m, k, n. */
    static Product of(List<String> words) {
        String layout = words.get(1);
        return new Product(
                layout.charAt(0) == 'T',
                layout.charAt(1) == 'T',
                Integer.parseInt(words.get(2)),
                Integer.parseInt(words.get(3)),
                Integer.parseInt(words.get(4)));
    }

    int leftRows() {
        return leftTransposed ? k : m;
    }

    int leftColumns() {
        return leftTransposed ? m : k;
    }

    int rightRows() {
        return rightTransposed ? n : k;
    }

    int rightColumns() {
        return rightTransposed ? k : n;
    }

    double[] left() {
        return Inputs.numbers(1, m * k);
    }

    double[] right() {
        return Inputs.numbers(2, k * n);
    }
}
