"""NumPy as a peer: answers on standard output what it is asked on standard input, as PeerProcess.java does.

Gradients are worked out by hand, as NumPy has none of its own, and each of them takes what the forward pass has left, as careful
hand-written code would. Names of works, inputs and weights of the check are those of Peer, Inputs, Formula and Perceptron.
"""

import sys
import time

import numpy as np

import spiral_numpy

DTYPES = {"FLOAT32": np.float32, "FLOAT64": np.float64}
EPSILON = 1e-5


class Absent(Exception):
    """There is no such work here."""


def numbers(seed, n, scale=1.0):
    """Numbers in [-scale, scale), as if at random: Inputs.numbers."""
    h = np.arange(n, dtype=np.uint32) + np.uint32(seed * 0x9E3779B9 & 0xFFFFFFFF)
    h = (h ^ h >> np.uint32(16)) * np.uint32(0x7FEB352D)
    h = (h ^ h >> np.uint32(15)) * np.uint32(0x846CA68B)
    h = h ^ h >> np.uint32(16)
    return scale * ((h >> np.uint32(8)) * 2.0**-23 - 1)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    e /= e.sum(axis=-1, keepdims=True)
    return e


def normalized(x):
    """The deviations over the spread, and the spread."""
    deviation = x - x.mean(axis=-1, keepdims=True)
    spread = np.sqrt((deviation * deviation).mean(axis=-1, keepdims=True) + x.dtype.type(EPSILON))
    return deviation / spread, spread


def layer_norm(x, gamma, beta):
    return normalized(x)[0] * gamma + beta


def gate(x, w, b):
    xw = x * w
    return sigmoid(xw + b) * np.tanh(xw - b)


def bump(x, w, b):
    d = x - b
    return w * np.exp(-(d * d)) / (1 + np.exp(-x))


def exp_gradient(g, x):
    y = np.exp(x)
    return y, g * y


def tanh_gradient(g, x):
    y = np.tanh(x)
    return y, g * (1 - y * y)


def sigmoid_gradient(g, x):
    y = sigmoid(x)
    return y, g * y * (1 - y)


def relu_gradient(g, x):
    return np.maximum(x, 0), g * (x > 0)


def add_gradient(g, x, y):
    return x + y, g, g


def softmax_gradient(g, x):
    y = softmax(x)
    return y, y * (g - (g * y).sum(axis=-1, keepdims=True))


def layer_norm_gradient(g, x, gamma, beta):
    n, spread = normalized(x)
    gn = g * gamma
    dx = (gn - gn.mean(axis=-1, keepdims=True) - n * (gn * n).mean(axis=-1, keepdims=True)) / spread
    return n * gamma + beta, dx, (g * n).sum(axis=0), g.sum(axis=0)


# name: how many inputs, the function, the function with its gradients
FORMULAS = {
    "exp": (1, np.exp, exp_gradient),
    "tanh": (1, np.tanh, tanh_gradient),
    "sigmoid": (1, sigmoid, sigmoid_gradient),
    "relu": (1, lambda x: np.maximum(x, 0), relu_gradient),
    "add": (2, np.add, add_gradient),
    "softmax": (1, softmax, softmax_gradient),
    "layer_norm": (3, layer_norm, layer_norm_gradient),
    "affine": (3, lambda x, w, b: sigmoid(x * w + b), None),
    "gate": (3, gate, None),
    "bump": (3, bump, None),
}


def shape(name, at, n):
    side = int(n**0.5)
    if name == "softmax":
        return (side, side)
    if name == "layer_norm":
        return (side, side) if at == 0 else (side,)
    return (n,)


def inputs(name, n, dtype):
    if name not in FORMULAS:
        raise Absent
    shapes = [shape(name, i, n) for i in range(FORMULAS[name][0])]
    return [numbers(i + 1, int(np.prod(s)), 2.0).reshape(s).astype(dtype) for i, s in enumerate(shapes)]


def forward(name, n, dtype):
    x = inputs(name, int(n), dtype)
    f = FORMULAS[name][1]
    return lambda: (f(*x),)


def gradient(name, n, dtype):
    x = inputs(name, int(n), dtype)
    f = FORMULAS[name][2]
    if f is None:
        raise Absent
    g = numbers(9, x[0].size).reshape(x[0].shape).astype(dtype)
    return lambda: f(g, *x)


def matmul(layout, m, k, n, dtype):
    m, k, n = int(m), int(k), int(n)
    a, b = numbers(1, m * k).astype(dtype), numbers(2, k * n).astype(dtype)
    a = a.reshape(k, m).T if layout[0] == "T" else a.reshape(m, k)
    b = b.reshape(n, k).T if layout[1] == "T" else b.reshape(k, n)
    return lambda: (a @ b,)


def dot(n, dtype):
    a, b = numbers(1, int(n)).astype(dtype), numbers(2, int(n)).astype(dtype)
    return lambda: (a @ b,)


def matvec(m, n, dtype):
    m, n = int(m), int(n)
    a, x = numbers(1, m * n).reshape(m, n).astype(dtype), numbers(2, n).astype(dtype)
    return lambda: (a @ x,)


def layer(dtype):
    x, w, b = (numbers(i + 1, size).astype(dtype) for i, size in enumerate((8, 64, 8)))
    x, w = x.reshape(1, 8), w.reshape(8, 8)

    def run():
        y = np.tanh(x @ w + b)
        dz = 1 - y * y
        return y.sum(), x.T @ dz, dz.sum(axis=0)

    return run


def spiral(dtype):
    return lambda: (spiral_numpy.train()[-1],)


def mlp(dtype):
    widths, batch, rate = (784, 256, 128, 10), 128, np.float32(0.1)
    x = numbers(1, batch * widths[0]).reshape(batch, widths[0]).astype(np.float32)
    labels, rows = 7 * np.arange(batch) % widths[-1], np.arange(batch)
    w, b = [], []
    for i, (before, after) in enumerate(zip(widths, widths[1:])):
        spread = (6.0 / (before + after)) ** 0.5
        w.append(numbers(2 + i, before * after, spread).reshape(before, after).astype(np.float32))
        b.append(np.zeros(after, np.float32))

    def run():
        y = [x]
        for i in range(3):
            z = y[i] @ w[i]
            z += b[i]
            y.append(np.maximum(z, 0, out=z) if i < 2 else z)
        scores = y[3]
        scores -= scores.max(axis=1, keepdims=True)
        exps = np.exp(scores)
        sums = exps.sum(axis=1, keepdims=True)
        loss = np.mean(np.log(sums[:, 0]) - scores[rows, labels])
        d = exps / sums
        d[rows, labels] -= 1
        d /= batch
        for i in (2, 1, 0):
            dw, db = y[i].T @ d, d.sum(axis=0)
            if i > 0:
                d = (d @ w[i].T) * (y[i] > 0)
            w[i] -= rate * dw
            b[i] -= rate * db
        return (loss,)

    return run


WORKS = {
    "matmul": matmul,
    "dot": dot,
    "matvec": matvec,
    "forward": forward,
    "gradient": gradient,
    "layer": layer,
    "spiral": spiral,
    "mlp": mlp,
}


def prepare(dtype, name, *words):
    """What the third run gives: how many numbers, their sum, weighted by their place, and that of what they weigh."""
    if name not in WORKS:
        raise Absent
    work = WORKS[name](*words, DTYPES[dtype])
    work()
    work()
    results = np.concatenate([np.asarray(result, np.float64).ravel() for result in work()])
    weighted = (1 + np.arange(results.size) % 7) * results
    return work, f"ready {results.size} {float(weighted.sum())} {float(np.abs(weighted).sum())}"


def timed(work, runs):
    start = time.perf_counter_ns()
    for _ in range(runs):
        work()
    return (time.perf_counter_ns() - start) / runs


def warm(work, seconds):
    end = time.perf_counter() + seconds
    runs = 1
    while True:
        each = timed(work, runs)
        if time.perf_counter() >= end:
            return each
        runs = max(1, min(2 * runs, int(seconds * 1e9 / 10 / each)))


def serve():
    work = None
    for line in sys.stdin:
        request, *words = line.split()
        try:
            if request == "prepare":
                work, answer = prepare(*words)
            elif request == "warm":
                answer = f"took {warm(work, float(words[0]))}"
            elif request == "time":
                answer = f"took {timed(work, int(words[0]))}"
            else:
                raise ValueError(f"no request is called {request}")
        except Absent:
            answer = "absent"
        except Exception as problem:  # the table goes on without this work, and says why
            answer = f"failed {problem!r}"
        print(answer, flush=True)


if __name__ == "__main__":
    serve()
