"""The training run of the spiral example in NumPy, with its gradients worked out by hand.

    python3 spiral_numpy.py [RUNS]

The same data, first weights, shuffles and steps, so the losses are the same. Runs it several times in one process (7 if not told)
and prints the seconds of each: the first ones warm up. The last number of a line is the last loss.
"""

import sys
import time

import numpy as np

CLASSES, PER_CLASS, HIDDEN = 3, 100, 10
EPOCHS, BATCH, LEARNING_RATE = 300, 30, 1.0


def draw_data():
    x = np.zeros((CLASSES * PER_CLASS, 2))
    t = np.zeros(CLASSES * PER_CLASS, dtype=int)
    for j in range(CLASSES):
        for i in range(PER_CLASS):
            rate = i / PER_CLASS
            theta = j * 4.0 + 4.0 * rate + np.random.randn() * 0.2
            at = PER_CLASS * j + i
            x[at] = rate * np.sin(theta), rate * np.cos(theta)
            t[at] = j
    return x, t


def train():
    np.random.seed(1984)
    x, t = draw_data()
    w1, b1 = 0.01 * np.random.randn(2, HIDDEN), np.zeros(HIDDEN)
    w2, b2 = 0.01 * np.random.randn(HIDDEN, CLASSES), np.zeros(CLASSES)
    rows = np.arange(BATCH)
    batches = len(x) // BATCH
    losses = []
    for _ in range(EPOCHS):
        order = np.random.permutation(len(x))
        x, t = x[order], t[order]
        total = 0.0
        for i in range(batches):
            xs, ts = x[i * BATCH : (i + 1) * BATCH], t[i * BATCH : (i + 1) * BATCH]
            # forward: affine, sigmoid, affine, softmax with cross-entropy
            h = 1 / (1 + np.exp(-(xs @ w1 + b1)))
            scores = h @ w2 + b2
            scores -= scores.max(axis=1, keepdims=True)
            exps = np.exp(scores)
            sums = exps.sum(axis=1, keepdims=True)
            total += np.mean(np.log(sums[:, 0]) - scores[rows, ts])
            # backward
            ds = exps / sums
            ds[rows, ts] -= 1
            ds /= BATCH
            dw2, db2 = h.T @ ds, ds.sum(axis=0)
            dh = ds @ w2.T * h * (1 - h)
            dw1, db1 = xs.T @ dh, dh.sum(axis=0)
            # step
            w1 -= LEARNING_RATE * dw1
            b1 -= LEARNING_RATE * db1
            w2 -= LEARNING_RATE * dw2
            b2 -= LEARNING_RATE * db2
        losses.append(total / batches)
    return losses


if __name__ == "__main__":
    for run in range(int(sys.argv[1]) if len(sys.argv) > 1 else 7):
        start = time.perf_counter()
        losses = train()
        print(f"{time.perf_counter() - start:.3f} s  epoch 1: {losses[0]}  epoch {EPOCHS}: {losses[-1]}")
